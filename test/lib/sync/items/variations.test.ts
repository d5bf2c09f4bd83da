import type { ListedSku } from '../../../../lib/amazon/types';
import { writeListings } from '../../../../lib/sync/writeListings';
import { breakAt, Died } from './brokenErp';
import { CA, sampleSettings, sampleSku, US } from './sampleSku';
import { withErp, type ErpForItems } from './withErp';

const settings = sampleSettings({ variations: 'templateAndVariants' });
const variationTheme = { attributes: ['color', 'size'], theme: 'COLOR/SIZE' };

const parent = (sku: string, children: string[], more: Partial<Parameters<typeof sampleSku>[0]> = {}): ListedSku => {
	const marketplaceId = more.marketplaceId ?? US;
	const relationships = [{ marketplaceId, relationships: [{ type: 'VARIATION' as const, childSkus: children, variationTheme }] }];
	return sampleSku({ sku, price: null, title: 'T-shirt', listing: { relationships }, ...more });
};
const child = (sku: string, parentSku: string, color: string, size: string, more: Partial<Parameters<typeof sampleSku>[0]> = {}): ListedSku => {
	const marketplaceId = more.marketplaceId ?? US;
	return sampleSku({
		sku,
		listing: {
			relationships: [{ marketplaceId, relationships: [{ type: 'VARIATION', parentSkus: [parentSku], variationTheme }] }],
			attributes: { color: [{ value: color, marketplace_id: marketplaceId }], size: [{ value: size, marketplace_id: marketplaceId }] },
		},
		...more,
	});
};
const values = ({ site }: ErpForItems, attribute: string) =>
	((site.doc('Item Attribute', attribute)?.item_attribute_values ?? []) as Array<{ attribute_value: string; abbr: string }>).map(({ attribute_value, abbr }) => [attribute_value, abbr]);
const attributesOf = ({ site }: ErpForItems, code: string) =>
	((site.doc('Item', code)?.attributes ?? []) as Array<Record<string, unknown>>).map(({ attribute, attribute_value }) => [attribute, attribute_value]);

