import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	NodeOperationError,
	updateDisplayOptions,
} from 'n8n-workflow';

import { marketplaceByCountry, marketplaceById } from '../../lib/amazon/marketplaces';
import { startRun } from '../../lib/sync/startRun';
import { SYNC_STREAMS } from '../../lib/sync/types';
import { clockOf, connectAmazon, connectErp } from '../shared/connect';
import { checkInstant, checkNumber, readMarketplaces } from '../shared/readParameters';
import { readSettings } from '../shared/readSettings';
import { itemFrom } from '../shared/runItems';
import { ITEM_FIELDS, ORDER_FIELDS } from '../shared/settingsFields';
import { optionsCollection, shownFor, STREAM_SETTINGS_OPTIONS } from '../shared/settingsOptions';
import { marketplacesField } from '../shared/windowFields';
import { executionUrl } from './executionUrl';

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

/** The same parameter in the backfill, where it may be empty. */
const backfillFromField: INodeProperties = {
	...afterDateField,
	required: false,
	description: "The After Date of the Orders stream, where the backfill begins to go backwards. If empty, it begins now.",
};

const backfillUntilField: INodeProperties = {
	displayName: 'Backfill Until',
	name: 'backfillUntil',
	type: 'dateTime',
	default: '',
	required: true,
	description: 'How far back to go: the backfill ends when it has reached this date',
};

/**
 * Longer than a run may take by the templates' own time limit of 25 minutes, and shorter than two of their quarter hours, so
 * that the second run after one that broke off goes on.
 */
const DEFAULT_LEASE_MINUTES = 28;
const leaseOption: INodeProperties = {
	displayName: 'Lease Minutes',
	name: 'leaseMinutes',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: DEFAULT_LEASE_MINUTES,
	description: "How long other runs keep away if this one never finishes; more than the workflow's own timeout",
};

/** Amazon tells some changes late. */
const DEFAULT_OVERLAP_MINUTES = 5;
const overlapOption: INodeProperties = {
	displayName: 'Overlap Minutes',
	name: 'overlapMinutes',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: DEFAULT_OVERLAP_MINUTES,
	description: 'How far before the last position a window begins, so that nothing falls between two runs',
};

export const description: INodeProperties[] = updateDisplayOptions({ show: { operation: ['start'] } }, [
	streamField,
	marketplacesField,
	...ITEM_FIELDS,
	...shownFor('stream', ['orders', 'ordersBackfill'], ORDER_FIELDS),
	...shownFor('stream', ['orders'], [afterDateField]),
	...shownFor('stream', ['ordersBackfill'], [backfillFromField, backfillUntilField]),
	optionsCollection([leaseOption, overlapOption, ...STREAM_SETTINGS_OPTIONS]),
]);

/** A plain day begins at midnight of the ERPNext site, which only lib knows; all else becomes an instant here. */
function readDate(context: IExecuteFunctions, name: string, label: string, required: boolean): string {
	const raw: unknown = context.getNodeParameter(name, 0, '');
	const isDay = typeof raw === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(raw.trim());
	return isDay ? raw.trim() : checkInstant(context, raw, label, 0, required);
}

/** Amazon serves one region by a credential: a shop of another one is a wrong choice, and costs no call to see. */
function checkRegion(context: IExecuteFunctions, marketplaceIds: string[], country: string): void {
	const home = marketplaceByCountry(country);
	for (const shop of marketplaceIds.flatMap((id) => marketplaceById(id) ?? [])) {
		if (!home || shop.region === home.region) continue;
		throw new NodeOperationError(
			context.getNode(),
			`'Marketplaces' has '${shop.domain}', which this credential cannot reach: its 'Country' is '${home.countryName}'`,
			{ itemIndex: 0, description: 'Choose marketplaces of the same region, or another Amazon credential.' },
		);
	}
}

/** A node that a loop or a second branch runs again starts another run; n8n's "Retry On Fail" repeats the same one. */
function runIdOf(context: IExecuteFunctions): string {
	const again = Number(context.getWorkflowDataProxy(0).$runIndex);
	return [context.getExecutionId(), context.getNode().name, ...(again > 0 ? [String(again)] : [])].join('-');
}

/** One run for all incoming items: a trigger sends one, and two runs of one stream would only wait for each other. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const chosen: unknown = context.getNodeParameter('stream', 0, 'orders');
	const stream = SYNC_STREAMS.find((candidate) => candidate === chosen) ?? 'orders';
	const marketplaceIds = readMarketplaces(context, 0);
	const afterDate = stream === 'products' ? '' : readDate(context, 'afterDate', 'After Date', stream === 'orders');
	const backfillUntil = stream === 'ordersBackfill' ? readDate(context, 'backfillUntil', 'Backfill Until', true) : '';
	const options: IDataObject = context.getNodeParameter('options', 0, {});
	const { leaseMinutes = DEFAULT_LEASE_MINUTES, overlapMinutes = DEFAULT_OVERLAP_MINUTES } = options;
	const settings = readSettings(context, 0);
	const { sellerId, country } = (await connectAmazon(context)).credentials;
	checkRegion(context, marketplaceIds, country);
	const window = await startRun(
		{
			erp: await connectErp(context),
			clock: clockOf(context),
			runId: runIdOf(context),
			executionUrl: executionUrl(context),
			byHand: context.getMode() === 'manual',
		},
		{
			stream,
			sellerId,
			marketplaceIds,
			settings,
			afterDate,
			backfillUntil,
			leaseMinutes: checkNumber(context, leaseMinutes, 'Lease Minutes', 0, 0),
			overlapMinutes: checkNumber(context, overlapMinutes, 'Overlap Minutes', 0, 0),
		},
	);
	const told = [...(window.skipped ? [window.reason ?? 'Another run is under way'] : []), ...(window.notices ?? [])];
	context.addExecutionHints(...told.map((message) => ({ message, location: 'outputPane' as const })));
	return [itemFrom(window, 0)];
}
