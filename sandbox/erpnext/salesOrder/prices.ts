import { FrappeError } from '../errors';
import { insertDocument } from '../documents';
import { hasRight } from '../permissions';
import type { Session } from '../session';
import type { Site } from '../site';
import { num, text, type Doc } from '../values';

/** List price that holds on the day, the newest first; undefined when there is none. */
export function findListPrice(site: Site, itemCode: string, priceList: string, uom: string, date: string): number | undefined {
	const prices = site
		.table('Item Price')
		.find('item_code', [itemCode])
		.filter((price) => {
			const from = text(price, 'valid_from');
			const upto = text(price, 'valid_upto');
			const unit = text(price, 'uom');
			return text(price, 'price_list') === priceList && (unit === '' || unit === uom) && from <= date && (upto === '' || upto >= date) && text(price, 'customer') === '';
		})
		.sort((left, right) => (text(left, 'valid_from') < text(right, 'valid_from') ? 1 : -1));
	const best = prices[0];
	return best ? num(best, 'price_list_rate') : undefined;
}

/** The first order of an item makes its list price (recorded: sales orders/the same item twice), if the user may. */
export function addListPrice(session: Session, order: Doc, row: Doc): void {
	const { site } = session;
	const priceList = text(order, 'selling_price_list');
	const currency = text(site.get('Price List', priceList) ?? {}, 'currency');
	if (num(row, 'rate') === 0 || currency !== text(order, 'currency')) return;
	if (num(site.single('Stock Settings'), 'auto_insert_price_list_rate_if_missing') === 0) return;
	if (!hasRight(session, site.knownMeta('Item Price'), 'write')) return;
	const itemCode = text(row, 'item_code');
	const known = site.table('Item Price').find('item_code', [itemCode]);
	if (known.some((price) => text(price, 'price_list') === priceList && text(price, 'uom') === text(row, 'stock_uom'))) return;
	insertDocument(session, 'Item Price', { item_code: itemCode, price_list: priceList, price_list_rate: num(row, 'rate'), uom: text(row, 'stock_uom') });
	session.messages.push({ message: `Item Price added for ${itemCode} in Price List ${priceList}`, title: 'Message', alert: 1 });
}

/** Rate from one currency to the other on a day; undefined when no record says it. */
export function findExchangeRate(site: Site, from: string, to: string, date: string): number | undefined {
	if (from === to) return 1;
	let best: Doc | undefined;
	for (const record of site.table('Currency Exchange').find('from_currency', [from])) {
		if (text(record, 'to_currency') !== to || num(record, 'for_selling') === 0 || text(record, 'date') > date) continue;
		if (!best || text(record, 'date') > text(best, 'date')) best = record;
	}
	return best ? num(best, 'exchange_rate') : undefined;
}

/** Throws as recorded in sales orders/foreign currency without an exchange rate. */
export function demandExchangeRate(site: Site, from: string, to: string, date: string): number {
	const rate = findExchangeRate(site, from, to, date);
	if (rate !== undefined) return rate;
	const message = `Exchange Rate is mandatory. Maybe Currency Exchange record is not created for ${from} to ${to}.`;
	throw new FrappeError(417, 'ValidationError', {
		exception: `frappe.exceptions.ValidationError: ${message}`,
		messages: [
			{ message: `Unable to find exchange rate for ${from} to ${to} for key date ${date}. Please create a Currency Exchange record manually`, title: 'Message' },
			{ message, title: 'Message', indicator: 'red', raise_exception: 1 },
		],
		fromErpNext: true,
	});
}
