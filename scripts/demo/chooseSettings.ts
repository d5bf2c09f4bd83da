/**
 * The choices that a person makes in the Start node's dropdowns, made here for a site that the demo does not know:
 * the company whose currency fits, and what a fresh ERPNext has.
 */
import type { ErpClient, ErpFilter } from '../../lib/erpnext/client';

export interface ChosenSettings {
	company: string;
	warehouse: string;
	priceList: string;
	parentItemGroup: string;
	customerGroup: string;
	territory: string;
	accountGroup: string;
}

interface Named {
	name: string;
}

export interface Company extends Named {
	default_currency: string;
}

/** The company that keeps its books in `currency`, else the first. */
export async function chooseCompany(erp: ErpClient, currency: string | undefined): Promise<Company> {
	const companies = await erp.list<Company>('Company', { fields: ['name', 'default_currency'] });
	const company = companies.find((row) => row.default_currency === currency) ?? companies[0];
	if (!company) throw new Error('This ERPNext has no Company yet: finish its setup wizard first');
	return company;
}

async function firstOf(erp: ErpClient, doctype: string, filters: ErpFilter[], preferred: string): Promise<string> {
	const rows = await erp.list<Named>(doctype, { fields: ['name'], filters, limit: 200 });
	const chosen = rows.find((row) => row.name.startsWith(preferred)) ?? rows[0];
	if (!chosen) throw new Error(`This ERPNext has no ${doctype} that the demo could use; make one first`);
	return chosen.name;
}

/** A price list of the shop's currency: one that is there, or a new one of this name. */
async function ensurePriceList(erp: ErpClient, currency: string): Promise<string> {
	const [found] = await erp.list<Named>('Price List', {
		fields: ['name'],
		filters: [
			['selling', '=', 1],
			['enabled', '=', 1],
			['currency', '=', currency],
		],
	});
	if (found) return found.name;
	const name = `Amazon ${currency}`;
	await erp.insert('Price List', { price_list_name: name, currency, selling: 1, enabled: 1 });
	return name;
}

export async function chooseSettings(erp: ErpClient, company: Company, currency: string): Promise<ChosenSettings> {
	const ofCompany: ErpFilter[] = [['company', '=', company.name]];
	return {
		company: company.name,
		warehouse: await firstOf(erp, 'Warehouse', [...ofCompany, ['is_group', '=', 0], ['disabled', '=', 0]], 'Stores'),
		priceList: await ensurePriceList(erp, currency),
		parentItemGroup: await firstOf(erp, 'Item Group', [['is_group', '=', 1]], 'All Item Groups'),
		customerGroup: await firstOf(erp, 'Customer Group', [['is_group', '=', 0]], 'Individual'),
		territory: await firstOf(erp, 'Territory', [], 'All Territories'),
		accountGroup: await firstOf(erp, 'Account', [...ofCompany, ['is_group', '=', 1], ['root_type', '=', 'Income']], 'Indirect Income'),
	};
}

/** The stand-in converts as a real site does; the shop's currency may be none that it has a rate of. */
export async function ensureStandInRate(erp: ErpClient, company: Company, currency: string): Promise<void> {
	if (currency === company.default_currency) return;
	const rate = { from_currency: currency, to_currency: company.default_currency, exchange_rate: 1.25, for_buying: 1, for_selling: 1 };
	await erp.insert('Currency Exchange', { ...rate, date: '2000-01-01' });
}
