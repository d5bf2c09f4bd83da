import { type Sandbox, withSandbox } from '../../support/withSandbox';
import { loadProducts, type ProductRunOptions, runProducts, snapshotOf, totalOf, touchedSince } from './catalogRuns';

const SKUS = 120;
const MARKETPLACES: Record<string, { id: string; currency: string }> = {
	US: { id: 'ATVPDKIKX0DER', currency: 'USD' },
	DE: { id: 'A1PA6795UKMFR9', currency: 'EUR' },
	JP: { id: 'A1VC38T7YXB528', currency: 'JPY' },
};
const ODD = ['A/B', ' PAD ', '茶-ケトル/1', 'X'.repeat(40), 'sku-odd', 'SKU-ODD', 'C, D', 'O"Neill\'s', 'Ünï'];
/** Times, and names that ERPNext draws. */
const DRAWN = ['creation', 'modified', 'last_update'];

function booksOf({ erp: { site } }: Sandbox, doctype: string): string[] {
	const isDrawn = (field: string) => DRAWN.includes(field) || (doctype === 'Item Price' && field === 'name');
	const ofRow = (row: Record<string, unknown>) => ({ ...row, name: '', creation: '', modified: '' });
	const plain = (doc: Record<string, unknown>) =>
		Object.entries(doc)
			.filter(([field]) => !isDrawn(field))
			.map(([field, value]) => [field, Array.isArray(value) ? value.map(ofRow) : value]);
	return site.docs(doctype).map((doc) => JSON.stringify(Object.fromEntries(plain(doc)))).sort();
}

/** One seller with every kind of listing, loaded into books of its own. */
async function load(country: string, how: Omit<ProductRunOptions, 'marketplaceIds'>, check: (sandbox: Sandbox, options: ProductRunOptions, calls: Record<string, number>) => Promise<void>): Promise<void> {
	await withSandbox({ country, marketplaces: [country], skuCount: SKUS, orderCount: 0 }, async (sandbox) => {
		const { seller, erp } = sandbox;
		const { id, currency } = MARKETPLACES[country] ?? { id: '', currency: '' };
		const [model, ...others] = [...seller.eachListing()].filter(({ offers, children }) => offers[0]?.buyable && !children);
		if (!model) throw new Error('The seller has no listings');
		ODD.forEach((sku, index) => seller.putListing({ ...model, sku, asin: `B0ODD0000${index}`, barcode: undefined, parentSku: undefined, parentAsin: undefined }));
		for (const { sku } of others.slice(0, 30)) seller.changeListing(sku, (listing) => listing.offers.forEach((offer) => void (offer.quantity = 0)));
		for (const { sku } of others.slice(30, 35)) seller.closeListing(sku);
		if (currency !== 'USD') erp.site.insert('Price List', { price_list_name: 'Amazon', currency, selling: 1, enabled: 1 });
		const options: ProductRunOptions = { ...how, marketplaceIds: [id], settings: { itemGroupFrom: 'amazonClassification', ...how.settings, ...(currency === 'USD' ? {} : { priceList: 'Amazon' }) } };
		const runs = await loadProducts(sandbox, options);
		await check(sandbox, options, { createReport: totalOf(runs, 'createReport') });
	});
}

describe.each(['US', 'DE', 'JP'])('a seller in %s', (country) => {
	it.each(['plainItems', 'templateAndVariants'] as const)('has the same Items, prices and records by report as by search (%s)', async (variations) => {
		const books: string[][][] = [];
		for (const reportAbove of [50, 1000]) {
			await load(country, { reportAbove, settings: { variations } }, async (sandbox, options, calls) => {
				expect(calls.createReport).toBe(reportAbove === 50 ? 1 : 0);
				books.push(['Item', 'Item Price', 'Amazon Listing'].map((doctype) => booksOf(sandbox, doctype)));
				if (variations === 'templateAndVariants') return;
				// Read again by search, to the last of them: nothing is saved.
				const before = snapshotOf(sandbox);
				sandbox.erp.site.docs('Amazon Sync Cursor').forEach(({ name }) => sandbox.erp.site.remove('Amazon Sync Cursor', String(name)));
				const again = await runProducts(sandbox, { ...options, reportAbove: 1000 });
				expect(again.listed.length).toBeGreaterThan(SKUS);
				expect(touchedSince(before, sandbox)).toEqual({ Item: 0, 'Item Price': 0, 'Amazon Listing': 0, Brand: 0, 'Item Group': 0 });
			});
		}
		expect(books[0]?.[0]?.length).toBeGreaterThan(100);
		expect(books[0]).toEqual(books[1]);
	});
});
