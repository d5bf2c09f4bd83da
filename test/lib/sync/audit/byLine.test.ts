import type { HeldCharge, HeldRow } from '../../../../lib/erpnext/auditedOrders';
import { toOrderMoney } from '../../../../lib/mapping/toOrderMoney';
import type { TaxHandling } from '../../../../lib/settings';
import { sayByLine } from '../../../../lib/sync/audit/byLine';
import { anOrder, type OrderSketch } from '../orders/anOrder';

const row = (item_code: string, qty: number, rate: number, item_name: string | null = null): HeldRow => ({ item_code, item_name, qty, rate, amount: Math.round(qty * rate * 100) / 100 });
const charge = (description: string, tax_amount: number): HeldCharge => ({ description, account_head: `Amazon ${description} - ACME`, tax_amount });

function say(more: Partial<OrderSketch>, rows: HeldRow[], charges: HeldCharge[] = [], discount = 0): string[] {
	const order = anOrder({ id: 'A', ...more });
	const read = (taxHandling: TaxHandling) =>
		toOrderMoney(order, { taxHandling, facilitatorTax: 'leaveOut', currencyPrecision: 2, currency: 'USD', isTemplateInclusive: false }).money;
	return sayByLine({ order, readings: [read('amazonAmounts'), read('none')], held: { rows, charges }, discount });
}

const TWO = { lines: [{ sku: 'S1', quantity: 2, unitCents: 1000 }, { sku: 'S2', quantity: 1, unitCents: 500 }], shippingCents: 499 };
const SHIPPING = charge('Shipping', 4.99);

describe('by which line a total differs', () => {
	it('says nothing where rows and charges agree', () => {
		expect(say(TWO, [row('S1', 2, 10), row('S2', 1, 5)], [SHIPPING, charge('Tax', 0)])).toEqual([]);
	});

	it('knows a row by the Item that a SKU points to, by name or ASIN, or by where it stands', () => {
		expect(say(TWO, [row('B0S1', 2, 10), row('X', 1, 5, 'S2')], [SHIPPING])).toEqual([]);
		expect(say(TWO, [row('X', 1, 5), row('Y', 2, 11)], [SHIPPING])).toEqual(["SKU 'S1' is 2 x 10.00 = 20.00 at Amazon and 2 x 11.00 = 22.00 in ERPNext"]);
	});

	it('names what stands on one side only', () => {
		expect(say(TWO, [row('S1', 2, 10)], [charge('Gift wrap', 1)])).toEqual([
			"SKU 'S2' (5.00) stands only at Amazon",
			'shipping (4.99) stands only at Amazon',
			"charge 'Gift wrap' (1.00) stands only in ERPNext",
		]);
		expect(say(TWO, [row('S1', 2, 10), row('S2', 1, 5), row('S3', 1, 1)], [SHIPPING], 2)).toEqual([
			"Item 'S3' (1.00) stands only in ERPNext",
			'a discount of 2.00 on the whole order stands only in ERPNext',
		]);
	});

	it('tells a lowered quantity', () => {
		expect(say(TWO, [row('S1', 3, 10), row('S2', 1, 5)], [SHIPPING])).toEqual(["SKU 'S1' is 2 x 10.00 = 20.00 at Amazon and 3 x 10.00 = 30.00 in ERPNext"]);
	});

	it("tells the two ways in which ERPNext's own connector errs", () => {
		expect(say(TWO, [row('B0S1', 2, 20, 'S1'), row('B0S2', 1, 5, 'S2')], [SHIPPING, charge('FBAPerUnitFulfillmentFee for S1', -3.5)])).toEqual([
			"SKU 'S1' is 2 x 10.00 = 20.00 at Amazon and 2 x 20.00 = 40.00 in ERPNext, since the total of the line stands as the price of one unit",
			"charge 'FBAPerUnitFulfillmentFee for S1' (-3.50) stands only in ERPNext: a fee that Amazon takes from the seller, no part of what the buyer pays",
		]);
	});
});
