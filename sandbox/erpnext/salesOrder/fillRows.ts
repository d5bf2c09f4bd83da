import { crash, notFound, refuse, refuseInErpNext } from '../errors';
import type { Site } from '../site';
import { num, rowsOf, text, type Doc } from '../values';
import { findListPrice } from './prices';

/** Fills in each item row from its Item (recorded: sales orders/draft with charges) and refuses what cannot be sold. */
export function fillItemRows(site: Site, doc: Doc): void {
	const items = rowsOf(doc, 'items');
	if (items.length === 0) throw crash("TypeError: unsupported operand type(s) for *: 'NoneType' and 'float'", 'TypeError', true);
	items.forEach((row, index) => fillItemRow(site, doc, row, index + 1));
}

function fillItemRow(site: Site, doc: Doc, row: Doc, number: number): void {
	const code = text(row, 'item_code');
	if (code === '') return;
	const item = site.get('Item', code);
	if (!item) throw notFound('Item', code);
	const name = text(item, 'name');
	if (num(item, 'disabled') === 1) throw refuseInErpNext(`Item ${name} is disabled`);
	if (num(item, 'has_variants') === 1) throw refuseInErpNext(`Item ${name} is a template: sell one of its variants`);
	if (num(row, 'qty') === 0) {
		throw refuse(`Row #${number}: Quantity for Item <strong>${name}</strong> cannot be zero.`, 'InvalidQtyError', {
			module: 'erpnext.controllers.accounts_controller',
			erpNext: true,
			title: 'Invalid Quantity',
		});
	}
	const date = text(doc, 'transaction_date').slice(0, 10);
	row.item_code = name;
	if (text(row, 'item_name') === '') row.item_name = text(item, 'item_name');
	if (text(row, 'description') === '') row.description = text(item, 'description');
	row.item_group = item.item_group;
	row.brand = item.brand;
	row.image = text(item, 'image');
	row.is_stock_item = num(item, 'is_stock_item');
	row.grant_commission = num(item, 'grant_commission');
	row.stock_uom = item.stock_uom;
	// Not among the recordings: `get_basic_details` of erpnext/stock/get_item_details.py (version 15).
	if (text(row, 'uom') === '') row.uom = text(item, 'sales_uom') || item.stock_uom;
	if (num(row, 'conversion_factor') === 0) row.conversion_factor = conversionFactor(item, text(row, 'uom'));
	row.stock_qty = num(row, 'qty') * num(row, 'conversion_factor');
	row.weight_per_unit = num(item, 'weight_per_unit');
	row.weight_uom = item.weight_uom;
	row.total_weight = num(row, 'weight_per_unit') * num(row, 'stock_qty');
	row.transaction_date = date;
	row.item_tax_rate = '{}';
	const preset = rowsOf(item, 'item_defaults').find((entry) => text(entry, 'company') === text(doc, 'company')) ?? {};
	if (text(row, 'warehouse') === '') row.warehouse = text(doc, 'set_warehouse') || text(preset, 'default_warehouse') || defaultWarehouse(site, doc);
	if (text(row, 'cost_center') === '') row.cost_center = text(doc, 'cost_center') || text(preset, 'selling_cost_center') || companyCostCenter(site, doc);
	row.projected_qty = site.projectedQty(name, text(row, 'warehouse'));
	const listPrice = findListPrice(site, name, text(doc, 'selling_price_list'), text(row, 'uom'), date);
	if (listPrice !== undefined) row.price_list_rate = (listPrice * num(doc, 'plc_conversion_rate')) / num(doc, 'conversion_rate');
}

function conversionFactor(item: Doc, uom: string): number {
	if (uom === text(item, 'stock_uom')) return 1;
	return num(rowsOf(item, 'uoms').find((row) => text(row, 'uom') === uom) ?? {}, 'conversion_factor') || 1;
}

function defaultWarehouse(site: Site, doc: Doc): string | undefined {
	const warehouse = site.get('Warehouse', text(site.single('Stock Settings'), 'default_warehouse'));
	return warehouse && text(warehouse, 'company') === text(doc, 'company') ? text(warehouse, 'name') : undefined;
}

function companyCostCenter(site: Site, doc: Doc): string {
	return text(site.get('Company', text(doc, 'company')) ?? {}, 'cost_center');
}

/** Charge rows: the rows of the template when none are given; accounts must be the company's (recorded: sales orders/unknown account). */
export function fillTaxRows(site: Site, doc: Doc): void {
	const template = site.get('Sales Taxes and Charges Template', text(doc, 'taxes_and_charges'));
	if (template && rowsOf(doc, 'taxes').length === 0) {
		doc.taxes = rowsOf(template, 'taxes').map((row) => ({ ...row, name: undefined, creation: undefined }));
	}
	rowsOf(doc, 'taxes').forEach((row, index) => {
		const account = site.get('Account', text(row, 'account_head'));
		const company = text(doc, 'company');
		if (!account || text(account, 'company') !== company) {
			throw refuseInErpNext(`Row #${index + 1}: Account ${text(row, 'account_head')} does not belong to company ${company}`);
		}
		if (text(row, 'charge_type') === 'Actual' && num(row, 'included_in_print_rate') === 1) {
			throw refuseInErpNext(`Charge of type 'Actual' in row ${index + 1} cannot be included in Item Rate or Paid Amount`);
		}
		row.account_currency = account.account_currency;
		if (text(row, 'cost_center') === '') row.cost_center = text(doc, 'cost_center') || companyCostCenter(site, doc);
		if (text(row, 'charge_type') === 'Actual') row.rate = 0;
	});
}
