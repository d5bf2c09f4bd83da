import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	NodeOperationError,
	updateDisplayOptions,
} from 'n8n-workflow';

import { finishRun } from '../../lib/sync/finishRun';
import { SYNC_ACTIONS, type SyncProgress, type SyncResult } from '../../lib/sync/types';
import { clockOf, connectErp } from '../shared/connect';
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

function isResult(json: IDataObject): json is IDataObject & SyncResult {
	return SYNC_ACTIONS.some((action) => action === json.action);
}

interface Arrived {
	/** Absent when none came; finishRun says what to do then. */
	progress?: SyncProgress;
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
	if (progress.length < 2) return { progress: progress[0], results };
	throw new NodeOperationError(context.getNode(), `${progress.length} progress items arrived: finish one run at a time`, {
		itemIndex: 0,
		description: 'The position in ERPNext stays where it was.',
	});
}

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { progress, results } = readInput(context);
	const options: IDataObject = context.getNodeParameter('options', 0, {});
	const erp = await connectErp(context);
	const summary = await finishRun(
		{ erp, clock: clockOf(context), executionUrl: executionUrl(context) },
		{ progress, results, allowMissing: options.allowMissingResults === true },
	);
	if (summary.counts.failed > 0 || summary.status !== 'Completed') {
		const type = summary.counts.failed > 0 ? ('warning' as const) : ('info' as const);
		context.addExecutionHints({ message: summary.message, type, location: 'outputPane' });
	}
	return [{ json: toJson(summary), pairedItem: context.getInputData().map((_, item) => ({ item })) }];
}
