import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AmazonCatalogItem } from '../../../lib/amazon/types';
import { toItem, toNewItem } from '../../../lib/mapping/toItem';
import { hasRightCheckDigit, toItemBarcode } from '../../../lib/mapping/toItemBarcodes';
import { toItemCode, toListingKey } from '../../../lib/mapping/toItemCode';
import { toClassificationPath, toItemGroupNames } from '../../../lib/mapping/toItemGroups';
import { toListedPrice } from '../../../lib/mapping/toItemPrice';
import { cutText, toHtml, toName } from '../../../lib/mapping/toItemText';
import { toItemVariation } from '../../../lib/mapping/toItemVariation';
import { toItemWeight, toWeightInKnownUom } from '../../../lib/mapping/toItemWeight';
import { CA, sampleSettings, sampleSku, US } from '../sync/items/sampleSku';

const settings = sampleSettings();
const identifiers = (...pairs: Array<[string, string]>): Partial<AmazonCatalogItem> => ({
	identifiers: [{ marketplaceId: US, identifiers: pairs.map(([identifierType, identifier]) => ({ identifierType, identifier })) }],
});
const barcodeOf = (...pairs: Array<[string, string]>) => {
	const { listing, catalogItem } = sampleSku({ sku: 'S', catalogItem: identifiers(...pairs) });
	return toItemBarcode(listing, catalogItem, US);
};

describe('item code', () => {
	it('is the SKU as it is, slashes and other scripts included', () => {
		expect(toItemCode('A/B #1?%&')).toBe('A/B #1?%&');
		expect(toItemCode('ケトル-赤-1')).toBe('ケトル-赤-1');
		expect(toItemCode('X'.repeat(40))).toBe('X'.repeat(40));
	});

	it('loses blanks at either end, as in ERPNext', () => {
		expect(toItemCode('  KETTLE ')).toBe('KETTLE');
	});

	it('never takes the code of another SKU when angle brackets are replaced', () => {
		expect(toItemCode('A<B>')).toMatch(/^A\(B\)-[0-9a-f]{8}$/);
		expect(toItemCode('A<B>')).not.toBe(toItemCode('A(B)'));
		expect(toItemCode('A<B>')).not.toBe(toItemCode('A>B<'));
	});

	it('is cut to 140 characters and stays different', () => {
		const long = toItemCode(`${'L'.repeat(150)}1`);
		expect(Array.from(long)).toHaveLength(140);
		expect(long).not.toBe(toItemCode(`${'L'.repeat(150)}2`));
	});

	it('is the ASIN when so set, and the SKU where there is none', () => {
		const byAsin = sampleSettings({ itemCodeFrom: 'asin' });
		expect(toItem(sampleSku({ sku: 'S', asin: 'B07N4M94X4' }), byAsin).itemCode).toBe('B07N4M94X4');
		expect(toItem(sampleSku({ sku: 'S' }), byAsin).itemCode).toBe('S');
	});
});

describe('listing key', () => {
	it('tells apart SKUs that ERPNext holds equal', () => {
		expect(toListingKey('SKU-1', US)).toMatch(/^SKU-1\|ATVPDKIKX0DER\|[0-9a-f]{8}$/);
		const keys = ['SKU-1', 'sku-1', 'SKU-1 ', ' SKU-1', 'SKÜ-1'].map((sku) => toListingKey(sku, US).slice(-8));
		expect(new Set(keys).size).toBe(5);
	});

	it('has no angle brackets, no blank in front, and at most 140 characters', () => {
		expect(toListingKey(' <b>', US)).toMatch(/^\(b\)\|/);
		expect(Array.from(toListingKey('袋'.repeat(200), US))).toHaveLength(140);
	});
});

describe('name and description', () => {
	it('cuts the name to 140 characters without tearing one, and keeps the whole title in the description', () => {
		const title = `${'😀'.repeat(139)}<b>wide</b> & long`;
		const mapped = toItem(sampleSku({ sku: 'S', title }), settings);
		expect(Array.from(mapped.title)).toHaveLength(140);
		expect(mapped.title.endsWith('😀…')).toBe(true);
		expect(mapped.description).toBe(`${'😀'.repeat(139)}&lt;b&gt;wide&lt;/b&gt; &amp; long`);
	});

	it('makes one plain line of what holds line breaks and angle brackets', () => {
		expect(toName(' Kettle\r\n\t<1.7 l> ')).toBe('Kettle ‹1.7 l›');
		expect(toHtml('a < b & c')).toBe('a &lt; b &amp; c');
		expect(cutText('abc', 3)).toBe('abc');
	});

	it('falls back to the catalogue, then to the SKU', () => {
		const bare = { ...sampleSku({ sku: 'S' }), listing: { sku: 'S' } };
		expect(toItem(bare, settings).title).toBe('S');
		const summaries = [{ marketplaceId: US, itemName: 'From the catalogue' }];
		expect(toItem({ ...bare, catalogItem: { asin: 'B1', summaries } }, settings).title).toBe('From the catalogue');
	});
});

