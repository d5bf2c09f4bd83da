import { requireMarketplaces } from './accessCheck';
import { accessDenied, invalidInput, notFound } from './apiAnswers';
import type { RequestContext } from './context';
import { LISTING_DATA, toListingItem } from './listingsView';
import type { ListingStatus, WorldListing } from './world/listing';
import type { ListingEntry, ListingOrder } from './world/listingBook';

const MAX_PAGE = 20;
/** "The maximum number of items (SKUs) that can be returned and paged through is 1000." */
const MAX_REACHABLE = 1000;
const SEARCH_PARAMETERS = ['marketplaceIds', 'issueLocale', 'includedData', 'identifiers', 'identifiersType', 'variationParentSku', 'packageHierarchySku', 'createdAfter', 'createdBefore', 'lastUpdatedAfter', 'lastUpdatedBefore', 'withIssueSeverity', 'withStatus', 'withoutStatus', 'sortBy', 'sortOrder', 'pageSize', 'pageToken'];
const STATUSES: ListingStatus[] = ['BUYABLE', 'DISCOVERABLE'];
const IDENTIFIER_TYPES = ['ASIN', 'EAN', 'FNSKU', 'GTIN', 'ISBN', 'JAN', 'MINSAN', 'SKU', 'UPC'] as const;
type IdentifierType = (typeof IDENTIFIER_TYPES)[number];

/** Listings Items API 2021-08-01. */
export function getListingsItem(context: RequestContext): unknown {
	const { query, path, seller } = context;
	checkSeller(context);
	query.allowOnly(['marketplaceIds', 'issueLocale', 'includedData']);
	const marketplaceIds = requireMarketplaces(context);
	const included = query.enumList('includedData', LISTING_DATA) ?? ['summaries'];
	const listing = seller.listings.find(path.sku ?? '');
	if (!listing || !isListedIn(listing, marketplaceIds)) throw notFound(`SKU '${path.sku ?? ''}' not found in marketplace ${marketplaceIds.join(', ')}`);
	return toListingItem(listing, marketplaceIds, included);
}

export function searchListingsItems(context: RequestContext): unknown {
	const { query, seller, pageTokens } = context;
	checkSeller(context);
	query.allowOnly(SEARCH_PARAMETERS);
	const marketplaceIds = requireMarketplaces(context);
	const included = query.enumList('includedData', LISTING_DATA) ?? ['summaries'];
	const filter = toFilter(context);
	const sortBy: ListingOrder = query.enumValue('sortBy', ['sku', 'createdDate', 'lastUpdatedDate']) ?? 'lastUpdatedDate';
	const sortOrder = query.enumValue('sortOrder', ['ASC', 'DESC']) ?? 'DESC';
	const pageSize = query.integer('pageSize', 1, MAX_PAGE, 10);
	const bound = { seller: seller.sellerId, marketplaceIds, filter, sortBy, sortOrder, pageSize, included };
	const token = query.text('pageToken');
	const start = token === undefined ? 0 : pageTokens.read('pageToken', token, bound, isNumber);

	const found = seller.listings.searched(JSON.stringify([marketplaceIds, filter, sortBy, sortOrder]), () => {
		const ascending = seller.listings.sortedBy(sortBy).filter((entry) => matches(entry, filter, marketplaceIds));
		return sortOrder === 'ASC' ? ascending : ascending.reverse();
	});
	const end = Math.min(start + pageSize, MAX_REACHABLE);
	const hasNext = end < Math.min(found.length, MAX_REACHABLE);
	const pagination = {
		...(hasNext ? { nextToken: pageTokens.issue(bound, end) } : {}),
		...(start > 0 ? { previousToken: pageTokens.issue(bound, Math.max(0, start - pageSize)) } : {}),
	};
	return {
		numberOfResults: found.length,
		...(Object.keys(pagination).length > 0 ? { pagination } : {}),
		items: found.slice(start, end).map((entry) => toListingItem(entry.load(), marketplaceIds, included)),
	};
}

interface Filter {
	identifiers?: string[];
	identifiersType?: IdentifierType;
	variationParentSku?: string;
	created: [number | undefined, number | undefined];
	updated: [number | undefined, number | undefined];
	withStatus?: ListingStatus[];
	withoutStatus?: ListingStatus[];
	withIssueSeverity?: string[];
}

function toFilter({ query }: RequestContext): Filter {
	const identifiers = query.list('identifiers', 20);
	const identifiersType = query.enumValue('identifiersType', IDENTIFIER_TYPES);
	if (identifiers && !identifiersType) throw invalidInput("'identifiersType' is required when 'identifiers' is provided.");
	if (identifiersType && !identifiers) throw invalidInput("'identifiers' is required when 'identifiersType' is provided.");
	const variationParentSku = query.text('variationParentSku');
	const exclusive = [identifiers, variationParentSku, query.text('packageHierarchySku')].filter((value) => value !== undefined);
	if (exclusive.length > 1) throw invalidInput("Only one of 'identifiers', 'variationParentSku' and 'packageHierarchySku' may be provided.");
	const range = (name: string): [number | undefined, number | undefined] => {
		const [after, before] = [query.instant(`${name}After`), query.instant(`${name}Before`)];
		if (after !== undefined && before !== undefined && before < after) throw invalidInput(`'${name}Before' must be equal to or after '${name}After'.`);
		return [after, before];
	};
	return {
		identifiers,
		identifiersType,
		variationParentSku,
		created: range('created'),
		updated: range('lastUpdated'),
		withStatus: query.enumList('withStatus', STATUSES),
		withoutStatus: query.enumList('withoutStatus', STATUSES),
		withIssueSeverity: query.enumList('withIssueSeverity', ['WARNING', 'ERROR']),
	};
}

function matches(entry: ListingEntry, filter: Filter, marketplaceIds: string[]): boolean {
	const isIn = (time: number, [after, before]: [number | undefined, number | undefined]) => (after === undefined || time >= after) && (before === undefined || time <= before);
	if (!isIn(entry.createdAt, filter.created) || !isIn(entry.updatedAt, filter.updated)) return false;
	if (filter.withIssueSeverity) return false;
	if (filter.identifiers && filter.identifiersType === 'SKU' && !filter.identifiers.includes(entry.sku)) return false;
	if (filter.identifiers && filter.identifiersType === 'ASIN' && !filter.identifiers.includes(entry.asin)) return false;
	if (!entry.marketplaceIds.some((id) => marketplaceIds.includes(id))) return false;
	if (filter.variationParentSku !== undefined && entry.parentSku !== filter.variationParentSku) return false;
	if (filter.identifiers && !['SKU', 'ASIN'].includes(filter.identifiersType ?? '') && !filter.identifiers.includes(entry.barcode ?? '')) return false;
	if (!filter.withStatus && !filter.withoutStatus) return true;
	const statuses = marketplaceIds.flatMap((id) => entry.statuses[entry.marketplaceIds.indexOf(id)] ?? []);
	if (filter.withStatus && !filter.withStatus.some((status) => statuses.includes(status))) return false;
	return !filter.withoutStatus?.some((status) => statuses.includes(status));
}

function checkSeller({ path, seller }: RequestContext): void {
	if (path.sellerId !== seller.sellerId) throw accessDenied();
}

const isListedIn = (listing: WorldListing, marketplaceIds: string[]) => listing.offers.some((offer) => marketplaceIds.includes(offer.marketplaceId));

function isNumber(value: unknown): value is number {
	return typeof value === 'number';
}
