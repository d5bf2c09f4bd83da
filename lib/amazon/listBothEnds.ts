/** The last resort for SKUs that no date tells apart. */
import type { AmazonClient, QuotaPolicy } from './client';
import { AmazonApiError, OWN_CODES } from './errors';
import { fetchListingPage } from './listings';
import type { ListingSearch } from './listings';
import { PageTokens } from './pageTokens';
import type { AmazonListing } from './types';

const STATUS_PARTS: Array<Pick<ListingSearch, 'withStatus' | 'withoutStatus'>> = [
	{ withStatus: ['BUYABLE'] },
	{ withStatus: ['DISCOVERABLE'], withoutStatus: ['BUYABLE'] },
	{ withoutStatus: ['BUYABLE', 'DISCOVERABLE'] },
];

/**
 * All SKUs of a search, some of them twice: by SKU upwards, then downwards, which is twice the reach; beyond that, each
 * status apart. Throws AmazonApiError or QuotaExhaustedError.
 */
export async function* listBothEnds(
	client: AmazonClient,
	search: ListingSearch,
	quota: QuotaPolicy,
	reach: number,
): AsyncGenerator<AmazonListing[], void> {
	let total = 0;
	for (const sortOrder of ['ASC', 'DESC'] as const) {
		const tokens = new PageTokens('searchListingsItems');
		let pageToken: string | undefined;
		do {
			const page = await fetchListingPage(client, { ...search, sortOrder, pageToken }, quota);
			yield page.listings;
			total = page.total;
			pageToken = tokens.next(page.nextToken);
		} while (pageToken !== undefined);
		if (total <= reach) return;
	}
	if (total <= 2 * reach) return;
	if (search.withStatus ?? search.withoutStatus) {
		throw new AmazonApiError(
			`${total} SKUs of marketplace '${search.marketplaceId}' were made and changed in the same instant, ` +
				"more than a search at Amazon can list: take its id out of 'Loaded Marketplaces' of the Amazon Sync Cursor, and the " +
				'next run lists the catalogue by report.',
			{ operation: 'searchListingsItems', code: OWN_CODES.tooManyResults },
		);
	}
	for (const part of STATUS_PARTS) yield* listBothEnds(client, { ...search, ...part }, quota, reach);
}
