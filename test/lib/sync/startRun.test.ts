import { fetchUnresolvedIssues, recordIssues } from '../../../lib/erpnext/issues';
import { CURSOR_DOCTYPE, ISSUE_DOCTYPE } from '../../../lib/erpnext/schema';
import type { StartRunInput } from '../../../lib/sync/startRun';
import { startRun } from '../../../lib/sync/startRun';
import { finishRun } from '../../../lib/sync/finishRun';
import type { SyncWindow } from '../../../lib/sync/types';
import { thrownBy } from '../erpnext/site';
import { type Books, goodSettings, progressOf, SELLER, startInput, US, withBooks } from './books';
import { breakOff } from './breakOff';

// Whole runs broken off at every call; a busy machine takes its time.
jest.setTimeout(60_000);

const KEY = `${SELLER}:orders`;
const MINUTE = 60_000;

const start = async (books: Books, runId: string, more: Partial<StartRunInput> = {}, user: 'manager' | 'dayToDay' = 'manager'): Promise<SyncWindow> =>
	await startRun({ erp: books.erp(user), clock: books.clock, runId }, startInput(more));

async function finish(books: Books, window: SyncWindow): Promise<void> {
	await finishRun({ erp: books.erp(), clock: books.clock }, { results: [], progress: progressOf(window), allowMissing: false });
}

const cursorOf = ({ sandbox }: Books) => sandbox.site.doc(CURSOR_DOCTYPE, KEY);

describe('the first Start', () => {
	it('prepares ERPNext, takes the lease and tells the window', async () => {
		await withBooks(async (books) => {
			const window = await start(books, '7-Start <orders>');
			expect(window).toMatchObject({
				runId: 'A2TESTSELLER:orders:7-Start -orders-',
				skipped: false,
				by: 'updated',
				after: '2026-11-01T04:00:00Z',
				before: '2026-11-24T11:57:00Z',
				pageToken: null,
				retryIds: [],
				firstLoad: false,
				notices: ['Made 4 document types and 8 fields in ERPNext; needs System Manager this once.', "Made 9 accounts under 'Indirect Expenses - ACME'."],
			});
			expect(window.settings).toMatchObject({ timeZone: 'America/New_York', currencyPrecision: 2, sellerId: SELLER });
			expect(cursorOf(books)).toMatchObject({ position: '2026-11-01T04:00:00Z', lease_run: window.runId, lease_until: '2026-11-24T12:30:00Z' });
		});
	});

	it.each(['beforeProcessing', 'afterProcessing'] as const)('is healed by the next one wherever it broke off (%s)', async (when) => {
		await withBooks(async (books) => {
			const bare = books.sandbox.site.snapshot();
			const whole = books.erp();
			await startRun({ erp: whole, clock: books.clock, runId: 'whole' }, startInput());
			const settled = books.sandbox.site.docs('Account').length;
			for (let at = 1; at <= whole.usage.calls; at += 1) {
				books.sandbox.site.restore(bare);
				breakOff(books.faults, at, when);
				await thrownBy(start(books, `broken ${at}`));
				books.faults.clear();
				books.clock.advance(31 * MINUTE);
				const window = await start(books, `next ${at}`);
				expect(window).toMatchObject({ skipped: false, after: '2026-11-01T04:00:00Z' });
				expect(cursorOf(books)?.lease_run).toBe(window.runId);
				expect(books.sandbox.site.docs('Account')).toHaveLength(settled);
			}
		});
	});

	it('makes nothing while a setting is wrong', async () => {
		await withBooks(async (books) => {
			const error = await thrownBy(start(books, '1', { settings: { ...goodSettings, warehouse: 'Attic' } }));
			expect(error.message).toContain("'Warehouse' 'Attic' is not in ERPNext");
			expect(books.writes()).toBe(0);
		});
	});

	it.each<[string, Partial<StartRunInput>, string]>([
		['no marketplace', { marketplaceIds: [] }, "'Marketplaces' is empty: choose at least one"],
		['a marketplace that is none', { marketplaceIds: [US, 'DE'] }, "'Marketplaces' has 'DE', which is none of Amazon's marketplace ids"],
		['no first date', { afterDate: '' }, "'After Date' is empty: give a day such as '2026-11-24'."],
		['a first date that is none', { afterDate: '1.11.2026' }, "'After Date' '1.11.2026' is no date: write it like '2026-11-24'."],
		['a first date that lies ahead', { afterDate: '2026-12-01' }, "'After Date' '2026-12-01' lies ahead: choose today, '2026-11-24', or a day before it."],
		['a backfill without its end', { stream: 'ordersBackfill' }, "'Backfill Until' is empty"],
		['a backfill that ends where it begins', { stream: 'ordersBackfill', backfillUntil: '2026-11-01' }, "'Backfill Until' '2026-11-01' must lie before 'After Date' '2026-11-01'"],
	])('refuses %s', async (_, more, sentence) => {
		await withBooks(async (books) => {
			expect((await thrownBy(start(books, '1', more))).message).toContain(sentence);
			expect(books.sandbox.site.count(CURSOR_DOCTYPE)).toBe(0);
		});
	});
});

