import type { RowChange } from '../../erpnext/salesOrders';
import type { ErpSalesOrder, ErpSalesOrderItem, ErpTaxRow } from '../../erpnext/types';
import { Decimal, ZERO } from '../../mapping/money';

/** How a submitted Sales Order becomes what Amazon says now. */
export type ChangePlan =
	/** Rows and charges agree already: only fields that may change after submission differ. */
	| { kind: 'fields' }
	/** Only quantities and rates differ, or rows fall away. */
	| { kind: 'rows'; rows: RowChange[]; said: string[] }
	/** Charges differ, or rows are new: cancel and amend. */
	| { kind: 'amend'; said: string[] };

/** Pure. `written` is ERPNext's document with its rows, `wanted` the mapped order. */
export function planChange(written: ErpSalesOrder, wanted: ErpSalesOrder): ChangePlan {
	const charges = sayCharges(written.taxes, wanted.taxes);
	const pairs = pairRows(written.items, wanted.items);
	const rows: RowChange[] = [];
	const said = [...charges];
	let needsAmending = charges.length > 0 || isHeadDifferent(written, wanted);
	for (const { before, after } of pairs) {
		const label = `Item '${(after ?? before)?.item_code ?? ''}'`;
		if (!before) {
			said.push(`${label}: new`);
			needsAmending = true;
		} else if (!after) {
			said.push(`${label}: dropped`);
		} else {
			if (before.qty !== after.qty) said.push(`${label}: quantity ${before.qty} -> ${after.qty}`);
			if (!isSameAmount(before.rate, after.rate)) said.push(`${label}: rate ${sayBoth(before.rate, after.rate)}`);
			// A free row carries a discount of 100 %, which no new rate takes away and none brings along.
			if (before.rate !== after.rate && (isFree(before) || isFree(after))) needsAmending = true;
			rows.push(toRowChange(before, after));
		}
	}
	if (rows.length === 0) needsAmending = true;
	if (needsAmending) return { kind: 'amend', said };
	return said.length > 0 ? { kind: 'rows', rows, said } : { kind: 'fields' };
}

/** All that ERPNext's own dialog sends: what is left out newer versions empty (erpnext/controllers/accounts_controller.py). */
function toRowChange(before: ErpSalesOrderItem, after: ErpSalesOrderItem): RowChange {
	const { name, item_code, description, uom, conversion_factor, delivery_date } = before;
	const kept = Object.entries({ description, uom, conversion_factor, delivery_date }).filter(([, value]) => value !== undefined && value !== null);
	return { docname: name ?? '', item_code, qty: after.qty, rate: after.rate, ...Object.fromEntries(kept) };
}

interface RowPair {
	before?: ErpSalesOrderItem;
	after?: ErpSalesOrderItem;
}

/**
 * One Amazon order item may fill several rows: they pair in their order. A row keeps its Item, warehouse and account: people
 * may have repointed them since.
 */
function pairRows(written: ErpSalesOrderItem[], wanted: ErpSalesOrderItem[]): RowPair[] {
	const keyOf = (row: ErpSalesOrderItem) => row.amazon_order_item_id || row.item_code;
	const left = [...written];
	const pairs: RowPair[] = wanted.map((after) => {
		const index = left.findIndex((before) => keyOf(before) === keyOf(after));
		return { before: index < 0 ? undefined : left.splice(index, 1)[0], after };
	});
	return [...pairs, ...left.map((before) => ({ before }))];
}

function isFree(row: ErpSalesOrderItem): boolean {
	return row.rate === 0 || row.discount_percentage === 100;
}

function isSameAmount(before: number | undefined, after: number | undefined): boolean {
	return new Decimal(before ?? 0).equals(after ?? 0);
}

/** With the same decimals on both sides: `4.99 -> 1.00`. */
function sayBoth(before: Decimal | number, after: Decimal | number): string {
	const [one, other] = [new Decimal(before), new Decimal(after)];
	const decimals = Math.max(one.decimalPlaces(), other.decimalPlaces());
	return `${one.toFixed(decimals)} -> ${other.toFixed(decimals)}`;
}

function isHeadDifferent(written: ErpSalesOrder, wanted: ErpSalesOrder): boolean {
	return (
		written.company !== wanted.company ||
		written.currency !== wanted.currency ||
		// Without one wanted it is of no account: a Tax Rule of the site fills it in, beside our own rows.
		(wanted.taxes_and_charges !== undefined && written.taxes_and_charges !== wanted.taxes_and_charges)
	);
}

function chargeKey(row: ErpTaxRow): string {
	return `${row.charge_type} ${row.account_head}`;
}

/** Charges compare as sums by account: their order and their texts are no reason to amend. */
function sayCharges(written: ErpTaxRow[] | undefined, wanted: ErpTaxRow[]): string[] {
	const sums = new Map<string, { head: string; before: Decimal; after: Decimal }>();
	const sumOf = (row: ErpTaxRow) => {
		const sum = sums.get(chargeKey(row)) ?? { head: row.account_head, before: ZERO, after: ZERO };
		sums.set(chargeKey(row), sum);
		return sum;
	};
	// A percentage row's amount is ERPNext's own arithmetic: its rate is what was asked for.
	const amountOf = (row: ErpTaxRow) => (row.charge_type === 'Actual' ? row.tax_amount : row.rate) ?? 0;
	for (const row of written ?? []) {
		const sum = sumOf(row);
		sum.before = sum.before.plus(amountOf(row));
	}
	for (const row of wanted) {
		const sum = sumOf(row);
		sum.after = sum.after.plus(amountOf(row));
	}
	const amounts = (rows: readonly ErpTaxRow[]) => rows.map((row) => new Decimal(amountOf(row)).toString()).filter((text) => text !== '0').sort().join(' ');
	if (amounts(written ?? []) === amounts(wanted)) return [];
	return [...sums.values()]
		.filter((sum) => !sum.before.equals(sum.after))
		.map((sum) => `${sum.head}: ${sayBoth(sum.before, sum.after)}`);
}
