import { num, rowsOf, text } from '../values';
import type { Session } from '../session';
import type { Doc } from '../values';
import { setProgress } from '../salesOrder/status';
import type { Controller } from './controller';

function ordersOf(doc: Doc): string[] {
	return [...new Set(rowsOf(doc, 'items').map((row) => text(row, 'sales_order')).filter((name) => name !== ''))];
}

function setBilled(session: Session, doc: Doc, share: number): void {
	for (const name of ordersOf(doc)) setProgress(session.site, name, { billed: share });
}

/** Only what a draft made from an order needs; the package itself writes no invoices. */
export const SALES_INVOICE_CONTROLLER: Controller = {
	prepare(session, doc) {
		const { site } = session;
		if (text(doc, 'title') === '') doc.title = text(doc, 'customer_name') || text(doc, 'customer');
		doc.posting_date = site.time.today();
		doc.posting_time = site.time.now().slice(11);
		if (text(doc, 'due_date') === '') doc.due_date = doc.posting_date;
		const rows = rowsOf(doc, 'items');
		for (const row of rows) {
			if (num(row, 'stock_uom_rate') === 0) row.stock_uom_rate = num(row, 'rate') / (num(row, 'conversion_factor') || 1);
		}
		doc.against_income_account = [...new Set(rows.map((row) => text(row, 'income_account')))].join(',');
		const total = num(doc, 'grand_total');
		const known = rowsOf(doc, 'payment_schedule')[0] ?? {};
		doc.payment_schedule = [{ ...known, due_date: doc.due_date, invoice_portion: 100, payment_amount: total, outstanding: total, base_payment_amount: num(doc, 'base_grand_total'), base_outstanding: num(doc, 'base_grand_total') }];
		if (num(doc, 'docstatus') !== 1) return;
		doc.status = 'Unpaid';
		if (text(doc, 'po_no') !== '') doc.remarks = `Against Customer Order ${text(doc, 'po_no')}`;
	},
	onSubmit(session, doc) {
		setBilled(session, doc, 100);
	},
	onCancel(session, doc) {
		setBilled(session, doc, 0);
	},
};
