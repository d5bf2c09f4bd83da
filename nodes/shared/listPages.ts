import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import type { SyncProgress } from '../../lib/sync/types';
import type { ListPlan } from './readWindow';
import { itemFrom } from './runItems';

/** Turns pages into items, and the generator's outcome into the progress item. */
export async function itemsOfPages(
	context: IExecuteFunctions,
	itemIndex: number,
	plan: ListPlan,
	pages: AsyncGenerator<object[], SyncProgress>,
	word: string,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	let step = await pages.next();
	while (!step.done) {
		for (const result of step.value) items.push(itemFrom(result, itemIndex));
		step = await pages.next();
	}
	const progress = step.value;
	if (plan.includeProgressItem) {
		items.push(itemFrom({ syncProgress: progress }, itemIndex));
	} else if (!progress.complete && !progress.skipped && items.length < plan.limit) {
		// Half a list must not look like a whole one to a workflow that cannot see how far it went.
		throw new NodeOperationError(context.getNode(), `Amazon's quota was used up after ${items.length} ${word}`, {
			itemIndex,
			description: "Raise 'Wait for Quota', narrow the window, or switch on 'Include Progress Item' to go on from there.",
		});
	}
	if (progress.notices.length > 0) {
		context.addExecutionHints(...progress.notices.map((message) => ({ message, location: 'outputPane' as const })));
	}
	return items.slice(0, plan.includeProgressItem ? items.length : plan.limit);
}
