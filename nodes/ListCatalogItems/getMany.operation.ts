import { type IExecuteFunctions, type INodeExecutionData, type INodeProperties, updateDisplayOptions } from 'n8n-workflow';

import { listCatalogItems } from '../../lib/sync/listCatalogItems';
import { skippedProgress } from '../../lib/sync/listProgress';
import { clockOf, connectAmazon } from '../shared/connect';
import { itemsOfPages } from '../shared/listPages';
import { readListPlan } from '../shared/readWindow';
import { itemFrom } from '../shared/runItems';
import { windowPanel } from '../shared/windowPanel';

/** SKUs of one run when nothing else is said; each weighs a few kB in n8n's memory. */
const DEFAULT_SKUS_PER_RUN = 5000;

const afterField: INodeProperties = {
	displayName: 'After',
	name: 'after',
	type: 'dateTime',
	default: '',
	description: 'Only what changed after this date. If empty, the whole catalogue is read.',
};

const maxPerRunOption: INodeProperties = {
	displayName: 'SKUs per Run',
	name: 'maxPerRun',
	type: 'number',
	typeOptions: { minValue: 20 },
	default: DEFAULT_SKUS_PER_RUN,
	description: 'How many SKUs one run reads at most; the next run goes on from there',
};

export const description: INodeProperties[] = updateDisplayOptions(
	{ show: { operation: ['getMany'] } },
	windowPanel([afterField], maxPerRunOption),
);

export async function execute(context: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData[]> {
	const plan = readListPlan(context, itemIndex, ['products']);
	const { window, quota, fromRun } = plan;
	if (window.skipped) return [itemFrom({ syncProgress: skippedProgress(window) }, itemIndex)];
	const client = await connectAmazon(context);
	const maxSkus = fromRun && plan.limit === Infinity ? DEFAULT_SKUS_PER_RUN : plan.limit;
	const pages = listCatalogItems(client, window, { maxSkus, quota, clock: clockOf(context) });
	return await itemsOfPages(context, itemIndex, plan, pages, 'SKUs');
}
