/** Checks every choice against ERPNext before one of Amazon's scarce calls is spent. */
import { type CompanyFacts, type SettingsInput, type SyncSettings } from '../settings';
import { type AccountToMake, accountsToMake, chargeAccountsOf, ensureChargeAccounts } from './chargeAccounts';
import type { ErpClient } from './client';
import { ErpSettingsError } from './errors';
import { searchChoices } from './lookups';
import { canonicalSettings } from './settingsCheckNames';
import { fetchCurrencyPrecision } from './settingsCheckPrecision';
import { fetchSettingsFacts, findNamed, type SettingsFacts } from './settingsCheckFacts';
import { type Complaint, complaintsOf } from './settingsCheckRules';

export interface CheckFacts {
	sellerId: string;
	/** Products need neither customers nor accounts; absent: everything is checked. */
	stream?: 'products' | 'orders' | 'ordersBackfill';
	/** Currency of each marketplace in use, by its id; a price list must be in it. */
	marketplaceCurrencies?: Readonly<Record<string, string>>;
	/** As an earlier check found it; only System Manager may read it, so it is asked for once. */
	currencyPrecision?: number;
}

export interface CheckedSettings {
	settings: SyncSettings;
	/** Charge accounts that do not stand yet. */
	accounts: AccountToMake[];
}

/** How many alternatives a sentence names. */
const MOST_ALTERNATIVES = 8;

/**
 * Reads only. Throws ErpSettingsError with one sentence for each setting that is missing or wrong. About 8 calls for
 * orders, 6 for products.
 */
export async function readSettings(erp: ErpClient, input: SettingsInput, facts: CheckFacts): Promise<CheckedSettings> {
	const forOrders = facts.stream !== 'products';
	const found = await fetchSettingsFacts(erp, input, forOrders);
	const complaints = complaintsOf(input, found, facts.marketplaceCurrencies ?? {}, forOrders);
	if (complaints.length > 0) throw new ErpSettingsError(await toSentences(erp, complaints));
	const main = findNamed(found.companies, input.company);
	const companies = found.companies.map((company): CompanyFacts => ({
		name: company.name,
		currency: company.default_currency,
		costCenter: company.cost_center ?? '',
		accounts: chargeAccountsOf(input, company, main),
	}));
	const settings: SyncSettings = {
		...canonicalSettings(input, found),
		sellerId: facts.sellerId,
		timeZone: found.timeZone,
		currencyPrecision: facts.currencyPrecision ?? (await fetchCurrencyPrecision(erp)),
		companies: Object.fromEntries(companies.map((company) => [company.name, company])),
		priceListCurrencies: Object.fromEntries(found.priceLists.map(({ name, currency }) => [name, currency])),
	};
	return { settings, accounts: forOrders ? missingAccounts(settings, found) : [] };
}

function missingAccounts(settings: SyncSettings, found: SettingsFacts): AccountToMake[] {
	const main = findNamed(found.companies, settings.company);
	return found.companies.flatMap((company) => accountsToMake(settings, company, main, found.accounts));
}

/** readSettings, and the charge accounts made that do not stand yet; in a dry run they keep their future names. */
export async function checkSettings(erp: ErpClient, input: SettingsInput, facts: CheckFacts): Promise<SyncSettings> {
	const { settings, accounts } = await readSettings(erp, input, facts);
	if (!settings.dryRun) await ensureChargeAccounts(erp, accounts);
	return settings;
}

async function toSentences(erp: ErpClient, complaints: Complaint[]): Promise<string[]> {
	const sentences: string[] = [];
	for (const { text, instead } of complaints) {
		if (!instead) sentences.push(`${text}.`);
		else sentences.push(`${text}; ${await alternatives(erp, instead)}.`);
	}
	return sentences;
}

async function alternatives(erp: ErpClient, { kind, company }: NonNullable<Complaint['instead']>): Promise<string> {
	const { results, nextOffset } = await searchChoices(erp, kind, { company });
	const named = results.slice(0, MOST_ALTERNATIVES).map(({ label }) => label);
	const more = results.length > MOST_ALTERNATIVES || nextOffset !== undefined ? ' and more' : '';
	return named.length > 0 ? `ERPNext has: ${named.join(', ')}${more}` : 'ERPNext has none that fits: make one first';
}
