import { listCatalogItems } from '../../../lib/sync/listCatalogItems';
import type { ListWindow } from '../../../lib/sync/listProgress';
import { drained, type Reply, thrownBy, withAmazon } from '../amazon/amazonServer';
import { withSandboxSeller } from '../amazon/sandboxSeller';

const STOP = { kind: 'stop' } as const;
const DE = 'A1PA6795UKMFR9';
const FR = 'A13V1IB3VIYZZH';

function windowOf(changes: Partial<ListWindow> = {}): ListWindow {
	return {
		runId: 'RUN-1',
		stream: 'products',
		skipped: false,
		marketplaceIds: [DE],
		by: 'updated',
		after: '',
		before: '2026-11-24T11:50:00.000Z',
		pageToken: null,
		retryIds: [],
		firstLoad: true,
		...changes,
	};
}

const changesSince = (after: string): Partial<ListWindow> => ({ firstLoad: false, after });
const onlyIn = { withParents: false, marketplaces: ['DE'] };
const keyOf = ({ marketplaceId, sku }: { marketplaceId: string; sku: string }) => `${marketplaceId}:${sku}`;

describe('listCatalogItems', () => {
	it('lists a small catalogue with what the catalogue knows, one catalogue call for twenty SKUs', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 60 }, async ({ client, world, clock, calls }) => {
			const { items, end } = await drained(listCatalogItems(client, windowOf(), { maxSkus: 1000, quota: STOP, clock }));
			expect(items.map(({ sku }) => sku)).toEqual([...world.eachListing()].map(({ sku }) => sku));
			for (const item of items) {
				expect(item).toMatchObject({ sellerId: world.sellerId, marketplaceId: DE });
				expect(item.catalogItem?.asin).toBe(item.asin);
			}
			expect(calls()).toEqual({ token: 1, searchListingsItems: 3, searchCatalogItems: 3 });
			expect(end).toMatchObject({ count: 60, complete: true, nextPageToken: null, amazonCalls: 6, notices: [], windowEnd: '2026-11-24T11:50:00.000Z' });
		});
	});

	it('keeps of the attributes only those that are read', async () => {
		await withSandboxSeller(onlyIn, async ({ client, clock }) => {
			const { items } = await drained(listCatalogItems(client, windowOf(), { maxSkus: 10, quota: STOP, clock }));
			expect(items).not.toHaveLength(0);
			const names = new Set(items.flatMap(({ listing }) => Object.keys(listing.attributes ?? {})));
			expect([...names].sort()).toEqual(['brand', 'color', 'externally_assigned_product_identifier', 'item_weight']);
		});
	});

	it('goes through every marketplace of the window', async () => {
		await withSandboxSeller({ withParents: false, marketplaces: ['DE', 'FR'], skuCount: 50 }, async ({ client, world, clock }) => {
			const { items } = await drained(listCatalogItems(client, windowOf({ marketplaceIds: [DE, FR] }), { maxSkus: 1000, quota: STOP, clock }));
			const expected = [...world.eachListing()].flatMap(({ sku, offers }) => offers.map(({ marketplaceId }) => `${marketplaceId}:${sku}`));
			expect(items.map(keyOf).sort()).toEqual(expected.sort());
		});
	});

	it('lists what changed since, closed listings as closed, and nothing else', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 100 }, async ({ client, world, clock }) => {
			const [first, second, third] = [...world.eachListing()].filter(({ offers }) => offers[0]?.buyable && offers[0].quantity > 0);
			clock.advance(-1_800_000);
			world.changeListing(first?.sku ?? '', (listing) => void (listing.title = 'Neu'));
			world.closeListing(second?.sku ?? '');
			world.changeListing(third?.sku ?? '', (listing) => listing.offers.forEach((offer) => void (offer.quantity = 0)));
			clock.advance(1_800_000);
			const { items, end } = await drained(listCatalogItems(client, windowOf(changesSince('2026-11-24T11:20:00.000Z')), { maxSkus: 1000, quota: STOP, clock }));
			expect(items.map(({ sku, isOpen }) => [sku, isOpen]).sort()).toEqual(
				[
					[first?.sku, true],
					[second?.sku, false],
					// Sold out is not closed.
					[third?.sku, true],
				].sort(),
			);
			expect(end).toMatchObject({ count: 3, complete: true, amazonCalls: 2 });
		});
	});

	it('stops at the most SKUs wanted, and later runs go on until all are there, each once', async () => {
		await withSandboxSeller({ withParents: false, marketplaces: ['DE', 'FR'], skuCount: 130 }, async ({ newClient, world, clock }) => {
			const keys: string[] = [];
			let pageToken: string | null = null;
			const counts: number[] = [];
			do {
				const before = new Date(clock.now() - 120_000).toISOString();
				const window = windowOf({ marketplaceIds: [DE, FR], pageToken, before });
				const { items, end } = await drained(listCatalogItems(newClient(), window, { maxSkus: 40, quota: STOP, clock }));
				keys.push(...items.map(keyOf));
				expect(end.windowEnd).toBe('2026-11-24T11:58:00.000Z');
				pageToken = end.nextPageToken;
				counts.push(end.count);
				clock.advance(900_000);
			} while (pageToken !== null);
			const expected = [...world.eachListing()].flatMap(({ sku, offers }) => offers.map(({ marketplaceId }) => `${marketplaceId}:${sku}`));
			expect(keys.sort()).toEqual(expected.sort());
			// A run begins at the instant at which the last one stopped, so its pages are not cut where 40 SKUs are full.
			expect(counts).toEqual([40, 59, 51, 59, 3]);
		});
	});

	it('waits out quotas that come back within seconds even where it is to stop', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 200 }, async ({ client, clock }) => {
			const { end } = await drained(listCatalogItems(client, windowOf(), { maxSkus: 1000, quota: STOP, clock }));
			expect(end).toMatchObject({ count: 200, complete: true });
			expect(end.quotaWaitMs).toBe(clock.sleeps.reduce((sum, ms) => sum + ms, 0));
			expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(500);
		});
	});

	it('stops where the quota is gone for long, and goes on without losing the page it was at', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 100 }, async ({ client, world, clock, faults }) => {
			faults.add({ match: ({ path, count }) => path.includes('/catalog/') && count === 3, fault: { kind: 'answer', status: 429, headers: { 'Retry-After': '300' } } });
			const first = await drained(listCatalogItems(client, windowOf(), { maxSkus: 1000, quota: STOP, clock }));
			expect(first.end).toMatchObject({ count: 40, complete: false });
			clock.advance(900_000);
			const second = await drained(listCatalogItems(client, windowOf({ pageToken: first.end.nextPageToken }), { maxSkus: 1000, quota: STOP, clock }));
			expect(second.end).toMatchObject({ count: 60, complete: true });
			expect([...first.items, ...second.items].map(({ sku }) => sku)).toEqual([...world.eachListing()].map(({ sku }) => sku));
		});
	});

	it('asks first for the SKUs of open issues, and names those that are gone', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 30 }, async ({ client, world, clock }) => {
			const [first, second] = [...world.eachListing()];
			const odd = 'A,B : C/Ü';
			if (first) world.putListing({ ...first, sku: odd });
			const retryIds = [`${DE}:${second?.sku}`, `${DE}:GONE`, `${DE}:${odd}`, 'nonsense', `${DE}:${second?.sku}`];
			const window = windowOf({ retryIds, ...changesSince('2026-11-24T11:00:00.000Z') });
			const { items, end } = await drained(listCatalogItems(client, window, { maxSkus: 1000, quota: STOP, clock }));
			expect(items.map(({ sku }) => sku)).toEqual([second?.sku, odd]);
			expect(end).toMatchObject({ count: 2, goneIds: ['nonsense', `${DE}:GONE`], complete: true });
		});
	});

	it('lists a SKU once that was asked for again and comes in the window too', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 30 }, async ({ client, world, clock }) => {
			const [first] = [...world.eachListing()];
			const { items, end } = await drained(listCatalogItems(client, windowOf({ retryIds: [`${DE}:${first?.sku}`] }), { maxSkus: 1000, quota: STOP, clock }));
			expect(items.filter(({ sku }) => sku === first?.sku)).toHaveLength(1);
			expect(end.count).toBe(30);
		});
	});

	it('leaves out the SKUs that a person set to Ignored', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 30 }, async ({ client, world, clock }) => {
			const [first] = [...world.eachListing()];
			const { items, end } = await drained(listCatalogItems(client, windowOf({ ignoredIds: [`${DE}:${first?.sku}`] }), { maxSkus: 1000, quota: STOP, clock }));
			expect(items.map(({ sku }) => sku)).not.toContain(first?.sku);
			expect(end).toMatchObject({ count: 29, complete: true });
		});
	});

	it('goes on without the catalogue where the account may not see it, and says so once', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 60 }, async ({ client, clock, faults, calls }) => {
			const body = { errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.', details: '' }] };
			faults.add({ match: ({ path }) => path.includes('/catalog/'), fault: { kind: 'answer', status: 403, body } });
			const { items, end } = await drained(listCatalogItems(client, windowOf(), { maxSkus: 1000, quota: STOP, clock }));
			expect(items.some(({ catalogItem }) => catalogItem)).toBe(false);
			expect(end).toMatchObject({ count: 60, complete: true });
			expect(end.notices).toHaveLength(1);
			expect(end.notices[0]).toMatch(/^Amazon keeps its catalogue from this application, so Items come without brand/);
			expect(end.amazonCalls).toBe(4);
			expect(calls()).toEqual({ token: 1, searchListingsItems: 3 });
		});
	});

	it('keeps the catalogue data of nineteen ASINs where Amazon takes the twentieth for none', async () => {
		await withAmazon(
			({ path, query }): Reply => {
				if (path.includes('/listings/')) {
					const items = Array.from({ length: 20 }, (_, index) => ({ sku: `S${index}`, summaries: [{ marketplaceId: DE, asin: index === 7 ? 'BAD' : `B${index}`, status: ['BUYABLE'], createdDate: '2026-01-01T00:00:00Z' }] }));
					return { json: { numberOfResults: 20, items } };
				}
				const asins = query.get('identifiers')?.split(',') ?? [];
				if (asins.includes('BAD')) return { status: 400, json: { errors: [{ code: 'InvalidInput', message: 'BAD is no ASIN' }] } };
				return { json: { numberOfResults: asins.length, items: asins.map((asin) => ({ asin })) } };
			},
			async ({ client, clock }) => {
				const { items } = await drained(listCatalogItems(client, windowOf(), { maxSkus: 1000, quota: STOP, clock }));
				expect(items.filter(({ catalogItem }) => !catalogItem).map(({ sku }) => sku)).toEqual(['S7']);
			},
		);
	});

	it('reads nothing of a skipped window', async () => {
		await withAmazon(
			() => ({}),
			async ({ client, clock, asked, logins }) => {
				const { items, end } = await drained(listCatalogItems(client, windowOf({ skipped: true, reason: 'busy' }), { maxSkus: 10, quota: STOP, clock }));
				expect([items, asked, logins]).toEqual([[], [], []]);
				expect(end).toMatchObject({ skipped: true, reason: 'busy', count: 0 });
			},
		);
	});

	it.each([
		['of another window', { after: '2026-11-01T00:00:00.000Z' }],
		['of other marketplaces', { marketplaceIds: [FR] }],
		['that is nonsense', { pageToken: 'xyz' }],
	])('starts again with a token %s', async (_which, changes) => {
		await withSandboxSeller({ withParents: false, marketplaces: ['DE', 'FR'], skuCount: 60 }, async ({ client, clock }) => {
			const window = windowOf(changesSince('2026-10-01T00:00:00.000Z'));
			const first = await drained(listCatalogItems(client, window, { maxSkus: 20, quota: STOP, clock }));
			expect(first.end.complete).toBe(false);
			const again = { ...window, pageToken: first.end.nextPageToken, ...changes };
			const { end } = await drained(listCatalogItems(client, again, { maxSkus: 20, quota: STOP, clock }));
			expect(end.notices).toEqual(['The place where the last run stopped is no longer valid; its window was started again.']);
		});
	});

	it('throws what Amazon refuses', async () => {
		await withSandboxSeller(onlyIn, async ({ client, clock }) => {
			const error = await thrownBy(drained(listCatalogItems(client, windowOf({ marketplaceIds: [FR] }), { maxSkus: 10, quota: STOP, clock })));
			expect(error).toMatchObject({ status: 403, operation: 'searchListingsItems' });
		});
	});
});
