import { requireMarketplaces } from './accessCheck';
import { accessDenied, invalidInput, notFound } from './apiAnswers';
import { CATALOG_DATA, toCatalogItem } from './catalogView';
import type { RequestContext } from './context';
import type { WorldListing } from './world/listing';

const MAX_PAGE = 20;
const MAX_REACHABLE = 1000;
const SEARCH_PARAMETERS = ['identifiers', 'identifiersType', 'marketplaceIds', 'includedData', 'locale', 'sellerId', 'keywords', 'brandNames', 'classificationIds', 'pageSize', 'pageToken', 'keywordsLocale'];
const IDENTIFIER_TYPES = ['ASIN', 'EAN', 'GTIN', 'ISBN', 'JAN', 'MINSAN', 'SKU', 'UPC'] as const;
const KEYWORDS_ONLY = ['brandNames', 'classificationIds', 'keywordsLocale'];

/** Catalog Items API 2022-04-01. The catalogue holds what the seller sells. */
export function getCatalogItem(context: RequestContext): unknown {
	const { query, path, seller } = context;
	query.allowOnly(['marketplaceIds', 'includedData', 'locale']);
	const [marketplaceId = ''] = requireMarketplaces(context, 1);
	const included = query.enumList('includedData', CATALOG_DATA) ?? ['summaries'];
	const listing = seller.listings.findByAsin(path.asin ?? '').find((candidate) => isIn(candidate, marketplaceId));
	if (!listing) throw notFound(`Requested item '${path.asin ?? ''}' not found in marketplace ${marketplaceId}.`);
	return toCatalogItem(listing, marketplaceId, included);
}

export function searchCatalogItems(context: RequestContext): unknown {
	const { query, pageTokens } = context;
	query.allowOnly(SEARCH_PARAMETERS);
	const [marketplaceId = ''] = requireMarketplaces(context, 1);
	const included = query.enumList('includedData', CATALOG_DATA) ?? ['summaries'];
	const pageSize = query.integer('pageSize', 1, MAX_PAGE, 10);
	const identifiers = query.list('identifiers', 20);
	const identifiersType = query.enumValue('identifiersType', IDENTIFIER_TYPES);
	const keywords = query.list('keywords', 20);
	if (identifiers && keywords) throw invalidInput("'identifiers' and 'keywords' may not be combined.");
	if (!identifiers && !keywords) throw invalidInput("One of 'identifiers' and 'keywords' must be provided.");
	if (identifiers && !identifiersType) throw invalidInput("'identifiersType' is required when 'identifiers' is provided.");
	const misplaced = identifiers ? KEYWORDS_ONLY.find((name) => query.text(name) !== undefined) : undefined;
	if (misplaced) throw invalidInput(`'${misplaced}' may not be combined with 'identifiers'.`);
	const sellerId = query.text('sellerId');
	if (identifiersType === 'SKU' && sellerId === undefined) throw invalidInput("'sellerId' is required when 'identifiersType' is SKU.");
	if (sellerId !== undefined && sellerId !== context.seller.sellerId) throw accessDenied();

	const bound = { marketplaceId, included, pageSize, identifiers, identifiersType, keywords, brands: query.list('brandNames'), classes: query.list('classificationIds') };
	const token = query.text('pageToken');
	const start = token === undefined ? 0 : pageTokens.read('pageToken', token, bound, isNumber);
	const found = identifiers ? findByIdentifiers(context, identifiers, identifiersType ?? 'ASIN', marketplaceId) : findByKeywords(context, keywords ?? [], marketplaceId);
	const end = Math.min(start + pageSize, MAX_REACHABLE);
	const pagination = {
		...(end < Math.min(found.length, MAX_REACHABLE) ? { nextToken: pageTokens.issue(bound, end) } : {}),
		...(start > 0 ? { previousToken: pageTokens.issue(bound, Math.max(0, start - pageSize)) } : {}),
	};
	return {
		numberOfResults: found.length,
		...(Object.keys(pagination).length > 0 ? { pagination } : {}),
		...(keywords ? { refinements: { brands: [], classifications: [] } } : {}),
		items: found.slice(start, end).map((listing) => toCatalogItem(listing, marketplaceId, included)),
	};
}

/** One item per ASIN, in the order of the identifiers; unknown ones are left out without a word. */
function findByIdentifiers({ seller }: RequestContext, identifiers: string[], type: (typeof IDENTIFIER_TYPES)[number], marketplaceId: string): WorldListing[] {
	const byAsin = new Map<string, WorldListing>();
	for (const identifier of identifiers) {
		for (const listing of findListings(seller.listings, identifier, type)) if (isIn(listing, marketplaceId)) byAsin.set(listing.asin, listing);
	}
	return [...byAsin.values()];
}

function findListings(listings: RequestContext['seller']['listings'], identifier: string, type: (typeof IDENTIFIER_TYPES)[number]): WorldListing[] {
	if (type === 'ASIN') return listings.findByAsin(identifier);
	if (type === 'SKU') return [listings.find(identifier) ?? []].flat();
	const wanted = identifier.padStart(14, '0');
	return listings
		.sortedBy('sku')
		.filter((entry) => entry.barcode?.padStart(14, '0') === wanted)
		.map((entry) => entry.load());
}

function findByKeywords({ seller, query }: RequestContext, keywords: string[], marketplaceId: string): WorldListing[] {
	const brands = query.list('brandNames');
	const classes = query.list('classificationIds');
	return seller.listings
		.sortedBy('sku')
		.map((entry) => entry.load())
		.filter((listing) => {
			const text = `${listing.titles?.[marketplaceId] ?? listing.title} ${listing.brand ?? ''}`.toLowerCase();
			return (
				isIn(listing, marketplaceId) &&
				keywords.every((keyword) => text.includes(keyword.toLowerCase())) &&
				(!brands || brands.includes(listing.brand ?? '')) &&
				(!classes || listing.classification.some((entry) => classes.includes(entry.classificationId)))
			);
		});
}

const isIn = (listing: WorldListing, marketplaceId: string) => listing.offers.some((offer) => offer.marketplaceId === marketplaceId);

function isNumber(value: unknown): value is number {
	return typeof value === 'number';
}
