import { finish, insertDocument, loadDocument, metaOf } from '../documents';
import { refuse, refuseInErpNext } from '../errors';
import { demandOnDocument } from '../permissions';
import { fillItemRows } from '../salesOrder/fillRows';
import { invoiceFrom } from '../salesOrder/invoice';
import { findExchangeRate } from '../salesOrder/prices';
import { reserveRows, statusOf } from '../salesOrder/status';
import { calculateTotals } from '../salesOrder/totals';
import type { Session } from '../session';
import { fromJsonText, isRecord, num, rowsOf, text, type Doc } from '../values';
import { NOTHING, wanted, type Arguments, type Method } from './method';

function changedRow(old: Doc | undefined, given: Record<string, unknown>, order: Doc): Doc {
	const qty = Number(given.qty ?? (old ? num(old, 'qty') : 0));
	const rate = Number(given.rate ?? (old ? num(old, 'rate') : 0));
	if (old) {
		if (qty < num(old, 'delivered_qty')) throw refuseInErpNext('The quantity is below what was delivered');
		return { ...old, qty, rate, stock_qty: qty * (num(old, 'conversion_factor') || 1) };
	}
	return { item_code: String(given.item_code ?? ''), qty, rate, delivery_date: order.delivery_date, conversion_factor: 1, docstatus: 1 };
}

/** Rows of a submitted order: the list given is the whole of it (recorded: changing submitted orders/lower a quantity, drop a row). */
function updateChildRows(session: Session, args: Arguments): typeof NOTHING {
	const { site } = session;
	const doctype = wanted(args, 'parent_doctype');
	if (doctype !== 'Sales Order') throw refuse(`Rows of ${doctype} cannot be changed here`);
	const meta = metaOf(session, doctype);
	const doc = loadDocument(session, doctype, wanted(args, 'parent_doctype_name'));
	demandOnDocument(session, meta, 'write');
	if (num(doc, 'docstatus') !== 1) throw refuseInErpNext(`${doctype} ${text(doc, 'name')} is not submitted`);
	const parsed = fromJsonText(args.trans_items);
	const given = Array.isArray(parsed) ? parsed.filter(isRecord) : [];
	const known = new Map(rowsOf(doc, 'items').map((row) => [text(row, 'name'), row]));
	const kept = new Set(given.map((row) => String(row.docname ?? '')));
	for (const [name, row] of known) {
		if (kept.has(name)) continue;
		if (num(row, 'delivered_qty') > 0) throw refuseInErpNext(`Row #${num(row, 'idx')}: ${text(row, 'item_code')} was delivered and has to stay`);
		if (num(row, 'billed_amt') > 0) throw refuseInErpNext(`Row #${num(row, 'idx')}: ${text(row, 'item_code')} was billed and has to stay`);
	}
	reserveRows(site, doc, -1);
	const projected = new Map(rowsOf(doc, 'items').map((row) => [text(row, 'name'), row.projected_qty]));
	doc.items = given.map((row) => changedRow(known.get(String(row.docname ?? '')), row, doc));
	fillItemRows(site, doc);
	for (const row of rowsOf(doc, 'items')) row.projected_qty = projected.get(text(row, 'name'));
	calculateTotals(site, doc);
	doc.status = statusOf(doc);
	doc.modified = site.time.now();
	doc.modified_by = session.user.email;
	finish(session, meta, doc);
	reserveRows(site, doc, 1);
	return NOTHING;
}

/** Close, hold or reopen a submitted order (recorded: changing submitted orders/close it). */
function updateStatus(session: Session, args: Arguments): typeof NOTHING {
	const { site } = session;
	const meta = metaOf(session, 'Sales Order');
	const doc = loadDocument(session, 'Sales Order', wanted(args, 'name'));
	demandOnDocument(session, meta, 'write');
	const before = text(doc, 'status');
	const status = wanted(args, 'status');
	doc.status = status === 'Draft' || status === 'Submitted' ? statusOf(doc) : status;
	if (before !== 'Closed' && status === 'Closed') reserveRows(site, doc, -1);
	if (before === 'Closed' && status !== 'Closed') reserveRows(site, doc, 1);
	doc.modified = site.time.now();
	doc.modified_by = session.user.email;
	finish(session, meta, doc);
	return NOTHING;
}

export const ORDER_METHODS: Record<string, Method> = {
	// Not recorded; https://github.com/frappe/erpnext/blob/version-15/erpnext/setup/utils.py, where no server is asked for rates.
	'erpnext.setup.utils.get_exchange_rate': {
		call: ({ site }, args) => findExchangeRate(site, wanted(args, 'from_currency'), wanted(args, 'to_currency'), wanted(args, 'transaction_date')) ?? 0,
		writes: false,
	},
	'erpnext.controllers.accounts_controller.update_child_qty_rate': { call: updateChildRows, writes: true },
	'erpnext.selling.doctype.sales_order.sales_order.update_status': { call: updateStatus, writes: true },
	'erpnext.selling.doctype.sales_order.sales_order.make_sales_invoice': {
		call: (session, args) => invoiceFrom(session, loadDocument(session, 'Sales Order', wanted(args, 'source_name'))),
		writes: false,
	},
};

/** Makes and submits the invoice of an order, as a person would. */
export function makeInvoice(session: Session, orderName: string): string {
	const draft = invoiceFrom(session, loadDocument(session, 'Sales Order', orderName));
	return text(insertDocument(session, 'Sales Invoice', { ...draft, docstatus: 1 }), 'name');
}
