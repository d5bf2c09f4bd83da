/** Sales Orders as an audit reads them: of any origin, in bulk, never written. */
import { inParts } from '../inParts';
import type { ErpClient, ErpFilter } from './client';
import { toLooseName } from './looseName';
import { SALES_ORDER } from './salesOrders';
import type { ErpDocStatus } from './types';

export interface AuditedSalesOrder {
	name: string;
	docstatus: ErpDocStatus;
	grand_total: number;
	net_total: number;
	/** Of the whole order, on top of its rows and charges. */
	discount_amount: number;
	currency: string;
	transaction_date: string;
	per_delivered: number;
	per_billed: number;
	/** Undefined on a site that never had the field. */
	amazon_order_id?: string | null;
	po_no: string | null;
	/** Only of orders that this package wrote. */
	amazon_marketplace?: string | null;
}

const FIELDS: Array<keyof AuditedSalesOrder> = [
	'name',
	'docstatus',
	'grand_total',
	'net_total',
	'discount_amount',
	'currency',
	'transaction_date',
	'per_delivered',
	'per_billed',
	'amazon_order_id',
	'po_no',
	'amazon_marketplace',
];

/** A request of about 6 kB. */
const IDS_PER_CALL = 200;

/** Order ids as ERPNext's database compares them; a blank before one is a slip of the pen. */
export function looseId(orderId: string): string {
	return toLooseName(orderId.trim());
}

/** Amazon's number of an order: its own field, or the customer's purchase order where a person entered it by hand. */
function idOf(row: AuditedSalesOrder): string {
	return looseId(row.amazon_order_id || row.po_no || '');
}

async function fetchWhere(erp: ErpClient, filters: ErpFilter[]): Promise<AuditedSalesOrder[]> {
	return await erp.list<AuditedSalesOrder>(SALES_ORDER, { fields: FIELDS, filters });
}

/**
 * All Sales Orders, drafts and cancelled ones too, of these Amazon orders, by `looseId`: those that carry the number in
 * the field of this package and of ERPNext's own connector, and those that were entered by hand under it. Two calls for
 * each 200 orders.
 */
export async function fetchSalesOrdersOf(erp: ErpClient, orderIds: readonly string[]): Promise<Map<string, AuditedSalesOrder[]>> {
	const found = new Map<string, AuditedSalesOrder[]>();
	for (const ids of inParts(orderIds, IDS_PER_CALL)) {
		const named = await fetchWhere(erp, [['amazon_order_id', 'in', ids]]);
		const byHand = await fetchWhere(erp, [['po_no', 'in', ids]]);
		for (const row of [...named, ...byHand.filter((candidate) => !candidate.amazon_order_id)]) {
			found.set(idOf(row), [...(found.get(idOf(row)) ?? []), row]);
		}
	}
	return found;
}

export interface DaysQuery {
	/** `yyyy-MM-dd`, both included. */
	from: string;
	to: string;
	/** Empty: of every company. */
	company: string;
}

/** Drafts and submitted orders of these days that carry an Amazon order number. One call for each 500. */
export async function fetchNumberedOfDays(erp: ErpClient, { from, to, company }: DaysQuery): Promise<AuditedSalesOrder[]> {
	return await fetchWhere(erp, [
		['amazon_order_id', 'is', 'set'],
		['docstatus', '<', 2],
		['transaction_date', '>=', from],
		['transaction_date', '<=', to],
		...(company ? [['company', '=', company] satisfies ErpFilter] : []),
	]);
}

export interface HeldRow {
	item_code: string;
	item_name: string | null;
	qty: number;
	rate: number;
	amount: number;
}

export interface HeldCharge {
	description: string | null;
	account_head: string;
	tax_amount: number;
}

/** Rows and charges of one Sales Order, in the document's order. */
export interface HeldLines {
	rows: HeldRow[];
	charges: HeldCharge[];
}

/** Their rows stay below one page of a list, whose order within a document is not promised. */
const DOCUMENTS_PER_CALL = 50;

type OfDocument<T> = T & { name: string; idx: number | null };

/** Rows and charges by Sales Order; two calls for each 50 (recorded: items/list with a child field). */
export async function fetchHeldLines(erp: ErpClient, names: readonly string[]): Promise<Map<string, HeldLines>> {
	const held = new Map<string, HeldLines>(names.map((name) => [name, { rows: [], charges: [] }]));
	for (const part of inParts(names, DOCUMENTS_PER_CALL)) {
		const filters: ErpFilter[] = [['name', 'in', part]];
		const rows = await erp.list<OfDocument<HeldRow>>(SALES_ORDER, {
			fields: ['name', 'items.idx', 'items.item_code', 'items.item_name', 'items.qty', 'items.rate', 'items.amount'],
			filters,
		});
		const charges = await erp.list<OfDocument<HeldCharge>>(SALES_ORDER, {
			fields: ['name', 'taxes.idx', 'taxes.description', 'taxes.account_head', 'taxes.tax_amount'],
			filters,
		});
		for (const row of inDocumentOrder(rows)) held.get(row.name)?.rows.push(row);
		for (const charge of inDocumentOrder(charges)) held.get(charge.name)?.charges.push(charge);
	}
	return held;
}

/** A document without charges comes as one row of nulls: the list joins the tables. */
function inDocumentOrder<T extends { idx: number | null }>(rows: T[]): T[] {
	return rows.filter(({ idx }) => idx !== null).sort((one, other) => (one.idx ?? 0) - (other.idx ?? 0));
}
