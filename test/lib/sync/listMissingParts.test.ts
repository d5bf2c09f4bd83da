import * as fc from 'fast-check';
import { listCatalogItems } from '../../../lib/sync/listCatalogItems';
import { drained, withAmazon } from '../amazon/amazonServer';
import { placesOf } from '../mapping/partsOf';
import { fullSource } from '../mapping/toItemFullSource';
import { windowOf } from './reportLoads';

const SIZE = 20;

const listingOf = (index: number) => {
	const { listing } = fullSource();
	listing.sku = `S-${index}`;
	for (const summary of listing.summaries ?? []) summary.asin = `B${index}`;
	return listing;
};
const catalogItemOf = (index: number) => ({ ...fullSource().catalogItem, asin: `B${index}` });

/** Takes up to four parts out of a document, or makes them null. */
function cut(document: object, cuts: ReadonlyArray<readonly [number, boolean]>): void {
	for (const [at, isNull] of cuts) {
		const found = placesOf(document);
		const [tree, key] = found[at % found.length] ?? [];
		if (!tree || key === undefined) continue;
		if (Array.isArray(tree)) tree.splice(Number(key), 1, ...(isNull ? [null] : []));
		else if (isNull) tree[key] = null;
		else delete tree[key];
	}
}

describe('a list of which one product lacks parts', () => {
	it('holds the other nineteen, whatever is missing', async () => {
		let listings: object[] = [];
		let catalogItems: object[] = [];
		const limits = { 'x-amzn-RateLimit-Limit': '1000' };
		await withAmazon(
			({ path }) => ({ headers: limits, json: { numberOfResults: SIZE, items: path.includes('/catalog/') ? catalogItems : listings } }),
			async ({ client, clock }) => {
				const cuts = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 4 });
				await fc.assert(
					fc.asyncProperty(cuts, cuts, async (ofListing, ofCatalog) => {
						listings = Array.from({ length: SIZE }, (_, index) => listingOf(index));
						catalogItems = Array.from({ length: SIZE }, (_, index) => catalogItemOf(index));
						cut(listings[7] ?? {}, ofListing);
						cut(catalogItems[7] ?? {}, ofCatalog);
						const { items, end } = await drained(listCatalogItems(client, windowOf('US'), { maxSkus: 1000, quota: { kind: 'stop' }, clock }));
						const others = items.filter(({ sku }) => sku !== 'S-7');
						expect(others.map(({ sku }) => sku)).toEqual(Array.from({ length: SIZE }, (_, index) => `S-${index}`).filter((sku) => sku !== 'S-7'));
						expect(others.every(({ catalogItem }) => catalogItem)).toBe(true);
						expect(end.complete).toBe(true);
					}),
					{ numRuns: 150 },
				);
			},
		);
	}, 30_000);
});
