import { CURSOR_DOCTYPE } from '../../../lib/erpnext/schema';
import { type Sandbox, withSandbox } from '../../support/withSandbox';
import { loadProducts, runProducts, snapshotOf, totalOf, touchedSince } from './catalogRuns';

const US = 'ATVPDKIKX0DER';
const CA = 'A2EUQ1WTGCTBG2';
const MINUTE = 60_000;

/** A seller in the United States and Canada, who sells 60 SKUs in both. */
async function withSeller(test: (sandbox: Sandbox, skus: string[]) => Promise<void>): Promise<void> {
	await withSandbox({ country: 'US', marketplaces: ['US', 'CA'], skuCount: 60, orderCount: 0, withParents: false }, async (sandbox) => {
		const { seller, erp } = sandbox;
		erp.site.insert('Price List', { price_list_name: 'Canada', currency: 'CAD', selling: 1, enabled: 1 });
		for (const { sku } of [...seller.eachListing()]) {
			seller.changeListing(sku, (listing) => {
				const [first] = listing.offers;
				listing.offers = first ? [{ ...first, buyable: true }, { ...first, marketplaceId: CA, currency: 'CAD', buyable: true }] : [];
				listing.updatedAt = listing.createdAt + 1000;
			});
		}
		await test(sandbox, [...seller.eachListing()].map(({ sku }) => sku));
	});
}

const settings = { marketplaceOverrides: [{ marketplaceId: CA, priceList: 'Canada' }] };
const cursorOf = ({ erp: { site } }: Sandbox) => site.docs(CURSOR_DOCTYPE)[0];

describe('changes of a catalogue', () => {
	it('that Amazon shows late are found in the overlap', async () => {
		await withSeller(async (sandbox, [sku = '']) => {
			await loadProducts(sandbox);
			await runProducts(sandbox);
			const position = Date.parse(String(cursorOf(sandbox)?.position));
			sandbox.seller.changeListing(sku, (listing) => {
				listing.title = 'Shown late';
				listing.updatedAt = position - 9 * MINUTE;
			});
			sandbox.clock.advance(15 * MINUTE);
			const { listed, results } = await runProducts(sandbox, { settings: { overwriteItemFields: ['item_name'] } });
			expect(listed.map((each) => each.sku)).toEqual([sku]);
			expect(results).toMatchObject([{ action: 'updated' }]);
			expect(sandbox.erp.site.doc('Item', sku)).toMatchObject({ item_name: 'Shown late' });
		});
	});

	it('leave what people changed in ERPNext alone, but for the fields that are set to be overwritten', async () => {
		await withSeller(async (sandbox, [sku = '', other = '']) => {
			const chosen = { overwriteItemFields: ['item_name' as const] };
			await loadProducts(sandbox, { settings: chosen });
			const { site } = sandbox.erp;
			const own = { item_name: 'By a person', description: 'By a person', item_group: 'Services', brand: '', image: '', warranty_period: '24', safety_stock: 7 };
			for (const code of [sku, other]) site.update('Item', code, own);
			for (const code of [sku, other]) sandbox.seller.changeListing(code, (listing) => Object.assign(listing, { title: `New title of ${code}`, brand: 'Other brand' }));
			sandbox.clock.advance(15 * MINUTE);
			await runProducts(sandbox, { settings: chosen });
			expect(site.doc('Item', sku)).toMatchObject({ ...own, item_name: `New title of ${sku}` });
			sandbox.seller.changeListing(other, (listing) => void (listing.title = 'Once more'));
			sandbox.clock.advance(15 * MINUTE);
			await runProducts(sandbox, { settings: { overwriteItemFields: [] } });
			expect(site.doc('Item', other)).toMatchObject({ ...own, item_name: `New title of ${other}` });
		});
	});
});

