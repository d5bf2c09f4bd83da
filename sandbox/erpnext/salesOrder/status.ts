import type { Site } from '../site';
import { num, rowsOf, text, type Doc } from '../values';

/** Status of a submitted order from what was delivered and billed. */
export function statusOf(doc: Doc): string {
	const delivered = num(doc, 'per_delivered') >= 100;
	const billed = num(doc, 'per_billed') >= 100;
	if (delivered) return billed ? 'Completed' : 'To Bill';
	return billed ? 'To Deliver' : 'To Deliver and Bill';
}

/** Reserves (or frees, with -1) what the order's rows still wait for. */
export function reserveRows(site: Site, doc: Doc, sign: 1 | -1): void {
	for (const row of rowsOf(doc, 'items')) {
		const open = num(row, 'stock_qty') - num(row, 'delivered_qty');
		if (num(row, 'is_stock_item') === 1 && open !== 0) site.reserve(text(row, 'item_code'), text(row, 'warehouse'), sign * open);
	}
}

/** Writes delivered and billed shares, and the status that follows, into the stored order without touching `modified`. */
export function setProgress(site: Site, name: string, change: { delivered?: number; billed?: number }): void {
	const stored = site.get('Sales Order', name);
	if (!stored) return;
	const doc: Doc = { ...stored };
	if (change.delivered !== undefined) {
		doc.per_delivered = change.delivered;
		doc.delivery_status = change.delivered >= 100 ? 'Fully Delivered' : change.delivered > 0 ? 'Partly Delivered' : 'Not Delivered';
	}
	if (change.billed !== undefined) {
		doc.per_billed = change.billed;
		doc.billing_status = change.billed >= 100 ? 'Fully Billed' : change.billed > 0 ? 'Partly Billed' : 'Not Billed';
	}
	if (num(doc, 'docstatus') === 1 && text(doc, 'status') !== 'Closed') doc.status = statusOf(doc);
	site.put('Sales Order', doc);
}
