import { recordIssues } from '../../../lib/erpnext/issues';
import { CURSOR_DOCTYPE, ISSUE_DOCTYPE, RUN_DOCTYPE } from '../../../lib/erpnext/schema';
import { finishRun } from '../../../lib/sync/finishRun';
import { startRun, type StartRunInput } from '../../../lib/sync/startRun';
import type { ListingResult, SyncProgress, SyncResult, SyncSummary, SyncWindow } from '../../../lib/sync/types';
import { toListingKey } from '../../../lib/mapping/toItemCode';
import { thrownBy } from '../erpnext/site';
import { type Books, goodSettings, orderResult, progressOf, SELLER, startInput, US, withBooks } from './books';
import { breakOff } from './breakOff';

// Whole runs broken off at every call; a busy machine takes its time.
jest.setTimeout(60_000);

const KEY = `${SELLER}:orders`;
const MINUTE = 60_000;

async function withWindow(test: (books: Books, window: SyncWindow) => Promise<void>, more: Partial<StartRunInput> = {}): Promise<void> {
	await withBooks(async (books) => {
		const window = await startRun({ erp: books.erp(), clock: books.clock, runId: '1' }, startInput(more));
		await test(books, window);
	});
}

async function finish(books: Books, window: SyncWindow, results: SyncResult[], more: Partial<SyncProgress> = {}, allowMissing = false): Promise<SyncSummary> {
	const progress = progressOf(window, { count: results.length, ...more });
	return await finishRun({ erp: books.erp('dayToDay'), clock: books.clock, executionUrl: 'https://n8n.example.com/e/1' }, { results, progress, allowMissing });
}

const next = async (books: Books, runId: string) => await startRun({ erp: books.erp(), clock: books.clock, runId }, startInput());
const cursorOf = ({ sandbox }: Books) => sandbox.site.doc(CURSOR_DOCTYPE, KEY);
const issueOf = ({ sandbox }: Books, key: string) => sandbox.site.doc(ISSUE_DOCTYPE, key);
const failed = (amazonOrderId: string, reason = `Order ${amazonOrderId}: no exchange rate from SEK to EUR.`): SyncResult => orderResult({ amazonOrderId, action: 'failed', reason, detail: 'Exchange Rate is mandatory' });

