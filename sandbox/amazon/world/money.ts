import type { Money } from '@sp-api-sdk/orders-api-2026-01-01';

/** Amounts inside the generator are whole minor units: cents, pence, yen. */
export const decimalsOf = (currency: string) => (currency === 'JPY' ? 0 : 2);

export function toMoney(minor: number, currency: string): Money {
	return { amount: toDecimalText(minor, currency), currencyCode: currency };
}

export function toDecimalText(minor: number, currency: string): string {
	const decimals = decimalsOf(currency);
	const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
	const sign = minor < 0 ? '-' : '';
	if (decimals === 0) return sign + digits;
	return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** What one US dollar is worth, about: only to make prices look right. */
const PER_DOLLAR: Record<string, number> = {
	USD: 1, CAD: 1.35, MXN: 18, BRL: 5.4, EUR: 0.92, GBP: 0.79, SEK: 10.5, ZAR: 18, PLN: 4, EGP: 48,
	TRY: 34, SAR: 3.75, AED: 3.67, INR: 84, SGD: 1.34, AUD: 1.5, JPY: 150,
};

/** A shop price: 23.4 dollars become 21.99 EUR or 3480 JPY. Minor units. */
export function toShopPrice(dollars: number, currency: string): number {
	const amount = dollars * (PER_DOLLAR[currency] ?? 1);
	if (decimalsOf(currency) === 0) return Math.max(100, Math.round(amount / 10) * 10 - 20);
	return Math.max(1, Math.round(amount)) * 100 - 1;
}
