import { type IExecuteFunctions, type INodeExecutionData, type INodeProperties, updateDisplayOptions } from 'n8n-workflow';

import { startRun } from '../../lib/sync/startRun';
import type { SyncStream } from '../../lib/sync/types';
import { connectAmazon, connectErp, runtime } from '../shared/connect';
import { readIds, readInstant } from '../shared/readParameters';
import { readSettings } from '../shared/readSettings';
import { itemFrom } from '../shared/runItems';
import { ITEM_FIELDS, ORDER_FIELDS } from '../shared/settingsFields';
import { optionsCollection, shownFor, STREAM_SETTINGS_OPTIONS } from '../shared/settingsOptions';
import { marketplacesField } from '../shared/windowFields';
import { executionUrl } from './executionUrl';

const STREAMS: readonly SyncStream[] = ['orders', 'ordersBackfill', 'products'];

const streamField: INodeProperties = {
	displayName: 'Stream',
	name: 'stream',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Orders', value: 'orders', description: 'What was ordered or changed since the last run' },
		{ name: 'Orders Backfill', value: 'ordersBackfill', description: 'Older orders, backwards in small windows' },
		{ name: 'Products', value: 'products', description: 'The catalogue; run it before the first orders' },
	],
	default: 'orders',
	description: 'What this run carries; each stream keeps its own position in ERPNext',
};

const afterDateField: INodeProperties = {
	displayName: 'After Date',
	name: 'afterDate',
	type: 'dateTime',
	default: '',
	required: true,
	description: 'Where the very first run starts; later runs go on from the position that ERPNext keeps',
};

const backfillUntilField: INodeProperties = {
	displayName: 'Backfill Until',
	name: 'backfillUntil',
	type: 'dateTime',
	default: '',
	required: true,
	description: 'How far back to go: the backfill ends when it has reached this date',
};

export const description: INodeProperties[] = updateDisplayOptions({ show: { operation: ['start'] } }, [
	streamField,
	marketplacesField,
	...ITEM_FIELDS,
	...shownFor('stream', ['orders', 'ordersBackfill'], [...ORDER_FIELDS, afterDateField]),
	...shownFor('stream', ['ordersBackfill'], [backfillUntilField]),
	optionsCollection(STREAM_SETTINGS_OPTIONS),
]);

/** One run for all incoming items: a trigger sends one, and two runs of one stream would only wait for each other. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const chosen: unknown = context.getNodeParameter('stream', 0, 'orders');
	const stream = STREAMS.find((candidate) => candidate === chosen) ?? 'orders';
	const marketplaceIds = readIds(context, 'marketplaces', 'Marketplaces', 0);
	const afterDate = stream === 'products' ? '' : readInstant(context, 'afterDate', 'After Date', 0);
	const backfillUntil = stream === 'ordersBackfill' ? readInstant(context, 'backfillUntil', 'Backfill Until', 0) : '';
	const settings = readSettings(context, 0);
	const amazon = await connectAmazon(context);
	const erp = await connectErp(context);
	const window = await startRun(
		{ amazon, erp, clock: runtime.clock },
		{ stream, marketplaceIds, afterDate, backfillUntil, settings, execution: executionUrl(context) },
	);
	const told = [...(window.skipped ? [window.reason ?? 'Another run is under way'] : []), ...(window.notices ?? [])];
	context.addExecutionHints(...told.map((message) => ({ message, location: 'outputPane' as const })));
	return [itemFrom(window, 0)];
}
