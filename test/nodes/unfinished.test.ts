import type { INode } from 'n8n-workflow';

import { runWorkflow, type WorkflowJson, type WorkflowRun } from '../support/runWorkflow';
import { lineOf } from '../support/runWorkflowLine';
import { type Sandbox, withSandbox } from '../support/withSandbox';

const run = async ({ credentials, clock }: Sandbox, workflow: WorkflowJson, more: { stopAt?: (stop: () => void) => void } = {}): Promise<WorkflowRun> =>
	await runWorkflow({ workflow, credentials, clock, mode: 'trigger', ...more });
const history = ({ erp }: Sandbox) => erp.site.docs('Amazon Sync Run').map(({ status, message }) => `${String(status)}: ${String(message)}`);
const cursorOf = ({ erp }: Sandbox) => erp.site.doc('Amazon Sync Cursor', 'A2TESTSELLER:orders');

const MINUTE = 60_000;

/** Prepares ERPNext, and ends there. */
function upToStart({ nodes, connections }: WorkflowJson): WorkflowJson {
	return { nodes: nodes.slice(0, 2), connections: { Manual: connections.Manual ?? {} } };
}

/** A second trigger's branch runs Start and all behind it once more in the same execution. */
function twice(line: WorkflowJson): WorkflowJson {
	const [manual] = line.nodes;
	const relay: INode = { ...JSON.parse(JSON.stringify(manual)), id: 'relay', name: 'Relay', type: 'n8n-nodes-base.noOp' };
	const toStart = { node: 'Start', type: 'main' as const, index: 0 };
	return {
		...line,
		nodes: [...line.nodes, relay],
		connections: { ...line.connections, Manual: { main: [[toStart, { ...toStart, node: 'Relay' }]] }, Relay: { main: [[toStart]] } },
	};
}

describe('a line that does not run from Start to Finish once', () => {
	it('gives the cursor back when writing fails, so that the next run begins at once', async () => {
		await withSandbox({ orderCount: 4 }, async (sandbox) => {
			await run(sandbox, lineOf('products'));
			await run(sandbox, upToStart(lineOf('orders')));
			sandbox.clock.advance(60 * MINUTE);
			// From the first bulk insert on, this user lacks the right: what n8n shows is what the history says.
			const refusal = { exc_type: 'PermissionError', exception: 'frappe.exceptions.PermissionError', _error_message: 'No permission for Customer' };
			sandbox.erpFaults.add({ match: ({ path }) => path.endsWith('insert_many'), fault: { kind: 'answer', status: 403, headers: { 'Content-Type': 'application/json' }, body: refusal } });
			const broken = await run(sandbox, lineOf('orders'));
			expect(broken.error?.message).toContain("give that user the role");
			expect(broken.json('Finish')).toEqual([]);
			sandbox.erpFaults.clear();
			const next = await run(sandbox, lineOf('orders'));
			expect(next.json('Finish')).toEqual([expect.objectContaining({ status: 'Completed' })]);
			expect(history(sandbox).filter((line) => line.startsWith('Failed'))).toContainEqual(expect.stringContaining(String(broken.error?.message)));
		});
	});

	it('is two runs with a record each when Start is reached twice in one execution', async () => {
		await withSandbox({ orderCount: 3 }, async (sandbox) => {
			const twofold = await run(sandbox, twice(lineOf('orders')));
			expect(twofold.error).toBeUndefined();
			const runIds = sandbox.erp.site.docs('Amazon Sync Run').map(({ run_id }) => String(run_id));
			expect(runIds).toHaveLength(2);
			expect(runIds[1]).toBe(`${runIds[0]}-1`);
			expect(history(sandbox)).toEqual(['Completed: 3 orders: 2 created, 1 not imported, 0 wait', 'Completed: 0 orders: nothing new, 0 wait']);
			expect(sandbox.erp.site.docs('Sales Order')).toHaveLength(2);
		});
	});

	it('sends nothing more once it is stopped, and the next run heals it at once', async () => {
		await withSandbox({ skuCount: 5, orderCount: 12 }, async (sandbox) => {
			await run(sandbox, lineOf('products'));
			let stop = (): void => undefined;
			// Stopped as the drafts are sent: their request is under way, all that would follow is not sent.
			sandbox.erpFaults.add({
				match: ({ path }) => {
					if (path.endsWith('insert_many') && sandbox.erp.site.count('Contact') > 0) stop();
					return false;
				},
				fault: { kind: 'delay', ms: 0 },
			});
			const stopped = await run(sandbox, lineOf('orders'), { stopAt: (given) => (stop = given) });
			expect(stopped.json('Finish')).toEqual([]);
			await new Promise((resolve) => setTimeout(resolve, 200));
			sandbox.erpFaults.clear();
			expect(sandbox.erp.site.docs('Sales Order').filter(({ docstatus }) => docstatus === 1)).toEqual([]);
			expect(cursorOf(sandbox)).toMatchObject({ last_completed: null });

			const next = await run(sandbox, lineOf('orders'));
			expect(next.json('Finish')).toEqual([expect.objectContaining({ status: 'Completed', listed: 12 })]);
			const submitted = sandbox.erp.site.docs('Sales Order').filter(({ docstatus }) => docstatus === 1).map(({ amazon_order_id }) => amazon_order_id);
			expect(new Set(submitted).size).toBe(submitted.length);
			expect(history(sandbox).filter((line) => line.startsWith('Failed'))).toEqual([expect.stringContaining('The execution was stopped')]);
		});
	});
});
