/** Reads from ERPNext, a few lists in all, what the rules in settingsCheckRules.ts judge. */
import { IANAZone } from 'luxon';
import { CHARGE_KINDS, type SettingsInput } from '../settings';
import { accountNamesFor, type FoundAccount } from './chargeAccounts';
import type { ErpClient } from './client';
import { noErpNextSentence } from './describeConnection';
import { ErpSettingsError, isUnknownDocType } from './errors';
import { isRecord } from '../isRecord';
import { toLooseName } from './looseName';

export interface FoundCompany {
	name: string;
	abbr: string;
	default_currency: string;
	cost_center: string | null;
}

export interface FoundMember {
	name: string;
	company?: string;
	is_group?: number;
	disabled?: number;
}

export interface FoundPriceList {
	name: string;
	currency: string;
	selling: number;
	enabled: number;
}

/** Rows by the name that was asked for, as ERPNext compares names. */
export interface SettingsFacts {
	companies: FoundCompany[];
	warehouses: FoundMember[];
	priceLists: FoundPriceList[];
	itemGroups: FoundMember[];
	customerGroups: FoundMember[];
	territories: FoundMember[];
	costCenters: FoundMember[];
	taxTemplates: FoundMember[];
	accounts: FoundAccount[];
	timeZone: string;
}

/** The row of exactly this name, else the one that ERPNext holds equal. Pure. */
export function findNamed<T extends { name: string }>(rows: readonly T[], name: string): T | undefined {
	const loose = toLooseName(name.trim());
	return rows.find((row) => row.name === name) ?? rows.find((row) => toLooseName(row.name) === loose);
}

async function fetchNamed<T>(erp: ErpClient, doctype: string, names: readonly (string | undefined)[], fields: string[]): Promise<T[]> {
	const wanted = [...new Set(names.filter((name): name is string => Boolean(name)))];
	if (wanted.length === 0) return [];
	return await erp.list<T>(doctype, { fields: ['name', ...fields], filters: [['name', 'in', wanted]] });
}

async function fetchCompanies(erp: ErpClient, names: readonly (string | undefined)[]): Promise<FoundCompany[]> {
	try {
		return await fetchNamed(erp, 'Company', names, ['abbr', 'default_currency', 'cost_center']);
	} catch (error) {
		if (isUnknownDocType(error)) throw new ErpSettingsError([noErpNextSentence(erp.url)]);
		throw error;
	}
}

/** Open to every user (recorded in the table of rights: day to day it stands in for System Settings). */
export async function fetchTimeZone(erp: ErpClient): Promise<string> {
	const answer = await erp.call<unknown>('frappe.client.get_time_zone', {}, { verb: 'GET' });
	const zone = isRecord(answer) ? answer.time_zone : answer;
	if (typeof zone === 'string' && IANAZone.isValidZone(zone)) return zone;
	throw new ErpSettingsError([`ERPNext's time zone is '${String(zone ?? '')}', which is none: set 'Time Zone' in ERPNext's System Settings.`]);
}

/** One list for each kind of setting in use; safe to repeat. */
export async function fetchSettingsFacts(erp: ErpClient, input: SettingsInput, forOrders: boolean): Promise<SettingsFacts> {
	const { marketplaceOverrides: overrides } = input;
	const companies = await fetchCompanies(erp, [input.company, ...overrides.map(({ company }) => company)]);
	const member = ['company', 'is_group', 'disabled'];
	const warehouseNames = overrides.flatMap(({ warehouse, warehouseAmazon }) => [warehouse, warehouseAmazon]);
	const facts: SettingsFacts = {
		companies,
		timeZone: await fetchTimeZone(erp),
		warehouses: await fetchNamed(erp, 'Warehouse', [input.warehouse, input.warehouseAmazon, ...warehouseNames], member),
		priceLists: await fetchNamed(erp, 'Price List', [input.priceList, ...overrides.map(({ priceList }) => priceList)], ['currency', 'selling', 'enabled']),
		itemGroups: await fetchNamed(erp, 'Item Group', [input.parentItemGroup], ['is_group']),
		customerGroups: [],
		territories: [],
		costCenters: [],
		taxTemplates: [],
		accounts: [],
	};
	if (!forOrders) return facts;
	const accountNames = companies.flatMap((company) => accountNamesFor(input, company, findNamed(companies, input.company)));
	return {
		...facts,
		customerGroups: await fetchNamed(erp, 'Customer Group', [input.customerGroup, ...overrides.map(({ customerGroup }) => customerGroup)], ['is_group']),
		territories: await fetchNamed(erp, 'Territory', [input.territory], ['is_group']),
		costCenters: await fetchNamed(erp, 'Cost Center', [input.costCenter, ...overrides.map(({ costCenter }) => costCenter)], member),
		taxTemplates: await fetchNamed(erp, 'Sales Taxes and Charges Template', [usedTaxTemplate(input)], ['company', 'disabled']),
		accounts: await fetchNamed(erp, 'Account', accountNames, member),
	};
}

export function usedTaxTemplate(input: SettingsInput): string {
	return input.taxHandling === 'taxTemplate' ? input.taxTemplate : '';
}

export function needsAccountGroup(input: SettingsInput): boolean {
	return CHARGE_KINDS.some((kind) => !input.chargeAccounts[kind]);
}
