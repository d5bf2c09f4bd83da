import type { ErpTaxRow } from '../erpnext/types';
import type { ChargeKind, CompanyFacts } from '../settings';
import { Decimal, ZERO, roundTo, sumOf, toJsonNumber } from './money';
import type { OrderRow } from './toOrderRows';

export interface Charge {
	kind: ChargeKind;
	amount: Decimal;
}

/** What people read in the charge table, in the order in which charges stand there. */
const DESCRIPTIONS: Readonly<Record<ChargeKind, string>> = {
	shipping: 'Shipping',
	giftWrap: 'Gift wrap',
	codFee: 'Cash on delivery fee',
	discount: 'Discount',
	other: 'Other',
	deliveryTip: 'Delivery tip',
	tax: 'Tax',
	facilitatorTax: 'Tax collected by Amazon',
	rounding: 'Amazon Rounding',
};
const KINDS_IN_ORDER = Object.keys(DESCRIPTIONS);

/**
 * Charges with the decimals that ERPNext keeps, in the table's order, and as their last one the cents that rows and charges
 * leave over: rows + charges = total, exactly.
 */
export function toCharges(exact: readonly Charge[], rows: readonly OrderRow[], total: Decimal, decimals: number): Charge[] {
	const charges = exact
		.map(({ kind, amount }) => ({ kind, amount: roundTo(amount, decimals) }))
		.filter(({ amount }) => !amount.isZero())
		.sort((one, other) => KINDS_IN_ORDER.indexOf(one.kind) - KINDS_IN_ORDER.indexOf(other.kind));
	const leftOver = total.minus(sumOf(rows.map(({ amount }) => amount))).minus(sumOf(charges.map(({ amount }) => amount)));
	return leftOver.isZero() ? charges : [...charges, { kind: 'rounding', amount: leftOver }];
}

/**
 * Charge rows of type Actual. An order without any gets one of 0.00: with an empty table ERPNext fills in taxes of its own
 * (Accounts Settings "Automatically Add Taxes from Item Tax Template", on by default), and the sum would not be Amazon's.
 */
export function toTaxRows(charges: readonly Charge[], company: CompanyFacts, costCenter: string): ErpTaxRow[] {
	const listed: readonly Charge[] = charges.length > 0 ? charges : [{ kind: 'tax', amount: ZERO }];
	return listed.map(({ kind, amount }) => ({
		charge_type: 'Actual',
		account_head: company.accounts[kind],
		description: kind === 'facilitatorTax' && amount.isNegative() ? 'Tax kept by Amazon' : DESCRIPTIONS[kind],
		tax_amount: toJsonNumber(amount),
		cost_center: costCenter,
	}));
}
