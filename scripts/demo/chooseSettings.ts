/**
 * The choices that a person makes in the Start node's dropdowns, made here for a site that the demo does not know:
 * the default company, and what a fresh ERPNext has.
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

async function firstOf(erp: ErpClient, doctype: string, filters: ErpFilter[], preferred: string): Promise<string> {
	const rows = await erp.list<Named>(doctype, { fields: ['name'], filters, limit: 200 });
	const chosen = rows.find((row) => row.name.startsWith(preferred)) ?? rows[0];
	if (!chosen) throw new Error(`This ERPNext has no ${doctype} that the demo could use; make one first`);
	return chosen.name;
}

/** `currency` is the one that the shop sells in: a price list in it is chosen where there is one. */
export async function chooseSettings(erp: ErpClient, currency: string): Promise<ChosenSettings> {
	const companies = await erp.list<Named & { default_currency: string }>('Company', { fields: ['name', 'default_currency'] });
	const company = companies.find((row) => row.default_currency === currency) ?? companies[0];
	if (!company) throw new Error('This ERPNext has no Company yet: finish its setup wizard first');
	const ofCompany: ErpFilter[] = [['company', '=', company.name]];
	const priceLists = await erp.list<Named & { currency: string }>('Price List', {
		fields: ['name', 'currency'],
		filters: [
			['selling', '=', 1],
			['enabled', '=', 1],
		],
	});
	const priceList = priceLists.find((row) => row.currency === currency) ?? priceLists[0];
	if (!priceList) throw new Error('This ERPNext has no enabled Price List for selling; make one first');
	return {
		company: company.name,
		warehouse: await firstOf(erp, 'Warehouse', [...ofCompany, ['is_group', '=', 0]], 'Stores'),
		priceList: priceList.name,
		parentItemGroup: await firstOf(erp, 'Item Group', [['is_group', '=', 1]], 'All Item Groups'),
		customerGroup: await firstOf(erp, 'Customer Group', [['is_group', '=', 0]], 'Individual'),
		territory: await firstOf(erp, 'Territory', [], 'All Territories'),
		accountGroup: await firstOf(
			erp,
			'Account',
			[...ofCompany, ['is_group', '=', 1], ['root_type', '=', 'Income']],
			'Indirect Income',
		),
	};
}
