import { metaOf } from '../documents';
import { applyDefaults } from '../intake';
import { columnValue } from '../present';
import type { Session } from '../session';
import { rowsOf, text, type Doc, type Scalar } from '../values';

type Draft = Record<string, Scalar | Array<Record<string, Scalar>>>;
const NOT_TAKEN_OVER = new Set(['title', 'naming_series', 'status', 'amended_from']);
const ROW_NOT_TAKEN_OVER = new Set(['stock_uom_rate', 'gross_profit']);

/** The Sales Invoice that ERPNext proposes for an order; not saved (recorded: changing submitted orders/invoice from it). */
export function invoiceFrom(session: Session, order: Doc): Draft {
	const { site } = session;
	const meta = metaOf(session, 'Sales Invoice');
	const rowMeta = metaOf(session, 'Sales Invoice Item');
	const company = site.get('Company', text(order, 'company')) ?? {};
	const base: Doc = {};
	for (const field of meta.fields) {
		const value = order[field.fieldname];
		if (!NOT_TAKEN_OVER.has(field.fieldname) && !Array.isArray(value)) base[field.fieldname] = value;
	}
	applyDefaults(meta, base);
	const today = site.time.today();
	Object.assign(base, {
		posting_date: today,
		posting_time: site.time.now().slice(11),
		due_date: today,
		outstanding_amount: order.grand_total,
		debit_to: text(company, 'default_receivable_account'),
		party_account_currency: text(company, 'default_currency'),
	});
	const draft: Draft = { owner: session.user.email, docstatus: 0, idx: 0 };
	for (const field of meta.fields) {
		if (meta.tables.includes(field)) draft[field.fieldname] = [];
		else draft[field.fieldname] = columnValue(base, field, field.fieldname);
	}
	for (const [name, value] of Object.entries(draft)) if (value === null) delete draft[name];
	draft.doctype = meta.name;
	draft.items = rowsOf(order, 'items').map((row, index) => {
		const copy: Doc = {};
		for (const field of rowMeta.fields) {
			const value = row[field.fieldname];
			if (!ROW_NOT_TAKEN_OVER.has(field.fieldname) && !Array.isArray(value)) copy[field.fieldname] = value;
		}
		applyDefaults(rowMeta, copy);
		Object.assign(copy, {
			income_account: text(company, 'default_income_account'),
			expense_account: text(company, 'default_expense_account'),
			sales_order: text(order, 'name'),
			so_detail: text(row, 'name'),
		});
		const out: Record<string, Scalar> = { owner: session.user.email, docstatus: 0, idx: index + 1 };
		for (const field of rowMeta.fields) {
			const value = columnValue(copy, field, field.fieldname);
			if (value !== null) out[field.fieldname] = value;
		}
		return { ...out, parentfield: 'items', parenttype: meta.name, doctype: rowMeta.name };
	});
	draft.taxes = rowsOf(order, 'taxes').map((row, index) => {
		const out: Record<string, Scalar> = { idx: index + 1, doctype: 'Sales Taxes and Charges' };
		for (const field of metaOf(session, 'Sales Taxes and Charges').fields) {
			const value = columnValue(row, field, field.fieldname);
			if (value !== null) out[field.fieldname] = value;
		}
		return out;
	});
	return draft;
}