describe('barcode', () => {
	it.each([
		['4006381333931', true],
		['96385074', true],
		['887276302195', true],
		['4006381333932', false],
		['124', false],
	])('finds the check digit of %s right: %s', (digits, isRight) => {
		expect(hasRightCheckDigit(digits)).toBe(isRight);
	});

	it('takes one barcode where Amazon gives one number in three forms', () => {
		const one = barcodeOf(['EAN', '0887276302195'], ['GTIN', '00887276302195'], ['UPC', '887276302195']);
		expect(one).toEqual({ barcode: '887276302195', barcode_type: 'UPC-A' });
	});

	it('takes EAN-13, EAN-8 and GTIN-14', () => {
		expect(barcodeOf(['EAN', '4006381333931'])).toEqual({ barcode: '4006381333931', barcode_type: 'EAN' });
		expect(barcodeOf(['EAN', '96385074'])).toEqual({ barcode: '96385074', barcode_type: 'EAN' });
		expect(barcodeOf(['GTIN', '14006381333938'])).toEqual({ barcode: '14006381333938', barcode_type: '' });
	});

	it('leaves out wrong check digits, UPC-E, texts and zeros', () => {
		expect(barcodeOf(['EAN', '4006381333932'], ['UPC', '96385074'], ['EAN', 'EXEMPT'], ['EAN', '0000000000000'])).toBeUndefined();
	});

	it('goes on to the next identifier when the first is wrong', () => {
		expect(barcodeOf(['EAN', '4006381333932'], ['UPC', '887276302195'])?.barcode).toBe('887276302195');
	});

	it('reads the identifier of the listing where the catalogue has none', () => {
		const externally_assigned_product_identifier = [{ type: 'ean', value: '4006381333931', marketplace_id: US }];
		const { listing } = sampleSku({ sku: 'S', listing: { attributes: { externally_assigned_product_identifier } } });
		expect(toItemBarcode(listing, undefined, US)?.barcode).toBe('4006381333931');
	});
});

describe('weight', () => {
	const weightOf = (unit: string, value: number) =>
		toItemWeight(
			{ sku: 'S' },
			{ asin: 'B1', dimensions: [{ marketplaceId: US, item: { weight: { unit, value } } }] },
			US,
		);

	it.each([
		['pounds', 107.6, 'Pound', 107.6],
		['Ounces', 3.5, 'Ounce', 3.5],
		['kilograms', 62.142, 'Kg', 62.142],
		['grams', 10.49999998929, 'Gram', 10.5],
		['milligrams', 250, 'Gram', 0.25],
		['hundredths-pounds', 40, 'Pound', 0.4],
	])('turns %s %d into %s', (unit, value, uom, weight) => {
		expect(weightOf(unit, value)).toEqual({ weight_per_unit: weight, weight_uom: uom });
	});

	it('leaves out zero, and units that it does not know', () => {
		expect(weightOf('pounds', 0)).toBeUndefined();
		expect(weightOf('stones', 3)).toBeUndefined();
	});

	it('takes the package where the item itself has none, and another UOM where the site lacks one', () => {
		const dimensions = [{ marketplaceId: US, package: { weight: { unit: 'pounds', value: 2 } } }];
		const weight = toItemWeight({ sku: 'S' }, { asin: 'B1', dimensions }, US);
		expect(weight).toEqual({ weight_per_unit: 2, weight_uom: 'Pound' });
		expect(weight && toWeightInKnownUom(weight, (uom) => uom === 'Kg')).toEqual({ weight_per_unit: 0.907185, weight_uom: 'Kg' });
		expect(weight && toWeightInKnownUom(weight, () => false)).toBeUndefined();
	});
});

