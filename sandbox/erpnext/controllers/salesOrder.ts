import { refuseInErpNext } from '../errors';
import { fillHeader, checkDelivery, checkPurchaseOrderNumber } from '../salesOrder/header';
import { fillItemRows, fillTaxRows } from '../salesOrder/fillRows';
import { fillParty } from '../salesOrder/partyDetails';
import { addListPrice } from '../salesOrder/prices';
import { reserveRows, statusOf } from '../salesOrder/status';
import { calculateTotals } from '../salesOrder/totals';
import { num, rowsOf, text } from '../values';
import type { Controller } from './controller';

export const SALES_ORDER_CONTROLLER: Controller = {
	prepare(session, doc, before) {
		const { site } = session;
		// A field of permission level 1, which only Sales Manager has: for others it stays as it was (sales_order.json).
		if (!session.user.roles.includes('Sales Manager')) doc.ignore_pricing_rule = before ? num(before, 'ignore_pricing_rule') : 0;
		fillParty(site, doc);
		fillHeader(site, doc);
		fillItemRows(site, doc);
		checkDelivery(doc);
		fillTaxRows(site, doc);
		checkPurchaseOrderNumber(site, doc);
		calculateTotals(site, doc);
	},
	afterInsert(session, doc) {
		for (const row of rowsOf(doc, 'items')) addListPrice(session, doc, row);
	},
	onChange(session, doc, before) {
		// A new document keeps the status Draft even when it is inserted as submitted (recorded).
		if (!before || doc.docstatus !== 1 || (before.docstatus ?? 0) !== 0) return;
		doc.status = statusOf(doc);
		const stored = session.site.get('Sales Order', text(doc, 'name'));
		if (stored) session.site.put('Sales Order', { ...stored, status: doc.status });
	},
	onSubmit(session, doc) {
		reserveRows(session.site, doc, 1);
	},
	beforeCancel(_session, doc) {
		if (text(doc, 'status') === 'Closed') throw refuseInErpNext('Closed order cannot be cancelled. Unclose to cancel.');
		doc.status = 'Cancelled';
	},
	onCancel(session, doc) {
		reserveRows(session.site, doc, -1);
	},
};
