import Decimal from 'decimal.js';
import type { OrderMoney } from '../../mapping/types';

/** ERPNext sends sums as JSON numbers; more digits than a currency has are float noise. */
const NOISE_DECIMALS = 6;

/** Whether ERPNext's sum is Amazon's, to the cent. */
export function isSameTotal(erpnextTotal: number | undefined, amazonTotal: string): boolean {
	if (erpnextTotal === undefined) return false;
	return new Decimal(erpnextTotal).toDecimalPlaces(NOISE_DECIMALS).equals(amazonTotal);
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
	const rows = money.lines.reduce((sum, line) => sum.plus(line.amount), new Decimal(0));
	return isSameTotal(held.net_total, rows.toString());
}

/** ERPNext's sum with as many decimals as Amazon's. */
export function toTotalText(erpnextTotal: number, amazonTotal: string | undefined): string {
	const decimals = Math.max(new Decimal(amazonTotal ?? '0.00').decimalPlaces(), amazonTotal?.split('.')[1]?.length ?? 0);
	const total = new Decimal(erpnextTotal).toDecimalPlaces(NOISE_DECIMALS);
	return total.toFixed(Math.max(decimals, total.decimalPlaces()));
}
