import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { messageOf, toNodeError } from './nodeErrors';

/** Plain JSON as n8n's items hold it: `undefined` fields are gone, nothing is shared with lib. */
export function toJson(value: object): IDataObject {
	const copy: unknown = JSON.parse(JSON.stringify(value));
	return typeof copy === 'object' && copy !== null ? { ...copy } : {};
}

/** A result that comes from one input item. */
export function itemFrom(value: object, itemIndex: number): INodeExecutionData {
	return { json: toJson(value), pairedItem: { item: itemIndex } };
}

/**
 * The one loop over input items for operations that handle each by itself. A failed item becomes `{ error, ...}` under
 * continueOnFail and ends the run otherwise.
 */
export async function runItems(
	context: IExecuteFunctions,
	handle: (itemIndex: number) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[][]> {
	const output: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		try {
			// Not a spread: a listing may hold more items than a call may have arguments.
			for (const item of await handle(itemIndex)) output.push(item);
		} catch (error) {
			if (!context.continueOnFail()) throw toNodeError(context.getNode(), error, itemIndex);
			output.push({ json: { error: messageOf(error) }, pairedItem: { item: itemIndex } });
		}
	}
	return [output];
}

/** The same for operations that take all input at once: the outcome belongs to every item of it. */
export async function runOnce(
	context: IExecuteFunctions,
	handle: () => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[][]> {
	try {
		return [await handle()];
	} catch (error) {
		if (!context.continueOnFail()) throw toNodeError(context.getNode(), error, 0);
		const pairedItem = context.getInputData().map((_, item) => ({ item }));
		return [[{ json: { error: messageOf(error) }, pairedItem }]];
	}
}