describe('variations as template and variants', () => {
	it('become an Item template and variants with Item Attributes', async () => {
		await withErp(async (erp) => {
			const listed = [parent('SHIRT', ['R-M', 'R-L']), child('R-M', 'SHIRT', 'Red', 'M'), child('R-L', 'SHIRT', 'Red', 'L')];
			const results = await writeListings(erp, listed, settings);
			expect(results.map(({ action, itemCode }) => [action, itemCode])).toEqual([['created', 'SHIRT'], ['created', 'R-M'], ['created', 'R-L']]);
			expect(erp.site.doc('Item', 'SHIRT')).toMatchObject({ has_variants: 1, item_name: 'T-shirt', variant_based_on: 'Item Attribute' });
			expect(attributesOf(erp, 'SHIRT').map(([attribute]) => attribute)).toEqual(['Color', 'Size']);
			expect(erp.site.doc('Item', 'R-L')).toMatchObject({ variant_of: 'SHIRT', has_variants: 0 });
			expect(attributesOf(erp, 'R-L')).toEqual([['Color', 'Red'], ['Size', 'L']]);
			expect(values(erp, 'Size')).toEqual([['M', 'M'], ['L', 'L']]);
			expect(erp.site.docs('Item Price').map(({ item_code }) => item_code).sort()).toEqual(['R-L', 'R-M']);
			const again = await writeListings(erp, listed, settings);
			expect(again.map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'unchanged']);
		});
	});

	it('find each other in whatever order and run they come', async () => {
		await withErp(async (erp) => {
			await writeListings(erp, [child('R-M', 'SHIRT', 'Red', 'M')], settings);
			await writeListings({ ...erp, erp: erp.connect() }, [child('B-L', 'SHIRT', 'Blue', 'L')], settings);
			const [result] = await writeListings({ ...erp, erp: erp.connect() }, [parent('SHIRT', ['R-M', 'B-L'])], settings);
			expect(result).toMatchObject({ action: 'updated', itemCode: 'SHIRT' });
			expect(['R-M', 'B-L'].map((code) => erp.site.doc('Item', code)?.variant_of)).toEqual(['SHIRT', 'SHIRT']);
			expect(values(erp, 'Color')).toEqual([['Red', 'Red'], ['Blue', 'Blue']]);
			expect(erp.site.count('Item')).toBe(3);
		});
	});

	it('find each other by ASIN when only the catalogue knows the family', async () => {
		await withErp(async (erp) => {
			const byAsin = (sku: string, asin: string, color: string) =>
				sampleSku({
					sku,
					asin,
					catalogItem: {
						summaries: [{ marketplaceId: US, color, size: 'M' }],
						relationships: [{ marketplaceId: US, relationships: [{ type: 'VARIATION', parentAsins: ['B00PARENT1'], variationTheme }] }],
					},
				});
			await writeListings(erp, [byAsin('R-M', 'B000000001', 'Red')], settings);
			expect(erp.site.doc('Item', 'R-M')).toMatchObject({ variant_of: 'B00PARENT1' });
			const listed = [parent('SHIRT', [], { asin: 'B00PARENT1', catalogItem: { summaries: [{ marketplaceId: US, itemClassification: 'VARIATION_PARENT' }] } }), byAsin('B-M', 'B000000002', 'Blue')];
			const results = await writeListings({ ...erp, erp: erp.connect() }, listed, settings);
			expect(results[0]).toMatchObject({ itemCode: 'B00PARENT1' });
			expect(erp.site.doc('Item', 'B-M')).toMatchObject({ variant_of: 'B00PARENT1' });
			expect(erp.site.doc('Item', 'SHIRT')).toBeUndefined();
		});
	});

	it('share one template in two marketplaces', async () => {
		await withErp(async (erp) => {
			const here = { marketplaceId: CA, price: null };
			const listed = [parent('SHIRT', ['R-M']), parent('SHIRT', ['R-M'], here), child('R-M', 'SHIRT', 'Red', 'M'), child('R-M', 'SHIRT', 'Red', 'M', here)];
			const results = await writeListings(erp, listed, settings);
			expect(results.map(({ action, itemCode }) => [action, itemCode])).toEqual([['created', 'SHIRT'], ['updated', 'SHIRT'], ['created', 'R-M'], ['updated', 'R-M']]);
			expect(erp.site.count('Item')).toBe(2);
		});
	});

	it('take up values in ERPNext\'s spelling and never an abbreviation twice', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item Attribute', { attribute_name: 'Color', item_attribute_values: [{ attribute_value: 'RED', abbr: 'Blue' }] });
			await writeListings(erp, [child('R-M', 'SHIRT', 'Red', 'M'), child('B-M', 'SHIRT', 'Blue', 'M')], settings);
			expect(values(erp, 'Color')).toEqual([['RED', 'Blue'], ['Blue', 'Blue 2']]);
			expect(attributesOf(erp, 'R-M')[0]).toEqual(['Color', 'RED']);
		});
	});

	it('leave Items as they are that stood before, and say why a child stays plain', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item', { item_code: 'SHIRT', item_group: 'Products', stock_uom: 'Nos' });
			const results = await writeListings(erp, [parent('SHIRT', ['R-M']), child('R-M', 'SHIRT', 'Red', 'M')], settings);
			expect(results).toMatchObject([
				{ action: 'notImported', reason: "SKU 'SHIRT' is the parent of variations, which is not sold; Item 'SHIRT' is no template" },
				{ action: 'created', notes: ["Item 'R-M' is made as a plain Item: ERPNext has no template 'SHIRT' that it could be a variant of"] },
			]);
			expect(erp.site.doc('Item', 'R-M')?.variant_of ?? '').toBe('');
		});
	});

	it('without known attributes stay plain Items', async () => {
		await withErp(async (erp) => {
			const results = await writeListings(erp, [parent('SHIRT', ['C']), sampleSku({ sku: 'C' })], settings);
			expect(results).toMatchObject([{ action: 'notImported', reason: expect.stringContaining('its template is made with its first child') }, { action: 'created' }]);
			expect(erp.site.count('Item')).toBe(1);
		});
	});

	it('heal when any call dies', async () => {
		await withErp(async (erp) => {
			const listed = [parent('SHIRT', ['R-M', 'B-L']), child('R-M', 'SHIRT', 'Red', 'M'), child('B-L', 'SHIRT', 'Blue', 'L')];
			const empty = erp.site.snapshot();
			for (const kind of ['diesBefore', 'diesAfter', 'losesAnswer'] as const) {
				for (let n = 1; n <= 20; n++) {
					erp.site.restore(empty);
					await writeListings({ ...erp, erp: breakAt(erp.connect(), n, kind) }, listed, settings).catch((error: unknown) => {
						if (!(error instanceof Died)) throw error;
					});
					await writeListings({ ...erp, erp: erp.connect() }, listed, settings);
					const items = erp.site.docs('Item').map((item) => [item.name, item.has_variants, item.variant_of ?? '']);
					expect({ kind, n, items: items.sort() }).toEqual({ kind, n, items: [['B-L', 0, 'SHIRT'], ['R-M', 0, 'SHIRT'], ['SHIRT', 1, '']] });
				}
			}
		});
	}, 60_000);

	it('write nothing in a dry run and say the template', async () => {
		await withErp(async (erp) => {
			const results = await writeListings(erp, [parent('SHIRT', ['R-M']), child('R-M', 'SHIRT', 'Red', 'M')], { ...settings, dryRun: true });
			expect(results.map(({ action }) => action)).toEqual(['created', 'created']);
			expect(results[0]?.wouldSend).toMatchObject({ item: { item_code: 'SHIRT', has_variants: 1 } });
			expect(results[1]?.wouldSend).toMatchObject({ item: { variant_of: 'SHIRT' } });
			expect(erp.countWrites()).toBe(0);
		});
	});
});
