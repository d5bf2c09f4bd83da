/**
 * Listings Items API 2021-08-01: what a seller offers in one marketplace.
 * https://developer-docs.amazon.com/sp-api/docs/listings-items-api-v2021-08-01-reference
 */
import { withoutNulls } from '../withoutNulls';
import type { AmazonClient, QuotaPolicy } from './client';
import { unreadableAnswer } from './errors';
import { keepAttributes, themeAttributesOf } from './keepAttributes';
import type { AmazonListing, ListedSku } from './types';

export type ListingDate = 'createdDate' | 'lastUpdatedDate';

export interface ListingSearch {
	marketplaceId: string;
	sortBy: ListingDate | 'sku';
	sortOrder?: 'ASC' | 'DESC';
	/** ISO 8601, both ends inclusive. */
	dates?: Partial<Record<ListingDate, { after?: string; before?: string }>>;
	withStatus?: string[];
	withoutStatus?: string[];
	pageToken?: string;
}

export interface ListingSearchPage {
	listings: AmazonListing[];
	/** All that the search matches; only 1 000 of them can be paged through. */
	total: number;
	nextToken?: string;
}

/** Amazon's most: model, `pageSize` and `identifiers`. */
export const MAX_LISTINGS_A_PAGE = 20;

/** What is asked of every listing. */
export const LISTING_DATA = ['summaries', 'attributes', 'offers', 'fulfillmentAvailability', 'relationships'];
/** Of the attributes, which weigh tens of kB a SKU, what the mapping reads. */
const KEPT_ATTRIBUTES = [
	'brand',
	'externally_assigned_product_identifier',
	'item_package_weight',
	'item_weight',
	'parentage_level',
	'purchasable_offer',
];

/** One page. Throws AmazonApiError or QuotaExhaustedError. */
export async function fetchListingPage(
	client: AmazonClient,
	search: ListingSearch,
	quota: QuotaPolicy,
): Promise<ListingSearchPage> {
	const { marketplaceId, sortBy, sortOrder = 'ASC', dates = {}, withStatus, withoutStatus, pageToken } = search;
	const query = {
		createdAfter: dates.createdDate?.after,
		createdBefore: dates.createdDate?.before,
		lastUpdatedAfter: dates.lastUpdatedDate?.after,
		lastUpdatedBefore: dates.lastUpdatedDate?.before,
		withStatus,
		withoutStatus,
		sortBy,
		sortOrder,
		pageToken,
	};
	return await askForListings(client, marketplaceId, query, quota);
}

/**
 * Pure. A listing without any status (neither BUYABLE nor DISCOVERABLE) is closed; one that is merely sold out stays
 * visible to shoppers, and open.
 */
export function toListedSku(
	client: Pick<AmazonClient, 'credentials'>,
	marketplaceId: string,
	listing: AmazonListing,
): ListedSku {
	const summary = listing.summaries?.find((each) => each.marketplaceId === marketplaceId);
	return {
		sku: listing.sku,
		sellerId: client.credentials.sellerId,
		marketplaceId,
		...(summary?.asin ? { asin: summary.asin } : {}),
		listing,
		isOpen: (summary?.status ?? []).length > 0,
	};
}

interface SearchAnswer {
	numberOfResults?: number;
	items?: AmazonListing[];
	pagination?: { nextToken?: string };
}

/** One page of any search. Throws AmazonApiError or QuotaExhaustedError. */
export async function askForListings(
	client: AmazonClient,
	marketplaceId: string,
	query: Record<string, string | string[] | undefined>,
	quota: QuotaPolicy,
): Promise<ListingSearchPage> {
	const request = {
		path: { sellerId: client.credentials.sellerId },
		query: { ...query, marketplaceIds: [marketplaceId], includedData: LISTING_DATA, pageSize: MAX_LISTINGS_A_PAGE },
	};
	const { items, numberOfResults, pagination } = await client.call<SearchAnswer>('searchListingsItems', request, quota);
	if (!Array.isArray(items)) throw unreadableAnswer('searchListingsItems');
	const listings = withoutNulls(items).filter(isListing).map((listing) => slimListing(listing, marketplaceId));
	// An empty token would ask for the first page again.
	return { listings, total: numberOfResults ?? items.length, nextToken: pagination?.nextToken || undefined };
}

/** The SKU is all that the model promises, and nothing can be done without it. */
function isListing({ sku }: AmazonListing): boolean {
	return typeof sku === 'string' && sku !== '';
}

/** Pure: without the attributes that nobody reads. */
export function slimListing(listing: AmazonListing, marketplaceId: string): AmazonListing {
	const family = listing.relationships?.find((each) => each.marketplaceId === marketplaceId)?.relationships;
	return keepAttributes(listing, [...KEPT_ATTRIBUTES, ...themeAttributesOf(family)]);
}
