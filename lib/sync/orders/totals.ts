import { Decimal, decimalsIn, sumOf, toText } from '../../mapping/money';
import type { OrderMoney } from '../../mapping/types';

/** ERPNext sends sums as JSON numbers; more digits than a currency has are float noise. */
const NOISE_DECIMALS = 6;

/** An amount of ERPNext's without that noise. Pure. */
export function exact(amount: number): Decimal {
	return new Decimal(amount).toDecimalPlaces(NOISE_DECIMALS);
}

/** Whether ERPNext's sum is Amazon's, to the cent. */
export function isSameTotal(erpnextTotal: number | undefined, amazonTotal: string): boolean {
	return erpnextTotal !== undefined && exact(erpnextTotal).equals(amazonTotal);
}

export interface HeldSums {
	grand_total: number;
	/** Rows alone, without charges. */
	net_total: number;
}

/**
 * Whether ERPNext's sums are what was proven. Where a tax template of ERPNext works out the tax, only the rows can be: the
 * tax is then the template's word (see `OrderMoney.totalWithoutTax`).
 */
export function isProven(held: HeldSums, money: OrderMoney): boolean {
	if (money.totalWithoutTax === undefined) return isSameTotal(held.grand_total, money.total);
	const rows = sumOf(money.lines.map(({ amount }) => new Decimal(amount)));
	return isSameTotal(held.net_total, rows.toString());
}

/** ERPNext's sum with as many decimals as Amazon's. */
export function toTotalText(erpnextTotal: number, amazonTotal: string | undefined): string {
	return toText(exact(erpnextTotal), decimalsIn(amazonTotal ?? ''));
}
