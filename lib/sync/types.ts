/** The items that travel along the line Start -> List -> write -> Finish. All plain JSON. */
import type { SyncSettings } from '../settings';

export const SYNC_STREAMS = ['products', 'orders', 'ordersBackfill'] as const;
export type SyncStream = (typeof SYNC_STREAMS)[number];

/** What Start emits: everything that a List node needs to know. Instants are ISO 8601 in UTC. */
export interface SyncWindow {
	runId: string;
	stream: SyncStream;
	/** Another run holds the lease: List passes it on, Finish reports "skipped". `reason` says who holds it. */
	skipped: boolean;
	reason?: string;
	marketplaceIds: string[];
	/** `updated` windows go by last update, `created` windows (backfill) by creation. */
	by: 'updated' | 'created';
	after: string;
	before: string;
	/** Where the last run stopped inside this window; null at its start. */
	pageToken: string | null;
	/** Open issues that are due again: Amazon order ids, or `<marketplaceId>:<sku>` of products. */
	retryIds: string[];
	settings: SyncSettings;
	/** Products: the first load lists everything, a large catalogue by report; later runs go by date. */
	firstLoad: boolean;
	/** Products, once a first load is done: marketplaces that came later, whose catalogues are to be listed whole. */
	firstLoadIds?: string[];
	/** Backfill: requests of searchOrders' quota that are to be left to the normal run. */
	keepCalls?: number;
	/** Products, as retryIds: known listings of which some may be deleted at Amazon. */
	checkIds?: string[];
	/** As retryIds: what a person set to Ignored, so that it is left out wherever it is listed. */
	ignoredIds?: string[];
	/** What Start did or found, for a person, e.g. that it prepared ERPNext. */
	notices?: string[];
}

/** The last item that a List node emits; the writing nodes pass it on. */
export interface SyncProgress {
	runId: string;
	stream: SyncStream;
	/** Items that were listed before this one: as many results must reach Finish. */
	count: number;
	/** Whether the window was read to its end. */
	complete: boolean;
	nextPageToken: string | null;
	windowEnd: string;
	skipped: boolean;
	reason?: string;
	amazonCalls: number;
	quotaWaitMs: number;
	/** ERPNext calls of the writing node; it adds its own when it passes the item on. */
	erpnextCalls: number;
	/** Ids that were asked for again and that Amazon no longer knows. */
	goneIds: string[];
	/** Said once for the run, e.g. data that the account may not see. */
	notices: string[];
	/** Orders only: what Amazon was asked for, so that an audit knows which orders must be among those before. */
	asked?: AskedWindow;
}

export interface AskedWindow {
	by: 'updated' | 'created';
	after: string;
	marketplaceIds: string[];
	/** False when an earlier execution read the first part of the window. */
	fromStart: boolean;
}

/** What became of an order or SKU, in the order in which people are told. */
export const SYNC_ACTIONS = ['created', 'updated', 'amended', 'cancelled', 'unchanged', 'notImported', 'failed'] as const;
export type SyncAction = (typeof SYNC_ACTIONS)[number];

interface ResultBase {
	action: SyncAction;
	/** In a person's words: why it failed, was not imported, or what was left out. */
	reason?: string;
	/** Amazon's or ERPNext's own message. */
	detail?: string;
	/** Things worth knowing that did not stop it, e.g. an address that ERPNext refused. */
	notes?: string[];
	/** Dry run only: the document as it would be sent, and the fields that would differ. */
	wouldSend?: unknown;
	dryRun?: true;
}

export interface OrderResult extends ResultBase {
	amazonOrderId: string;
	marketplaceId?: string;
	fulfillmentStatus?: string;
	salesOrder?: string;
	currency?: string;
	/** What the Sales Order must come to, by Amazon (a decimal string); less facilitator tax when it is left out. */
	amazonTotal?: string;
	/** What ERPNext says it comes to. */
	erpnextTotal?: string;
	/** Its Sales Order is another connector's or a person's: neither doubled nor changed. */
	isForeign?: true;
}

export interface ListingResult extends ResultBase {
	sku: string;
	marketplaceId: string;
	asin?: string;
	itemCode?: string;
}

export type SyncResult = OrderResult | ListingResult;

/** What Finish emits. */
export interface SyncSummary {
	runId: string;
	stream: SyncStream;
	status: 'Completed' | 'Partial' | 'Skipped';
	/** One line for a person, e.g. "250 orders: 214 created, 36 not imported, 0 wait". */
	message: string;
	listed: number;
	counts: Record<SyncAction, number>;
	/** Open issues of this stream after the run. */
	openIssues: number;
	/** Sums of the run's orders by currency. */
	totals: Array<{ currency: string; amazon: string; erpnext: string; difference: string }>;
	windowEnd: string;
	/** Whether more waits at Amazon right now (the next run goes on). */
	more: boolean;
	amazonCalls: number;
	erpnextCalls: number;
	quotaWaitMs: number;
	durationMs: number;
	notices: string[];
	dryRun?: true;
}
