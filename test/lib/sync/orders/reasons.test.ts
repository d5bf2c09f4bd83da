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
