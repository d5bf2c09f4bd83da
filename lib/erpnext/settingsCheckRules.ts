/** One sentence for each setting that is missing or wrong: its name, its value, what would be right. Pure. */
import { CHARGE_KINDS, type MarketplaceOverride, type SettingsInput } from '../settings';
import { chargeAccountsOf, inCompany } from './chargeAccounts';
import { findNamed, type FoundCompany, type FoundMember, needsAccountGroup, type SettingsFacts, usedTaxTemplate } from './settingsCheckFacts';
import type { ChoiceKind } from './lookups';

export interface Complaint {
	/** Without its end: "; ERPNext has: ..." follows where alternatives are known. */
	text: string;
	/** What to list as alternatives. */
	instead?: { kind: ChoiceKind; company?: string };
}

interface Chosen {
	/** As the panel names it. */
	label: string;
	value: string;
}

function missing({ label, value }: Chosen, kind: ChoiceKind, company?: string): Complaint {
	const text = value === '' ? `'${label}' is empty: choose one` : `'${label}' '${value}' is not in ERPNext`;
	return { text, instead: { kind, ...(company ? { company } : {}) } };
}

/** Rules for what belongs to a company: there, of this company, no group, enabled. */
function ofCompany(chosen: Chosen, rows: readonly FoundMember[], company: FoundCompany | undefined, kind: ChoiceKind): Complaint[] {
	const row = chosen.value === '' ? undefined : findNamed(rows, chosen.value);
	const said = `'${chosen.label}' '${chosen.value}'`;
	if (!row) return [missing(chosen, kind, company?.name)];
	const instead = { kind, ...(company ? { company: company.name } : {}) };
	if (company && row.company && row.company !== company.name) {
		return [{ text: `${said} belongs to company '${row.company}', not to '${company.name}'`, instead }];
	}
	if (row.disabled) return [{ text: `${said} is disabled in ERPNext: enable it or choose another`, instead }];
	if (row.is_group && kind !== 'accountGroup') return [{ text: `${said} is a group: choose one below it`, instead }];
	if (!row.is_group && kind === 'accountGroup') return [{ text: `${said} is not a group: choose the group that is to hold Amazon's accounts`, instead }];
	return [];
}

function anywhere(chosen: Chosen, rows: readonly FoundMember[], kind: ChoiceKind): Complaint[] {
	return chosen.value !== '' && findNamed(rows, chosen.value) ? [] : [missing(chosen, kind)];
}

/**
 * Later releases of ERPNext 15 than the recorded one refuse every Customer of a group that has groups below it
 * (https://github.com/frappe/erpnext/pull/53811).
 */
function customerGroup(chosen: Chosen, facts: SettingsFacts): Complaint[] {
	return ofCompany(chosen, facts.customerGroups, undefined, 'customerGroup');
}

function priceList(chosen: Chosen, facts: SettingsFacts, currency: string | undefined, marketplaceId?: string): Complaint[] {
	const row = chosen.value === '' ? undefined : findNamed(facts.priceLists, chosen.value);
	const instead = { kind: 'priceList' as const };
	const said = `'${chosen.label}' '${chosen.value}'`;
	if (!row) return [missing(chosen, 'priceList')];
	if (!row.enabled) return [{ text: `${said} is disabled in ERPNext: enable it or choose another`, instead }];
	if (!row.selling) return [{ text: `${said} is not for selling: choose one that is`, instead }];
	if (currency && row.currency !== currency) {
		const text = `${said} is in ${row.currency}, and marketplace '${marketplaceId ?? ''}' sells in ${currency}: choose a price list in ${currency}, or give that marketplace one under 'Marketplace Overrides'`;
		return [{ text, instead }];
	}
	return [];
}

function overridden(override: MarketplaceOverride, label: string): string {
	return `Marketplace Overrides > ${label} of ${override.marketplaceId}`;
}

function accountRules(input: SettingsInput, facts: SettingsFacts, company: FoundCompany, main: FoundCompany): Complaint[] {
	const complaints: Complaint[] = [];
	if (needsAccountGroup(input)) {
		const value = inCompany(input.accountGroup, company, main);
		complaints.push(...ofCompany({ label: 'Account Group', value }, facts.accounts, company, 'accountGroup'));
	}
	const accounts = chargeAccountsOf(input, company, main);
	for (const kind of CHARGE_KINDS) {
		const isOwn = Boolean(input.chargeAccounts[kind]);
		const found = findNamed(facts.accounts, accounts[kind]);
		// One that is not there yet is made, unless it was chosen.
		if (!isOwn && !found) continue;
		const label = isOwn ? `Charge Accounts > ${kind}` : 'Account';
		complaints.push(...ofCompany({ label, value: accounts[kind] }, facts.accounts, company, 'account'));
	}
	return complaints;
}

