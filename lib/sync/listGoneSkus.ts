/** Known listings that are deleted at Amazon, as closed ones. */
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import { findListings, isListed } from '../amazon/listingLookups';
import { byMarketplace } from './listRetriedSkus';
import type { ListedSku } from './types';

/**
 * Twenty a search. A search that finds nothing is no proof: each missing SKU is asked for by its own name before it counts
 * as deleted. Throws AmazonApiError or QuotaExhaustedError.
 */
export async function* goneSkus(client: AmazonClient, checkIds: readonly string[], quota: QuotaPolicy): AsyncGenerator<ListedSku[], void> {
	const { sellerId } = client.credentials;
	for (const [marketplaceId, skus] of byMarketplace(checkIds)) {
		for await (const { asked, found } of findListings(client, marketplaceId, skus, quota)) {
			const known = new Set(found.map(({ sku }) => sku));
			const gone: ListedSku[] = [];
			for (const sku of asked) {
				if (known.has(sku) || (await isListed(client, marketplaceId, sku, quota))) continue;
				gone.push({ sku, sellerId, marketplaceId, listing: { sku }, isOpen: false });
			}
			if (gone.length > 0) yield gone;
		}
	}
}
