import { STANDARD_TYPES } from '../schema';
import { SYSTEM_SETTINGS_VALUES } from '../schema/systemSettings';
import { MANAGER_ROLES } from '../session';
import type { Site } from '../site';
import { seedCompany, seederFor } from './company';
import { COUNTRY_CODES, COUNTRY_NAMES, CURRENCIES } from './places';

const UNITS = ['Nos', 'Unit', 'Pair', 'Set', 'Box', 'Meter', 'Centimeter', 'Inch', 'Foot', 'Kg', 'Gram', 'Milligram', 'Pound', 'Ounce', 'Tonne', 'Litre', 'Hour', 'Day', 'Minute'];
const OTHER_ROLES = ['All', 'Guest', 'Administrator', 'Desk User', 'Auditor', 'Purchase User', 'Purchase Manager', 'Projects User', 'Projects Manager', 'Maintenance User'];
const CHILD_GROUPS: Array<[doctype: string, nameField: string, parentField: string, root: string, children: string[]]> = [
	['Item Group', 'item_group_name', 'parent_item_group', 'All Item Groups', ['Products', 'Raw Material', 'Services', 'Sub Assemblies', 'Consumable']],
	['Customer Group', 'customer_group_name', 'parent_customer_group', 'All Customer Groups', ['Individual', 'Commercial', 'Non Profit', 'Government']],
	['Territory', 'territory_name', 'parent_territory', 'All Territories', ['United States', 'Rest Of The World']],
];

/** Fills a site the way the recorded one was set up: company Acme Inc, USD, New York time, nothing else in it. */
export function seedSite(site: Site): void {
	const put = seederFor(site);
	for (const meta of STANDARD_TYPES) put('DocType', { name: meta.name, module: 'Selling', istable: meta.isTable ? 1 : 0, issingle: meta.isSingle ? 1 : 0 });
	for (const role of [...MANAGER_ROLES, ...OTHER_ROLES]) put('Role', { name: role, role_name: role });
	for (const name of ['Selling', 'Stock', 'Accounts', 'Setup', 'Custom', 'Core']) put('Module Def', { name, module_name: name, app_name: 'erpnext' });

	const regions = new Intl.DisplayNames('en', { type: 'region' });
	for (const code of COUNTRY_CODES) {
		const name = COUNTRY_NAMES[code] ?? regions.of(code.toUpperCase()) ?? code;
		put('Country', { name, country_name: name, code, date_format: 'dd-mm-yyyy', time_format: 'HH:mm:ss' });
	}
	for (const [code, fraction, coin, symbol] of CURRENCIES) {
		put('Currency', { name: code, currency_name: code, enabled: 1, fraction, fraction_units: 100, smallest_currency_fraction_value: coin, symbol });
	}
	for (const unit of UNITS) put('UOM', { name: unit, uom_name: unit, enabled: 1 });
	for (const [doctype, nameField, parentField, root, children] of CHILD_GROUPS) {
		put(doctype, { name: root, [nameField]: root, [parentField]: '', is_group: 1, lft: 1, rgt: 2 * children.length + 2 });
		children.forEach((child, index) => put(doctype, { name: child, [nameField]: child, [parentField]: root, old_parent: root, lft: 2 * index + 2, rgt: 2 * index + 3 }));
	}
	put('Price List', { name: 'Standard Buying', price_list_name: 'Standard Buying', enabled: 1, currency: 'USD', buying: 1 });
	put('Price List', { name: 'Standard Selling', price_list_name: 'Standard Selling', enabled: 1, currency: 'USD', selling: 1 });
	for (const year of ['2025', '2026', '2027']) put('Fiscal Year', { name: year, year, year_start_date: `${year}-01-01`, year_end_date: `${year}-12-31` });
	seedCompany(site, { name: 'Acme Inc', abbr: 'ACME', currency: 'USD', country: 'United States' });

	put('System Settings', { name: 'System Settings', ...SYSTEM_SETTINGS_VALUES });
	put('Global Defaults', { name: 'Global Defaults', default_company: 'Acme Inc', country: 'United States', default_currency: 'USD' });
	put('Selling Settings', { name: 'Selling Settings', cust_master_name: 'Customer Name', selling_price_list: 'Standard Selling' });
	put('Stock Settings', { name: 'Stock Settings', item_naming_by: 'Item Code', stock_uom: 'Nos', default_warehouse: 'Stores - ACME', auto_insert_price_list_rate_if_missing: 1 });
	site.commit();
}