function overrideRules(input: SettingsInput, facts: SettingsFacts, main: FoundCompany, override: MarketplaceOverride, forOrders: boolean): Complaint[] {
	const named = (label: string, value: string): Chosen => ({ label: overridden(override, label), value });
	const company = override.company ? findNamed(facts.companies, override.company) : main;
	if (!company) return [missing(named('Company', override.company ?? ''), 'company')];
	const isOther = company.name !== main.name;
	const complaints: Complaint[] = [];
	// Another company has warehouses of its own, so that one must be given too.
	const warehouse = override.warehouse ?? '';
	if (warehouse || isOther) complaints.push(...ofCompany(named('Warehouse', warehouse), facts.warehouses, company, 'warehouse'));
	const forAmazon = override.warehouseAmazon || (isOther ? input.warehouseAmazon : '');
	if (forAmazon) complaints.push(...ofCompany(named('Amazon-Fulfilled Warehouse', forAmazon), facts.warehouses, company, 'warehouse'));
	if (!forOrders) return complaints;
	if (override.costCenter) complaints.push(...ofCompany(named('Cost Center', override.costCenter), facts.costCenters, company, 'costCenter'));
	if (override.customerGroup) complaints.push(...customerGroup(named('Customer Group', override.customerGroup), facts));
	return complaints;
}

function priceListRules(input: SettingsInput, facts: SettingsFacts, currencies: Readonly<Record<string, string>>): Complaint[] {
	const complaints = priceList({ label: 'Price List', value: input.priceList }, facts, undefined);
	if (complaints.length > 0) return complaints;
	for (const override of input.marketplaceOverrides) {
		if (!override.priceList || currencies[override.marketplaceId]) continue;
		complaints.push(...priceList({ label: overridden(override, 'Price List'), value: override.priceList }, facts, undefined));
	}
	for (const [marketplaceId, currency] of Object.entries(currencies)) {
		const override = input.marketplaceOverrides.find((candidate) => candidate.marketplaceId === marketplaceId && candidate.priceList);
		const label = override ? overridden(override, 'Price List') : 'Price List';
		complaints.push(...priceList({ label, value: override?.priceList ?? input.priceList }, facts, currency, marketplaceId));
	}
	return complaints;
}

/** `currencies` by marketplace id; a marketplace that is not in it is not held against its price list. */
export function complaintsOf(
	input: SettingsInput,
	facts: SettingsFacts,
	currencies: Readonly<Record<string, string>>,
	forOrders: boolean,
): Complaint[] {
	const main = input.company === '' ? undefined : findNamed(facts.companies, input.company);
	// Without its company nothing else can be judged.
	if (!main) return [missing({ label: 'Company', value: input.company }, 'company')];
	const complaints = [
		...ofCompany({ label: 'Warehouse', value: input.warehouse }, facts.warehouses, main, 'warehouse'),
		...(input.warehouseAmazon ? ofCompany({ label: 'Amazon-Fulfilled Warehouse', value: input.warehouseAmazon }, facts.warehouses, main, 'warehouse') : []),
		...priceListRules(input, facts, currencies),
		...anywhere({ label: 'Parent Item Group', value: input.parentItemGroup }, facts.itemGroups, 'itemGroup'),
	];
	if (forOrders) {
		complaints.push(
			...customerGroup({ label: 'Customer Group', value: input.customerGroup }, facts),
			...anywhere({ label: 'Territory', value: input.territory }, facts.territories, 'territory'),
			...(input.costCenter ? ofCompany({ label: 'Cost Center', value: input.costCenter }, facts.costCenters, main, 'costCenter') : []),
			...facts.companies.flatMap((company) => accountRules(input, facts, company, main)),
		);
		if (input.taxHandling === 'taxTemplate') {
			complaints.push(...ofCompany({ label: 'Tax Template', value: usedTaxTemplate(input) }, facts.taxTemplates, main, 'taxTemplate'));
		}
		if (input.customerPolicy === 'single' && input.singleCustomer.trim() === '') {
			complaints.push({ text: "'Single Customer' is empty: name the one Customer that all orders go to" });
		}
	}
	complaints.push(...input.marketplaceOverrides.flatMap((override) => overrideRules(input, facts, main, override, forOrders)));
	return complaints;
}
