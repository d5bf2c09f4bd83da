import type { Site } from '../site';
import { num, text } from '../values';
import { roundTo } from './rounding';

const SMALL = 'Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen'.split(' ');
const TENS = ' Ten Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety'.split(' ');
const GROUPS = ['', 'Thousand', 'Million', 'Billion', 'Trillion'];

function belowHundred(value: number): string {
	if (value < 20) return SMALL[value] ?? '';
	const ones = value % 10;
	return `${TENS[Math.floor(value / 10)] ?? ''}${ones > 0 ? ` ${SMALL[ones] ?? ''}` : ''}`;
}

function belowThousand(value: number): string {
	const hundreds = Math.floor(value / 100);
	const rest = value % 100;
	if (hundreds === 0) return belowHundred(rest);
	return `${SMALL[hundreds] ?? ''} Hundred${rest > 0 ? ` And ${belowHundred(rest)}` : ''}`;
}

function inWords(value: number): string {
	if (value === 0) return 'Zero';
	const parts: string[] = [];
	let rest = value;
	for (let group = 0; rest > 0; group += 1) {
		const part = rest % 1000;
		if (part > 0) parts.unshift(`${belowThousand(part)}${group > 0 ? ` ${GROUPS[group] ?? ''}` : ''}`);
		rest = Math.floor(rest / 1000);
	}
	const last = value % 1000;
	if (parts.length > 1 && last > 0 && last < 100) return `${parts.slice(0, -1).join(', ')} And ${parts.at(-1) ?? ''}`;
	return parts.join(', ');
}

/** `USD Forty Eight and Eighteen Cent only.` */
export function moneyInWords(amount: number, currency: string, site: Site): string {
	const rounded = roundTo(Math.abs(amount));
	const whole = Math.floor(rounded);
	const fraction = Math.round((rounded - whole) * 100);
	const name = text(site.get('Currency', currency) ?? {}, 'fraction') || 'Cent';
	const tail = fraction > 0 ? ` and ${inWords(fraction)} ${name}` : '';
	return `${currency} ${inWords(whole)}${tail} only.`;
}

/** Rounded total: to the currency's smallest coin, to the whole unit where none is known e.g. GBP 9.99 to 10 (recorded: sales orders/rounded total unless disabled). */
export function roundToCoin(amount: number, currency: string, site: Site): number {
	const coin = num(site.get('Currency', currency) ?? {}, 'smallest_currency_fraction_value');
	return coin > 0 ? roundTo(Math.round(amount / coin) * coin) : roundTo(amount, 0);
}
