import { CURSOR_DOCTYPE, RUN_DOCTYPE } from '../../../lib/erpnext/schema';
import { startRun, type StartRunDeps } from '../../../lib/sync/startRun';
import type { SyncWindow } from '../../../lib/sync/types';
import { giveUpRun } from '../../../lib/sync/unfinishedRun';
import { type Books, finishWith, orderResult, progressOf, SELLER, startInput, withBooks } from './books';

const MINUTE = 60_000;
const URL_OF_1 = 'https://n8n.example.com/workflow/w/executions/1';

const start = async (books: Books, runId: string, more: Partial<StartRunDeps> = {}): Promise<SyncWindow> =>
	await startRun({ erp: books.erp(), clock: books.clock, runId, executionUrl: `https://n8n.example.com/workflow/w/executions/${runId}`, ...more }, startInput());
const history = ({ sandbox }: Books) => sandbox.site.docs(RUN_DOCTYPE);
const cursorOf = ({ sandbox }: Books) => sandbox.site.doc(CURSOR_DOCTYPE, `${SELLER}:orders`);
const giveUp = async (books: Books, window: SyncWindow, message = "ERPNext user 'x' may not write 'Sales Order'.") =>
	await giveUpRun({ erp: books.erp('dayToDay'), clock: books.clock }, progressOf(window, { count: 3 }), message);

describe('a run that never reaches Finish', () => {
	it('stands in the history, with the way to its execution, once another one has taken over', async () => {
		await withBooks(async (books) => {
			const window = await start(books, '1');
			books.clock.advance(31 * MINUTE);
			const next = await start(books, '2');
			expect(next).toMatchObject({ skipped: false, after: window.after });
			expect(history(books)).toHaveLength(1);
			expect(history(books)[0]).toMatchObject({
				run_id: window.runId,
				status: 'Failed',
				started: '2026-11-24T12:00:00Z',
				finished: '2026-11-24T12:31:00Z',
				window_after: window.after,
				window_before: window.before,
				execution_url: URL_OF_1,
				message: `This run did not reach its end: a node of it failed, or it was stopped; n8n's list of executions says why. Run '${next.runId}' reads its window again.`,
			});
		});
	});

	it('leaves no record when it was finished, or when it is started again itself', async () => {
		await withBooks(async (books) => {
			await start(books, '1');
			await start(books, '1');
			expect(history(books)).toEqual([]);
			await finishWith(books, await start(books, '1'), []);
			await start(books, '2');
			expect(history(books).map(({ status }) => status)).toEqual(['Completed']);
		});
	});

	it('that gives up lets the next one begin at once, and says why', async () => {
		await withBooks(async (books) => {
			const window = await start(books, '1');
			await giveUp(books, window);
			const next = await start(books, '2');
			expect(next).toMatchObject({ skipped: false, after: window.after });
			expect(history(books)[0]).toMatchObject({
				status: 'Failed',
				message: `This run did not reach its end: ERPNext user 'x' may not write 'Sales Order'. Run '${next.runId}' reads its window again.`,
			});
		});
	});

	it('may be tried again by n8n and still come to its end', async () => {
		await withBooks(async (books) => {
			const window = await start(books, '1');
			await giveUp(books, window);
			expect(await finishWith(books, window, [orderResult()])).toMatchObject({ status: 'Completed' });
			expect(cursorOf(books)).toMatchObject({ position: window.before, lease_run: '' });
			expect(history(books).map(({ status }) => status)).toEqual(['Completed']);
		});
	});

	it('gives up nothing of another run, of a dry run, or where ERPNext does not answer', async () => {
		await withBooks(async (books) => {
			const window = await start(books, '1');
			books.clock.advance(31 * MINUTE);
			await start(books, '2');
			const before = cursorOf(books);
			await giveUp(books, window);
			await giveUp(books, { ...window, runId: `dry:${window.runId}` });
			expect(cursorOf(books)).toEqual(before);
			books.faults.add({ match: () => true, fault: { kind: 'answer', status: 503, body: 'maintenance' } });
			await expect(giveUp(books, window)).resolves.toBeUndefined();
		});
	});
});

describe('two runs of one number', () => {
	it('both stand in the history when n8n was set up anew between them', async () => {
		await withBooks(async (books) => {
			await finishWith(books, await start(books, '1'), []);
			books.clock.advance(40 * 24 * 60 * MINUTE);
			const window = await start(books, '1');
			await finishWith(books, window, [orderResult()]);
			expect(history(books).map(({ run_id, listed }) => [run_id, listed])).toEqual([
				[window.runId, 0],
				[`${window.runId} of 2027-01-03T12:00:00Z`, 1],
			]);
		});
	});
});

describe('a run that a person starts anew', () => {
	it('does not wait for the one that they started before', async () => {
		await withBooks(async (books) => {
			const window = await start(books, '1', { byHand: true });
			expect(await start(books, '2', { byHand: true })).toMatchObject({ skipped: false, after: window.after });
		});
	});

	it.each([
		['by the schedule, and a person starts another', {}, { byHand: true }],
		['by hand, and the schedule starts another', { byHand: true }, {}],
	])('waits for one that was started %s', async (_, first, second) => {
		await withBooks(async (books) => {
			await start(books, '1', first);
			expect(await start(books, '2', second)).toMatchObject({ skipped: true, reason: expect.stringContaining("empty 'Lease Run' in Amazon Sync Cursor.") });
			books.sandbox.site.update(CURSOR_DOCTYPE, `${SELLER}:orders`, { lease_run: '' });
			expect(await start(books, '3', second)).toMatchObject({ skipped: false });
		});
	});
});
