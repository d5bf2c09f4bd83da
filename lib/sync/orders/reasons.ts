import { ErpApiError } from '../../erpnext/errors';
import type { MappedOrder } from '../../mapping/types';

interface ReasonRule {
	/** Matches ERPNext's words, or its `exc_type`. */
	test: RegExp;
	say(match: RegExpMatchArray, order: MappedOrder | undefined): string;
}

const dateOf = (order: MappedOrder | undefined) => order?.salesOrder.transaction_date ?? 'its date';
const RETRY = 'the order is tried again by itself';

/** ERPNext's causes in a bookkeeper's words: what is wrong, with its value, and what to do. First match wins. */
const RULES: ReasonRule[] = [
	{
		// Of the price list, not of the order (erpnext/stock/get_item_details.py, validate_conversion_rate).
		test: /Price List Exchange Rate is mandatory.* for (\w{3}) to (\w{3})/i,
		say: ([, from, to], order) =>
			`its price list '${order?.salesOrder.selling_price_list ?? ''}' is in ${from} and ERPNext has no exchange rate from ${from} to ${to} for ${dateOf(order)}. Add a Currency Exchange record, or choose a price list in the order's currency; ${RETRY}`,
	},
	{
		// Recorded: sales orders/foreign currency without an exchange rate.
		test: /(?:exchange rate for|record is not created for) (\w{3}) to (\w{3})/i,
		say: ([, from, to], order) =>
			`its currency is ${from} and ERPNext has no exchange rate from ${from} to ${to} for ${dateOf(order)}. Add a Currency Exchange record; ${RETRY}`,
	},
	{
		// Recorded: sales orders/disabled item.
		test: /Item (.+?) is disabled/,
		say: ([, item]) => `Item '${item}' is disabled in ERPNext. Enable it, or point its SKU to another Item in Amazon Listing; ${RETRY}`,
	},
	{
		test: /Item (.+?) is a template/i,
		say: ([, item]) => `Item '${item}' is a template in ERPNext and cannot be sold. Point its SKU to one of its variants in Amazon Listing; ${RETRY}`,
	},
	{
		test: /Item (.+?) has reached its end of life/i,
		say: ([, item]) => `Item '${item}' is past its end of life in ERPNext. Move that date, or point its SKU to another Item in Amazon Listing; ${RETRY}`,
	},
	{
		// erpnext/controllers/buying_controller.py, validate_item_type; "Following items A, B are ..." of several.
		test: /Items? (.+?) (?:is|are) not (?:a |marked as )?sales item/i,
		say: ([, item]) => `Item '${item}' may not be sold by its settings in ERPNext. Tick 'Allow Sales' in it, or point its SKU to another Item in Amazon Listing; ${RETRY}`,
	},
	{
		// This rule and the three below it: erpnext/controllers/selling_controller.py.
		test: /Maximum discount for Item (.+?) is ([\d.]+) ?%/,
		say: ([, item, most]) => `Item '${item}' is free in it, and ERPNext allows at most ${most} % discount on that Item. Set 'Max Discount' in the Item to 0 or 100; ${RETRY}`,
	},
	{
		test: /Selling rate for item (.+?) is lower than its ([\w ]+?)\./i,
		say: ([, item, floor]) =>
			`it sells Item '${item}' below its ${floor}, which ERPNext is set to refuse. Untick 'Validate Selling Price for Item Against Purchase Rate or Valuation Rate' in Selling Settings; ${RETRY}`,
	},
	{
		test: /Item (.+?) entered multiple times/,
		say: ([, item]) =>
			`Item '${item}' stands on two of its lines, and ERPNext is set to take an Item only once. Tick 'Allow Item to be Added Multiple Times in a Transaction' in Selling Settings; ${RETRY}`,
	},
	{
		test: /Set Supplier for item (.+)/i,
		say: ([, item]) => `Item '${item}' is delivered by its supplier and names none. Name its default supplier, or untick 'Delivered by Supplier' in the Item; ${RETRY}`,
	},
	{
		// Recorded: sales orders/unknown item.
		test: /^Item (.+?) not found/,
		say: ([, item]) => `Item '${item}' is no longer in ERPNext. Make it again, or point its SKU to another Item in Amazon Listing; ${RETRY}`,
	},
	{
		// Recorded: sales orders/disabled customer.
		test: /Customer (.+?) is disabled/,
		say: ([, customer]) => `Customer '${customer}' is disabled in ERPNext. Enable it; ${RETRY}`,
	},
	{
		test: /Customer (.+?) is frozen/i,
		say: ([, customer]) => `Customer '${customer}' is frozen in ERPNext. Unfreeze it; ${RETRY}`,
	},
	{
		// Recorded: sales orders/unknown customer.
		test: /^Customer (.+?) not found/,
		say: ([, customer]) => `Customer '${customer}' was deleted in ERPNext while its order was being written; ${RETRY}`,
	},
	{
		// erpnext/controllers/accounts_controller.py, validate_currency.
		test: /Accounting Entry for Customer: (.+?) can only be made in currency: (\w{3})/,
		say: ([, customer, currency], order) =>
			`the books of Customer '${customer}' are kept in ${currency} and the order is in ${order?.salesOrder.currency ?? 'another currency'}. Give that Customer a receivable account of the company's currency, or choose another Customer in Start; ${RETRY}`,
	},
	{
		test: /credit limit/i,
		say: (_match, order) =>
			`the credit limit of Customer '${order?.customer.customer_name ?? ''}' is used up in ERPNext. Raise it, or tick 'Bypass Credit Limit Check at Sales Order'; ${RETRY}`,
	},
	{
		// Recorded: journal entries/outside the fiscal years.
		test: /is not in any active Fiscal Year/,
		say: (_match, order) =>
			`its date ${dateOf(order)} is in no active Fiscal Year of company '${order?.salesOrder.company ?? ''}'. Add the Fiscal Year, or set this to Ignored; ${RETRY}`,
	},
	{
		// Recorded: sales orders/unknown warehouse.
		test: /Could not find (?:Row #\d+: )?(?:Delivery |Set Source |Source )?Warehouse: ([^,]+)/,
		say: ([, warehouse]) => `Warehouse '${warehouse}' is not in ERPNext. Choose one that exists in Start; ${RETRY}`,
	},
	{
		test: /Warehouse (.+?) does not belong to company (.+)/i,
		say: ([, warehouse, company]) => `Warehouse '${warehouse}' does not belong to company '${company}'. Choose one of that company in Start; ${RETRY}`,
	},
	{
		test: /Group node warehouse|Disabled Warehouse/i,
		say: (_match, order) =>
			`Warehouse '${order?.salesOrder.items[0]?.warehouse ?? ''}' is disabled or a group in ERPNext. Enable it, or choose another one in Start; ${RETRY}`,
	},
	{
		test: /Sales Taxes and Charges Template '(.+?)' is disabled/,
		say: ([, template]) => `Tax template '${template}' is disabled in ERPNext. Enable it, or choose another one in Start; ${RETRY}`,
	},
	{
		// Recorded: sales orders/unknown account.
		test: /Account (.+?) does not belong to company (.+)/i,
		say: ([, account, company]) => `Account '${account}' is not one of company '${company}'. Choose or make the account of that charge in Start; ${RETRY}`,
	},
	{
		test: /Cost Center:? (.+?) (?:does not belong|is disabled|is a group)/i,
		say: ([, center]) => `Cost Center '${center}' cannot be used in ERPNext. Choose another one in Start; ${RETRY}`,
	},
	{
		test: /Account (.+?) is (frozen|disabled)/i,
		say: ([, account, state]) => `Account '${account}' is ${state} in ERPNext. Release it, or choose another account for that charge in Start; ${RETRY}`,
	},
	{
		// Recorded: sales orders/same amazon id and customer. Seen only when that order does not carry the Amazon order id.
		test: /Sales Order (\S+) already exists against Customer's Purchase Order (\S+?)\.?(?:\s|$)/,
		say: ([, salesOrder, poNo]) =>
			`Sales Order ${salesOrder} already carries '${poNo}' as the customer's purchase order number. Cancel it, or set this to Ignored if it is the same sale`,
	},
	{
		// Recorded: sales orders/delivery before order.
		test: /Expected Delivery Date should be after/,
		say: (_match, order) => `its delivery date ${order?.salesOrder.delivery_date ?? ''} is before its order date ${dateOf(order)}. Please report this order's shape`,
	},
	{
		test: /Could not find (?:Row #\d+: )?([A-Z][\w ]*?): ([^,]+)/,
		say: ([, field, value]) => `ERPNext has no '${value}' that it wants as '${field}'. Make it, or choose another one in Start; ${RETRY}`,
	},
	{
		test: /Value missing for (.+?): (.+)/,
		say: ([, doctype, field]) => `ERPNext asks for '${field}' in ${doctype}, which Amazon does not give. Make that field optional, or give it a default; ${RETRY}`,
	},
	{
		test: /exceeds limits|Can be approved by/i,
		say: () => `an Authorization Rule of ERPNext wants somebody to approve it. Submit its draft by hand, or except the credential's user from that rule; ${RETRY}`,
	},
	{
		test: /period .* (?:closed|frozen)|frozen up ?to|accounting period/i,
		say: (_match, order) => `ERPNext's books are closed for its date ${dateOf(order)}. Open the period, or set this to Ignored; ${RETRY}`,
	},
];

/** One sentence for a person, without the order's number; ERPNext's own words are for `detail`. */
export function toReason(error: ErpApiError, order: MappedOrder | undefined, doing = 'take it'): string {
	const text = `${error.reason}`;
	for (const rule of RULES) {
		const match = rule.test.exec(text);
		if (match) return rule.say(match, order);
	}
	const words = text || error.excType || `status ${error.status}`;
	return `ERPNext did not ${doing}: "${words}". Put that right in ERPNext; ${RETRY}`;
}

/** ERPNext's own words of any thrown thing; rethrows what is not ERPNext's. */
export function toErpError(error: unknown): ErpApiError {
	if (error instanceof ErpApiError) return error;
	throw error;
}
