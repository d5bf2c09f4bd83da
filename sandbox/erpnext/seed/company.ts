import type { Site } from '../site';
import type { Doc } from '../values';
import { CHART, type ChartEntry } from './chart';

export interface CompanySeed {
	name: string;
	abbr: string;
	currency: string;
	country: string;
}

/** Writes a document as the set-up wizard does: no rules, only the stamps. */
export type Seeder = (doctype: string, doc: Doc & { name: string }) => void;

export function seederFor(site: Site): Seeder {
	return (doctype, doc) => {
		const stamp = site.time.now();
		site.put(doctype, { owner: 'Administrator', creation: stamp, modified: stamp, modified_by: 'Administrator', ...doc });
	};
}

/** A company with its chart of accounts, cost centres and warehouses, as ERPNext makes them with a new company. */
export function seedCompany(site: Site, seed: CompanySeed): void {
	const put = seederFor(site);
	const named = (name: string): string => `${name} - ${seed.abbr}`;
	put('Company', {
		name: seed.name,
		company_name: seed.name,
		abbr: seed.abbr,
		default_currency: seed.currency,
		country: seed.country,
		cost_center: named('Main'),
		default_receivable_account: named('Debtors'),
		default_payable_account: named('Creditors'),
		default_income_account: named('Sales'),
		default_expense_account: named('Cost of Goods Sold'),
		default_cash_account: named('Cash'),
		round_off_account: named('Round Off'),
		round_off_cost_center: named('Main'),
		chart_of_accounts: 'Standard',
	});
	put('Cost Center', { name: named(seed.name), cost_center_name: seed.name, company: seed.name, is_group: 1 });
	put('Cost Center', { name: named('Main'), cost_center_name: 'Main', company: seed.name, parent_cost_center: named(seed.name) });

	let position = 0;
	const plant = (rootType: string, entry: ChartEntry, parent: string): void => {
		const [name, type = '', children] = entry;
		position += 1;
		const lft = position;
		for (const child of children ?? []) plant(rootType, child, named(name));
		position += 1;
		const isBalance = rootType === 'Asset' || rootType === 'Liability' || rootType === 'Equity';
		put('Account', {
			name: named(name),
			account_name: name,
			company: seed.name,
			is_group: children ? 1 : 0,
			root_type: rootType,
			report_type: isBalance ? 'Balance Sheet' : 'Profit and Loss',
			account_currency: seed.currency,
			account_type: type,
			parent_account: parent === '' ? null : parent,
			freeze_account: 'No',
			balance_must_be: '',
			lft,
			rgt: position,
		});
	};
	for (const [rootType, entry] of CHART) plant(rootType, entry, '');

	put('Warehouse', { name: named('All Warehouses'), warehouse_name: 'All Warehouses', is_group: 1, company: seed.name });
	for (const name of ['Stores', 'Work In Progress', 'Finished Goods', 'Goods In Transit']) {
		put('Warehouse', { name: named(name), warehouse_name: name, company: seed.name, parent_warehouse: named('All Warehouses') });
	}
}
