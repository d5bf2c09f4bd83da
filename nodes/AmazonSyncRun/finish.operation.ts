import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	NodeOperationError,
	updateDisplayOptions,
} from 'n8n-workflow';

import { finishRun } from '../../lib/sync/finishRun';
import type { SyncAction, SyncProgress, SyncResult } from '../../lib/sync/types';
import { connectErp, runtime } from '../shared/connect';
import { toJson } from '../shared/runItems';
import { optionsCollection } from '../shared/settingsOptions';
import { progressOf } from '../shared/writeResults';
import { executionUrl } from './executionUrl';

export const description: INodeProperties[] = updateDisplayOptions({ show: { operation: ['finish'] } }, [
	optionsCollection([
		{
			displayName: 'Allow Missing Results',
			name: 'allowMissingResults',
			type: 'boolean',
			default: false,
			description:
				'Whether to move on even if fewer results arrive than were listed, for workflows that filter on purpose. What was filtered out is not tried again.',
		},
	]),
]);

const ACTIONS: readonly SyncAction[] = [
	'created',
	'updated',
	'amended',
	'cancelled',
	'unchanged',
	'notImported',
	'failed',
];

function isResult(json: IDataObject): json is IDataObject & SyncResult {
	return ACTIONS.some((action) => action === json.action);
}

interface Arrived {
	progress: SyncProgress;
	results: SyncResult[];
}

function readInput(context: IExecuteFunctions): Arrived {
	const results: SyncResult[] = [];
	const progress: SyncProgress[] = [];
	for (const { json } of context.getInputData()) {
		const value = progressOf(json);
		if (value) progress.push(value);
		else if (isResult(json)) results.push(json);
	}
	const [only] = progress;
	if (only && progress.length === 1) return { progress: only, results };
	const message = only
		? `${progress.length} progress items arrived: one run at a time can be finished`
		: 'No progress item arrived, so this run cannot be finished';
	throw new NodeOperationError(context.getNode(), message, {
		itemIndex: 0,
		description:
			"Switch on 'Include Progress Item' in the List node of this line, and let all of its items reach this node. The position in ERPNext stays where it was.",
	});
}

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { progress, results } = readInput(context);
	const options: IDataObject = context.getNodeParameter('options', 0, {});
	const erp = await connectErp(context);
	const summary = await finishRun(
		{ erp, clock: runtime.clock },
		{ progress, results, allowMissing: options.allowMissingResults === true, execution: executionUrl(context) },
	);
	if (summary.counts.failed > 0 || summary.status !== 'Completed') {
		const type = summary.counts.failed > 0 ? ('warning' as const) : ('info' as const);
		context.addExecutionHints({ message: summary.message, type, location: 'outputPane' });
	}
	return [{ json: toJson(summary), pairedItem: context.getInputData().map((_, item) => ({ item })) }];
}