describe('finishRun', () => {
	it('moves the cursor, gives the lease back and tells what happened in one line', async () => {
		await withWindow(async (books, window) => {
			books.clock.advance(21_000);
			const results = [
				orderResult({ currency: 'USD', amazonTotal: '12.50', erpnextTotal: '12.50' }),
				orderResult({ currency: 'USD', amazonTotal: '0.10', erpnextTotal: '0.10' }),
				orderResult({ currency: 'JPY', amazonTotal: '1500', erpnextTotal: '1500' }),
				orderResult({ action: 'notImported', reason: 'Pending' }),
			];
			const summary = await finish(books, window, results, { amazonCalls: 9, erpnextCalls: 40, quotaWaitMs: 1500, notices: ['No names'] });
			expect(summary).toMatchObject({
				status: 'Completed',
				message: '4 orders: 3 created, 1 not imported, 0 wait',
				listed: 4,
				counts: { created: 3, notImported: 1, failed: 0 },
				openIssues: 0,
				totals: [
					{ currency: 'JPY', amazon: '1500', erpnext: '1500', difference: '0' },
					{ currency: 'USD', amazon: '12.60', erpnext: '12.60', difference: '0.00' },
				],
				windowEnd: window.before,
				more: false,
				amazonCalls: 9,
				quotaWaitMs: 1500,
				durationMs: 21_000,
			});
			expect(summary.notices).toEqual([...(window.notices ?? []), 'No names']);
			// Those of Start, 40 of the writing node, and the four of Finish.
			expect(summary.erpnextCalls).toBe(books.sandbox.requests.length + 40);
			expect(cursorOf(books)).toMatchObject({ position: window.before, lease_run: '', page_token: '', window_position: '', last_completed: '2026-11-24T12:00:21Z' });
			expect(books.sandbox.site.doc(RUN_DOCTYPE, window.runId)).toMatchObject({
				status: 'Completed',
				message: summary.message,
				created_count: 3,
				duration_seconds: 21,
				quota_wait_seconds: 2,
				erpnext_calls: summary.erpnextCalls,
				window_after: '2026-11-01T04:00:00Z',
				window_before: window.before,
				execution_url: 'https://n8n.example.com/e/1',
			});
		});
	});

	it('opens issues for what failed before it moves the cursor', async () => {
		await withWindow(async (books, window) => {
			const summary = await finish(books, window, [orderResult(), failed('902-1'), failed('902-2')]);
			expect(summary).toMatchObject({ status: 'Completed', openIssues: 2, message: '3 orders: 1 created, 2 failed, 2 wait' });
			expect(issueOf(books, '902-1')).toMatchObject({ status: 'Open', reason: 'Order 902-1: no exchange rate from SEK to EUR.', attempts: 1, run: window.runId });
			const writes = books.sandbox.requests.filter(({ isWrite }) => isWrite).slice(-3).map(({ subject }) => subject);
			expect(writes).toEqual(['frappe.client.insert_many', CURSOR_DOCTYPE, RUN_DOCTYPE]);
		});
	});

	it('resolves what works again, leaves the rest open, and never reopens an Ignored one', async () => {
		await withWindow(async (books, window) => {
			await finish(books, window, [orderResult(), failed('902-1'), failed('902-2'), failed('902-3')]);
			books.sandbox.site.update(ISSUE_DOCTYPE, '902-3', { status: 'Ignored' });
			books.clock.advance(15 * MINUTE);
			const again = await next(books, '2');
			expect(again.retryIds).toEqual(['902-1', '902-2']);
			const results = [orderResult({ amazonOrderId: '902-1', salesOrder: 'SAL-1' }), failed('902-2'), failed('902-3')];
			expect(await finish(books, again, results)).toMatchObject({ openIssues: 1, message: '3 orders: 1 created, 2 failed, 1 waits' });
			expect(issueOf(books, '902-1')).toMatchObject({ status: 'Resolved', sales_order: 'SAL-1' });
			expect(issueOf(books, '902-2')).toMatchObject({ status: 'Open', attempts: 2 });
			expect(issueOf(books, '902-3')).toMatchObject({ status: 'Ignored', attempts: 1 });
		});
	});

	it('says of orders that Amazon no longer knows what to do', async () => {
		await withWindow(async (books, window) => {
			await finish(books, window, [failed('902-1'), orderResult()]);
			books.clock.advance(15 * MINUTE);
			const again = await next(books, '2');
			expect(await finish(books, again, [], { goneIds: ['902-1'] })).toMatchObject({ openIssues: 1 });
			expect(issueOf(books, '902-1')).toMatchObject({ status: 'Open', attempts: 2 });
			expect(String(issueOf(books, '902-1')?.reason)).toContain('Amazon no longer knows it');
		});
	});

	it('refuses to move the cursor when results are missing, and lets the next run begin at once', async () => {
		await withWindow(async (books, window) => {
			const error = await thrownBy(finish(books, window, [orderResult()], { count: 3 }));
			expect(error.message).toBe(
				"Only 1 of 3 orders came back to Finish, so the position stays where it was and the next run reads them again: let every item of the writing node reach Finish, or switch on 'Allow Missing Results'.",
			);
			expect(cursorOf(books)).toMatchObject({ position: '2026-11-01T04:00:00Z', lease_run: '' });
			expect(books.sandbox.site.doc(RUN_DOCTYPE, window.runId)).toMatchObject({ status: 'Failed', message: error.message });
			expect(await next(books, '2')).toMatchObject({ skipped: false, after: window.after });
		});
	});

	it('moves on with missing results where that is allowed', async () => {
		await withWindow(async (books, window) => {
			expect(await finish(books, window, [orderResult()], { count: 3 }, true)).toMatchObject({ status: 'Completed', listed: 3 });
			expect(cursorOf(books)?.position).toBe(window.before);
		});
	});

	it('takes a storm for one failed run and opens no issue', async () => {
		await withWindow(async (books, window) => {
			const results = Array.from({ length: 21 }, (_, at) => failed(`902-${at}`));
			const error = await thrownBy(finish(books, window, results));
			expect(error.message).toContain('All 21 orders of this run failed alike');
			expect(error.message).toContain('Order 902-0: no exchange rate from SEK to EUR.');
			expect(books.sandbox.site.count(ISSUE_DOCTYPE)).toBe(0);
			expect(cursorOf(books)).toMatchObject({ position: '2026-11-01T04:00:00Z', lease_run: '' });
		});
	});

	it.each<[string, SyncResult[]]>([
		['20 that fail alike', Array.from({ length: 20 }, (_, at) => failed(`902-${at}`))],
		['30 that fail, each for its own reason', Array.from({ length: 30 }, (_, at) => failed(`902-${at}`, `Item 'X${at}' is disabled.`))],
		['30 of which one works', [orderResult(), ...Array.from({ length: 29 }, (_, at) => failed(`902-${at}`))]],
	])('opens issues for %s', async (_, results) => {
		await withWindow(async (books, window) => {
			expect((await finish(books, window, results)).status).toBe('Completed');
			expect(books.sandbox.site.count(ISSUE_DOCTYPE)).toBe(results.filter(({ action }) => action === 'failed').length);
		});
	});

	it('keeps the page token of a window that was not read to its end, and the next run goes on there', async () => {
		await withWindow(async (books, window) => {
			const summary = await finish(books, window, [orderResult(), orderResult()], { complete: false, nextPageToken: 'page 2' });
			expect(summary).toMatchObject({ status: 'Partial', more: true, message: '2 orders: 2 created, 0 wait; more waits at Amazon and the next run goes on' });
			books.clock.advance(15 * MINUTE);
			const second = await next(books, '2');
			expect(second).toMatchObject({ after: window.after, before: window.before, pageToken: 'page 2' });
			await finish(books, second, [orderResult()]);
			expect(cursorOf(books)).toMatchObject({ position: window.before, page_token: '', window_count: 0 });
		});
	});

	it('starts a window again whose page token is a day old', async () => {
		await withWindow(async (books, window) => {
			await finish(books, window, [], { complete: false, nextPageToken: 'page 2' });
			books.clock.advance(24 * 60 * MINUTE);
			expect(await next(books, '2')).toMatchObject({ after: window.after, before: '2026-11-25T11:57:00Z', pageToken: null });
		});
	});

	it('leaves the position alone when a person moved it during the run', async () => {
		await withWindow(async (books, window) => {
			books.sandbox.site.update(CURSOR_DOCTYPE, KEY, { position: '2026-10-01' });
			const summary = await finish(books, window, [orderResult()]);
			expect(summary.notices).toContain(`'Position' of Amazon Sync Cursor '${KEY}' was changed by hand to '2026-10-01' during this run: the next one starts there.`);
			expect(cursorOf(books)).toMatchObject({ position: '2026-10-01', lease_run: '' });
			expect((await next(books, '2')).after).toBe('2026-10-01T00:00:00Z');
		});
	});

	it('leaves the cursor to a run that took over, and says so', async () => {
		await withWindow(async (books, window) => {
			books.clock.advance(31 * MINUTE);
			const other = await next(books, '2');
			const summary = await finish(books, window, [orderResult(), failed('902-1')]);
			expect(summary.status).toBe('Partial');
			expect(summary.notices).toContain(`This run took longer than its lease and run '${other.runId}' took the cursor over: what it wrote stands, and the window is read again.`);
			expect(cursorOf(books)).toMatchObject({ position: '2026-11-01T04:00:00Z', lease_run: other.runId });
			expect(issueOf(books, '902-1')).toBeDefined();
		});
	});

	it('may be called again', async () => {
		await withWindow(async (books, window) => {
			const results = [orderResult(), failed('902-1')];
			const first = await finish(books, window, results);
			const cursor = cursorOf(books);
			const second = await finish(books, window, results);
			expect(second).toMatchObject({ status: 'Completed', message: first.message, openIssues: 1 });
			expect(cursorOf(books)).toEqual(cursor);
			expect(issueOf(books, '902-1')?.attempts).toBe(1);
			expect(books.sandbox.site.count(RUN_DOCTYPE)).toBe(1);
		});
	});

	it.each(['beforeProcessing', 'afterProcessing'] as const)('is healed by the next run wherever it broke off (%s)', async (when) => {
		await withWindow(async (books, window) => {
			const scope = { sellerId: SELLER, stream: 'orders' as const };
			await recordIssues(books.erp(), scope, [{ key: '902-0', amazonId: '902-0', reason: 'x' }], { runId: 'r', nowMs: books.clock.now() });
			const before = books.sandbox.site.snapshot();
			const results = () => [orderResult({ amazonOrderId: '902-0' }), failed('902-1'), orderResult({ amazonOrderId: '902-2' })];
			const callsOfFinish = 7;
			for (let at = 1; at <= callsOfFinish; at += 1) {
				books.sandbox.site.restore(before);
				breakOff(books.faults, at, when);
				const outcome = await finish(books, window, results()).catch((error: unknown) => error);
				books.faults.clear();
				const moved = cursorOf(books)?.position === window.before;
				// The cursor never moves before its issues stand.
				if (moved) expect(issueOf(books, '902-1')?.status).toBe('Open');
				else expect(outcome).toBeInstanceOf(Error);
				books.clock.advance(31 * MINUTE);
				const again = await next(books, `next ${at}`);
				expect(again.skipped).toBe(false);
				if (!moved) expect(again.after).toBe(window.after);
				await finish(books, again, results());
				expect(cursorOf(books)).toMatchObject({ position: again.before, lease_run: '' });
				expect([issueOf(books, '902-0')?.status, issueOf(books, '902-1')?.status]).toEqual(['Resolved', 'Open']);
			}
		});
	});

	it('lets the settings be checked anew after something failed', async () => {
		await withWindow(async (books, window) => {
			await finish(books, window, [failed('902-1'), orderResult()]);
			books.sandbox.site.update('Price List', 'Standard Selling', { enabled: 0 });
			expect((await thrownBy(next(books, '2'))).message).toContain("'Price List' 'Standard Selling' is disabled");
		});
	});

	it('reports a skipped window without a call', async () => {
		await withWindow(async (books) => {
			const skipped = await next(books, '2');
			const before = books.sandbox.requests.length;
			expect(await finish(books, skipped, [])).toMatchObject({ status: 'Skipped', message: `Skipped: ${skipped.reason}`, more: false });
			expect(books.sandbox.requests.length).toBe(before);
		});
	});

	it('throws what ERPNext says when it is down, the cursor where it was', async () => {
		await withWindow(async (books, window) => {
			books.faults.add({ match: () => true, fault: { kind: 'answer', status: 503, body: 'maintenance' } });
			expect((await thrownBy(finish(books, window, [failed('902-1')]))).message).toContain('is down or under maintenance (503)');
			expect(cursorOf(books)?.position).toBe('2026-11-01T04:00:00Z');
		});
	});

	it('refuses results without a progress item, or of no run', async () => {
		await withWindow(async (books, window) => {
			const deps = { erp: books.erp(), clock: books.clock };
			expect((await thrownBy(finishRun(deps, { results: [], allowMissing: true }))).message).toContain("switch on 'Include Progress Item'");
			expect((await thrownBy(finishRun(deps, { results: [], progress: progressOf({ ...window, runId: '' }), allowMissing: true }))).message).toContain("'runId' '' is none that Start gave");
		});
	});
});

