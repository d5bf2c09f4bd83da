import { ErpApiError } from '../../../../lib/erpnext/errors';
import type { ListedSku } from '../../../../lib/amazon/types';
import { writeListings } from '../../../../lib/sync/writeListings';
import { sampleSettings, sampleSku, US } from './sampleSku';
import { withErp } from './withErp';

const settings = sampleSettings();
const many = (count: number) => Array.from({ length: count }, (_, index) => sampleSku({ sku: `S-${index}` }));

describe('what ERPNext refuses', () => {
	it('costs only the SKU that it refuses, however many were sent with it', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item', { item_code: 'ГУДЗИК', item_group: 'Products', stock_uom: 'Nos' });
			const listed = many(40);
			listed[17] = sampleSku({ sku: 'ҐУДЗИК' });
			const results = await writeListings(erp, listed, settings);
			expect(results.filter(({ action }) => action === 'created')).toHaveLength(39);
			expect(results[17]).toMatchObject({ action: 'failed', reason: expect.stringContaining("SKU 'ҐУДЗИК' and Item 'ГУДЗИК' have the same name") });
		});
	});

	it('a wrong warehouse fails each SKU with ERPNext\'s words, and leaves a record to point elsewhere', async () => {
		await withErp(async (erp) => {
			const results = await writeListings(erp, many(3), { ...settings, warehouse: 'Nowhere - ACME' });
			expect(results.map(({ action }) => action)).toEqual(['failed', 'failed', 'failed']);
			expect(results[0]).toMatchObject({
				reason: "ERPNext did not take Item 'S-0'. Its own words stand below; make the Item by hand, or change what it names",
				detail: expect.stringContaining('Nowhere - ACME'),
			});
			expect(erp.site.count('Item')).toBe(0);
			expect(erp.site.docs('Amazon Listing').map(({ item, fingerprint }) => [item ?? '', fingerprint ?? ''])).toEqual([['', ''], ['', ''], ['', '']]);
			const healed = await writeListings(erp, many(3), settings);
			expect(healed.map(({ action }) => action)).toEqual(['created', 'created', 'created']);
			expect(erp.site.docs('Amazon Listing').map(({ item }) => item)).toEqual(['S-0', 'S-1', 'S-2']);
		});
	});

	it('an unknown price list fails the SKU, joins it to its Item, and is tried again', async () => {
		await withErp(async (erp) => {
			const wrong = { ...settings, priceList: 'Nowhere', priceListCurrencies: { Nowhere: 'USD' } };
			expect(await writeListings(erp, many(1), wrong)).toMatchObject([
				{ action: 'failed', itemCode: 'S-0', reason: expect.stringContaining("ERPNext did not take the Item Price 19.99 USD of Item 'S-0'"), detail: 'Could not find Price List: Nowhere' },
			]);
			expect(await writeListings(erp, many(1), settings)).toMatchObject([{ action: 'updated', itemCode: 'S-0' }]);
			expect(erp.site.count('Item Price')).toBe(1);
			expect((await writeListings(erp, many(1), settings))[0]?.action).toBe('unchanged');
		});
	});

	it('data of an unknown shape costs only its own SKU', async () => {
		await withErp(async (erp) => {
			const odd: ListedSku = JSON.parse('{"sku":"ODD","sellerId":"A1EXAMPLE","marketplaceId":"ATVPDKIKX0DER","isOpen":true,"listing":{"sku":"ODD","relationships":"none"}}');
			const results = await writeListings(erp, [sampleSku({ sku: 'A' }), odd, sampleSku({ sku: 'B' })], settings);
			expect(results).toMatchObject([{ action: 'created' }, { sku: 'ODD', action: 'failed', reason: expect.stringContaining("The data of SKU 'ODD'") }, { action: 'created' }]);
		});
	});

	it('a barcode that a person enters meanwhile is left out, and nothing else', async () => {
		await withErp(async (erp) => {
			const barcodes = [{ barcode: '4006381333931', barcode_type: 'EAN' }];
			const isInsert = ({ path }: { path: string }) => path.endsWith('frappe.client.insert_many') && erp.site.doc('Brand', 'Acme') !== undefined;
			erp.faults.add({
				match: (request) => {
					if (isInsert(request) && !erp.site.doc('Item', 'OTHER')) erp.site.insert('Item', { item_code: 'OTHER', item_group: 'Products', stock_uom: 'Nos', barcodes });
					return false;
				},
				fault: { kind: 'answer', status: 500 },
			});
			const catalogItem = { summaries: [{ marketplaceId: US, brand: 'Acme' }], identifiers: [{ marketplaceId: US, identifiers: [{ identifierType: 'EAN', identifier: '4006381333931' }] }] };
			const results = await writeListings(erp, [sampleSku({ sku: 'A', catalogItem }), sampleSku({ sku: 'B' })], settings);
			expect(results).toMatchObject([
				{ action: 'created', notes: ["Item 'A' was made without its barcode, which ERPNext did not take: Barcode 4006381333931 already used in Item OTHER"] },
				{ action: 'created' },
			]);
			expect(erp.site.doc('Item', 'A')).toMatchObject({ brand: 'Acme', barcodes: [] });
		});
	});

	it('a missing right ends the run', async () => {
		await withErp(async (erp) => {
			const limited = erp.connect(erp.sandbox.users.addUser(['Sales User', 'Item Manager']));
			await expect(writeListings({ ...erp, erp: limited }, many(2), settings)).rejects.toThrow(ErpApiError);
		});
	});

	it('a key that ERPNext does not know ends the run', async () => {
		await withErp(async (erp) => {
			const stranger = erp.connect({ apiKey: 'x', apiSecret: 'y' });
			await expect(writeListings({ ...erp, erp: stranger }, many(1), settings)).rejects.toMatchObject({ status: 401 });
		});
	});

	it('a site without the usual weight UOMs gets the weight in one that it has', async () => {
		await withErp(async (erp) => {
			for (const uom of ['Pound', 'Ounce', 'Gram']) if (erp.site.doc('UOM', uom)) erp.site.remove('UOM', uom);
			const dimensions = [{ marketplaceId: US, item: { weight: { unit: 'pounds', value: 2 } } }];
			await writeListings(erp, [sampleSku({ sku: 'W', catalogItem: { dimensions } })], settings);
			expect(erp.site.doc('Item', 'W')).toMatchObject({ weight_per_unit: 0.907185, weight_uom: 'Kg' });
		});
	});

	it('a site in another language gets its own names of UOMs, or leaves them to ERPNext', async () => {
		await withErp(async (erp) => {
			for (const uom of ['Pound', 'Ounce', 'Gram', 'Kg', 'Nos']) erp.site.remove('UOM', uom);
			erp.site.insert('UOM', { uom_name: 'kg' });
			erp.site.insert('UOM', { uom_name: 'NOS' });
			const dimensions = [{ marketplaceId: US, item: { weight: { unit: 'kilograms', value: 2 } } }];
			const german = [sampleSku({ sku: 'W', catalogItem: { dimensions } })];
			expect(await writeListings(erp, german, settings)).toMatchObject([{ action: 'created' }]);
			expect(erp.site.doc('Item', 'W')).toMatchObject({ weight_per_unit: 2, weight_uom: 'kg', stock_uom: 'NOS' });
			const weights = { ...settings, overwriteItemFields: ['weight' as const], isStockItem: false };
			const before = erp.site.doc('Item', 'W')?.modified;
			erp.clock.advance(60_000);
			await writeListings(erp, german, weights);
			expect(erp.site.doc('Item', 'W')?.modified).toBe(before);
		});
	});
});
