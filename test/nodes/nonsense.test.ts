import { runNode } from '../support/runNode';
import { runWorkflow } from '../support/runWorkflow';
import { lineOf } from '../support/runWorkflowLine';
import { withSandbox } from '../support/withSandbox';

const GET_MANY = { operation: 'getMany', windowSource: 'defineBelow', marketplaces: ['ATVPDKIKX0DER'], after: '2000-01-01', returnAll: false, limit: 5 };

describe('what an expression made of nothing', () => {
	it.each([
		[{ limit: null }, "'Limit' is 'null': use a number from 1"],
		[{ limit: -5 }, "'Limit' is '-5': use a number from 1"],
		[{ limit: 'some' }, "'Limit' is 'some': use a number from 1"],
		[{ options: { waitForQuotaMinutes: 'long' } }, "'Wait for Quota' is 'long': use a number from 0"],
		[{ dateField: 'never' }, "'Date Field' is 'never': it can be 'updated', 'created'"],
		[{ after: { a: 1 } }, `'After' is '{"a":1}': use a date such as`],
		[{ marketplaces: { a: 1 } }, `'Marketplaces' has '{"a":1}', which is no marketplace ID: choose from the list`],
		[{ marketplaces: ['ATVPDKIKX0DER', 5] }, "'Marketplaces' has '5', which is no marketplace ID"],
	])('does not reach Amazon: %j', async (parameters, message) => {
		await withSandbox({}, async (sandbox) => {
			const run = await runNode({
				node: 'listOrders',
				parameters: JSON.parse(JSON.stringify({ ...GET_MANY, ...parameters })),
				credentials: sandbox.credentials,
				clock: sandbox.clock,
			});
			expect(run.error?.message).toContain(message);
			expect(sandbox.amazon.requests).toEqual([]);
		});
	});

	it.each([
		[{ dryRun: 'yes' }, "'Dry Run' is 'yes': it can be 'true', 'false'"],
		[{ submitOrders: null }, "'Submit Orders' is 'null': it can be 'true', 'false'"],
		[{ leaseMinutes: 'x' }, "'Lease Minutes' is 'x': use a number from 0"],
		[{ costCenter: { __rl: true, mode: 'url', value: 'https://erp.example.com/app/cost-center/10%25%' } }, "'10%25%'"],
	])('is refused by Start: %j', async (options, message) => {
		await withSandbox({}, async ({ credentials, clock }) => {
			const run = await runWorkflow({ workflow: lineOf('orders', { start: { options } }), credentials, clock });
			expect(run.error?.message).toContain(message);
		});
	});

	it.each([
		['listOrders', { operation: 'getMany', windowSource: 'fromRun' }, { runId: 'x', stream: 'orders', marketplaceIds: [] }, "The incoming item holds no window of 'Amazon Sync Run'"],
		['amazonSyncRun', { operation: 'finish' }, { syncProgress: { runId: 5, stream: 'orders', count: 0 } }, 'No progress item arrived'],
	])('is no item of a run: %s %j %j', async (node, parameters, item, message) => {
		await withSandbox({}, async ({ credentials, clock }) => {
			const run = await runNode({ node, parameters: JSON.parse(JSON.stringify(parameters)), items: [item], credentials, clock });
			expect(run.error?.message).toContain(message);
		});
	});

	it("leaves a writing node's dry run dry where it came as text", async () => {
		await withSandbox({ orderCount: 5 }, async ({ credentials, clock, erp }) => {
			const run = await runWorkflow({ workflow: lineOf('orders', { write: { dryRun: 'true' } }), credentials, clock });
			expect(run.error).toBeUndefined();
			expect(erp.site.docs('Sales Order')).toEqual([]);
		});
	});
});
