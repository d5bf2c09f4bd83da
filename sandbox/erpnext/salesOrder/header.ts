import { refuse, refuseInErpNext } from '../errors';
import type { Site } from '../site';
import { num, rowsOf, text, type Doc } from '../values';
import { demandExchangeRate } from './prices';

/** Company, dates, currency and rate of an order; throws what the real server throws first. */
export function fillHeader(site: Site, doc: Doc): void {
	const defaults = site.single('Global Defaults');
	if (text(doc, 'company') === '') doc.company = text(defaults, 'default_company');
	if (text(doc, 'transaction_date') === '') doc.transaction_date = site.time.today();
	const date = text(doc, 'transaction_date');
	if (Number.isNaN(Date.parse(date))) throw refuse(`<strong>${date}</strong> is not a valid date string.`, 'ValidationError', { erpNext: true, title: 'Invalid Date' });
	if (text(doc, 'selling_price_list') === '') doc.selling_price_list = text(site.single('Selling Settings'), 'selling_price_list');
	const companyCurrency = text(site.get('Company', text(doc, 'company')) ?? {}, 'default_currency');
	if (text(doc, 'currency') === '') doc.currency = companyCurrency;
	const currency = text(doc, 'currency');
	const day = date.slice(0, 10);
	if (currency === companyCurrency) doc.conversion_rate = 1;
	else if (num(doc, 'conversion_rate') === 0) doc.conversion_rate = demandExchangeRate(site, currency, companyCurrency, day);
	const listCurrency = text(site.get('Price List', text(doc, 'selling_price_list')) ?? {}, 'currency') || companyCurrency;
	doc.price_list_currency = listCurrency;
	if (listCurrency === companyCurrency) doc.plc_conversion_rate = 1;
	else if (listCurrency === currency) doc.plc_conversion_rate = num(doc, 'conversion_rate');
	else if (num(doc, 'plc_conversion_rate') === 0) doc.plc_conversion_rate = demandExchangeRate(site, listCurrency, companyCurrency, day);
}

/** Recorded: sales orders/no delivery date, delivery before order. */
export function checkDelivery(doc: Doc): void {
	const rows = rowsOf(doc, 'items');
	const ordered = text(doc, 'transaction_date').slice(0, 10);
	if (text(doc, 'delivery_date') === '') {
		const dates = rows.map((row) => text(row, 'delivery_date')).filter((date) => date !== '').sort();
		const latest = dates.at(-1);
		if (latest === undefined) throw refuseInErpNext('Please enter Delivery Date');
		doc.delivery_date = latest;
	}
	for (const row of rows) {
		if (text(row, 'delivery_date') === '') row.delivery_date = doc.delivery_date;
	}
	for (const due of [doc, ...rows]) {
		if (text(due, 'delivery_date').slice(0, 10) >= ordered) continue;
		throw refuse('Expected Delivery Date should be after Sales Order Date', 'ValidationError', { erpNext: true, title: 'Invalid Delivery Date', indicator: 'orange' });
	}
}

/** One order per customer and purchase order number, cancelled ones aside (recorded: sales orders/same amazon id and customer). */
export function checkPurchaseOrderNumber(site: Site, doc: Doc): void {
	const number = text(doc, 'po_no');
	if (number === '' || num(site.single('Selling Settings'), 'allow_against_multiple_purchase_orders') === 1) return;
	const other = site
		.table('Sales Order')
		.find('po_no', [number])
		.find((order) => text(order, 'customer') === text(doc, 'customer') && num(order, 'docstatus') < 2 && text(order, 'name') !== text(doc, 'name'));
	if (!other) return;
	throw refuseInErpNext(
		`Sales Order <strong>${text(other, 'name')}</strong> already exists against Customer's Purchase Order <strong>${number}</strong>. To allow multiple Sales Orders, Enable <strong>'Allow Multiple Sales Orders Against a Customer's Purchase Order'</strong> in <a href="${site.url()}/app/selling-settings/Selling%20Settings">Selling Settings</a>`,
	);
}
