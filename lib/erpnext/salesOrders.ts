import type { ErpClient } from './client';
import type { ErpDocStatus, ErpSalesOrder } from './types';

export const SALES_ORDER = 'Sales Order';

/** A Sales Order as the look-ups list it: what a decision needs, without rows and charges. */
export interface FoundSalesOrder {
	name: string;
	/** Users who made it and who saved it last. */
	owner: string;
	modified_by: string;
	docstatus: ErpDocStatus;
	status: string;
	grand_total: number;
	net_total: number;
	currency: string;
	per_delivered: number;
	per_billed: number;
	amended_from: string | null;
	customer: string;
	customer_address: string | null;
	shipping_address_name: string | null;
	contact_person: string | null;
	contact_display: string | null;
	contact_email: string | null;
	contact_phone: string | null;
	contact_mobile: string | null;
	amazon_order_id: string | null;
	amazon_order_status: string | null;
	amazon_last_update: string | null;
	amazon_fingerprint: string | null;
}

const FOUND_FIELDS: Array<keyof FoundSalesOrder> = [
	'name',
	'owner',
	'modified_by',
	'docstatus',
	'status',
	'grand_total',
	'net_total',
	'currency',
	'per_delivered',
	'per_billed',
	'amended_from',
	'customer',
	'customer_address',
	'shipping_address_name',
	'contact_person',
	'contact_display',
	'contact_email',
	'contact_phone',
	'contact_mobile',
	'amazon_order_id',
	'amazon_order_status',
	'amazon_last_update',
	'amazon_fingerprint',
];

const GIVEN_UP = 'amending ';

/**
 * What stands in `amazon_fingerprint` of a Sales Order that gave its Amazon order id up because an amended copy takes it.
 * It lets the next run find the order when this one ends between two steps.
 */
const givenUpMark = (amazonOrderId: string): string => `${GIVEN_UP}${amazonOrderId}`;

function byAmazonId(rows: FoundSalesOrder[], idOf: (row: FoundSalesOrder) => string): Map<string, FoundSalesOrder[]> {
	const found = new Map<string, FoundSalesOrder[]>();
	for (const row of rows) found.set(idOf(row), [...(found.get(idOf(row)) ?? []), row]);
	return found;
}

/** All Sales Orders, cancelled ones too, that carry one of these Amazon order ids. Recorded: sales orders/find by amazon ids. */
export async function fetchSalesOrders(erp: ErpClient, amazonOrderIds: string[]): Promise<Map<string, FoundSalesOrder[]>> {
	if (amazonOrderIds.length === 0) return new Map();
	const rows = await erp.list<FoundSalesOrder>(SALES_ORDER, {
		fields: FOUND_FIELDS,
		filters: [['amazon_order_id', 'in', amazonOrderIds]],
	});
	return byAmazonId(rows, (row) => row.amazon_order_id ?? '');
}

/** Sales Orders that gave one of these ids up for an amended copy (see `givenUpMark`). */
export async function fetchGivenUp(erp: ErpClient, amazonOrderIds: string[]): Promise<Map<string, FoundSalesOrder[]>> {
	if (amazonOrderIds.length === 0) return new Map();
	const rows = await erp.list<FoundSalesOrder>(SALES_ORDER, {
		fields: FOUND_FIELDS,
		filters: [['amazon_fingerprint', 'in', amazonOrderIds.map(givenUpMark)]],
	});
	return byAmazonId(rows, (row) => (row.amazon_fingerprint ?? '').slice(GIVEN_UP.length));
}

export interface NumberHolder {
	name: string;
	customer: string;
	po_no: string;
}

/** Drafts and submitted Sales Orders that carry one of these as the customer's purchase order number; one call. */
export async function fetchNumberHolders(erp: ErpClient, numbers: string[]): Promise<NumberHolder[]> {
	if (numbers.length === 0) return [];
	return await erp.list<NumberHolder>(SALES_ORDER, {
		fields: ['name', 'customer', 'po_no'],
		filters: [
			['po_no', 'in', numbers],
			['docstatus', '<', 2],
		],
	});
}

