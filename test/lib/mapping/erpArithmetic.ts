import type { ErpSalesOrder } from '../../../lib/erpnext/types';

/** "Banker's Rounding" is what a new site rounds by (recorded: who and what/site settings), "Commercial Rounding" the other way. */
export type RoundingMethod = "Banker's Rounding" | 'Commercial Rounding';

export interface ErpTotals {
	rates: number[];
	amounts: number[];
	netTotal: number;
	/** Running total after each charge. */
	taxTotals: number[];
	grandTotal: number;
}

/** Rounds a double as the site does: the half decided on twelve digits, so that 2.675 counts as a half. */
function roundFloat(value: number, decimals: number, method: RoundingMethod): number {
	const scaled = Number((Math.abs(value) * 10 ** decimals).toPrecision(15));
	const whole = Math.floor(scaled);
	const part = scaled - whole;
	const isHalf = Math.abs(part - 0.5) < 1e-9 * Math.max(1, whole) * 1e-3;
	const isUp = isHalf ? method === 'Commercial Rounding' || whole % 2 === 1 : part > 0.5;
	return (Math.sign(value) * (isUp ? whole + 1 : whole)) / 10 ** decimals;
}

/**
 * A Sales Order's sums in binary floating point, step by step as the recordings show them: rate rounded, amount rounded, charges
 * shared out over the rows (the last row takes what division leaves), every running total rounded.
 */
export function erpTotals(order: ErpSalesOrder, precision: number, method: RoundingMethod): ErpTotals {
	const round = (value: number): number => roundFloat(value, precision, method);
	const rates = order.items.map((row) => (row.discount_percentage === 100 ? 0 : round(row.rate)));
	const amounts = order.items.map((row, index) => round((rates[index] ?? 0) * row.qty));
	const netTotal = round(amounts.reduce((sum, amount) => sum + amount, 0));
	let running = netTotal;
	const taxTotals = order.taxes.map((tax) => {
		const actual = round(tax.tax_amount ?? 0);
		let left = actual;
		let shared = 0;
		amounts.forEach((amount, index) => {
			let share = tax.charge_type === 'Actual' ? (netTotal ? (amount * actual) / netTotal : 0) : ((tax.rate ?? 0) / 100) * amount;
			left -= share;
			if (tax.charge_type === 'Actual' && index === amounts.length - 1) share += left;
			shared += share;
		});
		running = round(running + (tax.included_in_print_rate ? 0 : round(shared)));
		return running;
	});
	return { rates, amounts, netTotal, taxTotals, grandTotal: round(running) };
}
