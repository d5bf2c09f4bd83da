import { Decimal } from 'decimal.js';
import type { Line, Plan } from './randomOrders';

/** Whole coins only: what an order comes to, worked out without a line of the mapping. */

export const coinsOf = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** As a decimal text of the currency. */
export const coinText = (amount: number, { currency }: Plan): string => new Decimal(amount).div(10 ** currency.decimals).toFixed(currency.decimals);

/** What one line comes to by Amazon's word. */
export function lineTotal(of: Line, { isTaxOnTop, discount, shape }: Plan): number {
	const charges = shape === 'chargesAtOrderOnly' ? of.other : of.shipping + of.giftWrap + of.codFee + of.other;
	return of.item + charges + (isTaxOnTop ? of.tax : 0) - (discount === 'inside' ? 0 : of.discount);
}

export function keptTax({ lines }: Plan): number {
	return coinsOf(lines.filter((of) => of.isFacilitator).map((of) => of.tax));
}

function ownTax({ lines }: Plan): number {
	return coinsOf(lines.filter((of) => !of.isFacilitator).map((of) => of.tax));
}

export function grandTotal(of: Plan): number {
	const charges = of.shape === 'chargesAtOrderOnly' ? coinsOf(of.lines.map((one) => one.shipping + one.giftWrap + one.codFee)) : 0;
	const total = coinsOf(of.lines.map((one) => lineTotal(one, of))) + charges;
	return total + (of.isTipIn ? of.tip : 0) - (of.isWithheld ? keptTax(of) : 0);
}

/** What the Sales Order must come to, without what a tax template adds: the grand total less the taxes that do not belong in it. */
export function wantedTotal(of: Plan): number {
	const isOutside = !of.isTaxOnTop && of.currency.code === 'USD';
	const total = grandTotal(of) - (of.isWithheld || isOutside ? 0 : keptTax(of));
	if (of.taxHandling === 'templateOnTop') return total - ownTax(of);
	return of.taxHandling === 'none' && of.isTaxOnTop ? total - ownTax(of) : total;
}
