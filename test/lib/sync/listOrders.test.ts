import { createAmazonClient } from '../../../lib/amazon/client';
import { listOrders } from '../../../lib/sync/listOrders';
import type { ListWindow } from '../../../lib/sync/listProgress';
import { startAmazonSandbox } from '../../../sandbox/amazon/server';
import { makeSellerWorld } from '../../../sandbox/amazon/world/sellerWorld';
import { FakeClock } from '../../support/fakeClock';
import { drained, type Reply, STOP, thrownBy, withAmazon } from '../amazon/amazonServer';
import { DE, order, page, paged, refused, windowOf } from './orderPages';

describe('listOrders', () => {
	it('reads page after page, all parameters repeated, to the end', async () => {
		await withAmazon(paged(201), async ({ client, clock, asked }) => {
			const { items, pages, end } = await drained(listOrders(client, windowOf(), { maxOrders: 1000, quota: STOP, clock }));
			expect(pages.map((each) => each.length)).toEqual([100, 100, 1]);
			expect(new Set(items.map(({ orderId }) => orderId)).size).toBe(201);
			expect(end).toEqual({
				runId: 'RUN-1',
				stream: 'orders',
				count: 201,
				complete: true,
				nextPageToken: null,
				windowEnd: '2026-11-24T11:50:00.000Z',
				skipped: false,
				amazonCalls: 3,
				quotaWaitMs: 0,
				erpnextCalls: 0,
				goneIds: [],
				notices: [],
				asked: { by: 'updated', after: '2026-11-23T00:00:00.000Z', marketplaceIds: [DE], fromStart: true },
			});
			const first = Object.fromEntries(asked[0]?.query ?? []);
			expect(first).toEqual({
				lastUpdatedAfter: '2026-11-23T00:00:00.000Z',
				lastUpdatedBefore: '2026-11-24T11:50:00.000Z',
				marketplaceIds: DE,
				includedData: 'BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,TAX,PAYMENT',
				maxResultsPerPage: '100',
			});
			for (const [index, { query }] of asked.entries()) {
				expect(Object.fromEntries(query)).toEqual(index === 0 ? first : { ...first, paginationToken: String(index * 100) });
			}
		});
	});

	it('asks by creation where the window is about creation', async () => {
		await withAmazon(paged(1), async ({ client, clock, asked }) => {
			await drained(listOrders(client, windowOf({ by: 'created', stream: 'ordersBackfill' }), { maxOrders: 10, quota: STOP, clock }));
			expect(asked[0]?.query.get('createdAfter')).toBe('2026-11-23T00:00:00.000Z');
			expect(asked[0]?.query.get('createdBefore')).toBe('2026-11-24T11:50:00.000Z');
			expect(asked[0]?.query.has('lastUpdatedAfter')).toBe(false);
		});
	});

	it('stops at the most orders wanted, and the next run goes on there', async () => {
		await withAmazon(paged(450), async ({ newClient, clock, asked }) => {
			const seen: string[] = [];
			let pageToken: string | null = null;
			const counts: number[] = [];
			do {
				const client = newClient();
				// The second run's window ends later: the token keeps the first one's end.
				const window: ListWindow = windowOf({ pageToken, before: pageToken ? '2026-11-24T12:50:00.000Z' : windowOf().before });
				const { items, end } = await drained(listOrders(client, window, { maxOrders: 150, quota: STOP, clock }));
				seen.push(...items.map(({ orderId }) => orderId));
				counts.push(end.count);
				expect(end.windowEnd).toBe('2026-11-24T11:50:00.000Z');
				expect(end.asked?.fromStart).toBe(pageToken === null);
				pageToken = end.nextPageToken;
				expect(end.complete).toBe(pageToken === null);
			} while (pageToken !== null);
			expect(counts).toEqual([150, 150, 150]);
			expect(new Set(seen).size).toBe(450);
			expect(new Set(asked.map(({ query }) => query.get('lastUpdatedBefore')))).toEqual(new Set(['2026-11-24T11:50:00.000Z']));
		});
	});

	it('drains the quota and hands out where it stopped', async () => {
		await withAmazon(paged(2500), async ({ client, clock, asked }) => {
			const { items, end } = await drained(listOrders(client, windowOf(), { maxOrders: 9999, quota: STOP, clock }));
			expect([items.length, asked.length]).toEqual([2000, 20]);
			expect(end).toMatchObject({ count: 2000, complete: false, amazonCalls: 20 });
			clock.advance(5 * 178_572);
			const rest = await drained(listOrders(client, windowOf({ pageToken: end.nextPageToken }), { maxOrders: 9999, quota: STOP, clock }));
			expect(rest.end).toMatchObject({ count: 500, complete: true, nextPageToken: null, amazonCalls: 5, notices: [] });
			expect(rest.items[0]?.orderId).toBe('O-2000');
		});
	});

	it('waits for quota where that is wanted', async () => {
		await withAmazon(paged(2200), async ({ client, clock }) => {
			const { end } = await drained(listOrders(client, windowOf(), { maxOrders: 9999, quota: { kind: 'wait', maxWaitMs: 200_000 }, clock }));
			expect(end).toMatchObject({ count: 2200, complete: true, quotaWaitMs: 357_143 });
		});
	});

	it('comes to nothing, but does not throw, where the quota is gone from the start', async () => {
		await withAmazon(
			() => ({ status: 429 }),
			async ({ client, clock }) => {
				const { items, end } = await drained(listOrders(client, windowOf(), { maxOrders: 10, quota: STOP, clock }));
				expect(items).toEqual([]);
				expect(end).toMatchObject({ count: 0, complete: false, nextPageToken: null, skipped: false });
			},
		);
	});

	it('reads nothing of a skipped window', async () => {
		await withAmazon(paged(5), async ({ client, clock, asked, logins }) => {
			const window = windowOf({ skipped: true, reason: 'Run RUN-0 is under way', pageToken: 'kept' });
			const { items, end } = await drained(listOrders(client, window, { maxOrders: 10, quota: STOP, clock }));
			expect([items, asked, logins]).toEqual([[], [], []]);
			expect(end).toMatchObject({ skipped: true, reason: 'Run RUN-0 is under way', count: 0, complete: false, nextPageToken: 'kept' });
		});
	});

	it('reads nothing of a window that ends where it begins', async () => {
		await withAmazon(paged(5), async ({ client, clock, asked }) => {
			const { end } = await drained(listOrders(client, windowOf({ after: windowOf().before }), { maxOrders: 10, quota: STOP, clock }));
			expect(asked).toEqual([]);
			expect(end).toMatchObject({ complete: true, count: 0 });
		});
	});

	it('stops when Amazon repeats a pagination token', async () => {
		await withAmazon(
			() => page([order('O-1')], 'again'),
			async ({ client, clock, asked }) => {
				const error = await thrownBy(drained(listOrders(client, windowOf(), { maxOrders: 1000, quota: STOP, clock })));
				expect(error).toMatchObject({ code: 'RepeatedPageToken' });
				expect(asked).toHaveLength(2);
			},
		);
	});

	it('gives an order once that comes on two pages, and the newer of two on one page', async () => {
		await withAmazon(
			({ nth }) =>
				nth === 0
					? page([order('O-1'), order('O-2', '2026-11-23T11:00:00Z'), order('O-1', '2026-11-23T12:00:00Z')], 'next')
					: page([order('O-2', '2026-11-23T13:00:00Z'), order('O-3')]),
			async ({ client, clock }) => {
				const { items, end } = await drained(listOrders(client, windowOf(), { maxOrders: 1000, quota: STOP, clock }));
				expect(items.map((each) => `${each.orderId} ${each.lastUpdatedTime}`)).toEqual([
					'O-1 2026-11-23T12:00:00Z',
					'O-2 2026-11-23T11:00:00Z',
					'O-3 2026-11-23T10:00:00Z',
				]);
				expect(end.count).toBe(3);
			},
		);
	});

	it('leaves out the orders that a person set to Ignored', async () => {
		await withAmazon(paged(5), async ({ client, clock }) => {
			const { items, end } = await drained(listOrders(client, windowOf({ ignoredIds: ['O-1', 'O-3', 'X'] }), { maxOrders: 10, quota: STOP, clock }));
			expect(items.map(({ orderId }) => orderId)).toEqual(['O-0', 'O-2', 'O-4']);
			expect(end).toMatchObject({ count: 3, complete: true });
		});
	});

	it('ends a window a quarter of an hour earlier where this machine’s clock is ahead', async () => {
		await withAmazon(
			(asked, response) => (asked.nth === 0 ? refused("The 'before' date must be at least two minutes before the time of the request.") : paged(1)(asked, response)),
			async ({ client, clock }) => {
				const { end } = await drained(listOrders(client, windowOf(), { maxOrders: 10, quota: STOP, clock }));
				expect(end).toMatchObject({ complete: true, windowEnd: '2026-11-24T11:35:00.000Z' });
				expect(end.notices).toEqual(["A clock is ahead of Amazon's, so the last minutes were left to the next run. Set the clocks of n8n's machines right."]);
			},
		);
	});

	it('throws what Amazon refuses for any other reason', async () => {
		await withAmazon(
			() => refused('Invalid marketplaceId.'),
			async ({ client, clock, asked }) => {
				const error = await thrownBy(drained(listOrders(client, windowOf(), { maxOrders: 10, quota: STOP, clock })));
				expect(error).toMatchObject({ status: 400, detail: 'Invalid marketplaceId.' });
				expect(asked).toHaveLength(1);
			},
		);
	});

	it('does without names and addresses where the account may not see them, and says so once', async () => {
		const denied: Reply = { status: 403, json: { errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.', details: '' }] } };
		await withAmazon(
			(asked, response) => (asked.query.get('includedData')?.includes('BUYER') ? denied : paged(201)(asked, response)),
			async ({ client, clock, asked }) => {
				const { end } = await drained(listOrders(client, windowOf(), { maxOrders: 1000, quota: STOP, clock }));
				expect(end).toMatchObject({ count: 201, complete: true });
				expect(end.notices).toHaveLength(1);
				expect(end.notices[0]).toMatch(/^Amazon keeps buyer names and addresses from this application\./);
				expect(asked).toHaveLength(4);
			},
		);
	});

	describe('against the sandbox', () => {
		it('lists every order of a seller once, in as few calls as there are pages', async () => {
			const clock = new FakeClock();
			const world = makeSellerWorld({ seed: 7, sellerId: 'A7ORDERS', country: 'DE', marketplaces: ['DE', 'FR'], skuCount: 20, orderCount: 330, endsAt: clock.now() - 600_000, spanDays: 30 });
			const amazon = await startAmazonSandbox({ clock, sellers: [world] });
			try {
				const seller = amazon.sellers[0];
				if (!seller) throw new Error('The sandbox has no seller');
				const client = createAmazonClient(seller.credentials, { clock, random: () => 0 });
				const window = windowOf({ by: 'created', after: '2026-10-01T00:00:00.000Z', marketplaceIds: world.marketplaces.map(({ id }) => id) });
				const { items, end } = await drained(listOrders(client, window, { maxOrders: 9999, quota: STOP, clock }));
				expect(items.map(({ orderId }) => orderId).sort()).toEqual([...world.eachOrder()].map(({ orderId }) => orderId).sort());
				expect(end).toMatchObject({ count: items.length, complete: true, amazonCalls: Math.ceil(items.length / 100) });
			} finally {
				await amazon.close();
			}
		});
	});
});
