import { CURSOR_DOCTYPE, ISSUE_DOCTYPE, RUN_DOCTYPE } from '../../../lib/erpnext/schema';
import { startRun } from '../../../lib/sync/startRun';
import type { SyncResult } from '../../../lib/sync/types';
import { thrownBy } from '../erpnext/site';
import { type Books, failedOrder, finishWith, orderResult, SELLER, startInput, withWindow } from './books';

const KEY = `${SELLER}:orders`;
const MINUTE = 60_000;

const next = async (books: Books, runId: string) => await startRun({ erp: books.erp(), clock: books.clock, runId }, startInput());
const cursorOf = ({ sandbox }: Books) => sandbox.site.doc(CURSOR_DOCTYPE, KEY);
const issueOf = ({ sandbox }: Books, key: string) => sandbox.site.doc(ISSUE_DOCTYPE, key);

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
			const summary = await finishWith(books, window, results, { amazonCalls: 9, erpnextCalls: 40, quotaWaitMs: 1500, notices: ['No names'] });
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
			const summary = await finishWith(books, window, [orderResult(), failedOrder('902-1'), failedOrder('902-2')]);
			expect(summary).toMatchObject({ status: 'Completed', openIssues: 2, message: '3 orders: 1 created, 2 failed, 2 wait' });
			expect(issueOf(books, '902-1')).toMatchObject({ status: 'Open', reason: 'Order 902-1: no exchange rate from SEK to EUR.', attempts: 1, run: window.runId });
			const writes = books.sandbox.requests.filter(({ isWrite }) => isWrite).slice(-3).map(({ subject }) => subject);
			expect(writes).toEqual(['frappe.client.insert_many', CURSOR_DOCTYPE, RUN_DOCTYPE]);
		});
	});

	it('resolves what works again, leaves the rest open, and never reopens an Ignored one', async () => {
		await withWindow(async (books, window) => {
			await finishWith(books, window, [orderResult(), failedOrder('902-1'), failedOrder('902-2'), failedOrder('902-3')]);
			books.sandbox.site.update(ISSUE_DOCTYPE, '902-3', { status: 'Ignored' });
			books.clock.advance(15 * MINUTE);
			const again = await next(books, '2');
			expect(again.retryIds).toEqual(['902-1', '902-2']);
			const results = [orderResult({ amazonOrderId: '902-1', salesOrder: 'SAL-1' }), failedOrder('902-2'), failedOrder('902-3')];
			expect(await finishWith(books, again, results)).toMatchObject({ openIssues: 1, message: '3 orders: 1 created, 2 failed, 1 waits' });
			expect(issueOf(books, '902-1')).toMatchObject({ status: 'Resolved', sales_order: 'SAL-1' });
			expect(issueOf(books, '902-2')).toMatchObject({ status: 'Open', attempts: 2 });
			expect(issueOf(books, '902-3')).toMatchObject({ status: 'Ignored', attempts: 1 });
		});
	});

	it('says of orders that Amazon no longer knows what to do', async () => {
		await withWindow(async (books, window) => {
			await finishWith(books, window, [failedOrder('902-1'), orderResult()]);
			books.clock.advance(15 * MINUTE);
			const again = await next(books, '2');
			expect(await finishWith(books, again, [], { goneIds: ['902-1'] })).toMatchObject({ openIssues: 1 });
			expect(issueOf(books, '902-1')).toMatchObject({ status: 'Open', attempts: 2 });
			expect(String(issueOf(books, '902-1')?.reason)).toContain('Amazon no longer knows it');
		});
	});

	it('refuses to move the cursor when results are missing, and lets the next run begin at once', async () => {
		await withWindow(async (books, window) => {
			const error = await thrownBy(finishWith(books, window, [orderResult()], { count: 3 }));
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
			expect(await finishWith(books, window, [orderResult()], { count: 3 }, true)).toMatchObject({ status: 'Completed', listed: 3 });
			expect(cursorOf(books)?.position).toBe(window.before);
		});
	});

	it('takes a storm for one failed run and opens no issue', async () => {
		await withWindow(async (books, window) => {
			const results = Array.from({ length: 21 }, (_, at) => failedOrder(`902-${at}`));
			const error = await thrownBy(finishWith(books, window, results));
			expect(error.message).toContain('All 21 orders that ERPNext was to take failed alike');
			expect(error.message).toContain('Order 902-0: no exchange rate from SEK to EUR.');
			expect(books.sandbox.site.count(ISSUE_DOCTYPE)).toBe(0);
			expect(cursorOf(books)).toMatchObject({ position: '2026-11-01T04:00:00Z', lease_run: '' });
		});
	});

	it('sees the storm behind orders that are not imported anyway, and whatever their dates', async () => {
		await withWindow(async (books, window) => {
			const failed = Array.from({ length: 25 }, (_, at) => failedOrder(`902-${at}`, `Order 902-${at}: no rate for 2026-11-${10 + (at % 10)}.`));
			const pending = orderResult({ amazonOrderId: '903-1', action: 'notImported' });
			const error = await thrownBy(finishWith(books, window, [pending, ...failed]));
			expect(error.message).toContain('All 25 orders');
		});
	});

	it('sees the storm behind orders that stand unchanged in the overlap of two windows', async () => {
		await withWindow(async (books, window) => {
			const failed = Array.from({ length: 21 }, (_, at) => failedOrder(`902-${at}`));
			const error = await thrownBy(finishWith(books, window, [orderResult({ amazonOrderId: '903-1', action: 'unchanged' }), ...failed]));
			expect(error.message).toContain('All 21 orders');
		});
	});

	it('takes many issues that fail once more for no storm, and waits longer before it tries them again', async () => {
		await withWindow(async (books, window) => {
			const failed = Array.from({ length: 25 }, (_, at) => failedOrder(`902-${at}`));
			await finishWith(books, window, [orderResult(), ...failed]);
			books.clock.advance(16 * MINUTE);
			const again = await next(books, '2');
			expect(again.retryIds).toHaveLength(25);
			expect(await finishWith(books, again, failed)).toMatchObject({ status: 'Completed', openIssues: 25 });
			expect(books.sandbox.site.docs(ISSUE_DOCTYPE).map(({ attempts }) => attempts)).toEqual(Array(25).fill(2));
			books.clock.advance(16 * MINUTE);
			expect((await next(books, '3')).retryIds).toEqual([]);
		});
	});

	it('counts a result that comes twice once', async () => {
		await withWindow(async (books, window) => {
			const twice = orderResult();
			expect((await thrownBy(finishWith(books, window, [twice, twice], { count: 2 }))).message).toMatch(/^Only 1 of 2 orders came back/);
		});
	});

	it.each<[string, SyncResult[]]>([
		['20 that fail alike', Array.from({ length: 20 }, (_, at) => failedOrder(`902-${at}`))],
		['30 that fail, each for its own reason', Array.from({ length: 30 }, (_, at) => failedOrder(`902-${at}`, `Item 'X${at}' is disabled.`))],
		['30 of which one works', [orderResult(), ...Array.from({ length: 29 }, (_, at) => failedOrder(`902-${at}`))]],
	])('opens issues for %s', async (_, results) => {
		await withWindow(async (books, window) => {
			expect((await finishWith(books, window, results)).status).toBe('Completed');
			expect(books.sandbox.site.count(ISSUE_DOCTYPE)).toBe(results.filter(({ action }) => action === 'failed').length);
		});
	});

	it('keeps the page token of a window that was not read to its end, and the next run goes on there', async () => {
		await withWindow(async (books, window) => {
			const summary = await finishWith(books, window, [orderResult(), orderResult()], { complete: false, nextPageToken: 'page 2' });
			expect(summary).toMatchObject({ status: 'Partial', more: true, message: '2 orders: 2 created, 0 wait; more waits at Amazon and the next run goes on' });
			books.clock.advance(15 * MINUTE);
			const second = await next(books, '2');
			expect(second).toMatchObject({ after: window.after, before: window.before, pageToken: 'page 2' });
			await finishWith(books, second, [orderResult()]);
			expect(cursorOf(books)).toMatchObject({ position: window.before, page_token: '', window_count: 0 });
		});
	});

	it('starts a window again whose page token is a day old', async () => {
		await withWindow(async (books, window) => {
			await finishWith(books, window, [], { complete: false, nextPageToken: 'page 2' });
			books.clock.advance(24 * 60 * MINUTE);
			expect(await next(books, '2')).toMatchObject({ after: window.after, before: '2026-11-25T11:57:00Z', pageToken: null });
		});
	});
});
