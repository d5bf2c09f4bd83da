import type { Site } from '../site';
import { num, rowsOf, text, type Doc } from '../values';
import { roundTo } from './rounding';
import { chargeTaxes, takeIncludedTaxesOut } from './taxes';
import { moneyInWords, roundToCoin } from './words';

/** A grand total may differ by this much from the prices when taxes stand inside them; the difference is then taken up. */
const INCLUSIVE_TOLERANCE = 0.05;

function sum(rows: Doc[], field: string): number {
	return rows.reduce((total, row) => total + num(row, field), 0);
}

/** Rate, margin and amounts of one row. A rate of 0 takes the list price unless the discount is 100 % (recorded: sales orders/rate 0 takes the list price, rate 0 with 100 % discount stays free). */
function priceRow(row: Doc): void {
	const listRate = num(row, 'price_list_rate');
	const discount = num(row, 'discount_percentage');
	if (discount === 100) row.rate = 0;
	else if (listRate > 0 && num(row, 'rate') === 0) row.rate = listRate * (1 - discount / 100);
	row.rate = roundTo(num(row, 'rate'));
	row.margin_type = '';
	row.margin_rate_or_amount = 0;
	if (listRate > 0) {
		row.discount_amount = listRate - num(row, 'rate');
		if (num(row, 'rate') > listRate) {
			row.margin_type = 'Amount';
			row.margin_rate_or_amount = roundTo(num(row, 'rate') - listRate);
		}
	}
	row.amount = roundTo(num(row, 'rate') * num(row, 'qty'));
	row.stock_uom_rate = roundTo(num(row, 'rate') / (num(row, 'conversion_factor') || 1));
	row.gross_profit = num(row, 'amount');
	row.distributed_discount_amount = 0;
}

function convertRow(row: Doc, conversionRate: number): void {
	row.net_rate = num(row, 'qty') === 0 ? 0 : roundTo(num(row, 'net_amount') / num(row, 'qty'));
	for (const field of ['price_list_rate', 'rate', 'amount', 'net_rate', 'net_amount']) {
		row[`base_${field}`] = roundTo(num(row, field) * conversionRate);
	}
}

/** Spreads the discount over the rows; the last one takes what rounding left over. */
function spreadDiscount(doc: Doc, items: Doc[], taxes: Doc[]): void {
	const netTotal = roundTo(sum(items, 'net_amount'));
	const onGrandTotal = text(doc, 'apply_discount_on') !== 'Net Total';
	const charges = taxes.filter((tax) => text(tax, 'charge_type') !== 'Actual');
	const base = onGrandTotal ? roundTo(netTotal + sum(charges, 'tax_amount')) : netTotal;
	const percentage = num(doc, 'additional_discount_percentage');
	if (percentage > 0) doc.discount_amount = roundTo((base * percentage) / 100);
	const discount = roundTo(num(doc, 'discount_amount'));
	doc.discount_amount = discount;
	if (discount === 0 || base === 0) return;
	let left = charges.length === 0 || !onGrandTotal ? discount : roundTo((discount * netTotal) / base);
	items.forEach((item, index) => {
		const isLast = index === items.length - 1;
		const part = isLast ? left : roundTo((discount * num(item, 'net_amount')) / base);
		left = roundTo(left - part);
		item.distributed_discount_amount = part;
		item.net_amount = roundTo(num(item, 'net_amount') - part);
	});
}

/** All amounts of an order from its rows, charges and conversion rate. Writes into the document. */
export function calculateTotals(site: Site, doc: Doc): void {
	const items = rowsOf(doc, 'items');
	const taxes = rowsOf(doc, 'taxes');
	const rate = num(doc, 'conversion_rate');
	for (const item of items) priceRow(item);
	const hasIncluded = takeIncludedTaxesOut(items, taxes);
	chargeTaxes(items, taxes, rate);
	spreadDiscount(doc, items, taxes);
	if (num(doc, 'discount_amount') !== 0) chargeTaxes(items, taxes, rate);
	for (const item of items) convertRow(item, rate);

	doc.total_qty = sum(items, 'qty');
	doc.total = roundTo(sum(items, 'amount'));
	doc.base_total = roundTo(sum(items, 'base_amount'));
	doc.net_total = roundTo(sum(items, 'net_amount'));
	doc.base_net_total = roundTo(sum(items, 'base_net_amount'));
	doc.base_discount_amount = roundTo(num(doc, 'discount_amount') * rate);
	// The raw sum, as the server answers it, e.g. 15.879999999999999 (recorded: sales orders/discount on the grand total).
	doc.amount_eligible_for_commission = items.filter((item) => num(item, 'grant_commission') === 1).reduce((total, item) => total + num(item, 'base_net_amount'), 0);

	const last = taxes.at(-1);
	const charged = last ? num(last, 'total') : num(doc, 'net_total');
	const gap = roundTo(num(doc, 'total') - num(doc, 'discount_amount') + sum(taxes.filter((tax) => num(tax, 'included_in_print_rate') === 0), 'tax_amount') - charged);
	const adjustment = hasIncluded && Math.abs(gap) <= INCLUSIVE_TOLERANCE ? gap : 0;
	doc.grand_total = roundTo(charged + adjustment);
	doc.total_taxes_and_charges = roundTo(charged - num(doc, 'net_total'));
	doc.base_total_taxes_and_charges = roundTo(num(doc, 'total_taxes_and_charges') * rate);
	doc.base_grand_total = taxes.length > 0 ? roundTo(num(doc, 'grand_total') * rate) : num(doc, 'base_net_total');
	roundTotal(site, doc, rate);
	schedulePayment(doc);
}

function roundTotal(site: Site, doc: Doc, rate: number): void {
	const isRounded = num(doc, 'disable_rounded_total') === 0;
	const currency = text(doc, 'currency');
	const rounded = isRounded ? roundToCoin(num(doc, 'grand_total'), currency, site) : 0;
	doc.rounded_total = rounded;
	doc.rounding_adjustment = isRounded ? roundTo(rounded - num(doc, 'grand_total')) : 0;
	doc.base_rounded_total = roundTo(rounded * rate);
	doc.base_rounding_adjustment = roundTo(num(doc, 'rounding_adjustment') * rate);
	const companyCurrency = text(site.get('Company', text(doc, 'company')) ?? {}, 'default_currency');
	doc.in_words = moneyInWords(isRounded ? rounded : num(doc, 'grand_total'), currency, site);
	doc.base_in_words = moneyInWords(isRounded ? num(doc, 'base_rounded_total') : num(doc, 'base_grand_total'), companyCurrency, site);
}

function schedulePayment(doc: Doc): void {
	const isRounded = num(doc, 'disable_rounded_total') === 0;
	const amount = isRounded ? num(doc, 'rounded_total') : num(doc, 'grand_total');
	const baseAmount = isRounded ? num(doc, 'base_rounded_total') : num(doc, 'base_grand_total');
	const known = rowsOf(doc, 'payment_schedule')[0] ?? {};
	doc.payment_schedule = [
		{
			...known,
			due_date: text(known, 'due_date') || text(doc, 'transaction_date').slice(0, 10),
			invoice_portion: 100,
			payment_amount: amount,
			outstanding: amount,
			base_payment_amount: baseAmount,
			base_outstanding: baseAmount,
		},
	];
}