describe('a later Start', () => {
	it('costs seven calls with Finish when nothing changed, as a user of every day', async () => {
		await withBooks(async (books) => {
			await finish(books, await start(books, '1'));
			books.clock.advance(15 * MINUTE);
			const before = books.sandbox.requests.length;
			const window = await start(books, '2', {}, 'dayToDay');
			await finish(books, window);
			expect(books.sandbox.requests.length - before).toBe(7);
			expect(window).toMatchObject({ after: '2026-11-24T11:47:00Z', before: '2026-11-24T12:12:00Z' });
		});
	});

	it('checks the settings again after an hour', async () => {
		await withBooks(async (books) => {
			await finish(books, await start(books, '1'));
			books.sandbox.site.update('Price List', 'Standard Selling', { enabled: 0 });
			books.clock.advance(61 * MINUTE);
			expect((await thrownBy(start(books, '2', {}, 'dayToDay'))).message).toContain("'Price List' 'Standard Selling' is disabled");
		});
	});

	it('checks other choices at once', async () => {
		await withBooks(async (books) => {
			await finish(books, await start(books, '1'));
			const settings = { ...goodSettings, territory: 'Mars' };
			expect((await thrownBy(start(books, '2', { settings }, 'dayToDay'))).message).toContain("'Territory' 'Mars' is not in ERPNext");
		});
	});

	it('is skipped while another run is under way, and takes over once its lease has run out', async () => {
		await withBooks(async (books) => {
			await start(books, '1');
			books.clock.advance(29 * MINUTE);
			const before = books.sandbox.requests.length;
			const skipped = await start(books, '2', {}, 'dayToDay');
			expect(skipped).toMatchObject({
				skipped: true,
				reason: "Run 'A2TESTSELLER:orders:1' is under way and holds the cursor until 2026-11-24T12:30:00Z; this one leaves the work to it. If that run has ended without Finish, empty 'Lease Run' in Amazon Sync Cursor.",
			});
			expect(books.sandbox.requests.length - before).toBe(1);
			books.clock.advance(MINUTE);
			expect(await start(books, '3', {}, 'dayToDay')).toMatchObject({ skipped: false, after: '2026-11-01T04:00:00Z' });
		});
	});

	it('lets one of two that start at once do the work', async () => {
		await withBooks(async (books) => {
			await finish(books, await start(books, '1'));
			const windows = await Promise.all([start(books, '2'), start(books, '3'), start(books, '4')]);
			expect(windows.filter(({ skipped }) => !skipped)).toHaveLength(1);
		});
	});

	it('obeys a position that a person edited, and refuses nonsense', async () => {
		await withBooks(async (books) => {
			await finish(books, await start(books, '1'));
			books.sandbox.site.update(CURSOR_DOCTYPE, KEY, { position: '2026-10-01' });
			const window = await start(books, '2', {}, 'dayToDay');
			expect(window.after).toBe('2026-09-30T23:50:00Z');
			await finish(books, window);
			books.sandbox.site.update(CURSOR_DOCTYPE, KEY, { position: 'last week' });
			const error = await thrownBy(start(books, '3', {}, 'dayToDay'));
			expect(error.message).toBe(`'Position' of Amazon Sync Cursor '${KEY}' is 'last week', which is no date: write it like '2026-11-24T12:00:00Z' (UTC) or '2026-11-24'.`);
		});
	});

	it('hands on due issues to try again, and what a person ignores', async () => {
		await withBooks(async (books) => {
			await finish(books, await start(books, '1'));
			const scope = { sellerId: SELLER, stream: 'orders' as const };
			const reports = ['902-1', '902-2', '902-3'].map((key) => ({ key, amazonId: key, reason: 'No rate' }));
			await recordIssues(books.erp(), scope, reports, { runId: 'r', nowMs: books.clock.now() });
			books.sandbox.site.update(ISSUE_DOCTYPE, '902-2', { status: 'Ignored' });
			books.sandbox.site.update(ISSUE_DOCTYPE, '902-3', { next_try: '2026-11-25T00:00:00Z' });
			books.clock.advance(15 * MINUTE);
			expect(await start(books, '2', {}, 'dayToDay')).toMatchObject({ retryIds: ['902-1'], ignoredIds: ['902-2'] });
			const backfill = await start(books, '3', { stream: 'ordersBackfill', backfillUntil: '2026-01-01' });
			expect(backfill).toMatchObject({ retryIds: [], ignoredIds: ['902-2'], by: 'created', keepCalls: 10 });
		});
	});

	it('needs no After Date any more', async () => {
		await withBooks(async (books) => {
			await finish(books, await start(books, '1'));
			expect(await start(books, '2', { afterDate: '' })).toMatchObject({ skipped: false });
		});
	});
});

