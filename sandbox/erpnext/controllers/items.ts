import { refuse, refuseInErpNext } from '../errors';
import { nameFromSeries } from '../naming';
import type { Session } from '../session';
import { num, rowsOf, text, type Doc } from '../values';
import type { Controller } from './controller';
import { checkVariant } from './variants';

function hasCheckDigit(barcode: string, lengths: number[]): boolean {
	if (!/^\d+$/.test(barcode) || !lengths.includes(barcode.length)) return false;
	const sum = [...barcode].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
	return sum % 10 === 0;
}

const CHECKED_TYPES: Record<string, number[]> = { EAN: [8, 13], 'EAN-13': [13], 'EAN-8': [8], 'UPC-A': [12], UPC: [12], GTIN: [8, 12, 13, 14] };

/**
 * With "Item Naming By: Naming Series" the code that was sent is lost, but for a variant's:
 * https://github.com/frappe/erpnext/blob/version-15/erpnext/stock/doctype/item/item.py, autoname
 */
function nameBySeries({ site }: Session, doc: Doc): void {
	if (text(site.single('Stock Settings'), 'item_naming_by') !== 'Naming Series') return;
	if (text(doc, 'variant_of') === '' || text(doc, 'item_code') === '') doc.item_code = nameFromSeries(site, text(doc, 'naming_series'));
}

export const ITEM_CONTROLLER: Controller = {
	prepare(session, doc, before) {
		if (!before) nameBySeries(session, doc);
		const code = text(doc, 'item_code').trim();
		if (code !== '') doc.item_code = code;
		if (text(doc, 'item_name') === '') doc.item_name = code;
		if (text(doc, 'description') === '') doc.description = text(doc, 'item_name');
	},
	validate(session, doc) {
		const { site } = session;
		const unit = text(doc, 'stock_uom');
		const units = rowsOf(doc, 'uoms');
		if (unit !== '' && !units.some((row) => text(row, 'uom') === unit)) doc.uoms = [...units, { uom: unit, conversion_factor: 1 }];
		const company = text(site.single('Global Defaults'), 'default_company');
		const warehouse = text(site.single('Stock Settings'), 'default_warehouse');
		if (rowsOf(doc, 'item_defaults').length === 0 && company !== '') doc.item_defaults = [{ company, default_warehouse: warehouse }];
		for (const row of rowsOf(doc, 'barcodes')) {
			const barcode = text(row, 'barcode');
			const holder = site.table('Item').find('barcodes.barcode', [barcode]).find((item) => text(item, 'name') !== text(doc, 'name'));
			if (holder) throw refuseInErpNext(`Barcode ${barcode} already used in Item ${text(holder, 'name')}`);
			const lengths = CHECKED_TYPES[text(row, 'barcode_type')];
			if (lengths && !hasCheckDigit(barcode, lengths)) {
				throw refuse(`Barcode ${barcode} is not a valid ${text(row, 'barcode_type')} code`, 'InvalidBarcode', {
					module: 'erpnext.stock.doctype.item.item',
					erpNext: true,
				});
			}
		}
		checkVariant(session, doc);
	},
};

function sameKey(left: Doc, right: Doc): boolean {
	return ['price_list', 'uom', 'currency', 'valid_from', 'valid_upto', 'customer', 'supplier', 'batch_no'].every(
		(field) => text(left, field) === text(right, field),
	);
}

export const ITEM_PRICE_CONTROLLER: Controller = {
	prepare(session, doc, before) {
		const { site } = session;
		const item = site.get('Item', text(doc, 'item_code'));
		if (!item) throw refuseInErpNext(`Item ${text(doc, 'item_code')} not found.`);
		doc.item_code = text(item, 'name');
		doc.item_name = text(item, 'item_name');
		doc.item_description = text(item, 'description');
		doc.brand = item.brand;
		if (text(doc, 'uom') === '') doc.uom = item.stock_uom;
		if (!before && doc.valid_from === undefined) doc.valid_from = site.time.today();
		const list = site.get('Price List', text(doc, 'price_list'));
		if (!list) return;
		doc.buying = num(list, 'buying');
		doc.selling = num(list, 'selling');
		doc.currency = text(list, 'currency');
	},
	validate(session, doc) {
		if (text(doc, 'valid_upto') !== '' && text(doc, 'valid_from') > text(doc, 'valid_upto')) {
			throw refuseInErpNext('The price ends before it begins');
		}
		const others = session.site.table('Item Price').find('item_code', [text(doc, 'item_code')]);
		if (others.some((other) => text(other, 'name') !== text(doc, 'name') && sameKey(other, doc))) {
			throw refuse(
				'Item Price appears multiple times based on Price List, Supplier/Customer, Currency, Item, Batch, UOM, Qty, and Dates.',
				'ItemPriceDuplicateItem',
				{ module: 'erpnext.stock.doctype.item_price.item_price', erpNext: true },
			);
		}
	},
};