describe('finishRun of products', () => {
	const products = { stream: 'products' as const, afterDate: '' };

	it('names issues by the exact SKU and marketplace', async () => {
		await withWindow(async (books, window) => {
			const result = (sku: string, more: Partial<ListingResult> = {}): ListingResult => ({ sku, marketplaceId: US, action: 'failed', reason: 'Same name', ...more });
			const summary = await finish(books, window, [result('sku-1'), result('SKU-1'), result('A<B>'), result('ok', { action: 'created' })]);
			expect(summary).toMatchObject({ openIssues: 3, message: '4 SKUs: 1 created, 3 failed, 3 wait' });
			for (const sku of ['sku-1', 'SKU-1', 'A<B>']) expect(issueOf(books, toListingKey(sku, US))).toMatchObject({ status: 'Open', stream: 'products', marketplace_id: US });
			const again = await startRun({ erp: books.erp(), clock: books.clock, runId: '2' }, startInput(products));
			expect(again.retryIds).toEqual([]);
			books.clock.advance(15 * MINUTE);
			await finish(books, again, [], { complete: false });
			const third = await startRun({ erp: books.erp(), clock: books.clock, runId: '3' }, startInput(products));
			expect([...third.retryIds].sort()).toEqual(['sku-1', 'SKU-1', 'A<B>'].map((sku) => toListingKey(sku, US)).sort());
		}, products);
	});
});

