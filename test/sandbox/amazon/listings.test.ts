import type { Item } from '@sp-api-sdk/listings-items-api-2021-08-01';
import { type Called, DE, expectRefusal, makeWorld, NOW, US, withCaller } from './caller';

const PATH = '/listings/2021-08-01/items/A1SELLER';
const itemsOf = (called: Called) => (called.body as unknown as { items: Item[] }).items;
const countOf = (called: Called) => (called.body as unknown as { numberOfResults: number }).numberOfResults;
const skusOf = (called: Called) => itemsOf(called).map((item) => item.sku);
const ids = (count: number) => Array.from({ length: count }, (_, index) => `X${index}`).join(',');

describe('searchListingsItems', () => {
	it.each([
		['no marketplace', {}],
		['an unknown marketplace', { marketplaceIds: 'A0NOWHERE' }],
		['a page of 21', { marketplaceIds: US, pageSize: 21 }],
		['a page of none', { marketplaceIds: US, pageSize: 0 }],
		['an unknown data set', { marketplaceIds: US, includedData: 'prices' }],
		['more than 20 identifiers', { marketplaceIds: US, identifiersType: 'SKU', identifiers: ids(21) }],
		['identifiers without a type', { marketplaceIds: US, identifiers: 'X' }],
		['a type without identifiers', { marketplaceIds: US, identifiersType: 'SKU' }],
		['an unknown type', { marketplaceIds: US, identifiersType: 'NAME', identifiers: 'X' }],
		['identifiers with a parent', { marketplaceIds: US, identifiersType: 'SKU', identifiers: 'X', variationParentSku: 'P' }],
		['an unknown order', { marketplaceIds: US, sortBy: 'price' }],
		['an unknown status', { marketplaceIds: US, withStatus: 'ACTIVE' }],
		['a date that is none', { marketplaceIds: US, lastUpdatedAfter: '24.11.2026' }],
		['a "before" ahead of the "after"', { marketplaceIds: US, createdAfter: '2026-02-01T00:00:00Z', createdBefore: '2026-01-01T00:00:00Z' }],
		['an unknown page token', { marketplaceIds: US, pageToken: 'abc' }],
	])('answers 400 to %s', async (_what, query: Record<string, string | number>) => {
		await withCaller(async ({ call }) => expectRefusal(await call(PATH, query), 400, 'InvalidInput'));
	});

	it('answers 403 for a marketplace where the seller does not sell', async () => {
		await withCaller(async ({ call }) => expectRefusal(await call(PATH, { marketplaceIds: DE }), 403, 'Unauthorized'));
	});

	it('gives pages of 10, or of 20, each SKU once, the last updated first', async () => {
		await withCaller(async ({ callAllPages, world }) => {
			const all = [...world.eachListing()].map((listing) => listing.sku).sort();
			for (const [pageSize, size] of [[undefined, 10], [20, 20]] as const) {
				const pages = await callAllPages(PATH, { marketplaceIds: US, pageSize }, 'items');
				expect(itemsOf(pages[0] as Called)).toHaveLength(size);
				expect(pages.flatMap(skusOf).sort()).toEqual(all);
				const times = pages.flatMap(itemsOf).map((item) => Date.parse(item.summaries?.[0]?.lastUpdatedDate ?? ''));
				expect(times).toEqual([...times].sort((one, other) => other - one));
			}
		}, makeWorld({ skuCount: 41 }));
	});

	it('reaches 1000 SKUs at most and tells the true count', async () => {
		await withCaller(async ({ callAllPages }) => {
			const pages = await callAllPages(PATH, { marketplaceIds: US, pageSize: 20, sortBy: 'createdDate', sortOrder: 'ASC' }, 'items');
			expect(pages.flatMap(skusOf)).toHaveLength(1000);
			expect(countOf(pages[0] as Called)).toBe(1001);
		}, makeWorld({ skuCount: 1001, withParents: false }));
	}, 30_000);

	it('goes on from where a query ended, by date', async () => {
		await withCaller(async ({ callAllPages, call }) => {
			const query = { marketplaceIds: US, pageSize: 20, sortBy: 'createdDate', sortOrder: 'ASC' };
			const pages = await callAllPages(PATH, query, 'items');
			const lastDate = itemsOf(pages.at(-1) as Called).at(-1)?.summaries?.[0]?.createdDate;
			const rest = await call(PATH, { ...query, createdAfter: lastDate });
			expect(countOf(rest)).toBeGreaterThan(1);
			expect(countOf(rest)).toBeLessThan(100);
		}, makeWorld({ skuCount: 1040, withParents: false }));
	}, 30_000);

	it('refuses a page token with other parameters', async () => {
		await withCaller(async ({ call }) => {
			const { pagination } = (await call(PATH, { marketplaceIds: US })).body as unknown as { pagination: { nextToken: string } };
			expectRefusal(await call(PATH, { marketplaceIds: US, sortBy: 'sku', pageToken: pagination.nextToken }), 400, 'InvalidInput');
			expect((await call(PATH, { marketplaceIds: US, pageToken: pagination.nextToken })).status).toBe(200);
		});
	});

	it('finds by SKU, ASIN, barcode and parent', async () => {
		await withCaller(async ({ call, world }) => {
			const child = [...world.eachListing()].find((listing) => listing.parentSku && listing.barcode);
			if (!child) throw new Error('no variation');
			const search = async (query: Record<string, string>) => skusOf(await call(PATH, { marketplaceIds: US, ...query }));
			expect(await search({ identifiersType: 'SKU', identifiers: `${child.sku},UNKNOWN` })).toEqual([child.sku]);
			expect(await search({ identifiersType: 'ASIN', identifiers: child.asin })).toEqual([child.sku]);
			expect(await search({ identifiersType: 'EAN', identifiers: child.barcode ?? '' })).toEqual([child.sku]);
			expect(await search({ variationParentSku: child.parentSku ?? '' })).toHaveLength(5);
		}, makeWorld({ skuCount: 60 }));
	});

	it('finds what changed since a date, closed listings among them', async () => {
		await withCaller(async ({ call, world, clock }) => {
			const [first, second] = [...world.eachListing()].filter((listing) => !listing.children);
			clock.advance(60_000);
			world.closeListing(first?.sku ?? '');
			world.changeListing(second?.sku ?? '', (listing) => { for (const offer of listing.offers) offer.price = 1234; });
			const found = await call(PATH, { marketplaceIds: US, lastUpdatedAfter: new Date(NOW + 60_000).toISOString(), includedData: 'summaries,offers' });
			const bySku = new Map(itemsOf(found).map((item) => [item.sku, item]));
			expect(bySku.size).toBe(2);
			expect(bySku.get(first?.sku ?? '')?.summaries?.[0]?.status).toEqual([]);
			expect(bySku.get(second?.sku ?? '')?.offers?.[0]?.price).toEqual({ amount: '12.34', currencyCode: 'USD' });
		});
	});

	it('filters by status', async () => {
		await withCaller(async ({ call, world }) => {
			const [first] = [...world.eachListing()];
			const before = countOf(await call(PATH, { marketplaceIds: US, withStatus: 'BUYABLE' }));
			const without = countOf(await call(PATH, { marketplaceIds: US, withoutStatus: 'BUYABLE' }));
			expect(before + without).toBe([...world.eachListing()].length);
			world.closeListing(first?.sku ?? '');
			expect(countOf(await call(PATH, { marketplaceIds: US, withStatus: 'BUYABLE' }))).toBe(before - 1);
		});
	});
});

