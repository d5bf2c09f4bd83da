import type { ErpSalesOrder } from '../erpnext/types';
import { Decimal, ZERO, roundTo, toText } from './money';

/** Percentage taxes inside the prices change no total (recorded: sales orders/percentage tax included in the rate). */
function taxOf(tax: ErpSalesOrder['taxes'][number], netTotal: Decimal, precision: number): Decimal {
	if (tax.charge_type === 'Actual') return roundTo(new Decimal(tax.tax_amount ?? 0), precision);
	if (tax.included_in_print_rate) return ZERO;
	return roundTo(netTotal.times(tax.rate ?? 0).dividedBy(100), precision);
}

/**
 * The grand total that ERPNext works out: rate rounded to the site's `precision`, amount = rate x quantity, charges added
 * (recorded: sales orders/draft with charges, rate is rounded to the cent, rate 0 with 100 % discount stays free).
 */
export function expectedErpTotal(salesOrder: ErpSalesOrder, precision: number): string {
	let netTotal = ZERO;
	for (const row of salesOrder.items) {
		const rate = row.discount_percentage === 100 ? ZERO : roundTo(new Decimal(row.rate), precision);
		netTotal = netTotal.plus(roundTo(rate.times(row.qty), precision));
	}
	let total = netTotal;
	for (const tax of salesOrder.taxes) total = total.plus(taxOf(tax, netTotal, precision));
	return toText(roundTo(total, precision), precision);
}
