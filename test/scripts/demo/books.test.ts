import type { AmazonOrder, AmazonOrderItem } from '../../../lib/amazon/types';
import type { ErpClient } from '../../../lib/erpnext/client';
import { compareBooks } from '../../../scripts/demo/books';

/** An ERPNext that answers each list with these rows. */
const holding = (rows: object[]): Pick<ErpClient, 'list'> => ({ list: async <T>() => rows as T[] });

function order(orderId: string, fulfillmentStatus: NonNullable<AmazonOrder['fulfillment']>['fulfillmentStatus'], channelName: string, amount?: string): AmazonOrder {
	const money = amount === undefined ? undefined : { amount, currencyCode: 'USD' };
	return {
		orderId,
		createdTime: '2026-11-01T00:00:00Z',
		lastUpdatedTime: '2026-11-01T00:00:00Z',
		salesChannel: { channelName },
		fulfillment: { fulfillmentStatus },
		orderItems: [{ orderItemId: '1', quantityOrdered: 1, product: {} }],
		...(money ? { proceeds: { grandTotal: money } } : {}),
	};
}

describe('compareBooks', () => {
	it('misses no Sales Order of what Amazon only ships for another shop', async () => {
		const orders = [order('1', 'SHIPPED', 'NON_AMAZON'), order('2', 'UNFULFILLABLE', 'NON_AMAZON'), order('3', 'CANCELLED', 'NON_AMAZON')];
		const books = await compareBooks(holding([]), orders, new Map());
		expect(books).toMatchObject({ cancelled: 1, elsewhere: 2, salesOrders: 0, differences: [] });
	});

	it('misses the Sales Order of an order that carries money, wherever it was sold', async () => {
		const books = await compareBooks(holding([]), [order('1', 'SHIPPED', 'NON_AMAZON', '9.99')], new Map());
		expect(books).toMatchObject({ elsewhere: 0, differences: ['1 has no Sales Order'] });
	});

	it.each([
		['that holds the tax which Amazon keeps', 'ATVPDKIKX0DER', '10.80', '10.80', 10],
		['that is without it', 'ATVPDKIKX0DER', '10.80', '10.00', 10],
		['that is without it, as its line is', 'ATVPDKIKX0DER', '10.00', '10.00', 10],
		['that holds it inside the price', 'A1F83G8C2ARO7P', '10.00', '10.00', 9.2],
		['that is without what is inside the price', 'A1F83G8C2ARO7P', '10.00', '9.20', 9.2],
	])('takes for what it is a grand total %s', async (_how, marketplaceId, lineTotal, grandTotal, expected) => {
		const usd = (amount: string) => ({ amount, currencyCode: 'USD' });
		const breakdowns = [
			{ type: 'ITEM', subtotal: usd('12.00') },
			{ type: 'DISCOUNT', subtotal: usd('2.00') },
			{ type: 'TAX', subtotal: usd('0.80') },
		];
		const item: AmazonOrderItem = { orderItemId: '1', quantityOrdered: 1, product: {}, proceeds: { proceedsTotal: usd(lineTotal), breakdowns }, tax: { taxCollections: [{ model: 'MARKETPLACE_FACILITATOR' }] } };
		const sold: AmazonOrder = { ...order('1', 'SHIPPED', 'AMAZON', grandTotal), salesChannel: { channelName: 'AMAZON', marketplaceId }, orderItems: [item] };
		const held = [{ name: 'SO-1', amazon_order_id: '1', docstatus: 1, currency: 'USD', grand_total: expected }];
		expect(await compareBooks(holding(held), [sold], new Map())).toMatchObject({ salesOrders: 1, differences: [] });
	});
});
