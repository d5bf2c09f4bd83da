import { recordIssues } from '../../../lib/erpnext/issues';
import { CURSOR_DOCTYPE, ISSUE_DOCTYPE, RUN_DOCTYPE } from '../../../lib/erpnext/schema';
import { finishRun } from '../../../lib/sync/finishRun';
import { startRun } from '../../../lib/sync/startRun';
import { thrownBy } from '../erpnext/site';
import { type Books, failedOrder, finishWith, orderResult, progressOf, SELLER, startInput, withWindow } from './books';
import { breakOff } from './breakOff';

// Whole runs broken off at every call; a busy machine takes its time.
jest.setTimeout(60_000);

const KEY = `${SELLER}:orders`;
const MINUTE = 60_000;

const next = async (books: Books, runId: string) => await startRun({ erp: books.erp(), clock: books.clock, runId }, startInput());
const cursorOf = ({ sandbox }: Books) => sandbox.site.doc(CURSOR_DOCTYPE, KEY);
const issueOf = ({ sandbox }: Books, key: string) => sandbox.site.doc(ISSUE_DOCTYPE, key);

describe('finishRun, disturbed', () => {
	it('leaves the position alone when a person moved it during the run', async () => {
		await withWindow(async (books, window) => {
			books.sandbox.site.update(CURSOR_DOCTYPE, KEY, { position: '2026-10-01' });
			const summary = await finishWith(books, window, [orderResult()]);
			expect(summary.notices).toContain(`'Position' of Amazon Sync Cursor '${KEY}' was changed by hand to '2026-10-01' during this run: the next one starts there.`);
			expect(cursorOf(books)).toMatchObject({ position: '2026-10-01', lease_run: '' });
			expect((await next(books, '2')).after).toBe('2026-10-01T00:00:00Z');
		});
	});

	it('leaves the cursor to a run that took over, and says so', async () => {
		await withWindow(async (books, window) => {
			books.clock.advance(31 * MINUTE);
			const other = await next(books, '2');
			const summary = await finishWith(books, window, [orderResult(), failedOrder('902-1')]);
			expect(summary.status).toBe('Partial');
			expect(summary.notices).toContain(`This run took longer than its lease and run '${other.runId}' took the cursor over: what it wrote stands, and the window is read again.`);
			expect(cursorOf(books)).toMatchObject({ position: '2026-11-01T04:00:00Z', lease_run: other.runId });
			expect(issueOf(books, '902-1')).toBeDefined();
		});
	});

	it('may be called again', async () => {
		await withWindow(async (books, window) => {
			const results = [orderResult(), failedOrder('902-1')];
			const first = await finishWith(books, window, results);
			const cursor = cursorOf(books);
			const second = await finishWith(books, window, results);
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
			const results = () => [orderResult({ amazonOrderId: '902-0' }), failedOrder('902-1'), orderResult({ amazonOrderId: '902-2' })];
			const callsOfFinish = 7;
			for (let at = 1; at <= callsOfFinish; at += 1) {
				books.sandbox.site.restore(before);
				breakOff(books.faults, at, when);
				const outcome = await finishWith(books, window, results()).catch((error: unknown) => error);
				books.faults.clear();
				const moved = cursorOf(books)?.position === window.before;
				// The cursor never moves before its issues stand.
				if (moved) expect(issueOf(books, '902-1')?.status).toBe('Open');
				else expect(outcome).toBeInstanceOf(Error);
				books.clock.advance(31 * MINUTE);
				const again = await next(books, `next ${at}`);
				expect(again.skipped).toBe(false);
				if (!moved) expect(again.after).toBe(window.after);
				await finishWith(books, again, results());
				expect(cursorOf(books)).toMatchObject({ position: again.before, lease_run: '' });
				expect([issueOf(books, '902-0')?.status, issueOf(books, '902-1')?.status]).toEqual(['Resolved', 'Open']);
			}
		});
	});

	it('lets the settings be checked anew after something failed', async () => {
		await withWindow(async (books, window) => {
			await finishWith(books, window, [failedOrder('902-1'), orderResult()]);
			books.sandbox.site.update('Price List', 'Standard Selling', { enabled: 0 });
			expect((await thrownBy(next(books, '2'))).message).toContain("'Price List' 'Standard Selling' is disabled");
		});
	});

	it('reports a skipped window without a call', async () => {
		await withWindow(async (books) => {
			const skipped = await next(books, '2');
			const before = books.sandbox.requests.length;
			expect(await finishWith(books, skipped, [])).toMatchObject({ status: 'Skipped', message: `Skipped: ${skipped.reason}`, more: false });
			expect(books.sandbox.requests.length).toBe(before);
		});
	});

	it('throws what ERPNext says when it is down, the cursor where it was', async () => {
		await withWindow(async (books, window) => {
			books.faults.add({ match: () => true, fault: { kind: 'answer', status: 503, body: 'maintenance' } });
			expect((await thrownBy(finishWith(books, window, [failedOrder('902-1')]))).message).toContain('is down or under maintenance (503)');
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
