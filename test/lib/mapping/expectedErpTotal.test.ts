import { expectedErpTotal } from '../../../lib/mapping/expectedErpTotal';
import type { ErpSalesOrder } from '../../../lib/erpnext/types';
import { erpTotals } from './erpArithmetic';
import { readRecordings, titleOf } from '../../support/recordings';

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

type Written = Pick<ErpSalesOrder, 'items' | 'taxes'>;

interface RecordedOrder {
	title: string;
	asked: Written;
	answer: ReturnType<typeof erpTotals>;
}

/** Orders that this package never sends: their sums come from a list price, or from a discount on the whole order. */
const NEVER_SENT = ['sales orders/rate 0 takes the list price', 'sales orders/discount on the grand total'];

const recordedOrders = readRecordings().flatMap((recording): RecordedOrder[] => {
	const { request, response } = recording;
	const isMade = request.method === 'POST' && request.path === '/api/resource/Sales Order' && response.status === 200;
	if (!isMade || NEVER_SENT.includes(titleOf(recording))) return [];
	// What a real ERPNext 15.71.1 took and answered.
	const { items, taxes = [] } = request.body as Written;
	const { data } = response.body as { data: Pick<Written, 'items'> & { net_total: number; grand_total: number; taxes: Array<{ total: number }> } };
	const answer = {
		rates: data.items.map(({ rate }) => rate),
		amounts: data.items.map(({ amount }) => amount ?? NaN),
		taxTotals: data.taxes.map(({ total }) => total),
		netTotal: data.net_total,
		grandTotal: data.grand_total,
	};
	return [{ title: titleOf(recording), asked: { items, taxes }, answer }];
});

describe('expectedErpTotal', () => {
	it('has all 26 recorded orders', () => {
		expect(recordedOrders).toHaveLength(26);
	});

	it.each(recordedOrders)('is what ERPNext answered: $title', ({ asked, answer }) => {
		expect(Number(expectedErpTotal(toSalesOrder(asked), 2))).toBe(answer.grandTotal);
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
	const withoutInclusive = recordedOrders.filter(({ asked }) => !asked.taxes.some((tax) => tax.included_in_print_rate));

	it.each(withoutInclusive)('is what ERPNext answered: $title', ({ asked, answer }) => {
		expect(erpTotals(toSalesOrder(asked), 2, "Banker's Rounding")).toEqual(answer);
	});
});
