import type { ErpSalesOrder, ErpSalesOrderItem, ErpTaxRow } from '../../erpnext/types';
import { findSalesOrder } from '../../erpnext/salesOrders';
import type { MappedOrder } from '../../mapping/types';
import type { OrderRun } from './run';
import { sayMoney } from './say';
import { toTotalText } from './totals';

/** Takes the first entry that fits out of `left`. */
function takeFirst<T>(left: T[], fits: (entry: T) => boolean): T | undefined {
	const index = left.findIndex(fits);
	return index < 0 ? undefined : left.splice(index, 1)[0];
}

const isSameCharge = (one: ErpTaxRow, other: ErpTaxRow): boolean => one.charge_type === other.charge_type && one.account_head === other.account_head;

/**
 * Both sums line by line, Amazon's first: what a person needs to see which row or charge ERPNext made different. `written` is
 * ERPNext's document; amounts only, no names of people. Pure.
 */
export function sayBothSums(mapped: MappedOrder, written: ErpSalesOrder): string {
	const { money, salesOrder } = mapped;
	const text = (amount: number | undefined): string => (amount === undefined ? 'nothing' : toTotalText(amount, money.total));
	const rowText = (row: ErpSalesOrderItem | undefined): string => (row ? `${row.qty} x ${text(row.rate)} = ${text(row.amount)}` : 'no row');
	const rows = [...written.items];
	const taxes = [...(written.taxes ?? [])];
	const lines = money.lines.map(({ orderItemId, sku, quantity, rate, amount }) => {
		const row = takeFirst(rows, (candidate) => candidate.amazon_order_item_id === orderItemId);
		return `${sku ?? orderItemId}: ${quantity} x ${rate} = ${amount} / ${rowText(row)}`;
	});
	const charges = salesOrder.taxes.map((wanted) => {
		const row = takeFirst(taxes, (candidate) => isSameCharge(candidate, wanted));
		const asked = wanted.charge_type === 'Actual' ? text(wanted.tax_amount) : `${wanted.rate ?? 0} %`;
		return `${wanted.description}: ${asked} / ${row ? text(row.tax_amount) : 'no charge'}`;
	});
	const added = [
		...rows.map((row) => `only in ERPNext: Item '${row.item_code}': ${rowText(row)}`),
		...taxes.map((row) => `only in ERPNext: ${row.description}: ${text(row.tax_amount)}`),
	];
	const total = `total: ${money.total} / ${text(written.grand_total)} ${money.currency}`;
	return `Amazon's sum / ERPNext's, line by line: ${[...lines, ...charges, ...added, total].join('; ')}`;
}

/** The same, with one more look at the document, before it goes. */
export async function fetchBothSums(run: OrderRun, name: string, mapped: MappedOrder): Promise<string> {
	const written = await findSalesOrder(run.erp, name);
	return written ? sayBothSums(mapped, written) : sayMoney(mapped.money);
}
