import type { OrderContext } from './types';

/** Codes that Amazon uses beside ISO 3166-1's, and the code under which ERPNext has a country. */
const ALIASES: Readonly<Record<string, string>> = { UK: 'GB', XI: 'GB', EL: 'GR', IC: 'ES' };

/** The codes to ask ERPNext for: Amazon's in capitals, and the one that it stands for. */
export function toCountryCodes(code: string | undefined): string[] {
	const upper = code?.trim().toUpperCase();
	if (!upper) return [];
	const alias = ALIASES[upper];
	return alias ? [upper, alias] : [upper];
}

/** ERPNext's country name for a code that Amazon sent; undefined when ERPNext has none. */
export function toCountry(code: string | undefined, countries: OrderContext['countries']): string | undefined {
	return toCountryCodes(code)
		.map((candidate) => countries[candidate])
		.find((name) => name);
}
