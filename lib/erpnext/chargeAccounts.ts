/** The accounts that keep what Amazon charges beside the goods, one per kind, below the account group. */
import { CHARGE_KINDS, type ChargeKind, type SettingsInput } from '../settings';
import { isUnsure } from './batches';
import type { ErpClient } from './client';
import { ErpApiError, ErpSettingsError, isDuplicate, isPermission } from './errors';
import { toLooseName } from './looseName';

/** Account names without the company's abbreviation. To add a kind of charge, add its line. */
const CHARGE_ACCOUNT_NAMES: Record<ChargeKind, string> = {
	tax: 'Amazon Tax',
	shipping: 'Amazon Shipping',
	giftWrap: 'Amazon Gift Wrap',
	codFee: 'Amazon COD Fee',
	discount: 'Amazon Discounts',
	deliveryTip: 'Amazon Delivery Tip',
	other: 'Amazon Other Charges',
	facilitatorTax: 'Amazon Facilitator Tax',
	rounding: 'Amazon Rounding',
};

export interface FoundAccount {
	name: string;
	company: string;
	is_group: number;
	disabled: number;
}

interface NamedCompany {
	name: string;
	abbr: string;
}

/** The same account in another company's chart: ERPNext ends every account's name in its company's abbreviation. Pure. */
export function inCompany(account: string, company: NamedCompany, main: NamedCompany | undefined): string {
	if (!main || main.name === company.name) return account;
	const suffix = ` - ${main.abbr}`;
	return account.endsWith(suffix) ? `${account.slice(0, -suffix.length)} - ${company.abbr}` : account;
}

/** Account of each kind of charge in this company, whether it stands already or not. Pure. */
export function chargeAccountsOf(input: SettingsInput, company: NamedCompany, main: NamedCompany | undefined): Record<ChargeKind, string> {
	const of = (kind: ChargeKind): string => {
		const own = input.chargeAccounts[kind];
		return own ? inCompany(own, company, main) : `${CHARGE_ACCOUNT_NAMES[kind]} - ${company.abbr}`;
	};
	return {
		tax: of('tax'),
		shipping: of('shipping'),
		giftWrap: of('giftWrap'),
		codFee: of('codFee'),
		discount: of('discount'),
		deliveryTip: of('deliveryTip'),
		other: of('other'),
		facilitatorTax: of('facilitatorTax'),
		rounding: of('rounding'),
	};
}

/** Every account that is worth asking ERPNext about, for one list. Pure. */
export function accountNamesFor(input: SettingsInput, company: NamedCompany, main: NamedCompany | undefined): string[] {
	const group = input.accountGroup ? [inCompany(input.accountGroup, company, main)] : [];
	return [...group, ...Object.values(chargeAccountsOf(input, company, main))];
}

export interface AccountToMake {
	account_name: string;
	parent_account: string;
	company: string;
}

/** Accounts that do not stand yet, below the group of their company. Pure. */
export function accountsToMake(
	input: SettingsInput,
	company: NamedCompany,
	main: NamedCompany | undefined,
	found: readonly FoundAccount[],
): AccountToMake[] {
	const wanted = chargeAccountsOf(input, company, main);
	return CHARGE_KINDS.filter((kind) => !input.chargeAccounts[kind])
		.filter((kind) => !found.some(({ name }) => toLooseName(name) === toLooseName(wanted[kind])))
		.map((kind) => ({
			account_name: CHARGE_ACCOUNT_NAMES[kind],
			parent_account: inCompany(input.accountGroup, company, main),
			company: company.name,
		}));
}

/**
 * Makes them, all in one call; safe to repeat. Throws ErpSettingsError naming Accounts Manager when the right is missing
 * (recorded in the table of rights: Sales User reads accounts and makes none).
 */
export async function ensureChargeAccounts(erp: ErpClient, accounts: readonly AccountToMake[]): Promise<void> {
	if (accounts.length === 0) return;
	try {
		await erp.insertMany(accounts.map((account) => ({ doctype: 'Account', is_group: 0, ...account })));
	} catch (error) {
		if (!(error instanceof ErpApiError) || isUnsure(error)) throw error;
		if (!isPermission(error)) return await ensureOneByOne(erp, accounts);
		const names = accounts.map(({ account_name }) => `'${account_name}'`).join(', ');
		throw new ErpSettingsError([
			`'Account Group' '${accounts[0]?.parent_account ?? ''}' lacks the accounts ${names}, and this user may not make them: give the user the role 'Accounts Manager' for one run, or choose accounts under 'Charge Accounts'.`,
		]);
	}
}

/**
 * Another run made some of them meanwhile, or one company stands below another: ERPNext wants an account in the upper one
 * first, and then makes it in the lower one itself (https://github.com/frappe/erpnext/blob/version-15/erpnext/accounts/
 * doctype/account/account.py, validate_root_company_and_sync_account_to_children). So the refused are tried once more.
 */
async function ensureOneByOne(erp: ErpClient, accounts: readonly AccountToMake[], isLastTry = false): Promise<void> {
	const refused: AccountToMake[] = [];
	for (const account of accounts) {
		try {
			await erp.insert('Account', { is_group: 0, ...account }, { safe: true });
		} catch (error) {
			if (isDuplicate(error)) continue;
			if (isLastTry || !(error instanceof ErpApiError) || isUnsure(error)) throw error;
			refused.push(account);
		}
	}
	if (refused.length > 0) await ensureOneByOne(erp, refused, true);
}
