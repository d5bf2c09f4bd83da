/**
 * Orders API 2026-01-01: https://developer-docs.amazon.com/sp-api/docs/orders-api-v2026-01-01-reference
 * Items come with their order. Orders v0 ends on 2027-03-27 and is not used.
 */
import { type AmazonClient, LOOK_UP_QUOTA, type QuotaPolicy } from './client';
import { AmazonApiError, AmazonAuthError, OWN_CODES, unreadableAnswer } from './errors';
import { PageTokens } from './pageTokens';
import type { AmazonOrder } from './types';

export interface OrderQuery {
	by: 'updated' | 'created';
	/** ISO 8601, inclusive. */
	after: string;
	/** ISO 8601, inclusive, at least two minutes ago. */
	before: string;
	/** At most 50. */
	marketplaceIds: string[];
}

export interface OrderPage {
	orders: AmazonOrder[];
	/** Leads to the page after this one; good for 24 hours. */
	nextToken?: string;
}

/** Amazon's most: model, `maxResultsPerPage`. */
const MAX_ORDERS_A_PAGE = 100;

const PERSONAL_DATA = ['BUYER', 'RECIPIENT'];
/** All else that the mapping reads; packages are large and not needed. */
const OTHER_DATA = ['PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION', 'FULFILLMENT', 'TAX', 'PAYMENT'];

/** Clients whose account may not see names and addresses: they are not asked for again. */
const withheld = new WeakSet<AmazonClient>();

/** Whether this client's account was found to lack the role for names and addresses. */
export function isPersonalDataWithheld(client: AmazonClient): boolean {
	return withheld.has(client);
}

/**
 * Pages of orders until the last. `wanted` says before each page how many orders are still of use (paging allows the
 * page size to change). Throws AmazonApiError (`RepeatedPageToken` where Amazon turns in a circle) or
 * QuotaExhaustedError; the pages before stay good.
 */
export async function* searchOrders(
	client: AmazonClient,
	query: OrderQuery,
	quota: QuotaPolicy,
	from: { pageToken?: string; wanted?: () => number } = {},
): AsyncGenerator<OrderPage, void> {
	const tokens = new PageTokens('searchOrders', from.pageToken);
	let paginationToken = from.pageToken;
	do {
		const wanted = from.wanted?.() ?? MAX_ORDERS_A_PAGE;
		const page = await fetchPage(client, query, quota, {
			paginationToken,
			maxResultsPerPage: Math.max(1, Math.min(MAX_ORDERS_A_PAGE, wanted)),
		});
		paginationToken = tokens.next(page.nextToken);
		yield page;
	} while (paginationToken !== undefined);
}

/** Undefined where Amazon knows no order under this id (or takes it for no order id at all). */
export async function findOrder(client: AmazonClient, orderId: string, quota: QuotaPolicy): Promise<AmazonOrder | undefined> {
	try {
		const answer = await withPersonalData(client, async (includedData) =>
			await client.call<{ order?: AmazonOrder }>('getOrder', { path: { orderId }, query: { includedData } }, quota),
		);
		if (typeof answer.order?.orderId === 'string') return answer.order;
		throw unreadableAnswer('getOrder');
	} catch (cause) {
		const isUnknown = cause instanceof AmazonApiError && (cause.status === 404 || cause.status === 400);
		if (isUnknown) return undefined;
		throw cause;
	}
}

/** Throws AmazonApiError where Amazon knows no such order. */
export async function fetchOrder(client: AmazonClient, orderId: string): Promise<AmazonOrder> {
	const order = await findOrder(client, orderId, LOOK_UP_QUOTA);
	if (order) return order;
	throw new AmazonApiError(
		`Amazon knows no order '${orderId}' of this seller; order ids look like '902-1845936-5435065'.`,
		{ operation: 'getOrder', status: 404, code: OWN_CODES.notFound },
	);
}

async function fetchPage(
	client: AmazonClient,
	{ by, after, before, marketplaceIds }: OrderQuery,
	quota: QuotaPolicy,
	paging: { paginationToken: string | undefined; maxResultsPerPage: number },
): Promise<OrderPage> {
	const dates =
		by === 'updated'
			? { lastUpdatedAfter: after, lastUpdatedBefore: before }
			: { createdAfter: after, createdBefore: before };
	const answer = await withPersonalData(client, async (includedData) =>
		await client.call<{ orders?: AmazonOrder[]; pagination?: { nextToken?: string } }>(
			'searchOrders',
			{ query: { ...dates, marketplaceIds, includedData, ...paging } },
			quota,
		),
	);
	if (!Array.isArray(answer.orders)) throw unreadableAnswer('searchOrders');
	// An empty token would ask for the first page again.
	return { orders: answer.orders, nextToken: answer.pagination?.nextToken || undefined };
}

/** Asks with names and addresses; where the account lacks the role for them, without, from then on. */
async function withPersonalData<T>(client: AmazonClient, ask: (includedData: string[]) => Promise<T>): Promise<T> {
	if (withheld.has(client)) return await ask(OTHER_DATA);
	try {
		return await ask([...PERSONAL_DATA, ...OTHER_DATA]);
	} catch (cause) {
		if (!(cause instanceof AmazonAuthError) || cause.field !== 'role') throw cause;
		const answer = await ask(OTHER_DATA);
		withheld.add(client);
		return answer;
	}
}
