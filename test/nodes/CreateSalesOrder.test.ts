import type { IDataObject } from 'n8n-workflow';

import { runNode, type RunNodeOptions } from '../support/runNode';
import { START_SETTINGS } from '../support/runWorkflowLine';
import { type Sandbox, withSandbox } from '../support/withSandbox';

const OWN_SETTINGS: IDataObject = { ...START_SETTINGS, settingsSource: 'defineBelow', sellerId: 'A2TESTSELLER' };

const write = async (sandbox: Sandbox, items: unknown[], more: Partial<RunNodeOptions> & { parameters?: object } = {}) =>
	await runNode({
		node: 'createSalesOrder',
		credentials: sandbox.credentials,
		clock: sandbox.clock,
		...more,
		parameters: JSON.parse(JSON.stringify({ ...OWN_SETTINGS, ...more.parameters })),
		items: JSON.parse(JSON.stringify(items)),
	});

const isWorthWriting = (order: { fulfillment?: { fulfillmentStatus?: string } }): boolean =>
	['UNSHIPPED', 'SHIPPED'].includes(order.fulfillment?.fulfillmentStatus ?? '');

/** Orders that become Sales Orders. */
const ordersOf = ({ seller }: Sandbox, count: number) => [...seller.eachOrder()].filter(isWorthWriting).slice(0, count);
/** The same order in a currency for which ERPNext has no rate. */
const inSek = (order: unknown): unknown => JSON.parse(JSON.stringify(order).replaceAll('"USD"', '"SEK"'));
const livingOrders = ({ erp }: Sandbox) => erp.site.docs('Sales Order').filter(({ docstatus }) => docstatus === 1);

describe('Create Sales Order with settings of its own', () => {
	it('writes orders into an ERPNext that was never prepared', async () => {
		await withSandbox({ orderCount: 30 }, async (sandbox) => {
			const orders = ordersOf(sandbox, 5);
			const run = await write(sandbox, orders);
			expect(run.error).toBeUndefined();
			expect(run.json.map(({ action }) => action)).toEqual(Array(5).fill('created'));
			expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
			expect(livingOrders(sandbox)).toHaveLength(5);
			expect(run.hints.join(' ')).toMatch(/document types?/);
		});
	});

	it('writes nothing twice', async () => {
		await withSandbox({ orderCount: 30 }, async (sandbox) => {
			const orders = ordersOf(sandbox, 4);
			await write(sandbox, orders);
			const again = await write(sandbox, orders);
			expect(again.json.map(({ action }) => action)).toEqual(Array(4).fill('unchanged'));
			expect(livingOrders(sandbox)).toHaveLength(4);
		});
	});

	it('ends with the reason of the first failed order and its item, after the others were written', async () => {
		await withSandbox({ orderCount: 30 }, async (sandbox) => {
			const [one, two, three] = ordersOf(sandbox, 3);
			const run = await write(sandbox, [one, inSek(two), three]);
			expect(run.status).toBe('error');
			expect(run.error?.message).toContain('SEK');
			expect(run.error?.description).toBe('1 order of 3 could not be written; the others were.');
			expect(run.error?.context?.itemIndex).toBe(1);
			expect(livingOrders(sandbox)).toHaveLength(2);
		});
	});

	it('gives an item for the failed order when told to go on', async () => {
		await withSandbox({ orderCount: 30 }, async (sandbox) => {
			const [one, two, three] = ordersOf(sandbox, 3);
			const run = await write(sandbox, [one, inSek(two), three], { onError: 'continueRegularOutput' });
			expect(run.status).toBe('success');
			expect(run.json[1]).toEqual({ error: expect.stringContaining('SEK'), amazonOrderId: two?.orderId });
			expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		});
	});

	it('sends the failed order to the error output', async () => {
		await withSandbox({ orderCount: 30 }, async (sandbox) => {
			const [one, two] = ordersOf(sandbox, 2);
			const run = await write(sandbox, [inSek(one), two], { onError: 'continueErrorOutput' });
			expect(run.json.map(({ amazonOrderId }) => amazonOrderId)).toEqual([two?.orderId]);
			expect(run.errorItems).toHaveLength(1);
			expect(JSON.stringify(run.errorItems[0]?.json)).toContain('SEK');
		});
	});

	it('refuses items that are no orders, before anything is written', async () => {
		await withSandbox({ orderCount: 30 }, async (sandbox) => {
			const run = await write(sandbox, [...ordersOf(sandbox, 1), { some: 'thing' }]);
			expect(run.error?.message).toBe("Item 1 is no order of Amazon: it has no 'orderId'");
			expect(run.error?.context?.itemIndex).toBe(1);
			expect(sandbox.erp.requests).toEqual([]);
		});
	});

	it('writes nothing and says what it would, in a dry run of a prepared site', async () => {
		await withSandbox({ orderCount: 30 }, async (sandbox) => {
			const [first, ...rest] = ordersOf(sandbox, 4);
			await write(sandbox, [first]);
			const before = sandbox.erp.requests.length;
			const run = await write(sandbox, rest, { parameters: { options: { dryRun: true } } });
			expect(run.error).toBeUndefined();
			expect(run.json.map(({ action, dryRun }) => [action, dryRun])).toEqual(Array(3).fill(['created', true]));
			expect(sandbox.erp.requests.slice(before).filter(({ isWrite }) => isWrite)).toEqual([]);
		});
	});

	it.each([
		[{ company: { __rl: true, mode: 'name', value: 'Nobody Ltd' } }, /'Nobody Ltd'/],
		[{ sellerId: ' ' }, /'Seller ID' is empty/],
		[{ options: { customerPolicy: 'perMoon' } }, /'Customers' is 'perMoon': it can be 'perOrder', 'perEmail', 'single'/],
	])('names the setting that is wrong: %j', async (parameters, message) => {
		await withSandbox({ orderCount: 30 }, async (sandbox) => {
			const run = await write(sandbox, ordersOf(sandbox, 1), { parameters });
			expect(run.error?.message).toMatch(message);
			expect(sandbox.erp.requests.filter(({ isWrite }) => isWrite)).toEqual([]);
		});
	});

	it('takes names from addresses of ERPNext', async () => {
		await withSandbox({ orderCount: 30 }, async (sandbox) => {
			const value = `${sandbox.erp.url}/app/warehouse/Finished%20Goods%20-%20ACME`;
			const run = await write(sandbox, ordersOf(sandbox, 1), { parameters: { warehouse: { __rl: true, mode: 'url', value } } });
			expect(run.error).toBeUndefined();
			const [order] = livingOrders(sandbox);
			expect(JSON.stringify(order?.items)).toContain('Finished Goods - ACME');
		});
	});
});

