import { CURSOR_DOCTYPE } from '../../lib/erpnext/schema';
import type { SyncSummary } from '../../lib/sync/types';
import { happeningsOf } from './acts';
import { differences, type Ledger, ledgerOf } from './ledger';
import { type Seller, SELLERS } from './sellers';
import { type Stage, withStage } from './stage';
import { runByLib, runOnEngine } from './workers';

jest.setTimeout(120_000);

type Way = (stage: Stage, order: Parameters<typeof runByLib>[1]) => Promise<SyncSummary>;
const WAYS: Array<[string, Way]> = [
	['through lib', runByLib],
	["on n8n's engine", runOnEngine],
];
const SHOPS = SELLERS.filter(({ start }) => start !== undefined).slice(0, 2);

interface Played {
	books: Ledger;
	summaries: SyncSummary[];
	amazonRequests: number;
}

/** First the products, then the orders, each by so many runs that start at once on an ERPNext that was never prepared. */
async function play(seller: Seller, way: Way, count: number, leaseMinutes: number): Promise<Played> {
	return await withStage(seller, {}, async (stage) => {
		seller.setUp(stage.erp.site);
		for (const { happen } of happeningsOf(seller, 0)) happen(stage.world);
		const summaries: SyncSummary[] = [];
		for (const stream of ['products', 'orders'] as const) {
			const runs = Array.from({ length: count }, async () => await way(stage, { stream, runId: stage.nextRunId(), mostPerRun: 1000, leaseMinutes, skewMs: 0 }));
			summaries.push(...(await Promise.all(runs)));
		}
		return { books: { ...ledgerOf(stage.erp.site), [CURSOR_DOCTYPE]: [] }, summaries, amazonRequests: stage.amazon.requests.filter(({ operation }) => operation !== 'token').length };
	});
}

describe.each(WAYS)('runs that start at once %s', (_name, way) => {
	describe.each(SHOPS)('for $name', (seller) => {
		it.each([2, 4])('leave the work to one of %i, and the books are its', async (count) => {
			const alone = await play(seller, way, 1, 30);
			const together = await play(seller, way, count, 30);
			expect(differences(together.books, alone.books)).toEqual([]);
			expect(together.amazonRequests).toBe(alone.amazonRequests);
			expect(together.summaries.map(({ stream, status }) => `${stream} ${status}`).sort()).toEqual(
				['orders', 'products'].flatMap((stream) => [`${stream} Completed`, ...Array.from({ length: count - 1 }, () => `${stream} Skipped`)]),
			);
		});

		it.each([2, 4])('leave the books of one when all %i do the work, as after a lease ran out', async (count) => {
			const alone = await play(seller, way, 1, 30);
			const together = await play(seller, way, count, 0);
			expect(differences(together.books, alone.books)).toEqual([]);
			expect(together.summaries.filter(({ status }) => status === 'Skipped')).toEqual([]);
		});
	});
});
