import { toListingKey } from '../../../../lib/mapping/toItemCode';
import { writeListings } from '../../../../lib/sync/writeListings';
import { CA, sampleSettings, sampleSku, US } from './sampleSku';
import { withErp, type ErpForItems } from './withErp';

const settings = sampleSettings();
const write = async (erp: ErpForItems, parts: Parameters<typeof sampleSku>[0][], changes = {}) =>
	await writeListings(erp, parts.map(sampleSku), sampleSettings(changes));
const recordOf = ({ site }: ErpForItems, sku: string, marketplaceId = US) => site.doc('Amazon Listing', toListingKey(sku, marketplaceId));
const person = (code: string, more = {}) => ({ item_code: code, item_name: `${code} by a person`, item_group: 'Services', stock_uom: 'Nos', ...more });
const catalogue = (parts: { brand?: string; ean?: string; color?: string }) => ({
	summaries: [{ marketplaceId: US, ...(parts.brand ? { brand: parts.brand } : {}) }],
	identifiers: parts.ean ? [{ marketplaceId: US, identifiers: [{ identifierType: 'EAN', identifier: parts.ean }] }] : [],
});

describe('SKUs', () => {
	it.each([
		['with a slash and signs', 'A/B #1?%&', 'A/B #1?%&'],
		['of other scripts', 'ケトル-赤/1', 'ケトル-赤/1'],
		['of 40 characters', 'X'.repeat(40), 'X'.repeat(40)],
		['with blanks at both ends', '  PAD  ', 'PAD'],
		['with quotes and an emoji', `O'Brien "9" 😀`, `O'Brien "9" 😀`],
	])('%s get an Item and stay unchanged on the next run', async (_, sku, itemCode) => {
		await withErp(async (erp) => {
			expect(await write(erp, [{ sku }])).toEqual([{ sku, marketplaceId: US, action: 'created', itemCode }]);
			expect(erp.site.doc('Item', itemCode)).toBeDefined();
			expect(recordOf(erp, sku)).toMatchObject({ item: itemCode });
			expect(await write(erp, [{ sku }])).toMatchObject([{ action: 'unchanged', itemCode }]);
		});
	});

	it('with slashes at their ends change their own Item, not the one without', async () => {
		await withErp(async (erp) => {
			const skus = ['A', 'A/', '/A', '..'];
			const chosen = { overwriteItemFields: ['item_name', 'barcodes'] };
			await write(erp, skus.map((sku) => ({ sku })), chosen);
			const results = await write(erp, [{ sku: 'A/', title: 'Behind', catalogItem: catalogue({ ean: '4006381333931' }) }, { sku: '/A', title: 'In front' }, { sku: '..', title: 'Dots' }], chosen);
			expect(results.map(({ action, itemCode }) => [action, itemCode])).toEqual([['updated', 'A/'], ['updated', '/A'], ['updated', '..']]);
			expect(skus.map((sku) => erp.site.doc('Item', sku)?.item_name)).toEqual(['Title of A', 'Behind', 'In front', 'Dots']);
			expect(erp.site.doc('Item', 'A/')?.barcodes).toEqual([expect.objectContaining({ barcode: '4006381333931' })]);
		});
	});

	it('with angle brackets get an Item of their own beside the same SKU with round ones', async () => {
		await withErp(async (erp) => {
			const results = await write(erp, [{ sku: 'A<B>' }, { sku: 'A(B)' }]);
			expect(results.map(({ action }) => action)).toEqual(['created', 'created']);
			expect(new Set(results.map(({ itemCode }) => itemCode)).size).toBe(2);
			expect((await write(erp, [{ sku: 'A<B>' }]))[0]?.action).toBe('unchanged');
		});
	});

	it.each([
		['case', 'SKU-1', 'sku-1'],
		['accents', 'SKÜ-1', 'SKU-1'],
		['a blank at the end', 'SKU-1', 'SKU-1 '],
		['a blank in front', 'SKU-1', ' SKU-1'],
		['ligatures', 'CŒUR', 'COEUR'],
	])('that ERPNext holds equal (%s) are never merged: the second waits for a person', async (_, first, second) => {
		await withErp(async (erp) => {
			const inOnePage = await write(erp, [{ sku: first }, { sku: second }]);
			expect(inOnePage).toMatchObject([{ action: 'created' }, { action: 'failed' }]);
			expect(inOnePage[1]?.reason).toContain(`SKU '${second}' and Item '${first}' have the same name to ERPNext`);
			expect(inOnePage[1]?.itemCode).toBeUndefined();
			expect(erp.site.count('Item')).toBe(1);
			const later = await write(erp, [{ sku: second }]);
			expect(later).toMatchObject([{ action: 'failed', reason: inOnePage[1]?.reason }]);
			expect((await write(erp, [{ sku: first }]))[0]?.action).toBe('unchanged');
		});
	});

	it('that a person pointed to an Item go on without an issue', async () => {
		await withErp(async (erp) => {
			await write(erp, [{ sku: 'SKU-1' }, { sku: 'sku-1' }]);
			erp.site.insert('Item', person('SECOND'));
			erp.site.update('Amazon Listing', toListingKey('sku-1', US), { item: 'SECOND' });
			expect(await write(erp, [{ sku: 'sku-1' }])).toMatchObject([{ action: 'updated', itemCode: 'SECOND' }]);
			expect(erp.site.docs('Item Price').find((price) => price.item_code === 'SECOND')).toMatchObject({ price_list_rate: 19.99 });
			expect((await write(erp, [{ sku: 'sku-1' }]))[0]?.action).toBe('unchanged');
		});
	});

	it('listed twice in one page are written once, the later one', async () => {
		await withErp(async (erp) => {
			const results = await write(erp, [{ sku: 'S', title: 'Old' }, { sku: 'S', title: 'New' }]);
			expect(results).toHaveLength(2);
			expect(results[0]).toEqual(results[1]);
			expect(erp.site.doc('Item', 'S')).toMatchObject({ item_name: 'New' });
		});
	});

	it('of one ASIN share one Item when codes come from the ASIN', async () => {
		await withErp(async (erp) => {
			const results = await write(erp, [{ sku: 'FBA-1', asin: 'B07N4M94X4' }, { sku: 'FBM-1', asin: 'B07N4M94X4', price: '18.00' }], { itemCodeFrom: 'asin' });
			expect(results.map(({ itemCode }) => itemCode)).toEqual(['B07N4M94X4', 'B07N4M94X4']);
			expect(erp.site.count('Item')).toBe(1);
			expect(erp.site.count('Item Price')).toBe(1);
			expect(results[1]?.notes).toEqual([
				"Price 18 USD was not written: Item 'B07N4M94X4' takes 19.99 in price list 'Standard Selling' from SKU 'FBA-1'",
			]);
		});
	});
});

