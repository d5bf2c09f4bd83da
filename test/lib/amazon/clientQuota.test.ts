import { QuotaExhaustedError } from '../../../lib/amazon/errors';
import { findOperation } from '../../../sandbox/amazon/operations';
import { Quotas } from '../../../sandbox/amazon/quotas';
import { FakeClock } from '../../support/fakeClock';
import { ok, refusal, STOP, thrownBy, withAmazon } from './amazonServer';

const WAIT = { kind: 'wait', maxWaitMs: 600_000 } as const;

describe('createAmazonClient, under a quota', () => {
	it('lets the burst through and then stops, with nothing sent', async () => {
		await withAmazon(
			() => ok,
			async ({ client, asked, clock }) => {
				for (let nth = 0; nth < 20; nth++) await client.call('searchOrders', {}, STOP);
				const error = await thrownBy(client.call('searchOrders', {}, STOP));
				expect(error).toBeInstanceOf(QuotaExhaustedError);
				expect(error).toMatchObject({ operation: 'searchOrders', retryAtMs: clock.now() + 178_572 });
				expect(asked).toHaveLength(20);
			},
		);
	});

	it('is shared with every other client of the seller, and with no other seller', async () => {
		await withAmazon(
			() => ok,
			async ({ newClient }) => {
				for (let nth = 0; nth < 20; nth++) await newClient().call('searchOrders', {}, STOP);
				await expect(newClient().call('searchOrders', {}, STOP)).rejects.toBeInstanceOf(QuotaExhaustedError);
				await expect(newClient({ sellerId: 'ANOTHER', clientId: 'another' }).call('searchOrders', {}, STOP)).resolves.toBeDefined();
			},
		);
	});

	it('waits exactly as long as one request takes to come back', async () => {
		await withAmazon(
			() => ok,
			async ({ client, clock }) => {
				for (let nth = 0; nth < 5; nth++) await client.call('searchListingsItems', { path: { sellerId: 'S' } }, WAIT);
				expect(clock.sleeps).toEqual([]);
				await client.call('searchListingsItems', { path: { sellerId: 'S' } }, WAIT);
				await client.call('searchListingsItems', { path: { sellerId: 'S' } }, WAIT);
				expect(clock.sleeps).toEqual([200, 200]);
				expect(client.usage.quotaWaitMs).toBe(400);
			},
		);
	});

	it('meets no 429 where the first request is longer on its way than those after it', async () => {
		const clock = new FakeClock();
		const quotas = new Quotas('amazon', () => clock.now());
		await withAmazon(
			({ nth, method, path }) => {
				if (nth === 0) clock.advance(400);
				const found = findOperation(method, path);
				return found && quotas.take(found.operation, 'S') ? ok : { status: 429 };
			},
			async ({ newClient, asked }) => {
				const client = newClient({}, { clock });
				for (let nth = 0; nth < 8; nth++) await client.call('searchCatalogItems', {}, WAIT);
				expect(asked).toHaveLength(8);
				expect(clock.sleeps).toEqual(Array(6).fill(500));
			},
		);
	});

	it('leaves to others what is reserved for them', async () => {
		await withAmazon(
			() => ok,
			async ({ client, asked }) => {
				for (let nth = 0; nth < 15; nth++) await client.call('searchOrders', {}, { kind: 'stop', reserve: 5 });
				await expect(client.call('searchOrders', {}, { kind: 'stop', reserve: 5 })).rejects.toBeInstanceOf(QuotaExhaustedError);
				await client.call('searchOrders', {}, STOP);
				expect(asked).toHaveLength(16);
			},
		);
	});

	it('takes over the rate that Amazon announces', async () => {
		await withAmazon(
			() => ({ ...ok, headers: { 'x-amzn-RateLimit-Limit': '0.1' } }),
			async ({ client, clock }) => {
				for (let nth = 0; nth < 20; nth++) await client.call('searchOrders', {}, STOP);
				await client.call('searchOrders', {}, WAIT);
				expect(clock.sleeps).toEqual([10_000]);
			},
		);
	});

	it('takes a 429 for an empty bucket and stops', async () => {
		await withAmazon(
			() => refusal(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.'),
			async ({ client, asked, clock }) => {
				const error = await thrownBy(client.call('searchOrders', {}, STOP));
				expect(error).toBeInstanceOf(QuotaExhaustedError);
				expect(error).toMatchObject({ retryAtMs: clock.now() + 178_572, attempts: 1 });
				expect(asked).toHaveLength(1);
				await expect(client.call('searchOrders', {}, STOP)).rejects.toBeInstanceOf(QuotaExhaustedError);
				expect(asked).toHaveLength(1);
			},
		);
	});

	it('waits after a 429 as long as Retry-After asks, and goes on', async () => {
		await withAmazon(
			({ nth }) => (nth === 0 ? { status: 429, headers: { 'retry-after': '12' } } : ok),
			async ({ client, clock }) => {
				expect(await client.call('getOrder', { path: { orderId: '1' } }, WAIT)).toEqual({ orders: [] });
				expect(clock.sleeps).toEqual([12_000]);
				expect(client.usage).toEqual({ calls: 2, quotaWaitMs: 12_000 });
			},
		);
	});

	it('spreads the return after a 429 by chance', async () => {
		await withAmazon(
			({ nth }) => (nth === 0 ? { status: 429 } : ok),
			async ({ newClient, clock }) => {
				await newClient({}, { random: () => 0.5 }).call('getOrder', { path: { orderId: '1' } }, WAIT);
				expect(clock.sleeps).toEqual([2250]);
			},
		);
	});

	it('stops waiting after five 429s, and says so', async () => {
		await withAmazon(
			() => ({ status: 429 }),
			async ({ client, asked }) => {
				const error = await thrownBy(client.call('getOrder', { path: { orderId: '1' } }, WAIT));
				expect(error.message).toMatch(/^Amazon's quota for 'getOrder' is used up after 5 answers of 429; the next request may go out at 2026-/);
				expect(asked).toHaveLength(5);
			},
		);
	});
});
