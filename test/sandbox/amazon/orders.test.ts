import type { Order } from '@sp-api-sdk/orders-api-2026-01-01';
import { type Called, type Caller, DE, expectRefusal, fetchToken, makeWorld, NOW, US, withCaller } from './caller';

const PATH = '/orders/2026-01-01/orders';
const ALL = 'BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT,FULFILLMENT_ORDERS';
const LONG_AGO = '2026-01-01T00:00:00Z';
const ordersOf = (called: Called) => (called.body as unknown as { orders: Order[] }).orders;
const tokenOf = (called: Called) => (called.body as unknown as { pagination?: { nextToken: string } }).pagination?.nextToken;
const at = (ms: number) => new Date(ms).toISOString();

describe('searchOrders', () => {
	it.each([
		['neither "after" date', {}],
		['both "after" dates', { createdAfter: LONG_AGO, lastUpdatedAfter: LONG_AGO }],
		['lastUpdatedBefore with createdAfter', { createdAfter: LONG_AGO, lastUpdatedBefore: '2026-02-01T00:00:00Z' }],
		['createdBefore with lastUpdatedAfter', { lastUpdatedAfter: LONG_AGO, createdBefore: '2026-02-01T00:00:00Z' }],
		['a "before" alone', { createdBefore: '2026-02-01T00:00:00Z' }],
		['a "before" under two minutes ago', { createdAfter: LONG_AGO, createdBefore: at(NOW - 119_000) }],
		['a "before" ahead of the "after"', { createdAfter: '2026-02-01T00:00:00Z', createdBefore: LONG_AGO }],
		['a date that is none', { createdAfter: 'yesterday' }],
		['an unknown status', { createdAfter: LONG_AGO, fulfillmentStatuses: 'SHIPPED,LOST' }],
		['an unknown data set', { createdAfter: LONG_AGO, includedData: 'BUYER,EVERYTHING' }],
		['an unknown fulfiller', { createdAfter: LONG_AGO, fulfilledBy: 'NOBODY' }],
		['an unknown marketplace', { createdAfter: LONG_AGO, marketplaceIds: 'A0NOWHERE' }],
		['more than 50 marketplaces', { createdAfter: LONG_AGO, marketplaceIds: Array.from({ length: 51 }, () => US).join(',') }],
		['a page of none', { createdAfter: LONG_AGO, maxResultsPerPage: 0 }],
		['a page of 101', { createdAfter: LONG_AGO, maxResultsPerPage: 101 }],
		['a page that is no number', { createdAfter: LONG_AGO, maxResultsPerPage: 'ten' }],
		['a parameter that it does not have', { createdAfter: LONG_AGO, createAfter: LONG_AGO }],
		['a page token that nobody gave', { createdAfter: LONG_AGO, paginationToken: String(20_261_124) }],
	])('answers 400 to %s', async (_what, query: Record<string, string | number>) => {
		await withCaller(async ({ call }) => expectRefusal(await call(PATH, query), 400, 'InvalidInput'));
	});

	it('takes a "before" of exactly two minutes ago', async () => {
		await withCaller(async ({ call }) => {
			expect((await call(PATH, { createdAfter: LONG_AGO, createdBefore: at(NOW - 120_000) })).status).toBe(200);
		});
	});

	it('answers 403 for a marketplace where the seller does not sell', async () => {
		await withCaller(async ({ call }) => expectRefusal(await call(PATH, { createdAfter: LONG_AGO, marketplaceIds: DE }), 403, 'Unauthorized'));
	});

	it('gives pages of 100, each order once, sorted by the date that was asked for', async () => {
		await withCaller(
			async ({ callAllPages }) => {
				for (const [field, parameter] of [['createdTime', 'createdAfter'], ['lastUpdatedTime', 'lastUpdatedAfter']] as const) {
					const pages = await callAllPages(PATH, { [parameter]: LONG_AGO }, 'orders');
					expect(pages.map((page) => ordersOf(page).length)).toEqual([100, 100, 1]);
					const orders = pages.flatMap(ordersOf);
					expect(new Set(orders.map((order) => order.orderId)).size).toBe(201);
					const times = orders.map((order) => Date.parse(order[field]));
					expect(times).toEqual([...times].sort((one, other) => one - other));
				}
			},
			makeWorld({ orderCount: 201, endsAt: NOW - 200_000 }),
		);
	});

	it('gives no token with the last page, also when it is full', async () => {
		await withCaller(async ({ call }) => {
			const page = await call(PATH, { createdAfter: LONG_AGO, maxResultsPerPage: 60 });
			expect([ordersOf(page).length, tokenOf(page)]).toEqual([60, undefined]);
		}, makeWorld({ endsAt: NOW - 200_000 }));
	});

	const firstPage = async ({ call }: Caller) => tokenOf(await call(PATH, { createdAfter: LONG_AGO, maxResultsPerPage: 10 }));

	it('lets maxResultsPerPage and includedData change between pages', async () => {
		await withCaller(async (caller) => {
			const paginationToken = await firstPage(caller);
			expect((await caller.call(PATH, { createdAfter: LONG_AGO, maxResultsPerPage: 5, includedData: 'BUYER', paginationToken })).status).toBe(200);
		});
	});

	it.each([
		['another date', { createdAfter: '2026-01-02T00:00:00Z' }],
		['another kind of date', { lastUpdatedAfter: LONG_AGO }],
		['an added filter', { createdAfter: LONG_AGO, fulfillmentStatuses: 'SHIPPED' }],
		['no parameters', {}],
	])('answers 400 to a page token with %s', async (_what, query: Record<string, string>) => {
		await withCaller(async (caller) => {
			expectRefusal(await caller.call(PATH, { ...query, paginationToken: await firstPage(caller) }), 400, 'InvalidInput');
		});
	});

	it('answers 400 to a page token older than 24 hours', async () => {
		await withCaller(async (caller) => {
			const paginationToken = await firstPage(caller);
			caller.clock.advance(86_400_000 - 1000);
			const { access_token: fresh } = (await (await fetchToken(caller.sandbox)).json()) as { access_token: string };
			const init = { headers: { 'x-amz-access-token': fresh } };
			expect((await caller.call(PATH, { createdAfter: LONG_AGO, paginationToken }, init)).status).toBe(200);
			caller.clock.advance(1001);
			expectRefusal(await caller.call(PATH, { createdAfter: LONG_AGO, paginationToken }, init), 400, 'InvalidInput');
		});
	});

	it('loses no order that changes while pages are read', async () => {
		await withCaller(async ({ call, world, clock }) => {
			const first = await call(PATH, { lastUpdatedAfter: LONG_AGO, maxResultsPerPage: 10 });
			const later = [...world.eachOrder()].map((order) => order.orderId).filter((id) => !ordersOf(first).some((order) => order.orderId === id));
			world.changeOrder(later[0] ?? '', (order) => { order.orderAliases = [{ aliasId: 'X', aliasType: 'SELLER_ORDER_ID' }]; });
			const rest: string[] = [];
			let paginationToken = tokenOf(first);
			while (paginationToken) {
				const page = await call(PATH, { lastUpdatedAfter: LONG_AGO, maxResultsPerPage: 10, paginationToken });
				rest.push(...ordersOf(page).map((order) => order.orderId));
				paginationToken = tokenOf(page);
			}
			const windowEnd = (first.body as unknown as { lastUpdatedBefore: string }).lastUpdatedBefore;
			clock.advance(10 * 60_000);
			const next = ordersOf(await call(PATH, { lastUpdatedAfter: windowEnd })).map((order) => order.orderId);
			expect(new Set([...rest, ...next])).toEqual(new Set(later));
			expect(next).toContain(later[0]);
		}, makeWorld({ endsAt: NOW - 200_000 }));
	});

	it('hides what changed in the last two minutes and says how far it looked', async () => {
		await withCaller(async ({ call, world, clock }) => {
			const [order] = [...world.eachOrder()];
			world.changeOrder(order?.orderId ?? '', (changed) => { changed.programs = ['PRIME']; });
			const ids = async () => ordersOf(await call(PATH, { lastUpdatedAfter: at(NOW) })).map((found) => found.orderId);
			expect(await ids()).toEqual([]);
			expect((await call(PATH, { lastUpdatedAfter: LONG_AGO })).body).toMatchObject({ lastUpdatedBefore: '2026-11-24T11:58:00Z' });
			clock.advance(120_000);
			expect(await ids()).toEqual([order?.orderId]);
		});
	});

	it('filters by status, fulfiller and marketplace', async () => {
		await withCaller(async ({ callAllPages }) => {
			const all = (await callAllPages(PATH, { createdAfter: LONG_AGO, includedData: 'FULFILLMENT' }, 'orders')).flatMap(ordersOf);
			const query = { createdAfter: LONG_AGO, includedData: 'FULFILLMENT', fulfillmentStatuses: 'SHIPPED,CANCELLED', fulfilledBy: 'MERCHANT', marketplaceIds: DE };
			const found = (await callAllPages(PATH, query, 'orders')).flatMap(ordersOf);
			const wanted = all.filter((order) => ['SHIPPED', 'CANCELLED'].includes(order.fulfillment?.fulfillmentStatus ?? '') && order.fulfillment?.fulfilledBy === 'MERCHANT' && order.salesChannel.marketplaceId === DE);
			expect(found).toEqual(wanted);
			expect(found.length).toBeGreaterThan(5);
		}, makeWorld({ orderCount: 300, country: 'DE', marketplaces: ['DE', 'FR'], endsAt: NOW - 200_000 }));
	});
});