describe('price', () => {
	it('is the seller\'s regular price, not the sale', () => {
		const { listing } = sampleSku({
			sku: 'S',
			price: '15.00',
			listing: {
				attributes: {
					purchasable_offer: [
						{
							marketplace_id: US,
							currency: 'USD',
							audience: 'ALL',
							our_price: [{ schedule: [{ value_with_tax: 19.99 }] }],
							discounted_price: [{ schedule: [{ value_with_tax: 15, start_at: '2026-11-20', end_at: '2026-11-30' }] }],
						},
					],
				},
			},
		});
		expect(toListedPrice(listing, US)).toEqual({ amount: '19.99', currency: 'USD' });
	});

	it('comes from the consumer offer of the marketplace', () => {
		const { listing } = sampleSku({
			sku: 'S',
			listing: {
				offers: [
					{ marketplaceId: US, offerType: 'B2B', price: { currencyCode: 'USD', amount: '90.00' } },
					{ marketplaceId: CA, offerType: 'B2C', price: { currencyCode: 'CAD', amount: '130.00' } },
					{ marketplaceId: US, offerType: 'B2C', price: { currencyCode: 'USD', amount: '100.00' } },
				],
			},
		});
		expect(toListedPrice(listing, US)).toEqual({ amount: '100', currency: 'USD' });
		expect(toListedPrice(listing, CA)).toEqual({ amount: '130', currency: 'CAD' });
	});

	it.each([null, '', '0', '-3', 'n/a'])('is absent for %s', (price) => {
		expect(toListedPrice(sampleSku({ sku: 'S', price }).listing, US)).toBeUndefined();
	});

	it('is left out with a sentence when the price list has another currency', () => {
		const mapped = toItem(sampleSku({ sku: 'S', currency: 'CAD' }), settings);
		expect(mapped.price).toBeUndefined();
		expect(mapped.notes).toEqual([
			"No Item Price was written: the price is in CAD and price list 'Standard Selling' is in USD. Choose a CAD price list for marketplace 'ATVPDKIKX0DER'.",
		]);
	});
});

describe('item group', () => {
	const catalogItem: AmazonCatalogItem = {
		asin: 'B1',
		classifications: [
			{
				marketplaceId: US,
				classifications: [{ displayName: 'QLED TVs', classificationId: '3', parent: { displayName: 'Televisions', classificationId: '2' } }],
			},
		],
	};

	it('follows Amazon\'s classification from the root down', () => {
		expect(toClassificationPath(catalogItem, US)).toEqual([
			{ name: 'Televisions', id: '2' },
			{ name: 'QLED TVs', id: '3' },
		]);
		expect(toClassificationPath(catalogItem, CA)).toEqual([]);
	});

	it('has other names at hand where ERPNext has the first one elsewhere', () => {
		expect(toItemGroupNames({ name: 'Accessories', id: '77' }, 'Cameras')).toEqual(['Accessories', 'Accessories (Cameras)', 'Accessories (77)']);
		for (const name of toItemGroupNames({ name: 'N'.repeat(140), id: '7' }, 'P'.repeat(140))) expect(Array.from(name).length).toBeLessThanOrEqual(140);
	});

	it('is the parent item group unless set otherwise', () => {
		expect(toItem(sampleSku({ sku: 'S', catalogItem }), settings).groupPath).toEqual([]);
		const tree = sampleSettings({ itemGroupFrom: 'amazonClassification' });
		expect(toItem(sampleSku({ sku: 'S', catalogItem }), tree).groupPath).toHaveLength(2);
	});
});

describe('variation', () => {
	it('knows a parent by its children, its attribute or its classification', () => {
		const relationships = [{ marketplaceId: US, relationships: [{ type: 'VARIATION' as const, childSkus: ['A', 'B'] }] }];
		expect(toItemVariation(sampleSku({ sku: 'P', listing: { relationships } })).isParent).toBe(true);
		const parentage_level = [{ value: 'parent', marketplace_id: US }];
		expect(toItemVariation(sampleSku({ sku: 'P', listing: { attributes: { parentage_level } } })).isParent).toBe(true);
		const summaries = [{ marketplaceId: US, itemClassification: 'VARIATION_PARENT' as const }];
		expect(toItemVariation(sampleSku({ sku: 'P', catalogItem: { summaries } })).isParent).toBe(true);
		expect(toItemVariation(sampleSku({ sku: 'C' })).isParent).toBe(false);
	});

	it('reads a child\'s parent and what tells it apart', () => {
		const variationTheme = { attributes: ['color', 'size_name'], theme: 'COLOR/SIZE_NAME' };
		const relationships = [{ marketplaceId: US, relationships: [{ type: 'VARIATION' as const, parentSkus: ['P'], variationTheme }] }];
		const attributes = { color: [{ value: 'Red', marketplace_id: US }], size_name: [{ value: 'XL', marketplace_id: US }] };
		expect(toItemVariation(sampleSku({ sku: 'C', listing: { relationships, attributes } }))).toEqual({
			isParent: false,
			parentSku: 'P',
			parentAsin: undefined,
			attributes: [
				{ name: 'Color', value: 'Red' },
				{ name: 'Size Name', value: 'XL' },
			],
		});
		expect(toItemVariation(sampleSku({ sku: 'C', listing: { relationships, attributes: { color: attributes.color } } })).attributes).toEqual([]);
	});
});

