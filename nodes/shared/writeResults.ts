import { type IDataObject, type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { isRecord } from '../../lib/isRecord';
import type { SyncProgress, SyncResult } from '../../lib/sync/types';
import { messageOf, toNodeError } from './nodeErrors';
import { itemFrom } from './runItems';

/** What differs between the two writing nodes. */
export interface Writing<Input, Result extends SyncResult> {
	/** Undefined when the item is no order or listing. */
	read: (json: IDataObject) => Input | undefined;
	/** What is missing in an item that `read` does not know, e.g. "no Amazon order: 'orderId' is missing". */
	unreadable: string;
	write: (inputs: Input[]) => Promise<{ results: Result[]; erpnextCalls: number }>;
	/** Lets the next run take over at once. */
	giveUp: (progress: SyncProgress, message: string) => Promise<void>;
	/** The fields that name the order or SKU, for an item that stands for a failed one. */
	identify: (result: Result) => IDataObject;
	/** E.g. `order`. */
	word: string;
}

interface Split<Input> {
	inputs: Array<{ input: Input; itemIndex: number }>;
	unreadable: number[];
	progress?: { value: SyncProgress; itemIndex: number };
}

function isProgress(value: unknown): value is SyncProgress {
	return isRecord(value) && typeof value.runId === 'string' && typeof value.count === 'number' && typeof value.stream === 'string';
}

/** The progress item that a List node adds, if this is one. */
export function progressOf(json: IDataObject): SyncProgress | undefined {
	const value: unknown = json.syncProgress;
	return isProgress(value) ? value : undefined;
}

function split<Input>(context: IExecuteFunctions, read: (json: IDataObject) => Input | undefined): Split<Input> {
	const parts: Split<Input> = { inputs: [], unreadable: [] };
	for (const [itemIndex, { json }] of context.getInputData().entries()) {
		const value = progressOf(json);
		const input = value ? undefined : read(json);
		if (value) parts.progress = { value, itemIndex };
		else if (input === undefined) parts.unreadable.push(itemIndex);
		else parts.inputs.push({ input, itemIndex });
	}
	return parts;
}

const times = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/**
 * One failed order or SKU under continueOnFail. `error` sends it to n8n's error output; elsewhere n8n would put its
 * message in the place of the whole JSON, and the order's number would be gone.
 */
function failedItem(context: IExecuteFunctions, reason: string, ids: IDataObject, itemIndex: number): INodeExecutionData {
	const node = context.getNode();
	const toErrorOutput = node.onError === 'continueErrorOutput';
	return {
		json: { error: reason, ...ids },
		...(toErrorOutput ? { error: new NodeOperationError(node, reason, { itemIndex }) } : {}),
		pairedItem: { item: itemIndex },
	};
}

/**
 * Writes all items at once and gives one result for each. In a run (a progress item came along) a failed one is a result
 * like the others, and Finish makes an issue of it. Without a run it ends the execution, after all others were written.
 */
export async function writeResults<Input, Result extends SyncResult>(
	context: IExecuteFunctions,
	writing: Writing<Input, Result>,
): Promise<INodeExecutionData[]> {
	const { inputs, unreadable, progress } = split(context, writing.read);
	if (progress?.value.skipped) return [itemFrom({ syncProgress: progress.value }, progress.itemIndex)];
	const first = unreadable[0];
	if (first !== undefined && (progress || !context.continueOnFail())) {
		throw new NodeOperationError(context.getNode(), `Item ${first} is ${writing.unreadable}`, {
			itemIndex: first,
			description: 'Nothing was written.',
		});
	}
	const { results, erpnextCalls } = await writeOrGiveUp(context, writing, inputs.map(({ input }) => input), progress?.value);

	const items: INodeExecutionData[] = [];
	const failures: Array<{ reason: string; itemIndex: number }> = [];
	for (const [position, result] of results.entries()) {
		const itemIndex = inputs[position]?.itemIndex ?? 0;
		const reason = result.reason ?? 'No reason was given';
		if (result.action === 'failed') failures.push({ reason, itemIndex });
		const stands = result.action !== 'failed' || progress !== undefined;
		items.push(stands ? itemFrom(result, itemIndex) : failedItem(context, reason, writing.identify(result), itemIndex));
	}
	for (const itemIndex of unreadable) {
		items.push(failedItem(context, `Item ${itemIndex} is ${writing.unreadable}`, {}, itemIndex));
	}
	tellOutcome(context, failures, results.length, progress !== undefined, writing.word);
	if (progress) {
		const passedOn = { ...progress.value, erpnextCalls: progress.value.erpnextCalls + erpnextCalls };
		items.push(itemFrom({ syncProgress: passedOn }, progress.itemIndex));
	}
	return items;
}

async function writeOrGiveUp<Input, Result extends SyncResult>(
	context: IExecuteFunctions,
	writing: Writing<Input, Result>,
	inputs: Input[],
	progress: SyncProgress | undefined,
) {
	if (inputs.length === 0) return { results: [], erpnextCalls: 0 };
	try {
		return await writing.write(inputs);
	} catch (error) {
		if (progress) await writing.giveUp(progress, messageOf(error));
		throw toNodeError(context.getNode(), error, 0);
	}
}

function tellOutcome(
	context: IExecuteFunctions,
	failures: Array<{ reason: string; itemIndex: number }>,
	total: number,
	inRun: boolean,
	word: string,
): void {
	const first = failures[0];
	if (!first) return;
	if (!inRun && !context.continueOnFail()) {
		throw new NodeOperationError(context.getNode(), first.reason, {
			itemIndex: first.itemIndex,
			description: `${times(failures.length, word)} of ${total} could not be written; the others were.`,
		});
	}
	const waits = failures.length === 1 ? 'waits' : 'wait';
	context.addExecutionHints({
		message: `${times(failures.length, word)} ${waits}: ${first.reason}`,
		type: 'warning',
		location: 'outputPane',
	});
}
