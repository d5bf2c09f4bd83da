import { Decimal, roundTo } from './money';
import type { OrderSums } from './taxHandling';

export interface OrderRow {
	orderItemId: string;
	sku: string | undefined;
	quantity: number;
	/** Per unit, with the decimals that ERPNext keeps (recorded: sales orders/rate is rounded to the cent). */
	rate: Decimal;
	/** rate x quantity, as ERPNext works it out. */
	amount: Decimal;
}

/**
 * Rows with a rate that ERPNext keeps as it is. What a rate cannot say (cents that do not divide by the quantity, an amount
 * below zero, which ERPNext refuses in a row) is not in the rows: the caller carries it in a charge.
 */
export function toOrderRows(lines: OrderSums['lines'], decimals: number): OrderRow[] {
	return lines.map(({ orderItemId, sku, quantity, net }) => {
		const rate = roundTo(Decimal.max(0, net).dividedBy(quantity), decimals);
		return { orderItemId, sku, quantity, rate, amount: rate.times(quantity) };
	});
}
