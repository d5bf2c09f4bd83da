import { type IDataObject, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import type { QuotaPolicy } from '../../lib/amazon/client';
import type { ListWindow } from '../../lib/sync/listProgress';
import type { SyncStream, SyncWindow } from '../../lib/sync/types';
import { runtime } from './connect';
import { checkInstant, checkNumber, readInstant, readMarketplaces, shown } from './readParameters';
import { readChoice } from './readSettings';
import { STANDALONE_WAIT_MINUTES } from './windowFields';

/** How a List node reads its window, and what it emits. */
export interface ListPlan {
	window: ListWindow;
	/** Most results of this execution; Infinity for all. */
	limit: number;
	quota: QuotaPolicy;
	includeProgressItem: boolean;
	fromRun: boolean;
}

/** "Before" must lie at least two minutes back (Amazon's model of searchOrders). */
const BEFORE_MARGIN_MS = 2 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

function isWindow(json: IDataObject): json is IDataObject & SyncWindow {
	const texts = [json.runId, json.stream, ...(json.skipped === true ? [] : [json.after, json.before])];
	return texts.every((text) => typeof text === 'string') && Array.isArray(json.marketplaceIds);
}

function windowOfRun(context: IExecuteFunctions, itemIndex: number, streams: SyncStream[]): ListWindow {
	const json = context.getInputData()[itemIndex]?.json ?? {};
	if (!isWindow(json)) {
		throw new NodeOperationError(context.getNode(), "The incoming item holds no window of 'Amazon Sync Run'", {
			itemIndex,
			description: "Connect the Start operation of Amazon Sync Run before this node, or set 'Window' to 'Define Below'.",
		});
	}
	if (!streams.includes(json.stream)) {
		throw new NodeOperationError(
			context.getNode(),
			`The incoming window is of stream '${json.stream}': this node reads '${streams.join("' or '")}'`,
			{ itemIndex },
		);
	}
	return json;
}

function ownWindow(context: IExecuteFunctions, itemIndex: number, stream: SyncStream, options: IDataObject): ListWindow {
	const latest = new Date(runtime.clock.now() - BEFORE_MARGIN_MS).toISOString();
	const after = readInstant(context, 'after', 'After', itemIndex, stream !== 'products');
	const wanted = checkInstant(context, options.before, 'Before', itemIndex, false);
	// A period that is not over yet ends where Amazon's answers do.
	const before = wanted && wanted < latest ? wanted : latest;
	if (after && after >= before) {
		throw new NodeOperationError(context.getNode(), `'After' is '${after}': it must lie before '${before}'`, { itemIndex });
	}
	return {
		runId: '',
		stream,
		skipped: false,
		marketplaceIds: readMarketplaces(context, itemIndex),
		by: readChoice(context, context.getNodeParameter('dateField', itemIndex, 'updated'), ['updated', 'created'], 'Date Field'),
		after,
		before,
		pageToken: options.continueFrom ? shown(options.continueFrom) : null,
		retryIds: [],
		firstLoad: stream === 'products' && after === '',
	};
}

function readLimit(context: IExecuteFunctions, itemIndex: number): number {
	if (context.getNodeParameter('returnAll', itemIndex, false) === true) return Infinity;
	return checkNumber(context, context.getNodeParameter('limit', itemIndex, 50), 'Limit', 1, itemIndex);
}

/** How much one run reads; Infinity where the panel leaves it to the node. */
function readShare(context: IExecuteFunctions, itemIndex: number, options: IDataObject, stream: SyncStream): number {
	if (options.maxPerRun === undefined) return Infinity;
	return checkNumber(context, options.maxPerRun, stream === 'products' ? 'SKUs per Run' : 'Orders per Run', 1, itemIndex);
}

/** Reads the panel of a List node. `streams[0]` is the stream of a window of one's own. */
export function readListPlan(context: IExecuteFunctions, itemIndex: number, streams: [SyncStream, ...SyncStream[]]): ListPlan {
	const fromRun = context.getNodeParameter('windowSource', itemIndex, 'defineBelow') === 'fromRun';
	const options: IDataObject = context.getNodeParameter('options', itemIndex, {});
	const { waitForQuotaMinutes = fromRun ? 0 : STANDALONE_WAIT_MINUTES } = options;
	const minutes = checkNumber(context, waitForQuotaMinutes, 'Wait for Quota', 0, itemIndex);
	const window = fromRun ? windowOfRun(context, itemIndex, streams) : ownWindow(context, itemIndex, streams[0], options);
	const reserve = window.keepCalls;
	return {
		window,
		limit: fromRun ? readShare(context, itemIndex, options, streams[0]) : readLimit(context, itemIndex),
		quota: minutes > 0 ? { kind: 'wait', maxWaitMs: minutes * MINUTE_MS, reserve } : { kind: 'stop', reserve },
		includeProgressItem: options.includeProgressItem === true,
		fromRun,
	};
}
