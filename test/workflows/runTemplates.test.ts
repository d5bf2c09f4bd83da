import { fillIn } from '../../scripts/demo/workflows';
import type { SyncSummary } from '../../lib/sync/types';
import { runWorkflow, type WorkflowRun } from '../support/runWorkflow';
import { type Sandbox, withSandbox } from '../support/withSandbox';
import { CHOSEN, readTemplate } from './templateFiles';

const DAY_MS = 86_400_000;
const MOST_RUNS = 30;
const NEVER_IMPORTED = ['PENDING', 'PENDING_AVAILABILITY', 'CANCELLED'];

/** Runs a template as filled in for the sandbox's seller; dates as ISO 8601. */
async function runTemplate({ credentials, clock }: Sandbox, file: string, afterDate = '2000-01-01', backfillUntil = ''): Promise<WorkflowRun> {
	const workflow = fillIn(readTemplate(file), CHOSEN, { marketplaceId: 'ATVPDKIKX0DER', afterDate, backfillUntil });
	return await runWorkflow({ workflow, credentials, clock });
}

const summary = (run: WorkflowRun, node: string): Partial<SyncSummary> => ({ ...run.json(node)[0] });

function liveOrders({ erp }: Sandbox): Array<{ id: unknown; total: unknown }> {
	return erp.site
		.docs('Sales Order')
		.filter(({ docstatus }) => docstatus === 1)
		.map(({ amazon_order_id: id, grand_total: total }) => ({ id, total }));
}

describe('the templates on the engine', () => {
	it('carry products, then orders, and change nothing the second time', async () => {
		await withSandbox({ skuCount: 20, orderCount: 40 }, async (sandbox) => {
			const run = await runTemplate(sandbox, 'products-then-orders.json');
			expect(run.error).toBeUndefined();
			expect(summary(run, 'Finish products')).toMatchObject({ status: 'Completed', openIssues: 0 });
			const { totals, counts, listed } = summary(run, 'Finish orders');
			expect(listed).toBe(40);
			expect(counts?.created).toBe(liveOrders(sandbox).length);
			expect(totals?.map(({ difference }) => Number(difference))).toEqual([0]);

			const before = liveOrders(sandbox);
			const again = await runTemplate(sandbox, 'products-then-orders.json');
			expect(again.error).toBeUndefined();
			expect(summary(again, 'Finish orders')).toMatchObject({ status: 'Completed', counts: { created: 0, updated: 0, failed: 0 } });
			expect(liveOrders(sandbox)).toEqual(before);
		});
	});

	it('give the same books one after the other as in one line', async () => {
		const books: unknown[] = [];
		for (const files of [['products.json', 'orders.json'], ['products-then-orders.json']]) {
			await withSandbox({ skuCount: 8, orderCount: 15 }, async (sandbox) => {
				for (const file of files) expect((await runTemplate(sandbox, file)).error).toBeUndefined();
				books.push(liveOrders(sandbox));
			});
		}
		expect(books[0]).toEqual(books[1]);
	});

	it('walk backwards until the history is read, beside the orders', async () => {
		await withSandbox({ skuCount: 5, orderCount: 30, spanDays: 12 }, async (sandbox) => {
			const halfWay = new Date(sandbox.clock.now() - 6 * DAY_MS).toISOString();
			const until = new Date(sandbox.clock.now() - 20 * DAY_MS).toISOString();
			expect((await runTemplate(sandbox, 'orders.json', halfWay)).error).toBeUndefined();
			const recent = liveOrders(sandbox).length;
			const messages: string[] = [];
			for (let run = 0; run < MOST_RUNS && !messages.some((message) => message.includes('backfill is complete')); run++) {
				const backfill = await runTemplate(sandbox, 'backfill.json', halfWay, until);
				expect(backfill.error).toBeUndefined();
				messages.push(summary(backfill, 'Finish backfill').message ?? '');
				await sandbox.clock.sleep(15 * 60_000);
			}
			expect(messages.at(-1)).toContain('backfill is complete');
			const living = [...sandbox.seller.eachOrder()].filter(({ fulfillment }) => !NEVER_IMPORTED.includes(fulfillment?.fulfillmentStatus ?? ''));
			expect(recent).toBeLessThan(living.length);
			expect(liveOrders(sandbox)).toHaveLength(living.length);
		});
	});

	it('say in one line what stopped a run', async () => {
		const failure = readTemplate('failure.json');
		const payload = {
			workflow: { id: '1', name: 'Amazon orders' },
			execution: { id: '7', url: 'http://127.0.0.1/7', lastNodeExecuted: 'Start orders', error: { message: 'ERPNext does not answer', description: 'Look at the server.' } },
		};
		const nodes = failure.nodes.map((node) =>
			node.type.endsWith('.errorTrigger') ? { ...node, type: 'n8n-nodes-base.testItems', parameters: { items: [payload] } } : node,
		);
		const run = await runWorkflow({ workflow: { ...failure, nodes } });
		expect(run.json('What happened')).toEqual([
			{
				message: 'Workflow "Amazon orders" stopped at "Start orders": ERPNext does not answer',
				whatToDo: 'Look at the server.',
				executionUrl: 'http://127.0.0.1/7',
			},
		]);
	});
});
