import type { ErpClient, ErpListQuery } from '../../../../lib/erpnext/client';
import { toListingKey } from '../../../../lib/mapping/toItemCode';
import { ensureItemsForOrderLines } from '../../../../lib/sync/items/ensureItemsForOrderLines';
import { writeListings } from '../../../../lib/sync/writeListings';
import { sampleSettings, sampleSku, US } from './sampleSku';
import { withErp, type ErpForItems } from './withErp';

const settings = sampleSettings();

/** What ERPNext's own connector leaves behind. */
function leaveRemains({ site }: ErpForItems, readers: string[]): void {
	site.insert('DocType', {
		name: 'Ecommerce Item',
		module: 'Selling',
		custom: 1,
		fields: ['integration', 'integration_item_code', 'sku', 'erpnext_item_code'].map((fieldname) => ({ fieldname, label: fieldname, fieldtype: 'Data' })),
		permissions: readers.map((role) => ({ role, read: 1, write: 1, create: 1 })),
	});
	for (const [asin, sku] of [['B000000001', 'K-RED'], ['B000000002', ''], ['B000000003', 'OLD-SKU']]) {
		site.insert('Item', { item_code: asin, item_name: sku, item_group: 'Products', stock_uom: 'Nos' });
		site.insert('Ecommerce Item', { integration: 'Amazon', integration_item_code: asin, sku, erpnext_item_code: asin });
	}
}

describe('the previous connector\'s mappings', () => {
	it('become Amazon Listing records on first use, by SKU and by ASIN, without a new Item', async () => {
		await withErp(async (erp) => {
			leaveRemains(erp, ['System Manager', 'Sales User']);
			const listed = [sampleSku({ sku: 'K-RED', asin: 'B000000001' }), sampleSku({ sku: 'K-BLUE', asin: 'B000000002' }), sampleSku({ sku: 'FRESH', asin: 'B000000009' })];
			const results = await writeListings(erp, listed, settings);
			expect(results.map(({ action, itemCode }) => [action, itemCode])).toEqual([
				['updated', 'B000000001'],
				['updated', 'B000000002'],
				['created', 'FRESH'],
			]);
			expect(erp.site.doc('Amazon Listing', toListingKey('K-RED', US))).toMatchObject({ item: 'B000000001' });
			expect(erp.site.doc('Item', 'B000000001')).toMatchObject({ item_name: 'K-RED' });
			expect((await writeListings(erp, listed, settings)).map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'unchanged']);
		});
	});

	it('are found by order lines, which leave a record behind', async () => {
		await withErp(async (erp) => {
			leaveRemains(erp, ['System Manager', 'Sales User']);
			const found = await ensureItemsForOrderLines(erp.erp, settings, [{ sku: 'OLD-SKU', asin: 'B000000003', marketplaceId: US }]);
			expect(found.get('OLD-SKU')).toMatchObject({ itemCode: 'B000000003' });
			expect(erp.site.doc('Amazon Listing', toListingKey('OLD-SKU', US))).toMatchObject({ item: 'B000000003' });
			expect(erp.site.count('Item')).toBe(3);
		});
	});

	it('are asked for once where they never were', async () => {
		await withErp(async (erp) => {
			let questions = 0;
			const client = erp.connect();
			const list = client.list.bind(client);
			const counting: ErpClient = Object.assign(client, {
				list: async (doctype: string, query: ErpListQuery) => {
					if (doctype === 'Ecommerce Item') questions += 1;
					return await list(doctype, query);
				},
			});
			const pages = Array.from({ length: 900 }, (_, index) => sampleSku({ sku: `S-${index}` }));
			expect((await writeListings({ ...erp, erp: counting }, pages, settings)).filter(({ action }) => action !== 'created')).toEqual([]);
			expect(questions).toBe(1);
		});
	});
});

describe('a user who may not read the mappings, as all without System Manager', () => {
	it.each([true, false])('finds the Items by their ASIN, as that connector names them (dry run first: %s)', async (isDryFirst) => {
		await withErp(async (erp) => {
			leaveRemains(erp, ['System Manager']);
			const listed = [sampleSku({ sku: 'K-RED', asin: 'B000000001' }), sampleSku({ sku: 'FRESH', asin: 'B000000009' })];
			const expected = [
				['updated', 'B000000001'],
				['created', 'FRESH'],
			];
			if (isDryFirst) expect((await writeListings({ ...erp, erp: erp.connect() }, listed, { ...settings, dryRun: true })).map(({ action, itemCode }) => [action, itemCode])).toEqual(expected);
			expect((await writeListings(erp, listed, settings)).map(({ action, itemCode }) => [action, itemCode])).toEqual(expected);
			const line = { sku: 'OLD-SKU', asin: 'B000000003', marketplaceId: US };
			expect((await ensureItemsForOrderLines(erp.erp, settings, [line])).get('OLD-SKU')).toMatchObject({ itemCode: 'B000000003' });
			expect(erp.site.doc('Amazon Listing', toListingKey('OLD-SKU', US))).toMatchObject({ item: 'B000000003' });
			expect(erp.site.count('Item')).toBe(4);
		});
	});

	it('keeps a SKU with the Item that is called like it', async () => {
		await withErp(async (erp) => {
			leaveRemains(erp, ['System Manager']);
			for (const item_code of ['K-RED', 'OLD-SKU']) erp.site.insert('Item', { item_code, item_group: 'Products', stock_uom: 'Nos' });
			expect(await writeListings(erp, [sampleSku({ sku: 'K-RED', asin: 'B000000001' })], settings)).toMatchObject([{ itemCode: 'K-RED' }]);
			const line = { sku: 'OLD-SKU', asin: 'B000000003', marketplaceId: US };
			expect((await ensureItemsForOrderLines(erp.erp, settings, [line])).get('OLD-SKU')).toMatchObject({ itemCode: 'OLD-SKU' });
		});
	});
});
