import type { AmazonOrder } from '../../lib/amazon/types';
import type { SyncProgress } from '../../lib/sync/types';
import { runNode } from '../support/runNode';
import { type Sandbox, withSandbox } from '../support/withSandbox';

const GET_MANY = {
	operation: 'getMany',
	windowSource: 'defineBelow',
	marketplaces: ['ATVPDKIKX0DER'],
	after: '2000-01-01',
	returnAll: true,
};

const getMany = async (sandbox: Sandbox, parameters: object = {}, options: object = {}) =>
	await runNode({
		node: 'listOrders',
		parameters: JSON.parse(JSON.stringify({ ...GET_MANY, ...parameters })),
		credentials: sandbox.credentials,
		clock: sandbox.clock,
		...options,
	});

const allIds = ({ seller }: Sandbox): string[] => [...seller.eachOrder()].map(({ orderId }) => orderId).sort();

describe('List Orders, Get Many', () => {
	it('returns every order of a window of its own, once', async () => {
		await withSandbox({ orderCount: 230 }, async (sandbox) => {
			const run = await getMany(sandbox);
			expect(run.error).toBeUndefined();
			expect(run.json.map(({ orderId }) => orderId).sort()).toEqual(allIds(sandbox));
		});
	});

	it('stops at its limit', async () => {
		await withSandbox({ orderCount: 230 }, async (sandbox) => {
			const run = await getMany(sandbox, { returnAll: false, limit: 7 });
			expect(run.json).toHaveLength(7);
		});
	});

	it('links each order to the item that asked for it', async () => {
		await withSandbox({ orderCount: 3 }, async (sandbox) => {
			const run = await getMany(sandbox, {}, { items: [{ first: true }, { second: true }] });
			expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([0, 0, 0, 1, 1, 1].map((item) => ({ item })));
		});
	});

	it('adds a progress item that counts the orders', async () => {
		await withSandbox({ orderCount: 12 }, async (sandbox) => {
			const run = await getMany(sandbox, { options: { includeProgressItem: true } });
			const { syncProgress } = run.json.at(-1) as { syncProgress?: SyncProgress };
			expect(run.json).toHaveLength(13);
			expect(syncProgress).toMatchObject({ count: 12, complete: true, nextPageToken: null, skipped: false });
		});
	});

	it('goes on from the token of an earlier progress item', async () => {
		await withSandbox({ orderCount: 120 }, async (sandbox) => {
			const options = { includeProgressItem: true, before: '2026-11-24T11:00:00Z' };
			const first = await getMany(sandbox, { returnAll: false, limit: 50, options });
			const { syncProgress } = first.json.at(-1) as { syncProgress?: SyncProgress };
			const rest = await getMany(sandbox, { options: { ...options, continueFrom: syncProgress?.nextPageToken } });
			const ids = [...first.json, ...rest.json].flatMap(({ orderId }) => orderId ?? []);
			expect(ids.sort()).toEqual(allIds(sandbox));
		});
	});

	it('ends a period that is not over yet where Amazon lets it', async () => {
		await withSandbox({ orderCount: 5 }, async (sandbox) => {
			const run = await getMany(sandbox, { options: { includeProgressItem: true, before: '2026-12-01' } });
			const { syncProgress } = run.json.at(-1) as { syncProgress?: SyncProgress };
			expect(syncProgress).toMatchObject({ count: 5, complete: true, windowEnd: '2026-11-24T11:58:00.000Z' });
		});
	});

	it('refuses a window that ends before it begins', async () => {
		await withSandbox({}, async (sandbox) => {
			const run = await getMany(sandbox, { after: '2026-11-20', options: { before: '2026-11-19' } });
			expect(run.error?.message).toBe(
				"'After' is '2026-11-20T05:00:00.000Z': it must lie before '2026-11-19T05:00:00.000Z'",
			);
		});
	});

	it('says which item of the input holds no window', async () => {
		await withSandbox({}, async (sandbox) => {
			const run = await getMany(sandbox, { windowSource: 'fromRun' }, { items: [{ some: 'thing' }] });
			expect(run.error?.message).toBe("The incoming item holds no window of 'Amazon Sync Run'");
			expect(run.error?.context?.itemIndex).toBe(0);
		});
	});

	it('passes a skipped window on without asking Amazon', async () => {
		await withSandbox({}, async (sandbox) => {
			const window = { runId: 'r', stream: 'orders', skipped: true, reason: 'held', marketplaceIds: ['x'], before: 'b', pageToken: null };
			const run = await getMany(sandbox, { windowSource: 'fromRun', options: { includeProgressItem: true } }, { items: [window] });
			expect(run.json).toEqual([{ syncProgress: expect.objectContaining({ runId: 'r', skipped: true, reason: 'held', count: 0 }) }]);
			expect(sandbox.amazon.requests).toEqual([]);
		});
	});
});

describe('List Orders, Get', () => {
	const get = async (sandbox: Sandbox, orderIds: string[], options: object = {}) =>
		await runNode({
			node: 'listOrders',
			parameters: { operation: 'get', orderId: '={{ $json.id }}' },
			items: orderIds.map((id) => ({ id })),
			credentials: sandbox.credentials,
			clock: sandbox.clock,
			...options,
		});

	it('returns one order for each item', async () => {
		await withSandbox({ orderCount: 3 }, async (sandbox) => {
			const ids = allIds(sandbox);
			const run = await get(sandbox, ids);
			expect(run.json.map((json) => (json as Partial<AmazonOrder>).orderId)).toEqual(ids);
			expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		});
	});

	it('ends with the first order that Amazon does not know, and its item', async () => {
		await withSandbox({ orderCount: 2 }, async (sandbox) => {
			const run = await get(sandbox, [allIds(sandbox)[0] ?? '', '902-0000000-0000000']);
			expect(run.status).toBe('error');
			expect(run.error?.message).toContain("'902-0000000-0000000'");
			expect(run.error?.context?.itemIndex).toBe(1);
		});
	});

	it('goes on past it when told to, naming it in its item', async () => {
		await withSandbox({ orderCount: 2 }, async (sandbox) => {
			const [known = ''] = allIds(sandbox);
			const run = await get(sandbox, ['902-0000000-0000000', known], { onError: 'continueRegularOutput' });
			expect(run.items).toHaveLength(2);
			expect(run.json[0]).toEqual({ error: expect.stringContaining("'902-0000000-0000000'") });
			expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
			expect(run.json[1]?.orderId).toBe(known);
		});
	});

	it('names the field that is empty', async () => {
		await withSandbox({}, async (sandbox) => {
			expect((await get(sandbox, [''])).error?.message).toBe("'Order ID' is empty: fill it in");
		});
	});
});

describe('a credential that does not work', () => {
	it('names the field, and no secret', async () => {
		await withSandbox({}, async (sandbox) => {
			const good = sandbox.credentials.amazonSellingPartnerLwaApi;
			const data = { ...good, refreshToken: 'Atzr|of-another-application' };
			const run = await getMany(sandbox, {}, { credentials: { ...sandbox.credentials, amazonSellingPartnerLwaApi: data } });
			expect(run.error?.message).toMatch(/refresh token/i);
			const told = JSON.stringify({ ...run.error, message: run.error?.message });
			for (const secret of [data.refreshToken, String(good.clientSecret)]) expect(told).not.toContain(secret);
		});
	});
});