export interface SalesOrderTotal {
	name: string;
	docstatus: ErpDocStatus;
	grand_total: number;
	net_total: number;
}

/** What ERPNext says that these Sales Orders come to, by name; one call. */
export async function fetchSalesOrderTotals(erp: ErpClient, names: string[]): Promise<Map<string, SalesOrderTotal>> {
	if (names.length === 0) return new Map();
	const rows = await erp.list<SalesOrderTotal>(SALES_ORDER, {
		fields: ['name', 'docstatus', 'grand_total', 'net_total'],
		filters: [['name', 'in', names]],
	});
	return new Map(rows.map((row) => [row.name, row]));
}

/** With rows and charges; undefined when it was deleted. */
export async function findSalesOrder(erp: ErpClient, name: string): Promise<ErpSalesOrder | undefined> {
	return await erp.findDoc<ErpSalesOrder>(SALES_ORDER, name);
}

/** Safe to repeat: submitting a submitted order changes nothing. Recorded: sales orders/submit it. */
export async function submitSalesOrder(erp: ErpClient, name: string): Promise<void> {
	await erp.update(SALES_ORDER, name, { docstatus: 1 });
}

/** A second call is refused with "Cannot edit cancelled document". Recorded: changing submitted orders/cancel. */
export async function cancelSalesOrder(erp: ErpClient, name: string): Promise<void> {
	await erp.update(SALES_ORDER, name, { docstatus: 2 });
}

/** First step of amending a submitted order. Safe to repeat. Recorded: amending/give the unique value up. */
export async function giveAmazonIdUp(erp: ErpClient, name: string, amazonOrderId: string): Promise<void> {
	await erp.update(SALES_ORDER, name, { amazon_order_id: null, amazon_fingerprint: givenUpMark(amazonOrderId) });
}

/** Undoes `giveAmazonIdUp`. Safe to repeat. */
export async function giveAmazonIdBack(erp: ErpClient, name: string, amazonOrderId: string, fingerprint: string): Promise<void> {
	await erp.update(SALES_ORDER, name, { amazon_order_id: amazonOrderId, amazon_fingerprint: fingerprint });
}

export interface RowChange {
	docname: string;
	item_code: string;
	qty: number;
	rate: number;
	description?: string;
	uom?: string;
	conversion_factor?: number;
	delivery_date?: string;
}

/**
 * Sets quantity and rate of a submitted order's rows; a row that is left out is dropped. Safe to repeat.
 * Recorded: changing submitted orders/lower a quantity, drop a row.
 */
export async function updateSalesOrderRows(erp: ErpClient, name: string, rows: RowChange[]): Promise<void> {
	await erp.call('erpnext.controllers.accounts_controller.update_child_qty_rate', {
		parent_doctype: SALES_ORDER,
		parent_doctype_name: name,
		child_docname: 'items',
		trans_items: JSON.stringify(rows),
	});
}

const MADE_FROM_ORDERS = {
	'Delivery Note': { rows: 'Delivery Note Item', field: 'against_sales_order' },
	'Sales Invoice': { rows: 'Sales Invoice Item', field: 'sales_order' },
} as const;

/** Names of the submitted documents of one type that were made from a Sales Order. A Sales User may not read invoices (403). */
export async function fetchMadeFrom(erp: ErpClient, salesOrder: string, doctype: keyof typeof MADE_FROM_ORDERS): Promise<string[]> {
	const { rows, field } = MADE_FROM_ORDERS[doctype];
	const found = await erp.list<{ name: string }>(doctype, {
		fields: ['name'],
		filters: [
			[rows, field, '=', salesOrder],
			['docstatus', '=', 1],
		],
	});
	return [...new Set(found.map((row) => row.name))];
}