describe('a marketplace that is added later', () => {
	it.each([
		['search', 1000],
		['report', 20],
	])('gets its whole catalogue on the next run, by %s, while the others go on with changes', async (way, reportAbove) => {
		await withSeller(async (sandbox, skus) => {
			await loadProducts(sandbox, { reportAbove });
			const quiet = await runProducts(sandbox, { reportAbove });
			expect(quiet.listed).toEqual([]);
			sandbox.clock.advance(15 * MINUTE);
			sandbox.seller.changeListing(skus[0] ?? '', (listing) => void (listing.title = 'New'));
			sandbox.clock.advance(15 * MINUTE);
			const both = { marketplaceIds: [US, CA], settings, reportAbove };
			const runs = await loadProducts(sandbox, both);
			const of = (marketplaceId: string) => runs.flatMap(({ listed }) => listed).filter((each) => each.marketplaceId === marketplaceId).map(({ sku }) => sku);
			expect(of(US)).toEqual([skus[0]]);
			expect(of(CA).sort()).toEqual([...skus].sort());
			expect(totalOf(runs, 'createReport')).toBe(way === 'report' ? 1 : 0);
			expect(sandbox.erp.site.docs('Item Price').filter(({ price_list }) => price_list === 'Canada')).toHaveLength(60);
			expect(sandbox.erp.site.count('Item')).toBe(60);
			const before = snapshotOf(sandbox);
			const after = await runProducts(sandbox, both);
			expect(new Set(after.results.map(({ action }) => action)).size).toBeLessThanOrEqual(1);
			expect(touchedSince(before, sandbox)).toMatchObject({ Item: 0, 'Item Price': 0, 'Amazon Listing': 0 });
			expect(cursorOf(sandbox)).toMatchObject({ loaded_marketplaces: `${US} ${CA}` });
		});
	});

	it('is read again from six hours before, where its report may be a copy', async () => {
		await withSeller(async (sandbox, skus) => {
			await loadProducts(sandbox, { reportAbove: 20 });
			const [changed = ''] = skus;
			// Amazon's report was made before this change.
			sandbox.amazon.reports.document = { content: Buffer.from(skus.map((sku) => `${sku}\tOld\t5.00\t1\t${sandbox.seller.findListing(sku)?.asin}\tActive`).join('\n').replace(/^/, 'seller-sku\titem-name\tprice\tquantity\tasin1\tstatus\n')), contentType: 'text/plain; charset=UTF-8' };
			sandbox.seller.changeListing(changed, (listing) => listing.offers.forEach((offer) => void (offer.price = 9999)));
			sandbox.clock.advance(15 * MINUTE);
			const both = { marketplaceIds: [US, CA], settings, reportAbove: 20 };
			await loadProducts(sandbox, both);
			await runProducts(sandbox, both);
			const price = sandbox.erp.site.docs('Item Price').find((each) => each.item_code === changed && each.price_list === 'Canada');
			expect(price).toMatchObject({ price_list_rate: 99.99 });
		});
	});

	it('is listed whole again once a person takes it out of the cursor', async () => {
		await withSeller(async (sandbox, skus) => {
			await loadProducts(sandbox);
			const cursor = cursorOf(sandbox);
			expect((await runProducts(sandbox)).listed).toEqual([]);
			sandbox.erp.site.update(CURSOR_DOCTYPE, String(cursor?.name), { loaded_marketplaces: '' });
			sandbox.clock.advance(15 * MINUTE);
			const before = snapshotOf(sandbox);
			const again = await runProducts(sandbox);
			expect(again.listed).toHaveLength(skus.length);
			expect(new Set(again.results.map(({ action }) => action))).toEqual(new Set(['unchanged']));
			expect(touchedSince(before, sandbox)).toMatchObject({ Item: 0, 'Item Price': 0, 'Amazon Listing': 0 });
			sandbox.clock.advance(15 * MINUTE);
			expect((await runProducts(sandbox)).listed).toEqual([]);
		});
	});
});