describe('finishRun of a dry run', () => {
	it('sums up what would happen and writes nothing', async () => {
		await withBooks(async (books) => {
			const settings = { ...goodSettings, dryRun: true };
			const window = await startRun({ erp: books.erp(), clock: books.clock, runId: '1' }, startInput({ settings }));
			const summary = await finish(books, window, [orderResult({ dryRun: true }), { ...failed('902-1'), dryRun: true }]);
			expect(summary).toMatchObject({ status: 'Completed', dryRun: true, message: 'Dry run, nothing was written: 2 orders: 1 created, 1 failed' });
			expect(books.writes()).toBe(0);
		});
	});
});

describe('finishRun of a backfill', () => {
	it('moves the cursor backwards and says how far it is', async () => {
		await withWindow(async (books, window) => {
			const results = Array.from({ length: 3 }, () => orderResult());
			await finish(books, window, results, { complete: false, nextPageToken: 'page 2' });
			const second = await startRun({ erp: books.erp(), clock: books.clock, runId: '2' }, startInput({ stream: 'ordersBackfill', backfillUntil: '2026-10-01T04:00:00Z' }));
			const summary = await finish(books, second, [orderResult()]);
			expect(summary.message).toBe("1 order: 1 created, 0 wait; back to 2026-10-30, 6 % of the period, less than an hour to go at Amazon's pace");
			expect(books.sandbox.site.doc(CURSOR_DOCTYPE, `${SELLER}:ordersBackfill`)).toMatchObject({
				position: '2026-10-30T04:00:00Z',
				total_count: 4,
				chunk_minutes: 4 * 2880,
				backfill_from: '2026-11-01T04:00:00Z',
			});
		}, { stream: 'ordersBackfill', backfillUntil: '2026-10-01T04:00:00Z' });
	});
});
