import { createAmazonClient } from '../../../lib/amazon/client';
import { FakeClock } from '../../support/fakeClock';
import { html, ok, someCredentials, STOP, thrownBy, withAmazon } from './amazonServer';

describe('createAmazonClient, when the line breaks', () => {
	const reset: Parameters<typeof withAmazon>[0] = (_asked, response) => {
		response.socket?.resetAndDestroy();
		return undefined;
	};
	const cutInside: Parameters<typeof withAmazon>[0] = (_asked, response) => {
		response.writeHead(200, { 'content-length': '1000' });
		response.write('{"orders": [', () => setTimeout(() => response.socket?.destroy(), 5));
		return undefined;
	};
	it.each([
		['before the answer', reset],
		['inside the answer', cutInside],
	])('asks for a read again that broke %s', async (_when, broken) => {
		await withAmazon(
			(asked, response) => (asked.nth === 0 ? broken(asked, response) : ok),
			async ({ client, asked }) => {
				expect(await client.call('searchOrders', {}, STOP)).toEqual({ orders: [] });
				expect(asked).toHaveLength(2);
			},
		);
	});

	it.each([
		['before the answer', reset],
		['inside the answer', cutInside],
	])('never sends a POST again that broke %s', async (_when, broken) => {
		await withAmazon(broken, async ({ client, asked, clock }) => {
			const error = await thrownBy(client.call('createReport', { body: { reportType: 'X' } }, STOP));
			expect(error.message).toBe("The connection to Amazon broke for 'createReport' (ECONNRESET).");
			expect(asked).toHaveLength(1);
			expect(clock.sleeps).toEqual([]);
		});
	});

	it('never sends a POST again after 503', async () => {
		await withAmazon(
			() => html(503),
			async ({ client, asked }) => {
				await thrownBy(client.call('createReport', { body: {} }, STOP));
				expect(asked).toHaveLength(1);
			},
		);
	});

	it('takes JSON that is cut short for a broken read', async () => {
		await withAmazon(
			({ nth }) => (nth === 0 ? { text: '{"orders": [{"orderId": "1' } : ok),
			async ({ client, asked }) => {
				expect(await client.call('searchOrders', {}, STOP)).toEqual({ orders: [] });
				expect(asked).toHaveLength(2);
			},
		);
	});

	it('says so where JSON stays cut short', async () => {
		await withAmazon(
			() => ({ text: '{"orders": [' }),
			async ({ client }) => {
				const error = await thrownBy(client.call('searchOrders', {}, STOP));
				expect(error.message).toBe("Amazon's answer was cut off or unreadable for 'searchOrders' (no JSON, tried 5 times).");
				expect(error).toMatchObject({ code: 'GarbledAnswer' });
			},
		);
	});

	it('gives up on an answer that never comes', async () => {
		await withAmazon(
			() => undefined,
			async ({ newClient, asked }) => {
				const client = newClient({}, { timeouts: { deadlineMs: 40, idleMs: 40 } });
				const error = await thrownBy(client.call('searchOrders', {}, STOP));
				expect(error.message).toBe("Amazon did not answer in time for 'searchOrders' (API_DEADLINE_TIMEOUT, tried 5 times).");
				expect(error).toMatchObject({ code: 'TimedOut' });
				expect(asked).toHaveLength(5);
			},
		);
	});

	it('gives up on an answer that stops half-way', async () => {
		await withAmazon(
			({ nth }, response) => {
				if (nth > 0) return ok;
				response.writeHead(200);
				response.write('{"orders"');
				return undefined;
			},
			async ({ newClient, asked }) => {
				const client = newClient({}, { timeouts: { deadlineMs: 5_000, idleMs: 40 } });
				expect(await client.call('searchOrders', {}, STOP)).toEqual({ orders: [] });
				expect(asked).toHaveLength(2);
			},
		);
	});

	it('says where it looked for a login that cannot be reached', async () => {
		const clock = new FakeClock();
		let free = 'http://127.0.0.1:1';
		await withAmazon(
			() => ok,
			async ({ credentials }) => void (free = credentials.localUrl ?? ''),
		);
		const client = createAmazonClient(someCredentials(free), { clock, random: () => 0 });
		const error = await thrownBy(client.call('createReport', { body: {} }, STOP));
		expect(error.message).toBe(
			`Amazon's login at '${free}/auth/o2/token' cannot be reached (ECONNREFUSED), tried 5 times. ` +
				'Check the network of this machine and, for a local sandbox, its address in the credential.',
		);
		expect(clock.sleeps).toHaveLength(4);
	});
});