describe('Create Sales Order with the settings of a run', () => {
	it('says what the parameter should hold when it holds something else', async () => {
		await withSandbox({ orderCount: 30 }, async (sandbox) => {
			const parameters = { settingsSource: 'fromRun', settings: '{"some":"thing"}' };
			const run = await write(sandbox, ordersOf(sandbox, 1), { parameters });
			expect(run.error?.message).toBe("'Settings of the Run' holds no settings of Amazon Sync Run");
			expect(run.error?.description).toContain("$('Amazon Sync Run')");
		});
	});

	it('passes a skipped window on without asking ERPNext', async () => {
		await withSandbox({}, async (sandbox) => {
			const syncProgress = { runId: 'r', stream: 'orders', count: 0, skipped: true, erpnextCalls: 0 };
			const run = await write(sandbox, [{ syncProgress }], { parameters: { settingsSource: 'fromRun' } });
			expect(run.json).toEqual([{ syncProgress }]);
			expect(sandbox.erp.requests).toEqual([]);
		});
	});

	it('passes the progress item of an empty window on without asking ERPNext', async () => {
		await withSandbox({}, async (sandbox) => {
			const syncProgress = { runId: 'r', stream: 'orders', count: 0, skipped: false, erpnextCalls: 0 };
			const run = await write(sandbox, [{ syncProgress }], { parameters: { settingsSource: 'fromRun' } });
			expect(run.json).toEqual([{ syncProgress }]);
			expect(sandbox.erp.requests).toEqual([]);
		});
	});
});

describe('ERPNext being down', () => {
	it('ends the run with its status and a sentence, without keys', async () => {
		await withSandbox({ orderCount: 30 }, async (sandbox) => {
			sandbox.erpFaults.add({ match: () => true, fault: { kind: 'answer', status: 503, body: '<html>maintenance</html>' } });
			const run = await write(sandbox, ordersOf(sandbox, 2));
			expect(run.error).toMatchObject({ httpCode: '503', context: { itemIndex: 0 } });
			expect(run.error?.message).toMatch(/ERPNext/);
			const kept = JSON.stringify({ ...run.error, stack: run.error?.stack });
			expect(kept).not.toContain(String(sandbox.credentials.erpNextSiteApi.apiSecret));
		});
	});
});
