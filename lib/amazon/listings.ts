/**
 * Listings Items API 2021-08-01: what a seller offers in one marketplace.
 * https://developer-docs.amazon.com/sp-api/docs/listings-items-api-v2021-08-01-reference
 */
import { fetchCatalogItems } from './catalog';
import type { AmazonClient, QuotaPolicy } from './client';
import { AmazonApiError, OWN_CODES } from './errors';
import { keepAttributes, themeAttributesOf } from './keepAttributes';
import type { AmazonCatalogItem, AmazonListing } from './types';

/** One SKU in one marketplace; the same shape as `ListedSku` of lib/sync/types.ts. */
export interface SkuInMarketplace {
	sku: string;
	sellerId: string;
	marketplaceId: string;
	asin?: string;
	listing: AmazonListing;
	catalogItem?: AmazonCatalogItem;
	isOpen: boolean;
}

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

const INCLUDED = ['summaries', 'attributes', 'offers', 'fulfillmentAvailability', 'relationships', 'productTypes'];
/** Of the attributes, which weigh tens of kB a SKU, what the mapping reads. */
const KEPT_ATTRIBUTES = [
	'brand',
	'externally_assigned_product_identifier',
	'item_package_weight',
	'item_weight',
	'parentage_level',
	'purchasable_offer',
];
const LOOK_UP_QUOTA: QuotaPolicy = { kind: 'wait', maxWaitMs: 60_000 };

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
	const answer = await ask(client, marketplaceId, query, quota);
	const listings = answer.items.map((listing) => slim(listing, marketplaceId));
	return { listings, total: answer.numberOfResults, nextToken: answer.pagination?.nextToken || undefined };
}

/** Listings of the given SKUs; SKUs that Amazon does not list are left out. Any number of SKUs, 20 a call. */
export async function* findListings(
	client: AmazonClient,
	marketplaceId: string,
	skus: readonly string[],
	quota: QuotaPolicy,
): AsyncGenerator<{ asked: string[]; found: AmazonListing[] }, void> {
	// A comma parts the identifiers of a search, so such SKUs go by path, one by one.
	const single = skus.filter((sku) => sku.includes(','));
	const many = skus.filter((sku) => !sku.includes(','));
	for (let start = 0; start < many.length; start += MAX_LISTINGS_A_PAGE) {
		const asked = many.slice(start, start + MAX_LISTINGS_A_PAGE);
		const answer = await ask(client, marketplaceId, { identifiers: asked, identifiersType: 'SKU' }, quota);
		const found = answer.items.filter(({ sku }) => asked.includes(sku));
		yield { asked, found: found.map((listing) => slim(listing, marketplaceId)) };
	}
	for (const sku of single) {
		const listing = await findListing(client, marketplaceId, sku, quota);
		yield { asked: [sku], found: listing ? [slim(listing, marketplaceId)] : [] };
	}
}

/** All the seller's listings of the given ASINs, of which several SKUs may share one; 20 ASINs a search. */
export async function* findListingsByAsin(
	client: AmazonClient,
	marketplaceId: string,
	asins: readonly string[],
	quota: QuotaPolicy,
): AsyncGenerator<AmazonListing[], void> {
	for (let start = 0; start < asins.length; start += MAX_LISTINGS_A_PAGE) {
		const identifiers = asins.slice(start, start + MAX_LISTINGS_A_PAGE);
		let pageToken: string | undefined;
		do {
			const query = { identifiers, identifiersType: 'ASIN', pageToken };
			const answer = await ask(client, marketplaceId, query, quota);
			yield answer.items.map((listing) => slim(listing, marketplaceId));
			pageToken = answer.pagination?.nextToken || undefined;
		} while (pageToken !== undefined);
	}
}

/** One SKU with its catalogue item. Throws AmazonApiError where Amazon does not list it in that marketplace. */
export async function fetchListing(
	client: AmazonClient,
	marketplaceId: string,
	sku: string,
	quota: QuotaPolicy = LOOK_UP_QUOTA,
): Promise<SkuInMarketplace> {
	const listing = await findListing(client, marketplaceId, sku, quota);
	if (!listing) {
		throw new AmazonApiError(`Amazon lists no SKU '${sku}' of this seller in marketplace '${marketplaceId}'.`, {
			operation: 'getListingsItem',
			status: 404,
			code: 'NotFound',
		});
	}
	const found = toSkuInMarketplace(client, marketplaceId, listing);
	if (found.asin === undefined) return found;
	const catalogItem = (await fetchCatalogItems(client, marketplaceId, [found.asin], quota)).get(found.asin);
	return catalogItem ? { ...found, catalogItem } : found;
}

/**
 * Pure. A listing without any status (neither BUYABLE nor DISCOVERABLE) is closed; one that is merely sold out stays
 * visible to shoppers, and open.
 */
export function toSkuInMarketplace(
	client: Pick<AmazonClient, 'credentials'>,
	marketplaceId: string,
	listing: AmazonListing,
): SkuInMarketplace {
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

async function findListing(
	client: AmazonClient,
	marketplaceId: string,
	sku: string,
	quota: QuotaPolicy,
): Promise<AmazonListing | undefined> {
	const request = {
		path: { sellerId: client.credentials.sellerId, sku },
		query: { marketplaceIds: [marketplaceId], includedData: INCLUDED },
	};
	try {
		const listing = await client.call<AmazonListing>('getListingsItem', request, quota);
		// Amazon answers with an empty list of summaries for a SKU of another marketplace.
		return listing.summaries?.some((each) => each.marketplaceId === marketplaceId) ? listing : undefined;
	} catch (cause) {
		if (cause instanceof AmazonApiError && cause.status === 404) return undefined;
		throw cause;
	}
}

interface SearchAnswer {
	numberOfResults: number;
	items: AmazonListing[];
	pagination?: { nextToken?: string };
}

async function ask(
	client: AmazonClient,
	marketplaceId: string,
	query: Record<string, string | number | string[] | undefined>,
	quota: QuotaPolicy,
): Promise<SearchAnswer> {
	const request = {
		path: { sellerId: client.credentials.sellerId },
		query: { ...query, marketplaceIds: [marketplaceId], includedData: INCLUDED, pageSize: MAX_LISTINGS_A_PAGE },
	};
	const answer = await client.call<Partial<SearchAnswer>>('searchListingsItems', request, quota);
	const { items, numberOfResults, pagination } = answer;
	if (!Array.isArray(items)) {
		throw new AmazonApiError("Amazon's answer to 'searchListingsItems' holds no list of items.", {
			operation: 'searchListingsItems',
			code: OWN_CODES.garbled,
		});
	}
	return { items, numberOfResults: numberOfResults ?? items.length, pagination };
}

function slim(listing: AmazonListing, marketplaceId: string): AmazonListing {
	const family = listing.relationships?.find((each) => each.marketplaceId === marketplaceId)?.relationships;
	return keepAttributes(listing, [...KEPT_ATTRIBUTES, ...themeAttributesOf(family)]);
}
