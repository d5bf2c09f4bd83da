import type { FulfillmentStatus, Order } from '@sp-api-sdk/orders-api-2026-01-01';
import { checkMarketplaces } from './accessCheck';
import { invalidInput, notFound } from './apiAnswers';
import type { RequestContext } from './context';
import { ORDER_DATA, toVisibleOrder } from './ordersView';
import { toIsoSeconds, toSecond } from './world/dates';
import type { OrderPosition } from './world/orderIndex';

const STATUSES: FulfillmentStatus[] = ['PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'UNFULFILLABLE'];
const TWO_MINUTES_MS = 120_000;
const MAX_PAGE = 100;
const PARAMETERS = ['createdAfter', 'createdBefore', 'lastUpdatedAfter', 'lastUpdatedBefore', 'fulfillmentStatuses', 'marketplaceIds', 'fulfilledBy', 'maxResultsPerPage', 'paginationToken', 'includedData'];

interface Page {
	/** The upper end that the first page had: a later page must not see more. */
	to: number;
	after: OrderPosition;
}

/** Orders API 2026-01-01. */
export function searchOrders(context: RequestContext): unknown {
	const { query, seller, now, pageTokens } = context;
	query.allowOnly(PARAMETERS);
	const window = toWindow(context);
	const marketplaceIds = query.list('marketplaceIds', 50);
	const statuses = query.enumList('fulfillmentStatuses', STATUSES);
	const fulfilledBy = query.enumList('fulfilledBy', ['MERCHANT', 'AMAZON']);
	const included = query.enumList('includedData', ORDER_DATA) ?? [];
	const maxResults = query.integer('maxResultsPerPage', 1, MAX_PAGE, MAX_PAGE);
	if (marketplaceIds) checkMarketplaces(context, marketplaceIds);

	// Only maxResultsPerPage and includedData may change from page to page, says the model.
	const bound = { seller: seller.sellerId, ...window, marketplaceIds, statuses, fulfilledBy };
	const token = query.text('paginationToken');
	const page = token === undefined ? undefined : pageTokens.read('paginationToken', token, bound, isPage);
	const to = page?.to ?? window.before ?? toSecond(now - TWO_MINUTES_MS);

	const orders: Order[] = [];
	let last: OrderPosition | undefined;
	let nextToken: string | undefined;
	for (const found of seller.orders.search({ dateField: window.dateField, from: window.after, to, now, after: page?.after, filter: { marketplaceIds, statuses, fulfilledBy } })) {
		if (orders.length === maxResults && last) {
			nextToken = pageTokens.issue<Page>(bound, { to, after: last });
			break;
		}
		orders.push(toVisibleOrder(found.order, included, seller.hasPersonalData));
		last = found.position;
	}
	return {
		orders,
		...(nextToken === undefined ? {} : { pagination: { nextToken } }),
		[window.dateField === 'created' ? 'createdBefore' : 'lastUpdatedBefore']: toIsoSeconds(to),
	};
}

export function getOrder({ query, seller, path, now }: RequestContext): unknown {
	query.allowOnly(['includedData']);
	const included = query.enumList('includedData', ORDER_DATA) ?? [];
	const orderId = path.orderId ?? '';
	const order = seller.orders.find(orderId, now);
	if (order) return { order: toVisibleOrder(order, included, seller.hasPersonalData) };
	if (!/^[A-Z0-9]{3}-\d{7}-\d{7}$/.test(orderId)) throw invalidInput(`Invalid value '${orderId}' for 'orderId'.`);
	throw notFound(`The order '${orderId}' was not found.`);
}

/** The one "after" date and its "before", with every rule of the model. */
function toWindow({ query, now }: RequestContext): { dateField: 'created' | 'updated'; after: number; before?: number } {
	const created = { after: query.instant('createdAfter'), before: query.instant('createdBefore') };
	const updated = { after: query.instant('lastUpdatedAfter'), before: query.instant('lastUpdatedBefore') };
	if (created.after !== undefined && updated.after !== undefined) {
		throw invalidInput("Only one of 'createdAfter' and 'lastUpdatedAfter' may be provided.");
	}
	const isCreated = created.after !== undefined;
	const { after, before } = isCreated ? created : updated;
	if (after === undefined) throw invalidInput("One of 'createdAfter' and 'lastUpdatedAfter' must be provided.");
	if ((isCreated ? updated : created).before !== undefined) {
		throw invalidInput("Dates of creation and of last update may not be combined.");
	}
	if (before !== undefined && before < after) throw invalidInput("The 'before' date must be equal to or after the 'after' date.");
	if (before !== undefined && before > now - TWO_MINUTES_MS) {
		throw invalidInput("The 'before' date must be at least two minutes before the time of the request.");
	}
	return { dateField: isCreated ? 'created' : 'updated', after, ...(before === undefined ? {} : { before }) };
}

function isPage(value: unknown): value is Page {
	return typeof value === 'object' && value !== null && 'to' in value && 'after' in value;
}
