import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AmazonCatalogItem } from '../../../lib/amazon/types';
import { toItem, toNewItem } from '../../../lib/mapping/toItem';
import { toItemCode, toListingKey } from '../../../lib/mapping/toItemCode';
import { cutText, toHtml, toItemName } from '../../../lib/mapping/toItemText';
import { sampleSettings, sampleSku, US } from '../sync/items/sampleSku';

const settings = sampleSettings();

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
		expect(toItemName(' Kettle\r\n\t<1.7 l> ')).toBe('Kettle ‹1.7 l›');
		expect(toHtml('a < b & c')).toBe('a &lt; b &amp; c');
		expect(cutText('abc', 3)).toBe('abc');
	});

	it('loses the half of a character at which a title was cut off', () => {
		const mapped = toItem(sampleSku({ sku: 'S', title: 'Lamp \ud83d' }), settings);
		expect([mapped.title, mapped.description]).toEqual(['Lamp', 'Lamp']);
	});

	it('falls back to the catalogue, then to the SKU', () => {
		const bare = { ...sampleSku({ sku: 'S' }), listing: { sku: 'S' } };
		expect(toItem(bare, settings).title).toBe('S');
		const summaries = [{ marketplaceId: US, itemName: 'From the catalogue' }];
		expect(toItem({ ...bare, catalogItem: { asin: 'B1', summaries } }, settings).title).toBe('From the catalogue');
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