describe('fingerprint', () => {
	const fingerprintOf = (parts: Parameters<typeof sampleSku>[0], changes = {}) => toItem(sampleSku(parts), sampleSettings(changes)).fingerprint;
	const same = fingerprintOf({ sku: 'S' });

	it('does not change with the time of Amazon\'s last update alone', () => {
		expect(fingerprintOf({ sku: 'S', lastUpdatedDate: '2026-11-20T00:00:00Z' })).toBe(same);
	});

	it('changes with title, price, quantity, status and the settings that decide about writing', () => {
		const others = [
			fingerprintOf({ sku: 'S', title: 'Other' }),
			fingerprintOf({ sku: 'S', price: '20.00' }),
			fingerprintOf({ sku: 'S', quantity: 6 }),
			fingerprintOf({ sku: 'S', status: [] }),
			fingerprintOf({ sku: 'S', isOpen: false }),
			fingerprintOf({ sku: 'S' }, { overwriteItemFields: ['item_name'] }),
			fingerprintOf({ sku: 'S' }, { parentItemGroup: 'Services' }),
		];
		expect(new Set([same, ...others]).size).toBe(8);
	});

	it('of a closed SKU does not hang on what Amazon still says of it', () => {
		expect(fingerprintOf({ sku: 'S', isOpen: false, title: 'Other', price: null })).toBe(fingerprintOf({ sku: 'S', isOpen: false }));
	});
});

describe('new Item', () => {
	it('carries group, default warehouse, stock flag and stock UOM', () => {
		const mapped = toItem(sampleSku({ sku: 'KETTLE-RED', title: 'Red kettle' }), settings);
		expect(toNewItem(mapped, settings, 'Nos')).toEqual({
			item_code: 'KETTLE-RED',
			item_name: 'Red kettle',
			description: 'Red kettle',
			item_group: 'Products',
			stock_uom: 'Nos',
			is_stock_item: 1,
			item_defaults: [{ company: 'Acme Inc', default_warehouse: 'Stores - ACME' }],
		});
		expect(toNewItem(mapped, sampleSettings({ isStockItem: false }), undefined)).not.toHaveProperty('stock_uom');
	});

	it('takes the largest main image that has an address', () => {
		const image = (variant: 'MAIN' | 'PT01', width: number, link: string) => ({ variant, width, height: width, link });
		const images = [{ marketplaceId: US, images: [image('MAIN', 500, 'https://m.example/s.jpg'), image('MAIN', 2000, 'https://m.example/l.jpg'), image('PT01', 9000, 'https://m.example/p.jpg')] }];
		expect(toItem(sampleSku({ sku: 'S', catalogItem: { images } }), settings).image).toBe('https://m.example/l.jpg');
		const bad = [{ marketplaceId: US, images: [image('MAIN', 1, 'javascript:alert(1)')] }];
		expect(toItem(sampleSku({ sku: 'S', catalogItem: { images: bad } }), settings).image).toBeUndefined();
	});
});

const model = join(__dirname, '../../../../shared/amazon-models/catalogItems_2022-04-01.json');
(existsSync(model) ? describe : describe.skip)('Amazon\'s published catalogue example', () => {
	it('becomes an Item with brand, barcode, weight, image and group', () => {
		const published: unknown = JSON.parse(readFileSync(model, 'utf8'));
		const path = ['paths', '/catalog/2022-04-01/items/{asin}', 'get', 'responses', '200', 'x-amzn-api-sandbox', 'static', '0', 'response'];
		const catalogItem = path.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], published) as AmazonCatalogItem;
		const source = { ...sampleSku({ sku: 'TV', asin: 'B07N4M94X4' }), catalogItem };
		const mapped = toItem(source, sampleSettings({ itemGroupFrom: 'amazonClassification' }));
		expect(mapped).toMatchObject({
			brand: 'SAMSUNG',
			barcode: { barcode: '887276302195', barcode_type: 'UPC-A' },
			weight: { weight_per_unit: 107.6, weight_uom: 'Pound' },
			image: 'https://m.media-amazon.com/images/I/91uohwV+k3L.jpg',
			variation: { isParent: false, parentAsin: 'B08J7TQ9FL' },
		});
		expect(mapped.groupPath.map(({ name }) => name)).toEqual(['Electronics', 'Television & Video', 'Televisions', 'QLED TVs']);
	});
});
