/**
 * Catalog Items API 2022-04-01: what Amazon knows of an ASIN, whoever sells it.
 * https://developer-docs.amazon.com/sp-api/docs/catalog-items-api-v2022-04-01-reference
 */
import { inParts } from '../inParts';
import { withoutNulls } from '../withoutNulls';
import type { AmazonClient, QuotaPolicy } from './client';
import { AmazonApiError, AmazonAuthError, unreadableAnswer } from './errors';
import { keepAttributes, themeAttributesOf } from './keepAttributes';
import type { AmazonCatalogItem } from './types';

/** Amazon's most: model, `identifiers`. */
const MAX_ASINS_A_CALL = 20;

const INCLUDED = [
	'attributes',
	'classifications',
	'dimensions',
	'identifiers',
	'images',
	'productTypes',
	'relationships',
	'summaries',
];

interface CatalogAnswer {
	items?: AmazonCatalogItem[];
	pagination?: { nextToken?: string };
}

/** Clients whose account may not read the catalogue: it is not asked for again. */
const withheld = new WeakSet<AmazonClient>();

/** Whether this client's account was found to lack the role for the catalogue. */
export function isCatalogWithheld(client: AmazonClient): boolean {
	return withheld.has(client);
}

/**
 * Catalogue items by ASIN, 20 a call. ASINs that the catalogue does not know, or that the account may not see, are left
 * out. Throws AmazonApiError or QuotaExhaustedError.
 */
export async function fetchCatalogItems(
	client: AmazonClient,
	marketplaceId: string,
	asins: readonly string[],
	quota: QuotaPolicy,
): Promise<Map<string, AmazonCatalogItem>> {
	const found = new Map<string, AmazonCatalogItem>();
	for (const batch of inParts([...new Set(asins)], MAX_ASINS_A_CALL)) {
		for (const item of await fetchBatch(client, marketplaceId, batch, quota)) found.set(item.asin, item);
	}
	return found;
}

async function fetchBatch(
	client: AmazonClient,
	marketplaceId: string,
	asins: string[],
	quota: QuotaPolicy,
): Promise<AmazonCatalogItem[]> {
	if (withheld.has(client)) return [];
	try {
		return await askForItems(client, marketplaceId, asins, quota);
	} catch (cause) {
		if (cause instanceof AmazonAuthError && cause.field === 'role') {
			withheld.add(client);
			return [];
		}
		if (!(cause instanceof AmazonApiError)) throw cause;
		if (cause.status === 404) return [];
		// One identifier that Amazon takes for none must not cost the other nineteen their data.
		if (cause.status !== 400) throw cause;
		if (asins.length === 1) return [];
		const half = Math.ceil(asins.length / 2);
		const first = await fetchBatch(client, marketplaceId, asins.slice(0, half), quota);
		return [...first, ...(await fetchBatch(client, marketplaceId, asins.slice(half), quota))];
	}
}

/** Twenty ASINs fit one page, but the model promises no page size: it is read to its end. */
async function askForItems(client: AmazonClient, marketplaceId: string, asins: string[], quota: QuotaPolicy): Promise<AmazonCatalogItem[]> {
	const found: AmazonCatalogItem[] = [];
	const used = new Set<string>();
	let pageToken: string | undefined;
	for (;;) {
		const query = {
			identifiers: asins,
			identifiersType: 'ASIN',
			marketplaceIds: [marketplaceId],
			includedData: INCLUDED,
			pageSize: MAX_ASINS_A_CALL,
			pageToken,
		};
		const answer = await client.call<CatalogAnswer>('searchCatalogItems', { query }, quota);
		if (!Array.isArray(answer.items)) throw unreadableAnswer('searchCatalogItems');
		found.push(...withoutNulls(answer.items).filter(({ asin }) => typeof asin === 'string').map(slim));
		pageToken = answer.pagination?.nextToken;
		// What it enriches is worth having without what a circle of pages would add.
		if (!pageToken || used.has(pageToken) || answer.items.length === 0) return found;
		used.add(pageToken);
	}
}

/** Of the attributes only those by which variations differ are read. */
function slim(item: AmazonCatalogItem): AmazonCatalogItem {
	return keepAttributes(item, themeAttributesOf(item.relationships?.flatMap(({ relationships }) => relationships ?? [])));
}
