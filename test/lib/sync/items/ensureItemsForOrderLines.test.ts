import { toListingKey } from '../../../../lib/mapping/toItemCode';
import { readOnlyClient } from '../../../../lib/sync/dryRun';
import { ensureItemsForOrderLines, orderLineKey } from '../../../../lib/sync/items/ensureItemsForOrderLines';
import { writeListings } from '../../../../lib/sync/writeListings';
import { breakAt, Died } from './brokenErp';
import { CA, sampleSettings, sampleSku, US } from './sampleSku';
import { withErp } from './withErp';

const settings = sampleSettings();
const person = (code: string, more = {}) => ({ item_code: code, item_group: 'Products', stock_uom: 'Nos', ...more });
const line = (sku: string, more = {}) => ({ sku, marketplaceId: US, ...more });

describe('ensureItemsForOrderLines', () => {
	it('costs two calls for a page of SKUs that the product run wrote', async () => {
		await withErp(async (erp) => {
			const skus = Array.from({ length: 100 }, (_, index) => `S-${index}`);
			await writeListings(erp, skus.map((sku) => sampleSku({ sku })), settings);
			const before = erp.erp.usage.calls;
			const found = await ensureItemsForOrderLines(erp.erp, settings, skus.map((sku) => line(sku)));
			expect(erp.erp.usage.calls - before).toBe(2);
			expect(skus.map((sku) => found.get(sku))).toEqual(skus.map((itemCode) => ({ itemCode, stockUom: 'Nos' })));
		});
	});

	it('follows a record that a person pointed elsewhere, per marketplace', async () => {
		await withErp(async (erp) => {
			await writeListings(erp, [sampleSku({ sku: 'K' }), sampleSku({ sku: 'K', marketplaceId: CA, price: null })], settings);
			erp.site.insert('Item', person('KETTLE-CA'));
			erp.site.update('Amazon Listing', toListingKey('K', CA), { item: 'KETTLE-CA' });
			const lines = [line('K'), line('K', { marketplaceId: CA })];
			const found = await ensureItemsForOrderLines(erp.erp, settings, lines);
			expect(lines.map((each) => found.get(orderLineKey(each))?.itemCode)).toEqual(['K', 'KETTLE-CA']);
			expect(found.get('K')).toEqual({ itemCode: 'K', stockUom: 'Nos' });
		});
	});

	it('follows the record of another marketplace when this one has none', async () => {
		await withErp(async (erp) => {
			await writeListings(erp, [sampleSku({ sku: 'K' })], settings);
			erp.site.insert('Item', person('KETTLE'));
			erp.site.update('Amazon Listing', toListingKey('K', US), { item: 'KETTLE' });
			expect((await ensureItemsForOrderLines(erp.erp, settings, [line('K', { marketplaceId: CA })])).get('K')).toEqual({ itemCode: 'KETTLE', stockUom: 'Nos' });
		});
	});

	it('obeys a record that a person entered by hand', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item', person('BY-HAND'));
			erp.site.insert('Amazon Listing', { listing_key: 'my note', seller_id: settings.sellerId, sku: 'K', marketplace_id: US, item: 'BY-HAND' });
			expect((await ensureItemsForOrderLines(erp.erp, settings, [line('K')])).get('K')).toEqual({ itemCode: 'BY-HAND', stockUom: 'Nos' });
		});
	});

	it('makes the Item of an unknown SKU from the order line, and its record', async () => {
		await withErp(async (erp) => {
			const lines = [line('NEW', { asin: 'B1', title: 'Kettle <1.7 l>' }), line('NEW-2', { title: 'x'.repeat(200) })];
			const found = await ensureItemsForOrderLines(erp.erp, settings, lines);
			expect(found.get('NEW')).toEqual({ itemCode: 'NEW', stockUom: 'Nos', created: true });
			expect(erp.site.doc('Item', 'NEW')).toMatchObject({ item_name: 'Kettle ‹1.7 l›', description: 'Kettle &lt;1.7 l&gt;', item_group: 'Products' });
			expect(String(erp.site.doc('Item', 'NEW-2')?.item_name)).toHaveLength(140);
			expect(erp.site.doc('Amazon Listing', toListingKey('NEW', US))).toMatchObject({ item: 'NEW', asin: 'B1', sku: 'NEW' });
			expect((await ensureItemsForOrderLines(erp.erp, settings, lines)).get('NEW')).toEqual({ itemCode: 'NEW', stockUom: 'Nos' });
		});
	});

	it('lets the next product run fill in what the order line did not say, and nothing that is not blank', async () => {
		await withErp(async (erp) => {
			await ensureItemsForOrderLines(erp.erp, settings, [line('NEW', { title: 'From the order' })]);
			const catalogItem = {
				summaries: [{ marketplaceId: US, brand: 'Acme' }],
				identifiers: [{ marketplaceId: US, identifiers: [{ identifierType: 'EAN', identifier: '4006381333931' }] }],
				dimensions: [{ marketplaceId: US, item: { weight: { unit: 'kilograms', value: 1.5 } } }],
			};
			expect(await writeListings(erp, [sampleSku({ sku: 'NEW', title: 'From the listing', catalogItem })], settings)).toMatchObject([{ action: 'updated' }]);
			expect(erp.site.doc('Item', 'NEW')).toMatchObject({
				item_name: 'From the order',
				brand: 'Acme',
				weight_per_unit: 1.5,
				weight_uom: 'Kg',
				barcodes: [expect.objectContaining({ barcode: '4006381333931' })],
			});
			expect(erp.site.count('Item Price')).toBe(1);
		});
	});

	it('says what to do about an unknown SKU when none may be made, with a record to point from', async () => {
		await withErp(async (erp) => {
			const report = sampleSettings({ unknownSku: 'reportIssue' });
			const key = toListingKey('NEW', US);
			const found = await ensureItemsForOrderLines(erp.erp, report, [line('NEW')]);
			expect(found.get('NEW')).toEqual({
				reason: `SKU 'NEW' has no Item in ERPNext. Make the Item, or point the SKU to one in Amazon Listing '${key}'; it is tried again by itself`,
			});
			erp.site.insert('Item', person('THERE'));
			erp.site.update('Amazon Listing', key, { item: 'THERE' });
			expect((await ensureItemsForOrderLines(erp.erp, report, [line('NEW')])).get('NEW')).toEqual({ itemCode: 'THERE', stockUom: 'Nos' });
		});
	});

	it('refuses disabled Items and templates with a sentence', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item', person('OFF', { disabled: 1 }));
			erp.site.insert('Item', person('TPL'));
			erp.site.poke('Item', 'TPL', { has_variants: 1 });
			const found = await ensureItemsForOrderLines(erp.erp, settings, [line('OFF'), line('TPL')]);
			expect(found.get('OFF')?.reason).toBe(
				`Item 'OFF' is disabled in ERPNext. Enable it, or point SKU 'OFF' to another Item in Amazon Listing '${toListingKey('OFF', US)}'`,
			);
			expect(found.get('TPL')?.reason).toContain("Item 'TPL' is a template of variants, which cannot be sold");
			expect(erp.site.doc('Amazon Listing', toListingKey('OFF', US))).toBeDefined();
		});
	});

	it.each([
		['case', 'SKU-1', 'sku-1'],
		['a blank in front', 'SKU-1', ' SKU-1'],
		['ligatures', 'CŒUR', 'COEUR'],
	])('never takes the Item of a SKU that ERPNext holds equal (%s)', async (_, first, second) => {
		await withErp(async (erp) => {
			await writeListings(erp, [sampleSku({ sku: first })], settings);
			const found = await ensureItemsForOrderLines(erp.erp, settings, [line(first), line(second)]);
			expect(found.get(first)).toEqual({ itemCode: first, stockUom: 'Nos' });
			expect(found.get(second)?.itemCode).toBeUndefined();
			expect(found.get(second)?.reason).toContain(`SKU '${second}' and Item '${first}' have the same name to ERPNext`);
		});
	});

	it('keeps two such SKUs apart inside one page', async () => {
		await withErp(async (erp) => {
			const found = await ensureItemsForOrderLines(erp.erp, settings, [line('SKU-1'), line('sku-1')]);
			expect(found.get('SKU-1')).toEqual({ itemCode: 'SKU-1', stockUom: 'Nos', created: true });
			expect(found.get('sku-1')?.reason).toContain('have the same name to ERPNext');
			expect(erp.site.count('Item')).toBe(1);
		});
	});

	it('goes by ASIN where the line has no SKU', async () => {
		await withErp(async (erp) => {
			await writeListings(erp, [sampleSku({ sku: 'K', asin: 'B07N4M94X4' })], settings);
			const lines = [{ asin: 'B07N4M94X4', marketplaceId: US }, { sku: 'B09NEW', asin: 'B09NEW', marketplaceId: US, title: 'New' }];
			const found = await ensureItemsForOrderLines(erp.erp, settings, lines);
			expect(found.get('B07N4M94X4')).toEqual({ itemCode: 'K', stockUom: 'Nos' });
			expect(found.get('B09NEW')).toEqual({ itemCode: 'B09NEW', stockUom: 'Nos', created: true });
		});
	});

	it('answers the code that would be made in a dry run, and writes nothing', async () => {
		await withErp(async (erp) => {
			const dry = sampleSettings({ dryRun: true });
			const found = await ensureItemsForOrderLines(readOnlyClient(erp.erp), dry, [line('NEW'), line('A<B>')]);
			expect(found.get('NEW')).toEqual({ itemCode: 'NEW', created: true });
			expect(found.get('A<B>')?.itemCode).toMatch(/^A\(B\)-/);
			expect(erp.countWrites()).toBe(0);
		}, false);
	});

	it('gives one ERPNext words as detail when it refuses the Item', async () => {
		await withErp(async (erp) => {
			const found = await ensureItemsForOrderLines(erp.erp, { ...settings, parentItemGroup: 'Nowhere' }, [line('A'), line('B')]);
			expect(found.get('A')).toEqual({ reason: expect.stringContaining("ERPNext did not take Item 'A'"), detail: 'Could not find Item Group: Nowhere' });
		});
	});

	it('makes nothing twice when any call is cut short', async () => {
		await withErp(async (erp) => {
			const lines = [line('A'), line('B'), line('C')];
			const empty = erp.site.snapshot();
			for (const kind of ['diesBefore', 'diesAfter', 'losesAnswer', 'losesRequest'] as const) {
				for (let n = 1; n <= 12; n++) {
					erp.site.restore(empty);
					const broken = breakAt(erp.connect(), n, kind);
					await ensureItemsForOrderLines(broken, settings, lines).catch((error: unknown) => {
						if (!(error instanceof Died)) throw error;
					});
					const found = await ensureItemsForOrderLines(erp.connect(), settings, lines);
					expect(lines.map(({ sku }) => found.get(sku)?.itemCode)).toEqual(['A', 'B', 'C']);
					expect(erp.site.count('Item')).toBe(3);
				}
			}
		});
	});
});
