import { hash32 } from './random';

/** First three digits, as they look in each country. */
const PREFIXES: Record<string, string[]> = {
	US: ['111', '112', '113', '114'], CA: ['701', '702'], MX: ['701', '702'], GB: ['202', '203', '204', '205', '206'], DE: ['302', '303', '304', '305', '306'],
	FR: ['402', '403', '404', '405', '406', '407', '408'], IT: ['402', '403', '404', '405', '406', '407', '408'], ES: ['402', '403', '404', '405', '406', '407', '408'],
	JP: ['249', '250', '503'], BR: ['701', '702'], IN: ['402', '403', '404', '405', '406', '407', '408'], AU: ['249', '250', '503'], SG: ['503'],
};
const MODULUS = 10_000_000;
const FACTOR = 6_180_339;
/** FACTOR x INVERSE = 1 modulo MODULUS, so that an order's id leads back to its number. */
const INVERSE = inverseOf(FACTOR, MODULUS);

/** Ids look random, are unique for up to ten million orders of a seller, and tell the order's number without a table. */
export function toOrderId(seed: number, index: number, countryCode: string): string {
	const prefixes = PREFIXES[countryCode] ?? ['171', '028'];
	const prefix = prefixes[hash32(seed, 'prefix', index) % prefixes.length] ?? '171';
	const middle = (index * FACTOR + (hash32(seed, 'orders') % MODULUS)) % MODULUS;
	return `${prefix}-${pad(middle)}-${pad(hash32(seed, 'order', index) % MODULUS)}`;
}

/** The number that `toOrderId` would have made this id from; the caller compares the whole id. */
export function toOrderNumber(seed: number, orderId: string): number | undefined {
	const middle = /^\d{3}-(\d{7})-\d{7}$/.exec(orderId)?.[1];
	if (middle === undefined) return undefined;
	const shifted = (Number(middle) - (hash32(seed, 'orders') % MODULUS) + MODULUS) % MODULUS;
	return Number((BigInt(shifted) * BigInt(INVERSE)) % BigInt(MODULUS));
}

export function toOrderItemId(seed: number, index: number, line: number): string {
	return String(10_000_000_000_000 + hash32(seed, 'item', index, line) * 16 + line);
}

const pad = (value: number) => String(value).padStart(7, '0');

function inverseOf(value: number, modulus: number): number {
	let [a, b] = [value, modulus];
	let [x, y] = [1, 0];
	while (b !== 0) {
		const quotient = Math.floor(a / b);
		[a, b] = [b, a - quotient * b];
		[x, y] = [y, x - quotient * y];
	}
	return ((x % modulus) + modulus) % modulus;
}
