import { toSalesOrder } from '../../../lib/mapping/toSalesOrder';
import { describeWherePublished, publishedOrders } from '../../support/publishedOrders';
import { erpTotals } from './erpArithmetic';
import { toContext } from './orderContext';

/** Total, rows (quantity x rate) and charges of each, worked out by hand from Amazon's model of November 2026. */
const EXPECTED: Record<string, [total: number, rows: string[], charges: string[]]> = {
	'123-4567890-1234567': [154.99, ['2 x 49.99', '1 x 49.99'], ['Delivery tip 5', 'Tax 0.02']],
	'250-1234567-8901234': [19940, ['1 x 5980', '2 x 6980'], ['Tax 0']],
	'202-7654321-1098765': [34.99, ['1 x 34.99'], ['Tax 0']],
	'171-2345678-9012345': [1599.9, ['1 x 1599.9'], ['Tax 0']],
	'202-1234567-8901234': [103.97, ['3 x 29.99'], ['Shipping 10', 'Tax 4']],
	'171-9876543-2109876': [299.9, ['1 x 299.9'], ['Tax 0']],
	'028-1234567-8901234': [125, ['2 x 62.5'], ['Tax 0']],
	'114-9876543-1234567': [49.99, ['1 x 39.99'], ['Tax 10']],
};

describeWherePublished("Amazon's published orders", () => {
	it('are the ones that were worked out by hand', () => {
		expect(publishedOrders.map(({ orderId }) => orderId).sort()).toEqual(Object.keys(EXPECTED).sort());
	});

	it.each(publishedOrders.map((order) => [`${order.orderId}, ${order.salesChannel.marketplaceName}`, order] as const))(
		'become Sales Orders of the same total: %s',
		(_name, order) => {
			const { salesOrder, money } = toSalesOrder(order, toContext(order));
			const [total, rows, charges] = EXPECTED[order.orderId] ?? [];
			expect(money.amazonGrandTotal).toBe(money.total);
			expect(Number(money.total)).toBe(total);
			expect(erpTotals(salesOrder, 2, "Banker's Rounding").grandTotal).toBe(total);
			expect(salesOrder.items.map((row) => `${row.qty} x ${row.rate}`)).toEqual(rows);
			expect(salesOrder.taxes.map((tax) => `${tax.description} ${tax.tax_amount}`)).toEqual(charges);
			expect(Number(order.proceeds?.grandTotal?.amount)).toBe(total);
		},
	);
});
