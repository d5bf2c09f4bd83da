import { Decimal as BaseDecimal } from 'decimal.js';

/** Own copy, so that nobody else's settings change our arithmetic; no exponents when written out. */
export const Decimal = BaseDecimal.clone({
	precision: 60,
	rounding: BaseDecimal.ROUND_HALF_UP,
	toExpNeg: -60,
	toExpPos: 60,
});
export type Decimal = BaseDecimal;

export const ZERO: Decimal = new Decimal(0);

/** Minor units that are not two. Source: ISO 4217, list one, https://www.six-group.com/en/products-services/financial-information/data-standards.html */
const MINOR_UNITS: Readonly<Record<string, number>> = {
	BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0,
	XAF: 0, XOF: 0, XPF: 0,
	BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
	CLF: 4, UYW: 4,
};

/** ERPNext stores money with 21 digits, 9 of them decimals, and counts in doubles: more is not kept to the cent. */
export const LARGEST_AMOUNT: Decimal = new Decimal('999999999999');

/** Number of decimals that a currency has, by ISO 4217; two for a code that is not listed. */
export function minorUnits(currency: string): number {
	return MINOR_UNITS[currency.toUpperCase()] ?? 2;
}

/** Decimals that survive in ERPNext: the currency's own, or the site's when those are fewer. */
export function keptDecimals(currency: string, sitePrecision: number): number {
	return Math.min(minorUnits(currency), sitePrecision);
}

/** Amazon's decimal as it was sent (RFC 7159 number in a string); undefined when it is none. */
export function toDecimal(amount: unknown): Decimal | undefined {
	if (typeof amount !== 'string' && typeof amount !== 'number') return undefined;
	const text = String(amount).trim();
	if (!/^[+-]?\d+(\.\d+)?(e[+-]?\d{1,2})?$/i.test(text)) return undefined;
	return new Decimal(text);
}

export function sumOf(amounts: Iterable<Decimal>): Decimal {
	let total = ZERO;
	for (const amount of amounts) total = total.plus(amount);
	return total;
}

/** Half away from zero, as people and Amazon round; sums are exact before it, so ERPNext's rounding rule never matters. */
export function roundTo(amount: Decimal, decimals: number): Decimal {
	const rounded = amount.toDecimalPlaces(decimals);
	return rounded.isZero() ? ZERO : rounded;
}

/** Plain decimal string with the decimals that the currency has, e.g. `9.90`. */
export function toText(amount: Decimal, decimals: number): string {
	const places = Math.max(decimals, amount.decimalPlaces());
	return (amount.isZero() ? ZERO : amount).toFixed(places);
}

/** How many decimals a decimal string is written with: 2 of `12.50`. */
export function decimalsIn(amount: string): number {
	return amount.split('.')[1]?.length ?? 0;
}

/** The number that JSON carries; of at most 15 digits, so writing and reading it again gives the same decimal. */
export function toJsonNumber(amount: Decimal): number {
	return amount.isZero() ? 0 : amount.toNumber();
}
