import { expectedErpTotal } from '../../../lib/mapping/expectedErpTotal';
import type { ErpSalesOrder } from '../../../lib/erpnext/types';
import { erpTotals } from './erpArithmetic';
import recorded from './recordedTotals.json';

function toSalesOrder(parts: Pick<ErpSalesOrder, 'items' | 'taxes'>): ErpSalesOrder {
	return {
		title: 'Jane',
		customer: 'Jane',
		company: 'Acme Inc',
		transaction_date: '2026-11-20',
		delivery_date: '2026-11-25',
		currency: 'USD',
		selling_price_list: 'Standard Selling',
		ignore_pricing_rule: 1,
		disable_rounded_total: 1,
		amazon_order_id: null,
		...parts,
	};
}

// The file holds what a real ERPNext 15.71.1 answered; its types are looser than ours.
const recordedOrders = recorded as unknown as Array<
	Pick<ErpSalesOrder, 'items' | 'taxes'> & { recorded: string; answer: ReturnType<typeof erpTotals> }
>;

describe('expectedErpTotal', () => {
	it.each(recordedOrders.map((order) => [order.recorded, order] as const))('is what ERPNext answered: %s', (_name, order) => {
		expect(Number(expectedErpTotal(toSalesOrder(order), 2))).toBe(order.answer.grandTotal);
	});

	it('counts a row with 100 % discount as free, whatever its rate', () => {
		const items = [{ item_code: 'A', qty: 2, rate: 5, discount_percentage: 100 }];
		expect(expectedErpTotal(toSalesOrder({ items, taxes: [] }), 2)).toBe('0.00');
	});

	it('adds percentage taxes on top of the rows only', () => {
		const items = [{ item_code: 'A', qty: 3, rate: 3.33 }];
		const taxes: ErpSalesOrder['taxes'] = [
			{ charge_type: 'Actual', account_head: 'S', description: 'Shipping', tax_amount: 5 },
			{ charge_type: 'On Net Total', account_head: 'T', description: 'VAT', rate: 19 },
		];
		expect(expectedErpTotal(toSalesOrder({ items, taxes }), 2)).toBe('16.89');
	});

	it('writes as many decimals as the site keeps', () => {
		const items = [{ item_code: 'A', qty: 3, rate: 3.3333 }];
		expect(expectedErpTotal(toSalesOrder({ items, taxes: [] }), 3)).toBe('9.999');
		expect(expectedErpTotal(toSalesOrder({ items, taxes: [] }), 0)).toBe('9');
	});
});

describe('the arithmetic that the property test counts with', () => {
	const withoutInclusive = recordedOrders.filter((order) => !order.taxes.some((tax) => tax.included_in_print_rate));

	it.each(withoutInclusive.map((order) => [order.recorded, order] as const))('is what ERPNext answered: %s', (_name, order) => {
		expect(erpTotals(toSalesOrder(order), 2, "Banker's Rounding")).toEqual(order.answer);
	});
});
