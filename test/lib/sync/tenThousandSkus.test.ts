import { withSandbox } from '../../support/withSandbox';
import { loadProducts, runProducts, snapshotOf, totalOf, touchedSince } from './catalogRuns';

const SKUS = 10_000;
const settings = { itemGroupFrom: 'amazonClassification', disableClosedListings: true } as const;
const NOTHING = { Item: 0, 'Item Price': 0, 'Amazon Listing': 0, Brand: 0, 'Item Group': 0 };

// Ten thousand SKUs through two servers; a busy machine takes its time.
jest.setTimeout(300_000);

describe('a seller of 10 000 SKUs, from Amazon to the books', () => {
	it('costs a report and 500 catalogue calls, then nothing, then exactly what changed', async () => {
		await withSandbox({ skuCount: SKUS, orderCount: 0, withParents: false }, async (sandbox) => {
			const { seller, clock, erp } = sandbox;
			const open = [...seller.eachListing()].filter(({ offers }) => offers[0]?.buyable);
			const closedAlready = SKUS - open.length;

			const first = await loadProducts(sandbox, { settings });
			expect(first.map(({ listed }) => listed.length)).toEqual([5000, 5000]);
			expect(first.flatMap(({ results }) => results).filter(({ action }) => action === 'created')).toHaveLength(open.length);
			expect(first.flatMap(({ results }) => results).filter(({ action }) => action === 'notImported')).toHaveLength(closedAlready);
			expect([erp.site.count('Item'), erp.site.count('Item Price'), erp.site.count('Amazon Listing')]).toEqual([open.length, open.length, open.length]);
			expect([totalOf(first, 'createReport'), totalOf(first, 'searchCatalogItems')]).toEqual([1, SKUS / 20]);
			// The count, and, twenty at a time, what the report calls inactive.
			expect(totalOf(first, 'searchListingsItems')).toBe(20);
			expect(first.reduce((sum, { erpCalls }) => sum + erpCalls, 0)).toBeLessThanOrEqual(0.05 * SKUS);

			const before = snapshotOf(sandbox);
			const second = await runProducts(sandbox, { settings });
			expect(second.results.filter(({ action }) => action !== 'unchanged' && action !== 'notImported')).toEqual([]);
			expect(touchedSince(before, sandbox)).toEqual(NOTHING);
			expect(second.erpCalls).toBeLessThanOrEqual(0.01 * SKUS);

			const [changed, closed] = [open.slice(0, 37), open.slice(5000, 5003)];
			clock.advance(3_600_000);
			for (const { sku } of changed) seller.changeListing(sku, (listing) => listing.offers.forEach((offer) => void (offer.price = 9999)));
			for (const { sku } of closed) seller.closeListing(sku);
			const [model] = open;
			if (!model) throw new Error('The seller has no listings');
			const fresh = [1, 2, 3, 4, 5].map((n) => ({ ...model, sku: `NEW-${n}`, asin: `B0NEW0000${n}`, barcode: undefined, createdAt: clock.now(), updatedAt: clock.now() }));
			for (const listing of fresh) seller.putListing(listing);
			clock.advance(3_600_000);
			const third = await runProducts(sandbox, { settings });
			const by = (action: string) => third.results.filter((result) => result.action === action).map(({ sku }) => sku).sort();
			expect(by('created')).toEqual(fresh.map(({ sku }) => sku));
			expect(by('updated')).toEqual([...changed, ...closed].map(({ sku }) => sku).sort());
			expect(third.listed).toHaveLength(45);
			expect(touchedSince(before, sandbox)).toEqual({ ...NOTHING, Item: 5 + 3, 'Item Price': 5 + 37, 'Amazon Listing': 5 + 37 + 3 });
			expect(erp.site.docs('Item').filter(({ disabled }) => disabled === 1).map(({ name }) => name).sort()).toEqual(closed.map(({ sku }) => sku).sort());
			// Five of the searches look for what is deleted at Amazon.
			expect(third.amazon).toEqual({ searchListingsItems: 3 + 5, searchCatalogItems: 3 });
			expect(third.erpCalls).toBeLessThanOrEqual(40);
		});
	});
});