describe('getListingsItem', () => {
	it('gives a SKU with slash, blanks and other letters', async () => {
		await withCaller(async ({ call, world }) => {
			const [listing] = [...world.eachListing()];
			if (!listing) throw new Error('no listing');
			const sku = ' KÜCHE/ROT 50% 緑 ';
			world.putListing({ ...listing, sku });
			const found = await call(`${PATH}/${encodeURIComponent(sku)}`, { marketplaceIds: US });
			expect(found.body).toMatchObject({ sku, summaries: [{ asin: listing.asin }] });
		});
	});

	it('answers 404 for an unknown or deleted SKU and 400 without a marketplace', async () => {
		await withCaller(async ({ call, world }) => {
			const [listing] = [...world.eachListing()];
			world.deleteListing(listing?.sku ?? '');
			expectRefusal(await call(`${PATH}/${listing?.sku}`, { marketplaceIds: US }), 404, 'NotFound');
			expectRefusal(await call(`${PATH}/NONE`, { marketplaceIds: US }), 404, 'NotFound');
			expectRefusal(await call(`${PATH}/NONE`), 400, 'InvalidInput');
		});
	});

	it('gives summaries alone unless more is asked for', async () => {
		await withCaller(async ({ call, world }) => {
			const [listing] = [...world.eachListing()];
			expect(Object.keys((await call(`${PATH}/${listing?.sku}`, { marketplaceIds: US })).body)).toEqual(['sku', 'summaries']);
		});
	});
});
