/** Orders of one window, page by page, resumable: first those that are to be tried again, then what Amazon lists. */
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import { AmazonApiError, QuotaExhaustedError } from '../amazon/errors';
import { findOrder, isPersonalDataWithheld, searchOrders } from '../amazon/orders';
import type { AmazonOrder } from '../amazon/types';
import type { Clock } from '../clock';
import { endByAmazonClock, sayClockAhead } from './amazonClock';
import { readPageToken, toPageToken } from './listPageTokens';
import { ListTally, skippedProgress, withBriefWaits } from './listProgress';
import type { ListWindow } from './listProgress';
import { newestOfEach } from './orders/newestOfEach';
import type { SyncProgress } from './types';

export interface ListOrdersOptions {
	/** Most orders of this run; the next goes on from there. */
	maxOrders: number;
	quota: QuotaPolicy;
	clock: Clock;
}

/** Where a run stands inside its window. */
interface Position {
	after: string;
	before: string;
	/** Amazon's own token; absent at the window's start. */
	token?: string;
	/** When Amazon gave it. */
	givenAtMs?: number;
}

/** Orders are kept out of the nodes' memory by the hundred. */
const CHUNK = 100;
/** Amazon's tokens live 24 hours (model of searchOrders); a quarter of an hour is left for the run itself. */
const TOKEN_LIFE_MS = 24 * 3_600_000 - 15 * 60_000;
/** "Before" moves back this far where Amazon says that it lies ahead, but not what time it is. */
const CLOCK_SKEW_MS = 15 * 60_000;

const WITHHELD =
	'Amazon keeps buyer names and addresses from this application. Customers are named by order id; ' +
	'apply for the role "Direct-to-Consumer Delivery (Restricted)" in Seller Central to receive them.';
const STARTED_AGAIN = 'The place where the last run stopped is no longer known to Amazon; its window was started again.';

/**
 * Throws AmazonApiError; a used-up quota is no throw, but a progress with `complete: false`. No order comes twice in one
 * run: what a later page repeats can differ only by an update after the window's end, which the next window brings.
 */
export async function* listOrders(
	client: AmazonClient,
	window: ListWindow,
	{ maxOrders, quota, clock }: ListOrdersOptions,
): AsyncGenerator<AmazonOrder[], SyncProgress> {
	if (window.skipped) return skippedProgress(window);
	const tally = new ListTally(client, window);
	// What a person set to Ignored counts as listed already.
	const listed = new Set(window.ignoredIds);
	const take = (orders: AmazonOrder[]): AmazonOrder[] => {
		const fresh = newestOfEach(orders).filter((order) => !listed.has(order.orderId));
		for (const order of fresh) listed.add(order.orderId);
		tally.count += fresh.length;
		return fresh;
	};

	for await (const orders of retriedOrders(client, window.retryIds.slice(0, maxOrders), quota, tally)) {
		const fresh = take(orders);
		if (fresh.length > 0) yield fresh;
	}

	let position = startOf(window, clock, tally);
	let fromStart = position.token === undefined;
	let mayStartAgain = !fromStart;
	let maySkew = true;
	const end = (complete: boolean): SyncProgress => {
		if (isPersonalDataWithheld(client)) tally.notice(WITHHELD);
		const nextPageToken = complete || position.token === undefined ? null : tokenOf(window, position);
		const { by, after, marketplaceIds } = window;
		return { ...tally.progress({ complete, nextPageToken, windowEnd: position.before }), asked: { by, after, marketplaceIds, fromStart } };
	};

	for (;;) {
		if (Date.parse(position.after) >= Date.parse(position.before)) return end(true);
		if (tally.count >= maxOrders) return end(false);
		try {
			const query = { by: window.by, after: position.after, before: position.before, marketplaceIds: window.marketplaceIds };
			const wanted = () => maxOrders - tally.count;
			for await (const page of searchOrders(client, query, quota, { pageToken: position.token, wanted })) {
				position = { ...position, token: page.nextToken, givenAtMs: clock.now() };
				const fresh = take(page.orders);
				if (fresh.length > 0) yield fresh;
				if (page.nextToken !== undefined && tally.count >= maxOrders) return end(false);
			}
			return end(true);
		} catch (cause) {
			if (cause instanceof QuotaExhaustedError) return end(false);
			if (!(cause instanceof AmazonApiError) || cause.status !== 400) throw cause;
			if (position.token !== undefined && mayStartAgain) {
				mayStartAgain = false;
				fromStart = true;
				tally.notice(STARTED_AGAIN);
				position = { after: position.after, before: position.before };
			} else if (position.token === undefined && maySkew && /before/i.test(cause.detail ?? '')) {
				maySkew = false;
				tally.notice(sayClockAhead(client));
				const earlier = new Date(Date.parse(position.before) - CLOCK_SKEW_MS).toISOString();
				position = { ...position, before: endByAmazonClock(client, clock, position.before) ?? earlier };
			} else {
				throw cause;
			}
		}
	}
}

/** Asks for the orders of open issues, within their quota; what is not reached waits for the next run. */
async function* retriedOrders(
	client: AmazonClient,
	orderIds: string[],
	quota: QuotaPolicy,
	tally: ListTally,
): AsyncGenerator<AmazonOrder[], void> {
	let found: AmazonOrder[] = [];
	try {
		for (const orderId of new Set(orderIds)) {
			const order = await findOrder(client, orderId, withBriefWaits(quota));
			if (order) found.push(order);
			else tally.goneIds.push(orderId);
			if (found.length < CHUNK) continue;
			yield found;
			found = [];
		}
	} catch (cause) {
		if (!(cause instanceof QuotaExhaustedError)) throw cause;
	}
	if (found.length > 0) yield found;
}

/** A token goes on only in the window that it was made for: a cursor that a person moved is obeyed. */
function startOf(window: ListWindow, clock: Clock, tally: ListTally): Position {
	const start: Position = { after: window.after, before: window.before };
	if (window.pageToken === null) return start;
	const held = readPageToken(window.pageToken);
	const sameWindow =
		held?.after === window.after &&
		held.by === window.by &&
		JSON.stringify(held.marketplaceIds) === JSON.stringify(window.marketplaceIds);
	if (held && sameWindow && typeof held.token === 'string' && typeof held.before === 'string') {
		const givenAtMs = Number(held.givenAtMs);
		if (clock.now() - givenAtMs < TOKEN_LIFE_MS) {
			return { after: window.after, before: held.before, token: held.token, givenAtMs };
		}
	}
	tally.notice(STARTED_AGAIN);
	return start;
}

function tokenOf(window: ListWindow, position: Position): string {
	return toPageToken({ by: window.by, marketplaceIds: window.marketplaceIds, ...position });
}
