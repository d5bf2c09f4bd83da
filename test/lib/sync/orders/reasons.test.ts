import { ErpApiError } from '../../../../lib/erpnext/errors';
import { toReason } from '../../../../lib/sync/orders/reasons';
import { toSharedRefusal } from '../../../../lib/sync/orders/sharedRefusals';

const refusal = (reason: string, excType = 'ValidationError') => new ErpApiError(reason, { status: 417, excType, reason, method: 'POST', path: '/api' });

describe('toReason', () => {
	/** ERPNext's words as recorded (group sales orders, without HTML), and what a bookkeeper reads. */
	it.each([
		['Exchange Rate is mandatory. Maybe Currency Exchange record is not created for EUR to USD.', 'no exchange rate from EUR to USD'],
		['Unable to find exchange rate for SEK to EUR for key date 2026-11-20. Please create a Currency Exchange record manually', 'no exchange rate from SEK to EUR'],
		['Item SKU-6 is disabled', "Item 'SKU-6' is disabled in ERPNext. Enable it, or point its SKU"],
		['Item NOPE not found', "Item 'NOPE' is no longer in ERPNext"],
		['Customer Gone is disabled', "Customer 'Gone' is disabled in ERPNext. Enable it"],
		['Customer Nobody not found', "Customer 'Nobody' was deleted"],
		['Could not find Row #1: Delivery Warehouse: NOPE', "Warehouse 'NOPE' is not in ERPNext"],
		['Row #1: Account Nope - ACME does not belong to company Acme Inc', "Account 'Nope - ACME' is not one of company 'Acme Inc'"],
		['Date 01-01-2019 is not in any active Fiscal Year for Acme Inc', 'is in no active Fiscal Year'],
		['Could not find Customer Group: Nope', "ERPNext has no 'Nope' that it wants as 'Customer Group'"],
		["Sales Order SAL-ORD-2026-00001 already exists against Customer's Purchase Order o1. To allow multiple Sales Orders, Enable it", "already carries 'o1'"],
		['Price List Exchange Rate is mandatory. Maybe Currency Exchange record is not created for EUR to USD.', "its price list '' is in EUR and ERPNext has no exchange rate"],
		['Item KETTLE is a template, please select one of its variants', "Point its SKU to one of its variants"],
		['Item KETTLE has reached its end of life on 01-01-2026', 'past its end of life'],
		['Following item KETTLE is not marked as sales item. You can enable them as sales item from its Item master', "Item 'KETTLE' may not be sold"],
		['Following items KETTLE, CUP are not marked as sales item. You can enable them as sales item from its Item master', "Item 'KETTLE, CUP' may not be sold"],
		['Maximum discount for Item KETTLE is 20.0%', "allows at most 20.0 % discount"],
		['Row #1: Selling rate for item KETTLE is lower than its last purchase rate. Selling net rate should be atleast 12.00.', "it sells Item 'KETTLE' below its last purchase rate"],
		['Item KETTLE entered multiple times. Please enable Allow Item to be Added Multiple Times in a Transaction in Selling Settings', "stands on two of its lines"],
		['Row #1: Set Supplier for item KETTLE', "Item 'KETTLE' is delivered by its supplier"],
		['Customer Jane is frozen', "Customer 'Jane' is frozen"],
		['Accounting Entry for Customer: Jane can only be made in currency: EUR', "the books of Customer 'Jane' are kept in EUR"],
		['Credit limit has been crossed for customer Jane (120.0/100.0)', 'the credit limit of Customer'],
		['Warehouse Stores - A does not belong to company Acme GmbH', "Warehouse 'Stores - A' does not belong to company 'Acme GmbH'"],
		['Group node warehouse is not allowed to select for transactions', 'is disabled or a group'],
		['Disabled Warehouse Stores - ACME cannot be used for this transaction.', 'is disabled or a group'],
		['Cost Center: Main - A does not belong to the Company: Acme GmbH', "Cost Center 'Main - A' cannot be used"],
		["Sales Taxes and Charges Template 'VAT - ACME' is disabled", "Tax template 'VAT - ACME' is disabled"],
		['Not authorized since Grand Total exceeds limits', 'an Authorization Rule of ERPNext'],
		['Expected Delivery Date should be after Sales Order Date', 'is before its order date'],
		['Error: Value missing for Sales Order: Cost Code', "ERPNext asks for 'Cost Code' in Sales Order"],
	])('turns "%s" into what to do', (reason, said) => {
		expect(toReason(refusal(reason), undefined)).toContain(said);
	});

	it('quotes words that it does not know', () => {
		expect(toReason(refusal('Moon is not full'), undefined, 'submit it')).toBe(
			'ERPNext did not submit it: "Moon is not full". Put that right in ERPNext; the order is tried again by itself',
		);
	});
});

describe('toSharedRefusal', () => {
	const draft = (changes: object = {}) => ({
		doctype: 'Sales Order',
		company: 'Acme Inc',
		transaction_date: '2026-11-20',
		currency: 'SEK',
		customer: 'Jane',
		items: [{ item_code: 'SKU-6', warehouse: 'Stores - ACME' }],
		taxes: [{ account_head: 'Nope - ACME' }],
		...changes,
	});
	const isShared = (reason: string, other: object) => toSharedRefusal(refusal(reason), draft())?.isSharedBy(draft(other));

	it.each([
		['Exchange Rate is mandatory.', {}, { currency: 'EUR' }],
		['Exchange Rate is mandatory.', {}, { transaction_date: '2026-11-21' }],
		['Item SKU-6 is disabled', { customer: 'Max' }, { items: [{ item_code: 'SKU-7' }] }],
		['Customer Jane is disabled', { currency: 'EUR' }, { customer: 'Max' }],
		['Could not find Row #1: Delivery Warehouse: Stores - ACME', { customer: 'Max' }, { items: [{ item_code: 'SKU-6', warehouse: 'Other' }] }],
		['Row #1: Account Nope - ACME does not belong to company Acme Inc', { customer: 'Max' }, { taxes: [] }],
	])('condemns by "%s" what shares the cause, and nothing else', (reason, same, other) => {
		expect(isShared(reason, same)).toBe(true);
		expect(isShared(reason, other)).toBe(false);
	});

	it('takes other words to concern one draft alone', () => {
		expect(toSharedRefusal(refusal('Moon is not full'), draft())).toBeUndefined();
	});
});
