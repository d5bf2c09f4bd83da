import { Random } from './random';

/** Appends the check digit of GS1 codes (UPC, EAN, GTIN). */
export function withCheckDigit(digits: string): string {
	let sum = 0;
	for (let index = 0; index < digits.length; index += 1) {
		const weight = (digits.length - index) % 2 === 1 ? 3 : 1;
		sum += Number(digits[index]) * weight;
	}
	return digits + String((10 - (sum % 10)) % 10);
}

/** An EAN-13; those that begin with 0 are UPC codes as well. */
export function makeEan(seed: number, index: number, countryCode: string): string {
	const prefix = countryCode === 'US' || countryCode === 'CA' ? '08' : countryCode === 'JP' ? '49' : '40';
	const maker = new Random(seed, 'ean').digits(4);
	return withCheckDigit(prefix + maker + String(index % 1_000_000).padStart(6, '0'));
}
