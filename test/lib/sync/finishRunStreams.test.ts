import { CURSOR_DOCTYPE, ISSUE_DOCTYPE } from '../../../lib/erpnext/schema';
import { toListingKey } from '../../../lib/mapping/toItemCode';
import { startRun } from '../../../lib/sync/startRun';
import type { ListingResult } from '../../../lib/sync/types';
import { type Books, failedOrder, finishWith, goodSettings, orderResult, SELLER, startInput, US, withBooks, withWindow } from './books';

const MINUTE = 60_000;
const issueOf = ({ sandbox }: Books, key: string) => sandbox.site.doc(ISSUE_DOCTYPE, key);

describe('finishRun of products', () => {
	const products = { stream: 'products' as const, afterDate: '' };

	it('names issues by the exact SKU and marketplace', async () => {
		await withWindow(async (books, window) => {
			const result = (sku: string, more: Partial<ListingResult> = {}): ListingResult => ({ sku, marketplaceId: US, action: 'failed', reason: 'Same name', ...more });
			const summary = await finishWith(books, window, [result('sku-1'), result('SKU-1'), result(' A<B> '), result('ok', { action: 'created' })]);
			expect(summary).toMatchObject({ openIssues: 3, message: '4 SKUs: 1 created, 3 failed, 3 wait' });
			for (const sku of ['sku-1', 'SKU-1', ' A<B> ']) expect(issueOf(books, toListingKey(sku, US))).toMatchObject({ status: 'Open', stream: 'products', marketplace_id: US });
			const again = await startRun({ erp: books.erp(), clock: books.clock, runId: '2' }, startInput(products));
			expect(again.retryIds).toEqual([]);
			books.clock.advance(15 * MINUTE);
			await finishWith(books, again, [], { complete: false });
			const third = await startRun({ erp: books.erp(), clock: books.clock, runId: '3' }, startInput(products));
			expect([...third.retryIds].sort()).toEqual([`${US}: A<B> `, `${US}:SKU-1`, `${US}:sku-1`]);
			expect(await finishWith(books, third, [], { goneIds: [`${US}:SKU-1`] })).toMatchObject({ openIssues: 3 });
			expect(issueOf(books, toListingKey('SKU-1', US))).toMatchObject({ attempts: 2 });
			expect(issueOf(books, toListingKey('sku-1', US))).toMatchObject({ attempts: 1 });
		}, products);
	});
});

describe('finishRun of a dry run', () => {
	it('sums up what would happen and writes nothing', async () => {
		await withBooks(async (books) => {
			const settings = { ...goodSettings, dryRun: true };
			const window = await startRun({ erp: books.erp(), clock: books.clock, runId: '1' }, startInput({ settings }));
			const summary = await finishWith(books, window, [orderResult({ dryRun: true }), { ...failedOrder('902-1'), dryRun: true }]);
			expect(summary).toMatchObject({ status: 'Completed', dryRun: true, message: 'Dry run, nothing was written: 2 orders: 1 created, 1 failed' });
			expect(books.writes()).toBe(0);
		});
	});
});

describe('finishRun of a backfill', () => {
	it('moves the cursor backwards and says how far it is', async () => {
		await withWindow(async (books, window) => {
			const results = Array.from({ length: 3 }, () => orderResult());
			await finishWith(books, window, results, { complete: false, nextPageToken: 'page 2' });
			const second = await startRun({ erp: books.erp(), clock: books.clock, runId: '2' }, startInput({ stream: 'ordersBackfill', backfillUntil: '2026-10-01T04:00:00Z' }));
			const summary = await finishWith(books, second, [orderResult()]);
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