describe('Items that people made', () => {
	it('are taken up by their code and left as they are', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item', person('KETTLE'));
			expect(await write(erp, [{ sku: 'KETTLE', catalogItem: catalogue({ brand: 'Acme', ean: '4006381333931' }) }])).toMatchObject([
				{ action: 'updated', itemCode: 'KETTLE' },
			]);
			expect(erp.site.doc('Item', 'KETTLE')).toMatchObject({ item_name: 'KETTLE by a person', item_group: 'Services', barcodes: [] });
			expect(recordOf(erp, 'KETTLE')).toMatchObject({ item: 'KETTLE' });
		});
	});

	it('are overwritten in the chosen fields only, and only where they differ', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item', person('KETTLE', { description: 'By a person', barcodes: [{ barcode: '96385074', barcode_type: 'EAN' }] }));
			const chosen = { overwriteItemFields: ['item_name', 'brand', 'barcodes'] };
			const catalogItem = catalogue({ brand: 'Acme', ean: '4006381333931' });
			await write(erp, [{ sku: 'KETTLE', catalogItem }], chosen);
			const item = erp.site.doc('Item', 'KETTLE');
			expect(item).toMatchObject({ item_name: 'Title of KETTLE', brand: 'Acme', description: 'By a person', item_group: 'Services' });
			expect(item?.barcodes).toEqual([expect.objectContaining({ barcode: '96385074' }), expect.objectContaining({ barcode: '4006381333931' })]);
			await write(erp, [{ sku: 'KETTLE', catalogItem, price: '5.00' }], chosen);
			expect(erp.site.doc('Item', 'KETTLE')?.modified).toBe(item?.modified);
		});
	});

	it('that are templates of variants cannot be sold', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item', person('SHIRT'));
			erp.site.poke('Item', 'SHIRT', { has_variants: 1 });
			const [result] = await write(erp, [{ sku: 'SHIRT' }]);
			expect(result).toMatchObject({ action: 'failed' });
			expect(result?.reason).toBe(
				`Item 'SHIRT' is a template of variants, which cannot be sold. Point SKU 'SHIRT' to one of its variants in Amazon Listing '${toListingKey('SHIRT', US)}'`,
			);
			expect(recordOf(erp, 'SHIRT')?.item ?? '').toBe('');
		});
	});

	it('that were renamed are followed', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item', person('NEW-CODE'));
			await write(erp, [{ sku: 'OLD-CODE' }]);
			erp.site.poke('Amazon Listing', toListingKey('OLD-CODE', US), { item: 'NEW-CODE' });
			erp.site.docs('Item Price').forEach(({ name }) => erp.site.remove('Item Price', String(name)));
			erp.site.remove('Item', 'OLD-CODE');
			expect(await write(erp, [{ sku: 'OLD-CODE', price: '9.00' }])).toMatchObject([{ action: 'updated', itemCode: 'NEW-CODE' }]);
			expect(erp.site.count('Item')).toBe(1);
		});
	});
});

