import type { ErpSalesOrder, ErpTaxRow } from '../erpnext/types';
import { Decimal, ZERO, roundTo, toText } from './money';

interface Base {
	netTotal: Decimal;
	quantity: number;
	/** Amount and running total of each charge so far, not rounded: so ERPNext counts on from row to row. */
	amounts: Decimal[];
	totals: Decimal[];
}

function percentOf(rate: number | undefined, base: Decimal | undefined): Decimal {
	return (base ?? ZERO).times(rate ?? 0).dividedBy(100);
}

/** Percentage taxes inside the prices change no total (recorded: sales orders/percentage tax included in the rate). */
function taxOf(tax: ErpTaxRow, { netTotal, quantity, amounts, totals }: Base): Decimal {
	if (tax.included_in_print_rate) return ZERO;
	const previous = Number(tax.row_id ?? 0) - 1;
	switch (tax.charge_type) {
		case 'Actual':
			return new Decimal(tax.tax_amount ?? 0);
		case 'On Previous Row Amount':
			return percentOf(tax.rate, amounts[previous]);
		case 'On Previous Row Total':
			return percentOf(tax.rate, totals[previous]);
		case 'On Item Quantity':
			return new Decimal(tax.rate ?? 0).times(quantity);
		default:
			return percentOf(tax.rate, netTotal);
	}
}

/**
 * The grand total that ERPNext works out: rate rounded to the site's `precision`, amount = rate x quantity, charges added
 * (recorded: sales orders/draft with charges, rate is rounded to the cent, rate 0 with 100 % discount stays free).
 */
export function expectedErpTotal(salesOrder: ErpSalesOrder, precision: number): string {
	const base: Base = { netTotal: ZERO, quantity: 0, amounts: [], totals: [] };
	for (const row of salesOrder.items) {
		const rate = row.discount_percentage === 100 ? ZERO : roundTo(new Decimal(row.rate), precision);
		base.netTotal = base.netTotal.plus(roundTo(rate.times(row.qty), precision));
		base.quantity += row.qty;
	}
	let total = base.netTotal;
	for (const tax of salesOrder.taxes) {
		const amount = taxOf(tax, base);
		total = total.plus(roundTo(amount, precision));
		base.totals.push((base.totals.at(-1) ?? base.netTotal).plus(amount));
		base.amounts.push(amount);
	}
	return toText(roundTo(total, precision), precision);
}
