import type { ErpNextSandbox } from '../../../sandbox/erpnext/server';
import { furnish, order, withErpNext } from './people';

function makeTemplate(sandbox: ErpNextSandbox): void {
	sandbox.site.insert('Item Attribute', { attribute_name: 'Colour', item_attribute_values: [{ attribute_value: 'Red', abbr: 'R' }, { attribute_value: 'Blue', abbr: 'B' }] });
	sandbox.site.insert('Item', { item_code: 'CUP', item_group: 'Products', stock_uom: 'Nos', has_variants: 1, attributes: [{ attribute: 'Colour' }] });
}

const variant = (item_code: string, colour: string) => ({ item_code, item_group: 'Products', stock_uom: 'Nos', variant_of: 'CUP', attributes: [{ attribute: 'Colour', attribute_value: colour }] });

describe('item variants', () => {
	it('takes a variant with a known value, once', async () => {
		await withErpNext(async (sandbox) => {
			makeTemplate(sandbox);
			expect(sandbox.site.insert('Item', variant('CUP-RED', 'Red'))).toMatchObject({ name: 'CUP-RED', variant_of: 'CUP' });
			expect(() => sandbox.site.insert('Item', variant('CUP-RED-2', 'Red'))).toThrow('Variant CUP-RED has these attributes already');
			expect(() => sandbox.site.insert('Item', variant('CUP-GREEN', 'Green'))).toThrow('InvalidItemAttributeValueError');
		});
	});

	it('refuses a variant of what is no template, and a template without attributes', async () => {
		await withErpNext(async (sandbox) => {
			makeTemplate(sandbox);
			furnish(sandbox);
			expect(() => sandbox.site.insert('Item', { ...variant('X', 'Red'), variant_of: 'KETTLE' })).toThrow('is not a template item');
			expect(() => sandbox.site.insert('Item', { item_code: 'Y', item_group: 'Products', stock_uom: 'Nos', has_variants: 1 })).toThrow('A template needs attributes');
		});
	});

	it('sells no template', async () => {
		await withErpNext(async (sandbox) => {
			makeTemplate(sandbox);
			furnish(sandbox);
			expect(() => sandbox.site.insert('Sales Order', order({ items: [{ item_code: 'CUP', qty: 1, rate: 1 }] }))).toThrow('is a template');
		});
	});
});

describe('the time of the site', () => {
	it('follows System Settings', async () => {
		await withErpNext(async (sandbox) => {
			expect(String(sandbox.site.insert('Brand', { brand: 'A' }).creation)).toMatch(/^2026-11-24 07:00:00/);
			sandbox.site.poke('System Settings', 'System Settings', { time_zone: 'Asia/Tokyo' });
			expect(String(sandbox.site.insert('Brand', { brand: 'B' }).creation)).toMatch(/^2026-11-24 21:00:00/);
		});
	});
});
