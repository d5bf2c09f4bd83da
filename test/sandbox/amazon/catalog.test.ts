import type { Item } from '@sp-api-sdk/catalog-items-api-2022-04-01';
import { type Called, DE, expectRefusal, JP, makeWorld, US, withCaller } from './caller';

const PATH = '/catalog/2022-04-01/items';
const itemsOf = (called: Called) => (called.body as unknown as { items: Item[] }).items;
const ids = (count: number) => Array.from({ length: count }, (_, index) => `B0${index}`).join(',');

describe('searchCatalogItems', () => {
	it.each([
		['no marketplace', { identifiersType: 'ASIN', identifiers: 'B0' }],
		['two marketplaces', { marketplaceIds: `${US},${US}`, identifiersType: 'ASIN', identifiers: 'B0' }],
		['neither identifiers nor keywords', { marketplaceIds: US }],
		['identifiers and keywords', { marketplaceIds: US, identifiersType: 'ASIN', identifiers: 'B0', keywords: 'kettle' }],
		['identifiers without a type', { marketplaceIds: US, identifiers: 'B0' }],
		['more than 20 identifiers', { marketplaceIds: US, identifiersType: 'ASIN', identifiers: ids(21) }],
		['more than 20 keywords', { marketplaceIds: US, keywords: ids(21) }],
		['SKUs without a seller', { marketplaceIds: US, identifiersType: 'SKU', identifiers: 'B0' }],
		['brands with identifiers', { marketplaceIds: US, identifiersType: 'ASIN', identifiers: 'B0', brandNames: 'Oakline' }],
		['an unknown data set', { marketplaceIds: US, identifiersType: 'ASIN', identifiers: 'B0', includedData: 'prices' }],
		['an unknown type', { marketplaceIds: US, identifiersType: 'FNSKU', identifiers: 'B0' }],
		['a page of 21', { marketplaceIds: US, identifiersType: 'ASIN', identifiers: 'B0', pageSize: 21 }],
		['an unknown page token', { marketplaceIds: US, keywords: 'a', pageToken: 'abc' }],
	])('answers 400 to %s', async (_what, query: Record<string, string | number>) => {
		await withCaller(async ({ call }) => expectRefusal(await call(PATH, query), 400, 'InvalidInput'));
	});

	it('answers 403 for a marketplace where the seller does not sell', async () => {
		await withCaller(async ({ call }) => {
			expectRefusal(await call(PATH, { marketplaceIds: DE, identifiersType: 'ASIN', identifiers: 'B0' }), 403, 'Unauthorized');
		});
	});

	it('gives 20 ASINs in one call with all that an item needs, and leaves unknown ones out', async () => {
		await withCaller(async ({ call, world }) => {
			const listings = [...world.eachListing()].slice(0, 19);
			const identifiers = [...listings.map((listing) => listing.asin), 'B0UNKNOWN0'].join(',');
			const includedData = 'summaries,classifications,dimensions,identifiers,images,relationships,productTypes';
			const found = await call(PATH, { marketplaceIds: US, identifiersType: 'ASIN', identifiers, includedData, pageSize: 20 });
			expect(found.body).toMatchObject({ numberOfResults: 19 });
			expect(itemsOf(found).map((item) => item.asin)).toEqual(listings.map((listing) => listing.asin));
			const full = itemsOf(found).find((item) => item.identifiers?.[0]?.identifiers.length === 3 && item.dimensions?.[0]?.item);
			expect(full?.summaries?.[0]).toMatchObject({ brand: expect.any(String), itemName: expect.any(String), manufacturer: expect.any(String) });
			expect(full?.classifications?.[0]?.classifications?.[0]).toMatchObject({ parent: { displayName: expect.any(String) } });
			expect(full?.images?.[0]?.images[0]).toMatchObject({ variant: 'MAIN', height: 1500 });
		});
	});

	it('gives 10 of 20 found on the first page unless a size is asked for', async () => {
		await withCaller(async ({ callAllPages, world }) => {
			const identifiers = [...world.eachListing()].slice(0, 20).map((listing) => listing.asin).join(',');
			const pages = await callAllPages(PATH, { marketplaceIds: US, identifiersType: 'ASIN', identifiers }, 'items');
			expect(pages.map((page) => itemsOf(page).length)).toEqual([10, 10]);
		});
	});

	it('finds by SKU of the seller, by barcode and by keywords', async () => {
		await withCaller(async ({ call, world }) => {
			const listing = [...world.eachListing()].find((candidate) => candidate.barcode);
			if (!listing?.brand) throw new Error('no listing with barcode');
			const search = async (query: Record<string, string>) => itemsOf(await call(PATH, { marketplaceIds: US, ...query })).map((item) => item.asin);
			expect(await search({ identifiersType: 'SKU', identifiers: listing.sku, sellerId: 'A1SELLER' })).toEqual([listing.asin]);
			expect(await search({ identifiersType: 'EAN', identifiers: listing.barcode ?? '' })).toEqual([listing.asin]);
			expect(await search({ keywords: listing.title.split(' ').slice(0, 3).join(','), brandNames: listing.brand })).toContain(listing.asin);
		});
	});

	it('speaks the language of the marketplace', async () => {
		await withCaller(async ({ call, world }) => {
			const [listing] = [...world.eachListing()].filter((candidate) => !candidate.children);
			const found = await call(`${PATH}/${listing?.asin}`, { marketplaceIds: JP });
			expect(JSON.stringify(found.body)).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
		}, makeWorld({ country: 'JP' }));
	});
});

describe('getCatalogItem', () => {
	it('names the children of a variation parent', async () => {
		await withCaller(async ({ call, world }) => {
			const parent = [...world.eachListing()].find((listing) => listing.children);
			const found = await call(`${PATH}/${parent?.asin}`, { marketplaceIds: US, includedData: 'relationships,summaries' });
			expect(found.body).toMatchObject({
				summaries: [{ itemClassification: 'VARIATION_PARENT' }],
				relationships: [{ relationships: [{ type: 'VARIATION', childAsins: parent?.children?.map((child) => child.asin) }] }],
			});
		}, makeWorld({ skuCount: 60 }));
	});

	it('answers 404 for an ASIN that it does not know', async () => {
		await withCaller(async ({ call }) => expectRefusal(await call(`${PATH}/B0UNKNOWN0`, { marketplaceIds: US }), 404, 'NotFound'));
	});
});
