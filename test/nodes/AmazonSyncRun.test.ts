import { type IDataObject, Workflow } from 'n8n-workflow';

import type { SyncStream } from '../../lib/sync/types';
import { runWorkflow, type WorkflowJson } from '../support/runWorkflow';
import { lineOf } from '../support/runWorkflowLine';
import { nodeTypesOfPackage, OUR_NODES, PACKAGE_NAME } from '../support/runWorkflowNodeTypes';
import { type Sandbox, withSandbox } from '../support/withSandbox';

/** Only the first nodes of a line, up to the named one. */
function upTo(name: string, line: WorkflowJson): WorkflowJson {
	const last = line.nodes.findIndex((node) => node.name === name);
	return { ...line, nodes: line.nodes.slice(0, last + 1), connections: Object.fromEntries(Object.entries(line.connections).slice(0, last)) };
}

/** A line in which something else stands where the writing node was. */
function withoutWriting(stream: SyncStream, finish: IDataObject = {}): WorkflowJson {
	const line = lineOf(stream, { finish });
	return { ...line, nodes: line.nodes.map((node) => (node.name === 'Write' ? { ...node, type: 'n8n-nodes-base.noOp' } : node)) };
}

const run = async ({ credentials, clock }: Sandbox, workflow: WorkflowJson) => await runWorkflow({ workflow, credentials, clock });
const cursors = ({ erp }: Sandbox) => erp.site.docs('Amazon Sync Cursor');

describe('Amazon Sync Run', () => {
	it.each([
		[{ operation: 'finish' }, 'finish'],
		[{ operation: 'start', stream: 'orders' }, 'start: orders'],
		[{ operation: 'start', stream: 'ordersBackfill' }, 'start: orders backfill'],
	])('is told apart on the canvas: %j', (parameters, subtitle) => {
		const type = `${PACKAGE_NAME}.amazonSyncRun`;
		const node = { id: 'n', name: 'N', type, typeVersion: 1, position: [0, 0] as [number, number], parameters };
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes: nodeTypesOfPackage() });
		expect(workflow.expression.getSimpleParameterValue(node, OUR_NODES[type]?.description.subtitle ?? '', 'internal', {})).toBe(subtitle);
	});
});

describe('Amazon Sync Run, Start', () => {
	it('prepares ERPNext the first time and says so, once', async () => {
		await withSandbox({}, async (sandbox) => {
			const first = await run(sandbox, upTo('Start', lineOf('orders')));
			expect(first.error).toBeUndefined();
			expect(first.hints('Start').join(' ')).toMatch(/Made \d+ document types/);
			sandbox.clock.advance(3_600_000);
			const second = await run(sandbox, upTo('Start', lineOf('orders')));
			expect(second.hints('Start')).toEqual([]);
		});
	});

	it('emits one item: run, window and checked settings', async () => {
		await withSandbox({}, async (sandbox) => {
			const { json } = await run(sandbox, upTo('Start', lineOf('orders')));
			expect(json('Start')).toEqual([
				expect.objectContaining({
					runId: expect.stringMatching(/^A2TESTSELLER:orders:/),
					stream: 'orders',
					skipped: false,
					marketplaceIds: ['ATVPDKIKX0DER'],
					by: 'updated',
					settings: expect.objectContaining({ company: 'Acme Inc', sellerId: 'A2TESTSELLER', timeZone: 'America/New_York' }),
				}),
			]);
		});
	});

	it('begins After Date at midnight of the ERPNext site', async () => {
		await withSandbox({}, async (sandbox) => {
			const { json } = await run(sandbox, upTo('Start', lineOf('orders', { start: { afterDate: '2026-11-01', options: { overlapMinutes: 0 } } })));
			expect(json('Start')[0]?.after).toBe('2026-11-01T04:00:00Z');
		});
	});

	it('leaves the work to another run that is under way, and the whole line says so', async () => {
		await withSandbox({ orderCount: 3 }, async (sandbox) => {
			const { credentials, clock } = sandbox;
			const first = await runWorkflow({ workflow: upTo('Start', lineOf('orders')), credentials, clock, mode: 'trigger' });
			const second = await run(sandbox, lineOf('orders'));
			expect(second.error).toBeUndefined();
			expect(second.hints('Start')).toEqual([expect.stringContaining(String(first.json('Start')[0]?.runId))]);
			expect(second.json('Finish')).toEqual([expect.objectContaining({ status: 'Skipped', listed: 0 })]);
			expect(sandbox.amazon.requests).toEqual([]);
		});
	});

	it('goes on at once when a person executes the workflow again after a node of it failed', async () => {
		await withSandbox({ orderCount: 3 }, async (sandbox) => {
			await run(sandbox, upTo('Start', lineOf('orders')));
			const again = await run(sandbox, lineOf('orders'));
			expect(again.json('Finish')).toEqual([expect.objectContaining({ status: 'Completed', listed: 3 })]);
		});
	});

	it('names the right that set-up needs', async () => {
		await withSandbox({ erpRoles: ['Sales User', 'Sales Master Manager', 'Item Manager'] }, async (sandbox) => {
			const { error } = await run(sandbox, upTo('Start', lineOf('orders')));
			expect(error?.message).toMatch(/System Manager/);
		});
	});

	it('asks for the date that a backfill goes back to', async () => {
		await withSandbox({}, async (sandbox) => {
			const start = { backfillUntil: '={{ "someday" }}' };
			const { error } = await run(sandbox, upTo('Start', lineOf('ordersBackfill', { start })));
			expect(error?.message).toBe("'Backfill Until' is 'someday': use a date such as '2026-11-01' or '2026-11-01T09:30:00Z'");
		});
	});

	it('emits a window of creation dates for a backfill', async () => {
		await withSandbox({}, async (sandbox) => {
			const start = { afterDate: '2026-11-01', backfillUntil: '2026-01-01' };
			const { json, error } = await run(sandbox, upTo('Start', lineOf('ordersBackfill', { start })));
			expect(error).toBeUndefined();
			expect(json('Start')[0]).toMatchObject({ stream: 'ordersBackfill', by: 'created' });
		});
	});
});

