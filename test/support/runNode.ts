import type { ICredentialDataDecryptedObject, IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import type { Clock } from '../../lib/clock';
import { runWorkflow, type WorkflowRun } from './runWorkflow';
import { PACKAGE_NAME } from './runWorkflowNodeTypes';

export interface RunNodeOptions {
	/** Name of one of our nodes, e.g. `listOrders`. */
	node: string;
	parameters?: INode['parameters'];
	/** JSON of the items that arrive; one empty item without it. */
	items?: IDataObject[];
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	/** What the user chose under "On Error". */
	onError?: INode['onError'];
	clock?: Clock;
}

export interface NodeRun {
	status: WorkflowRun['status'];
	error: WorkflowRun['error'];
	items: INodeExecutionData[];
	json: INodeExecutionData['json'][];
	/** Items of the error output, under onError `continueErrorOutput`. */
	errorItems: INodeExecutionData[];
	hints: string[];
}

const SUBJECT = 'Subject';

/** Executes one node of ours on n8n's engine; defaults, expressions and item linking are the engine's own. */
export async function runNode(options: RunNodeOptions): Promise<NodeRun> {
	const run = await runWorkflow({
		workflow: {
			nodes: [
				{
					id: '1',
					name: 'Items',
					type: 'n8n-nodes-base.testItems',
					typeVersion: 1,
					position: [0, 0],
					parameters: { items: JSON.parse(JSON.stringify(options.items ?? [{}])) },
				},
				{
					id: '2',
					name: SUBJECT,
					type: `${PACKAGE_NAME}.${options.node}`,
					typeVersion: 1,
					position: [200, 0],
					parameters: options.parameters ?? {},
					...(options.onError ? { onError: options.onError } : {}),
				},
			],
			connections: { Items: { main: [[{ node: SUBJECT, type: 'main', index: 0 }]] } },
		},
		credentials: options.credentials,
		clock: options.clock,
	});
	return {
		status: run.status,
		error: run.error,
		items: run.items(SUBJECT),
		json: run.json(SUBJECT),
		errorItems: run.items(SUBJECT, 1),
		hints: run.hints(SUBJECT),
	};
}