describe('what an order shows', () => {
	it('leaves out every data set that was not asked for', async () => {
		await withCaller(async ({ callAllPages }) => {
			const orders = (await callAllPages(PATH, { createdAfter: LONG_AGO }, 'orders')).flatMap(ordersOf);
			const keys = new Set(orders.flatMap((order) => [...Object.keys(order), ...order.orderItems.flatMap((item) => Object.keys(item))]));
			expect([...keys].sort()).toEqual(['associatedOrders', 'createdTime', 'lastUpdatedTime', 'orderId', 'orderItemId', 'orderItems', 'product', 'programs', 'quantityOrdered', 'salesChannel']);
		}, makeWorld({ orderCount: 300 }));
	});

	it('gives the buyer email of merchant-fulfilled orders only', async () => {
		await withCaller(async ({ callAllPages }) => {
			const orders = (await callAllPages(PATH, { createdAfter: LONG_AGO, includedData: ALL, fulfillmentStatuses: 'SHIPPED' }, 'orders')).flatMap(ordersOf);
			const mailed = new Set(orders.map((order) => `${order.fulfillment?.fulfilledBy} ${order.buyer?.buyerEmail !== undefined}`));
			expect(mailed).toEqual(new Set(['MERCHANT true', 'AMAZON false']));
		});
	});

	it('gives no personal data to an application without the role', async () => {
		await withCaller(async ({ callAllPages }) => {
			const orders = (await callAllPages(PATH, { createdAfter: LONG_AGO, includedData: ALL }, 'orders')).flatMap(ordersOf);
			expect(orders.filter((order) => order.buyer)).toEqual([]);
			const known = new Set(orders.flatMap((order) => Object.keys(order.recipient?.deliveryAddress ?? {})));
			expect([...known].sort()).toEqual(['city', 'countryCode', 'postalCode', 'stateOrRegion']);
		}, makeWorld({ hasPersonalData: false }));
	});

	it('gives one order by id, in the state of the moment', async () => {
		await withCaller(async ({ call, clock, callAllPages }) => {
			const [pending] = (await callAllPages(PATH, { createdAfter: LONG_AGO, fulfillmentStatuses: 'PENDING', includedData: ALL }, 'orders')).flatMap(ordersOf);
			expect([pending?.proceeds, pending?.orderItems[0]?.product.price]).toEqual([undefined, undefined]);
			clock.advance(3_500_000);
			const path = `${PATH}/${pending?.orderId}`;
			expect((await call(path, { includedData: ALL })).body).toEqual({ order: pending });
		}, makeWorld({ orderCount: 250, endsAt: NOW - 200_000 }));
	});

	it('answers 404 for an order that it does not know and 400 for an id that can be none', async () => {
		await withCaller(async ({ call }) => {
			expectRefusal(await call(`${PATH}/111-1234567-1234567`), 404, 'NotFound');
			expectRefusal(await call(`${PATH}/TEST_CASE_400`), 400, 'InvalidInput');
		});
	});

	it('serves an order that a test put in, exactly', async () => {
		await withCaller(async ({ call, world }) => {
			const [order] = [...world.eachOrder()];
			if (!order) throw new Error('no order');
			const own: Order = { ...order, orderId: '111-0000001-0000001', createdTime: '2026-11-20T00:00:00Z', lastUpdatedTime: '2026-11-21T00:00:00Z' };
			world.putOrder(own);
			expect((await call(`${PATH}/${own.orderId}`, { includedData: 'FULFILLMENT' })).body).toMatchObject({ order: { orderId: own.orderId } });
			const window = { lastUpdatedAfter: own.lastUpdatedTime, lastUpdatedBefore: own.lastUpdatedTime };
			expect(ordersOf(await call(PATH, window)).map((found) => found.orderId)).toContain(own.orderId);
		});
	});
});
