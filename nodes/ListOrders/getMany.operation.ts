import { type IExecuteFunctions, type INodeExecutionData, type INodeProperties, updateDisplayOptions } from 'n8n-workflow';

import { listOrders } from '../../lib/sync/listOrders';
import { skippedProgress } from '../../lib/sync/listProgress';
import { clockOf, connectAmazon } from '../shared/connect';
import { itemsOfPages } from '../shared/listPages';
import { readListPlan } from '../shared/readWindow';
import { itemFrom } from '../shared/runItems';
import { windowPanel } from '../shared/windowPanel';

/** Orders of one run when nothing else is said: Amazon's burst of 20 requests of 100 orders each. */
const DEFAULT_ORDERS_PER_RUN = 2000;

const dateField: INodeProperties = {
	displayName: 'Date Field',
	name: 'dateField',
	type: 'options',
	options: [
		{ name: 'Created', value: 'created', description: 'When the buyer placed the order' },
		{ name: 'Last Updated', value: 'updated', description: 'When Amazon last changed anything in it' },
	],
	default: 'updated',
	description: 'Which date of an order the window is about',
};

const afterField: INodeProperties = {
	displayName: 'After',
	name: 'after',
	type: 'dateTime',
	default: '',
	required: true,
	description: 'The start of the window',
};

const maxPerRunOption: INodeProperties = {
	displayName: 'Orders per Run',
	name: 'maxPerRun',
	type: 'number',
	typeOptions: { minValue: 100 },
	default: DEFAULT_ORDERS_PER_RUN,
	description: 'How many orders one run reads at most; the next run goes on from there',
};

export const description: INodeProperties[] = updateDisplayOptions(
	{ show: { operation: ['getMany'] } },
	windowPanel([dateField, afterField], maxPerRunOption),
);

export async function execute(context: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData[]> {
	const plan = readListPlan(context, itemIndex, ['orders', 'ordersBackfill']);
	const { window, quota, fromRun } = plan;
	if (window.skipped) return [itemFrom({ syncProgress: skippedProgress(window) }, itemIndex)];
	const client = await connectAmazon(context);
	const maxOrders = fromRun && plan.limit === Infinity ? DEFAULT_ORDERS_PER_RUN : plan.limit;
	const pages = listOrders(client, window, { maxOrders, quota, clock: clockOf(context) });
	return await itemsOfPages(context, itemIndex, plan, pages, 'orders');
}