describe('Start of products', () => {
	const products = { stream: 'products' as const, afterDate: '', settings: { ...goodSettings, customerGroup: '', territory: '', accountGroup: '' } };

	it('is a first load until one was read to its end, and asks for no accounts', async () => {
		await withBooks(async (books) => {
			const first = await start(books, '1', products);
			expect(first).toMatchObject({ firstLoad: true, after: '2000-01-01T00:00:00Z' });
			expect(books.sandbox.site.docs('Account').filter(({ name }) => String(name).startsWith('Amazon '))).toEqual([]);
			const half = progressOf(first, { complete: false, nextPageToken: 'report:1' });
			await finishRun({ erp: books.erp(), clock: books.clock }, { results: [], progress: half, allowMissing: false });
			const second = await start(books, '2', products);
			expect(second).toMatchObject({ firstLoad: true, pageToken: 'report:1' });
			await finish(books, second);
			expect(await start(books, '3', products)).toMatchObject({ firstLoad: false, pageToken: null });
		});
	});
});

describe('Start of a dry run', () => {
	const dry = { settings: { ...goodSettings, dryRun: true } };

	it('only reads, on a site that was never prepared, with reading rights', async () => {
		await withBooks(async (books) => {
			const window = await start(books, '1', dry, 'dayToDay');
			expect(window).toMatchObject({ runId: 'dry:A2TESTSELLER:orders:1', skipped: false, after: '2026-11-01T04:00:00Z' });
			expect(window.settings.dryRun).toBe(true);
			expect(books.writes()).toBe(0);
		});
	});

	it('looks at the window of the next real run, whoever holds the lease', async () => {
		await withBooks(async (books) => {
			await finish(books, await start(books, '1'));
			await start(books, '2');
			const before = books.writes();
			expect(await start(books, '3', dry, 'dayToDay')).toMatchObject({ skipped: false, after: '2026-11-24T11:47:00Z' });
			expect(books.writes()).toBe(before);
		});
	});
});

describe('Start of a backfill', () => {
	it('says when nothing is left to read', async () => {
		await withBooks(async (books) => {
			const more = { stream: 'ordersBackfill' as const, backfillUntil: '2026-10-30T12:00:00Z' };
			const window = await start(books, '1', more);
			expect(window).toMatchObject({ after: '2026-10-30T12:00:00Z', before: '2026-11-01T04:01:00Z' });
			await finish(books, window);
			expect(await start(books, '2', more, 'dayToDay')).toMatchObject({
				skipped: true,
				reason: "The backfill is complete: every order created from 2026-10-30 to 2026-11-01 was read. Switch this workflow off, or set an earlier 'Backfill Until'.",
			});
		});
	});
});

describe('issues that Start reads', () => {
	it('are none where there are none', async () => {
		await withBooks(async (books) => {
			await start(books, '1');
			expect(await fetchUnresolvedIssues(books.erp(), { sellerId: SELLER, stream: 'orders' })).toEqual([]);
		});
	});
});
