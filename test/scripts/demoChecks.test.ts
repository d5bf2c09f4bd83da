import type { AmazonOrder, AmazonOrderItem } from '../../lib/amazon/types';
import type { ErpClient } from '../../lib/erpnext/client';
import { MADE_FROM_ORDER } from '../../lib/sync/items/orderLineRecords';
import { compareBooks } from '../../scripts/demo/books';
import { countListingRecords } from '../../scripts/demo/listingRecords';
import { executeWhole } from '../../scripts/demo/run';

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

const US = { marketplaceId: 'ATVPDKIKX0DER' };

describe('the checks of npm start', () => {
	it('miss no Sales Order of what Amazon only ships for another shop', async () => {
		const orders = [order('1', 'SHIPPED', 'NON_AMAZON'), order('2', 'UNFULFILLABLE', 'NON_AMAZON'), order('3', 'CANCELLED', 'NON_AMAZON')];
		const books = await compareBooks(holding([]), orders, new Map());
		expect(books).toMatchObject({ cancelled: 1, elsewhere: 2, salesOrders: 0, differences: [] });
	});

	it('miss the Sales Order of an order that carries money, wherever it was sold', async () => {
		const books = await compareBooks(holding([]), [order('1', 'SHIPPED', 'NON_AMAZON', '9.99')], new Map());
		expect(books).toMatchObject({ elsewhere: 0, differences: ['1 has no Sales Order'] });
	});

	it.each([
		['that holds the tax which Amazon keeps', 'ATVPDKIKX0DER', '10.80', '10.80', 10],
		['that is without it', 'ATVPDKIKX0DER', '10.80', '10.00', 10],
		['that is without it, as its line is', 'ATVPDKIKX0DER', '10.00', '10.00', 10],
		['that holds it inside the price', 'A1F83G8C2ARO7P', '10.00', '10.00', 9.2],
		['that is without what is inside the price', 'A1F83G8C2ARO7P', '10.00', '9.20', 9.2],
	])('take for what it is a grand total %s', async (_how, marketplaceId, lineTotal, grandTotal, expected) => {
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

	it('count no record of an order line whose SKU no longer sells', async () => {
		const records = [{ fingerprint: 'abc' }, { fingerprint: MADE_FROM_ORDER }, { fingerprint: null }];
		expect(await countListingRecords(holding(records), 'A1', US)).toBe(1);
	});
});

describe('the runs of npm start', () => {
	const COUNTS = { created: 0, updated: 0, amended: 0, cancelled: 0, unchanged: 0, notImported: 0, failed: 0 };
	/** An n8n whose executions list these numbers of orders; after each but the last more waits at Amazon. */
	const listing = (...numbers: number[]) => ({
		execute: async () => {
			const listed = numbers.shift() ?? 0;
			const summary = { counts: COUNTS, notices: [], amazonCalls: 1, erpnextCalls: 1, message: '' };
			const json = { products: { ...summary, listed: 0, more: false }, orders: { ...summary, listed, more: numbers.length > 0 } };
			const output = (node: string) => [{ json: node === 'Finish orders' ? json.orders : json.products }];
			return { id: '1', status: 'success', output };
		},
	});

	it('wait out a request that Amazon refused, and go on', async () => {
		const slept: number[] = [];
		const said: string[] = [];
		const whole = await executeWhole(listing(100, 0, 20), (line) => said.push(line), { sleep: async (ms) => void slept.push(ms) });
		expect(whole).toMatchObject({ runs: 3, orders: { listed: 120, more: false } });
		expect(slept).toEqual([185_000]);
		expect(said).toEqual(['Amazon has more, but not yet (its quota is used up, or it prepares a report): waiting 3 minutes ...']);
	});

	it('end where Amazon gives nothing for long', async () => {
		const slept: number[] = [];
		const whole = await executeWhole(listing(100, 0, 0, 0, 0, 0, 0), () => {}, { sleep: async (ms) => void slept.push(ms) });
		expect(whole).toMatchObject({ runs: 5, orders: { listed: 100, more: true } });
		expect(slept).toHaveLength(3);
	});
});
