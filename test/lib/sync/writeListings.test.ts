import { toListingKey } from '../../../lib/mapping/toItemCode';
import { writeListings } from '../../../lib/sync/writeListings';
import { CA, sampleSettings, sampleSku, SELLER, US } from './items/sampleSku';
import { withErp, type ErpForItems } from './items/withErp';

const settings = sampleSettings();
const actions = (results: Array<{ action: string }>) => results.map(({ action }) => action);
const pricesOf = ({ site }: ErpForItems, code: string) => site.docs('Item Price').filter((price) => price.item_code === code);
const recordOf = ({ site }: ErpForItems, sku: string, marketplaceId = US) => site.doc('Amazon Listing', toListingKey(sku, marketplaceId));

describe('writeListings', () => {
	it('makes Item, Item Price and Amazon Listing of a new SKU', async () => {
		await withErp(async (erp) => {
			const listed = sampleSku({
				sku: 'KETTLE-RED',
				asin: 'B07N4M94X4',
				title: 'Red kettle, 1.7 l',
				price: '24.90',
				catalogItem: {
					summaries: [{ marketplaceId: US, brand: 'Acme' }],
					identifiers: [{ marketplaceId: US, identifiers: [{ identifierType: 'EAN', identifier: '4006381333931' }] }],
					dimensions: [{ marketplaceId: US, item: { weight: { unit: 'pounds', value: 2.5 } } }],
					images: [{ marketplaceId: US, images: [{ variant: 'MAIN', link: 'https://m.example/1.jpg', height: 1, width: 1 }] }],
				},
			});
			const results = await writeListings(erp, [listed], settings);
			expect(results).toEqual([
				{ sku: 'KETTLE-RED', marketplaceId: US, asin: 'B07N4M94X4', action: 'created', itemCode: 'KETTLE-RED' },
			]);
			expect(erp.site.doc('Item', 'KETTLE-RED')).toMatchObject({
				item_name: 'Red kettle, 1.7 l',
				description: 'Red kettle, 1.7 l',
				item_group: 'Products',
				stock_uom: 'Nos',
				is_stock_item: 1,
				brand: 'Acme',
				image: 'https://m.example/1.jpg',
				weight_per_unit: 2.5,
				weight_uom: 'Pound',
				barcodes: [expect.objectContaining({ barcode: '4006381333931', barcode_type: 'EAN' })],
				item_defaults: [expect.objectContaining({ company: 'Acme Inc', default_warehouse: 'Stores - ACME' })],
			});
			expect(pricesOf(erp, 'KETTLE-RED')).toEqual([
				expect.objectContaining({ price_list: 'Standard Selling', price_list_rate: 24.9, currency: 'USD', uom: 'Nos' }),
			]);
			expect(recordOf(erp, 'KETTLE-RED')).toMatchObject({
				seller_id: SELLER,
				sku: 'KETTLE-RED',
				marketplace_id: US,
				asin: 'B07N4M94X4',
				item: 'KETTLE-RED',
				title: 'Red kettle, 1.7 l',
				channel: 'MERCHANT',
				status: 'Active',
				price: 24.9,
				currency: 'USD',
				quantity: 5,
				last_update: '2026-11-01T00:00:00Z',
				fingerprint: expect.stringMatching(/^[0-9a-f]{24}$/),
			});
		});
	});

	it('costs one look-up for SKUs that have not changed', async () => {
		await withErp(async (erp) => {
			const listed = Array.from({ length: 30 }, (_, index) => sampleSku({ sku: `S-${index}` }));
			expect(new Set(actions(await writeListings(erp, listed, settings)))).toEqual(new Set(['created']));
			const before = erp.erp.usage.calls;
			const again = await writeListings(erp, listed, settings);
			expect(new Set(actions(again))).toEqual(new Set(['unchanged']));
			expect(again[7]).toEqual({ sku: 'S-7', marketplaceId: US, action: 'unchanged', itemCode: 'S-7' });
			expect(erp.erp.usage.calls - before).toBe(1);
		});
	});

	it('changes exactly what changed at Amazon', async () => {
		await withErp(async (erp) => {
			const listed = ['A', 'B', 'C'].map((sku) => sampleSku({ sku }));
			await writeListings(erp, listed, settings);
			const [a, , c] = listed;
			if (!a || !c) throw new Error('three were made');
			const before = JSON.stringify(erp.site.doc('Item', 'B'));
			const results = await writeListings(erp, [a, sampleSku({ sku: 'B', price: '21.50', quantity: 4, lastUpdatedDate: '2026-11-20T00:00:00Z' }), c], settings);
			expect(actions(results)).toEqual(['unchanged', 'updated', 'unchanged']);
			expect(pricesOf(erp, 'B').map(({ price_list_rate }) => price_list_rate)).toEqual([21.5]);
			expect(recordOf(erp, 'B')).toMatchObject({ price: 21.5, quantity: 4, last_update: '2026-11-20T00:00:00Z' });
			expect(JSON.stringify(erp.site.doc('Item', 'B'))).toBe(before);
		});
	});

	it('keeps the first import of a thousand SKUs under 0.05 calls each, and a quiet one under 0.01', async () => {
		await withErp(async (erp) => {
			const listed = Array.from({ length: 1000 }, (_, index) =>
				sampleSku({
					sku: `SKU-${index}`,
					asin: `B${String(index).padStart(9, '0')}`,
					catalogItem: {
						summaries: [{ marketplaceId: US, brand: `Brand ${index % 200}` }],
						classifications: [{ marketplaceId: US, classifications: [{ displayName: `Class ${index % 50}`, classificationId: `c${index % 50}`, parent: { displayName: 'Home', classificationId: 'home' } }] }],
						identifiers: [{ marketplaceId: US, identifiers: [{ identifierType: 'UPC', identifier: '887276302195' }] }],
					},
				}),
			);
			const tree = sampleSettings({ itemGroupFrom: 'amazonClassification' });
			await writeListings(erp, listed, tree);
			expect(erp.erp.usage.calls).toBeLessThanOrEqual(50);
			const before = erp.erp.usage.calls;
			await writeListings({ ...erp, erp: erp.connect() }, listed, tree);
			const results = await writeListings(erp, listed, tree);
			expect(new Set(actions(results))).toEqual(new Set(['unchanged']));
			expect(erp.erp.usage.calls - before).toBeLessThanOrEqual(10);
			expect(erp.site.count('Item')).toBe(1000);
			expect(erp.site.count('Item Price')).toBe(1000);
			expect(erp.site.count('Amazon Listing')).toBe(1000);
		});
	}, 60_000);

	it('joins one SKU in two marketplaces to one Item, each with its own price list', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Price List', { price_list_name: 'Canada', currency: 'CAD', selling: 1, enabled: 1 });
			const both = sampleSettings({
				marketplaceOverrides: [{ marketplaceId: CA, priceList: 'Canada' }],
				priceListCurrencies: { 'Standard Selling': 'USD', Canada: 'CAD' },
			});
			const listed = [sampleSku({ sku: 'K' }), sampleSku({ sku: 'K', marketplaceId: CA, price: '27.00', currency: 'CAD' })];
			const results = await writeListings(erp, listed, both);
			expect(results.map(({ action, itemCode }) => [action, itemCode])).toEqual([['created', 'K'], ['updated', 'K']]);
			expect(erp.site.count('Item')).toBe(1);
			expect(pricesOf(erp, 'K').map(({ price_list, price_list_rate, currency }) => [price_list, price_list_rate, currency]).sort()).toEqual([
				['Canada', 27, 'CAD'],
				['Standard Selling', 19.99, 'USD'],
			]);
			expect(recordOf(erp, 'K', CA)).toMatchObject({ item: 'K', currency: 'CAD' });
			expect(actions(await writeListings(erp, listed, both))).toEqual(['unchanged', 'unchanged']);
		});
	});
});