describe('Amazon Sync Run, Finish', () => {
	it('refuses to move on when results are missing, and counts them', async () => {
		await withSandbox({ orderCount: 5 }, async (sandbox) => {
			const { error } = await run(sandbox, withoutWriting('orders'));
			expect(error?.message).toMatch(/^Only 0 of 5 orders/);
			expect(cursors(sandbox)[0]?.last_completed ?? null).toBeNull();
		});
	});

	it('moves on without them when told to', async () => {
		await withSandbox({ orderCount: 5 }, async (sandbox) => {
			const { error, json } = await run(sandbox, withoutWriting('orders', { allowMissingResults: true }));
			expect(error).toBeUndefined();
			expect(json('Finish')).toEqual([expect.objectContaining({ status: 'Completed', listed: 5 })]);
		});
	});

	it('says which option is off when no progress item comes', async () => {
		await withSandbox({ orderCount: 2 }, async (sandbox) => {
			const { error } = await run(sandbox, lineOf('orders', { list: { includeProgressItem: false } }));
			expect(error?.message).toContain("'Include Progress Item'");
		});
	});

	it('refuses to finish two runs at once', async () => {
		await withSandbox({}, async (sandbox) => {
			const progress = { syncProgress: { runId: 'x', stream: 'orders', count: 0 } };
			const line = lineOf('orders');
			const items = { ...line.nodes[0], type: 'n8n-nodes-base.testItems', parameters: { items: [progress, progress] } };
			const workflow = {
				nodes: [items, ...line.nodes.slice(-1)].map((node) => JSON.parse(JSON.stringify(node))),
				connections: { Manual: { main: [[{ node: 'Finish', type: 'main' as const, index: 0 }]] } },
			};
			const { error } = await run(sandbox, workflow);
			expect(error?.message).toBe('2 progress items arrived: finish one run at a time');
		});
	});

	it('links the history of the run to the execution in n8n', async () => {
		await withSandbox({ orderCount: 2 }, async (sandbox) => {
			await run(sandbox, lineOf('orders'));
			const [history] = sandbox.erp.site.docs('Amazon Sync Run');
			expect(history?.execution_url).toMatch(/^http:\/\/127\.0\.0\.1:5678\/workflow\/test\/executions\/\d+$/);
		});
	});
});
