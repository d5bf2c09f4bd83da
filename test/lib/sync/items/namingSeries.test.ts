import { toListingKey } from '../../../../lib/mapping/toItemCode';
import { ensureItemsForOrderLines } from '../../../../lib/sync/items/ensureItemsForOrderLines';
import { writeListings } from '../../../../lib/sync/writeListings';
import { sampleSettings, sampleSku, US } from './sampleSku';
import { withErp, type ErpForItems } from './withErp';

const settings = sampleSettings();

/** An ERPNext whose Items are named STO-ITEM-2026-00001 and so on. */
const withSeries = async (test: (erp: ErpForItems) => Promise<void>): Promise<void> =>
	await withErp(async (erp) => {
		erp.site.poke('Stock Settings', 'Stock Settings', { item_naming_by: 'Naming Series' });
		await test(erp);
	});

describe('an ERPNext that names Items by a series', () => {
	it('gets one Item for each SKU, joined by its record, said, and unchanged on the next run', async () => {
		await withSeries(async (erp) => {
			const listed = [sampleSku({ sku: 'A' }), sampleSku({ sku: 'B' })];
			const results = await writeListings(erp, listed, settings);
			expect(results).toMatchObject([
				{ action: 'created', itemCode: 'STO-ITEM-2026-00001', notes: ["ERPNext named the Item 'STO-ITEM-2026-00001' by its naming series (Stock Settings, 'Item Naming By')"] },
				{ action: 'created', itemCode: 'STO-ITEM-2026-00002' },
			]);
			expect(erp.site.doc('Amazon Listing', toListingKey('B', US))).toMatchObject({ item: 'STO-ITEM-2026-00002' });
			expect(erp.site.docs('Item Price').map(({ item_code }) => item_code)).toEqual(['STO-ITEM-2026-00001', 'STO-ITEM-2026-00002']);
			expect((await writeListings(erp, listed, settings)).map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
			const changed = await writeListings(erp, [sampleSku({ sku: 'B', price: '5.00' })], settings);
			expect(changed).toMatchObject([{ action: 'updated', itemCode: 'STO-ITEM-2026-00002' }]);
			expect(erp.site.count('Item')).toBe(2);
		});
	});

	it('gives order lines the Items of their records, and makes one for a SKU that it does not know', async () => {
		await withSeries(async (erp) => {
			await writeListings(erp, [sampleSku({ sku: 'A' })], settings);
			const lines = [{ sku: 'A', marketplaceId: US }, { sku: 'NEW', marketplaceId: US }];
			const orders = sampleSettings({ unknownSku: 'createItem' });
			const first = await ensureItemsForOrderLines(erp.erp, orders, lines);
			expect([first.get('A')?.itemCode, first.get('NEW')?.itemCode]).toEqual(['STO-ITEM-2026-00001', 'STO-ITEM-2026-00002']);
			const again = await ensureItemsForOrderLines(erp.erp, orders, lines);
			expect([again.get('A')?.itemCode, again.get('NEW')?.itemCode]).toEqual(['STO-ITEM-2026-00001', 'STO-ITEM-2026-00002']);
			expect(erp.site.count('Item')).toBe(2);
		});
	});
});
