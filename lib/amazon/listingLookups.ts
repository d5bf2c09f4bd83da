/** Single listings and handfuls of them, by SKU or ASIN. */
import { inParts } from '../inParts';
import { withoutNulls } from '../withoutNulls';
import { fetchCatalogItems } from './catalog';
import { type AmazonClient, LOOK_UP_QUOTA, type QuotaPolicy } from './client';
import { AmazonApiError, OWN_CODES } from './errors';
import { askForListings, LISTING_DATA, MAX_LISTINGS_A_PAGE, slimListing, toListedSku } from './listings';
import { PageTokens } from './pageTokens';
import type { AmazonListing, ListedSku } from './types';

/** Amazon's model answers a SKU of a bad shape with 400 (`BadSKU`), an unknown or deleted one with 404. */
const NOT_LISTED = [400, 404];

interface Identifiers {
	identifiersType: 'SKU' | 'ASIN';
	identifiers: string[];
}

/**
 * Listings of the given SKUs, 20 a call; SKUs that Amazon does not list, or takes for none, are left out. Throws
 * AmazonApiError or QuotaExhaustedError.
 */
export async function* findListings(
	client: AmazonClient,
	marketplaceId: string,
	skus: readonly string[],
	quota: QuotaPolicy,
): AsyncGenerator<{ asked: string[]; found: AmazonListing[] }, void> {
	// A comma parts the identifiers of a search, so such SKUs go by path, one by one.
	const single = skus.filter((sku) => sku.includes(','));
	const many = skus.filter((sku) => !sku.includes(','));
	for (const asked of inParts(many, MAX_LISTINGS_A_PAGE)) {
		const answer = await findByIdentifiers(client, marketplaceId, { identifiersType: 'SKU', identifiers: asked }, quota);
		yield { asked, found: answer.filter(({ sku }) => asked.includes(sku)) };
	}
	for (const sku of single) {
		const listing = await findListing(client, marketplaceId, sku, quota);
		yield { asked: [sku], found: listing ? [listing] : [] };
	}
}

/** All the seller's listings of the given ASINs, of which several SKUs may share one; 20 ASINs a search. */
export async function* findListingsByAsin(
	client: AmazonClient,
	marketplaceId: string,
	asins: readonly string[],
	quota: QuotaPolicy,
): AsyncGenerator<AmazonListing[], void> {
	for (const identifiers of inParts(asins, MAX_LISTINGS_A_PAGE)) {
		yield await findByIdentifiers(client, marketplaceId, { identifiersType: 'ASIN', identifiers }, quota);
	}
}

/** One SKU with its catalogue item. Throws AmazonApiError where Amazon does not list it in that marketplace. */
export async function fetchListing(client: AmazonClient, marketplaceId: string, sku: string): Promise<ListedSku> {
	const listing = await findListing(client, marketplaceId, sku, LOOK_UP_QUOTA);
	if (!listing) {
		throw new AmazonApiError(`Amazon lists no SKU '${sku}' of this seller in marketplace '${marketplaceId}'.`, {
			operation: 'getListingsItem',
			status: 404,
			code: OWN_CODES.notFound,
		});
	}
	const found = toListedSku(client, marketplaceId, listing);
	if (found.asin === undefined) return found;
	const catalogItem = (await fetchCatalogItems(client, marketplaceId, [found.asin], LOOK_UP_QUOTA)).get(found.asin);
	return catalogItem ? { ...found, catalogItem } : found;
}

/** Whether Amazon lists the SKU in the marketplace, open or closed; true where it does not say. Throws AmazonApiError or QuotaExhaustedError. */
export async function isListed(client: AmazonClient, marketplaceId: string, sku: string, quota: QuotaPolicy): Promise<boolean> {
	try {
		return (await findListing(client, marketplaceId, sku, quota, [404])) !== undefined;
	} catch (cause) {
		// Refused is no proof.
		if (cause instanceof AmazonApiError && cause.status === 400) return true;
		throw cause;
	}
}

/** All pages of one search. */
async function findByIdentifiers(
	client: AmazonClient,
	marketplaceId: string,
	{ identifiersType, identifiers }: Identifiers,
	quota: QuotaPolicy,
): Promise<AmazonListing[]> {
	const found: AmazonListing[] = [];
	const tokens = new PageTokens('searchListingsItems');
	let pageToken: string | undefined;
	try {
		do {
			const page = await askForListings(client, marketplaceId, { identifiers, identifiersType, pageToken }, quota);
			found.push(...page.listings);
			pageToken = tokens.next(page.nextToken);
		} while (pageToken !== undefined);
		return found;
	} catch (cause) {
		// One identifier that Amazon takes for none must not cost the others, nor stop every later run.
		if (!(cause instanceof AmazonApiError) || !NOT_LISTED.includes(cause.status ?? 0)) throw cause;
		if (cause.status === 404 || identifiers.length === 1) return [];
		const half = Math.ceil(identifiers.length / 2);
		const first = await findByIdentifiers(client, marketplaceId, { identifiersType, identifiers: identifiers.slice(0, half) }, quota);
		return [...first, ...(await findByIdentifiers(client, marketplaceId, { identifiersType, identifiers: identifiers.slice(half) }, quota))];
	}
}

async function findListing(
	client: AmazonClient,
	marketplaceId: string,
	sku: string,
	quota: QuotaPolicy,
	notListed = NOT_LISTED,
): Promise<AmazonListing | undefined> {
	const request = {
		path: { sellerId: client.credentials.sellerId, sku },
		query: { marketplaceIds: [marketplaceId], includedData: LISTING_DATA },
	};
	try {
		const listing = withoutNulls(await client.call<AmazonListing>('getListingsItem', request, quota));
		// Amazon answers with an empty list of summaries for a SKU of another marketplace.
		const isListed = listing.summaries?.some((each) => each.marketplaceId === marketplaceId);
		return isListed ? slimListing(listing, marketplaceId) : undefined;
	} catch (cause) {
		if (cause instanceof AmazonApiError && notListed.includes(cause.status ?? 0)) return undefined;
		throw cause;
	}
}