describe('Brands and barcodes', () => {
	it('takes a Brand that ERPNext holds equal, and makes the others once', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Brand', { brand: 'Acmé' });
			await write(erp, ['A', 'B', 'C'].map((sku) => ({ sku, catalogItem: catalogue({ brand: sku === 'C' ? 'Other' : 'ACME' }) })));
			expect(erp.site.docs('Brand').map(({ name }) => name)).toEqual(['Acmé', 'Other']);
			expect(['A', 'B', 'C'].map((sku) => erp.site.doc('Item', sku)?.brand)).toEqual(['Acmé', 'Acmé', 'Other']);
		});
	});

	it('leaves out a barcode that another Item has, in ERPNext or in the page', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item', person('OWNER', { barcodes: [{ barcode: '96385074', barcode_type: 'EAN' }] }));
			const results = await write(erp, [
				{ sku: 'A', catalogItem: catalogue({ ean: '96385074' }) },
				{ sku: 'B', catalogItem: catalogue({ ean: '4006381333931' }) },
				{ sku: 'C', catalogItem: catalogue({ ean: '4006381333931' }) },
			]);
			expect(results.map(({ action }) => action)).toEqual(['created', 'created', 'created']);
			expect(results.map(({ notes }) => notes)).toEqual([
				["Barcode 96385074 was left out: Item 'OWNER' has it"],
				undefined,
				["Barcode 4006381333931 was left out: Item 'B' has it"],
			]);
		});
	});
});

describe('Item Prices', () => {
	it('leaves prices with dates, for customers and in other units alone', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item', person('S'));
			const sale = erp.site.insert('Item Price', { item_code: 'S', price_list: 'Standard Selling', price_list_rate: 7, valid_from: '2026-11-20', valid_upto: '2026-11-30' });
			await write(erp, [{ sku: 'S', price: '19.99' }]);
			expect(erp.site.doc('Item Price', String(sale.name))).toMatchObject({ price_list_rate: 7, valid_upto: '2026-11-30' });
			expect(erp.site.count('Item Price')).toBe(2);
			await write(erp, [{ sku: 'S', price: '21.00' }]);
			expect(erp.site.docs('Item Price').map(({ price_list_rate }) => price_list_rate).sort()).toEqual([21, 7]);
		});
	});

	it('takes up the price that ERPNext made by itself', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item', person('S'));
			erp.site.insert('Item Price', { item_code: 'S', price_list: 'Standard Selling', price_list_rate: 11 });
			await write(erp, [{ sku: 'S', price: '12.34' }]);
			expect(erp.site.docs('Item Price')).toEqual([expect.objectContaining({ price_list_rate: 12.34 })]);
		});
	});

	it('leaves a price that a person changed until Amazon\'s changes', async () => {
		await withErp(async (erp) => {
			await write(erp, [{ sku: 'S' }]);
			const [price] = erp.site.docs('Item Price');
			erp.site.update('Item Price', String(price?.name), { price_list_rate: 99 });
			await write(erp, [{ sku: 'S', quantity: 1 }], { writeItemPrices: false });
			expect(erp.site.docs('Item Price')[0]).toMatchObject({ price_list_rate: 99 });
		});
	});

	it('says so when the currency is not that of the price list', async () => {
		await withErp(async (erp) => {
			const [result] = await write(erp, [{ sku: 'S', currency: 'CAD', marketplaceId: CA }]);
			expect(result).toMatchObject({ action: 'created', notes: [expect.stringContaining('No Item Price was written: the price is in CAD')] });
			expect(erp.site.count('Item Price')).toBe(0);
		});
	});
});

describe('variation parents', () => {
	it('are not sold: no Item, no issue', async () => {
		await withErp(async (erp) => {
			const relationships = [{ marketplaceId: US, relationships: [{ type: 'VARIATION' as const, childSkus: ['C'] }] }];
			const results = await writeListings(erp, [sampleSku({ sku: 'P', price: null, listing: { relationships } }), sampleSku({ sku: 'C' })], settings);
			expect(results).toMatchObject([{ action: 'notImported', reason: expect.stringContaining('parent of variations') }, { action: 'created' }]);
			expect(erp.site.count('Item')).toBe(1);
			expect(erp.site.count('Amazon Listing')).toBe(1);
		});
	});
});
