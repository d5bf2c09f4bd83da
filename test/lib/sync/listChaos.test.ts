import { QuotaExhaustedError } from '../../../lib/amazon/errors';
import { listCatalogItems } from '../../../lib/sync/listCatalogItems';
import { listOrders } from '../../../lib/sync/listOrders';
import type { ListWindow } from '../../../lib/sync/listProgress';
import type { SyncProgress } from '../../../lib/sync/types';
import { FaultPlan } from '../../../sandbox/faults';
import { drained } from '../amazon/amazonServer';
import { type SandboxSellerTools, withSandboxSeller } from '../amazon/sandboxSeller';

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);
const STOP = { kind: 'stop' } as const;
const DE = 'A1PA6795UKMFR9';

const window = (changes: Partial<ListWindow>): ListWindow => ({
	runId: 'RUN',
	stream: 'orders',
	skipped: false,
	marketplaceIds: [DE],
	by: 'updated',
	after: '2026-09-01T00:00:00.000Z',
	before: '2026-11-24T11:50:00.000Z',
	pageToken: null,
	retryIds: [],
	firstLoad: false,
	...changes,
});

interface Run<T> {
	items: T[];
	end: SyncProgress;
}

/** Runs a quarter of an hour apart; a run that throws leaves nothing behind, as in n8n, and the next begins where it did. */
async function untilComplete<T>({ clock }: SandboxSellerTools, run: (pageToken: string | null) => Promise<Run<T>>): Promise<{ items: T[]; thrown: unknown[] }> {
	const items: T[] = [];
	const thrown: unknown[] = [];
	let pageToken: string | null = null;
	for (let nth = 0; nth < 200; nth++) {
		try {
			const { items: listed, end } = await run(pageToken);
			items.push(...listed);
			if (end.complete) return { items, thrown };
			pageToken = end.nextPageToken;
		} catch (cause) {
			thrown.push(cause);
		}
		clock.advance(900_000);
	}
	throw new Error('No end after 200 runs');
}

describe('the lists under random faults', () => {
	it.each(SEEDS)('list every order once, seed %i', async (seed) => {
		const faults = FaultPlan.random(seed, { rate: 0.4 });
		await withSandboxSeller(
			{ seed, orderCount: 230, skuCount: 20 },
			async (tools) => {
				const { items, thrown } = await untilComplete(tools, async (pageToken) =>
					await drained(listOrders(tools.newClient(), window({ by: 'created', pageToken }), { maxOrders: 100, quota: STOP, clock: tools.clock })),
				);
				expect(items.map(({ orderId }) => orderId).sort()).toEqual([...tools.world.eachOrder()].map(({ orderId }) => orderId).sort());
				expect(thrown.filter((cause) => cause instanceof QuotaExhaustedError)).toEqual([]);
			},
			{ faults },
		);
	});

	it.each(SEEDS)('list every SKU by search and by report, seed %i', async (seed) => {
		const faults = FaultPlan.random(seed, { rate: 0.3 });
		const isBig = seed % 2 === 0;
		await withSandboxSeller(
			{ seed, skuCount: 130, withParents: false, marketplaces: ['DE'] },
			async (tools) => {
				const { items } = await untilComplete(tools, async (pageToken) =>
					await drained(
						listCatalogItems(tools.newClient(), window({ stream: 'products', firstLoad: true, after: '', pageToken }), {
							maxSkus: 60,
							quota: STOP,
							clock: tools.clock,
							...(isBig ? { reportAbove: 100 } : {}),
						}),
					),
				);
				const found = new Set(items.map(({ sku }) => sku));
				expect([...found].sort()).toEqual([...tools.world.eachListing()].map(({ sku }) => sku).sort());
				expect(items.every(({ asin, catalogItem }) => catalogItem?.asin === asin)).toBe(true);
			},
			{ faults },
		);
	});
});
