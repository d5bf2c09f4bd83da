/** Known listings that are deleted at Amazon, as closed ones. */
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import { QuotaExhaustedError } from '../amazon/errors';
import { findListings, isListed } from '../amazon/listingLookups';
import { byMarketplace } from './listRetriedSkus';
import type { ListedSku } from '../amazon/types';

/** Rather a disturbance at Amazon than a seller who deletes half of what was looked for. */
const MOST_BELIEVED = 20;
const MOST_SHARE = 0.5;

/**
 * Twenty a search. A search that finds nothing is no proof: each missing SKU is asked for by its own name before it counts
 * as deleted. What a used-up quota leaves out is looked for when its turn comes again. Throws AmazonApiError.
 */
export async function goneSkus(client: AmazonClient, checkIds: readonly string[], quota: QuotaPolicy, notice: (sentence: string) => void): Promise<ListedSku[]> {
	const gone: ListedSku[] = [];
	try {
		for (const [marketplaceId, skus] of byMarketplace(checkIds)) await findGone(client, marketplaceId, skus, quota, gone);
	} catch (cause) {
		if (!(cause instanceof QuotaExhaustedError)) throw cause;
	}
	if (gone.length <= MOST_BELIEVED || gone.length <= checkIds.length * MOST_SHARE) return gone;
	notice(`Amazon no longer knows ${gone.length} of ${checkIds.length} listings that were looked for; so many at once are not closed by themselves: close them at Amazon, or set their Items to disabled, where that is right.`);
	return [];
}

async function findGone(client: AmazonClient, marketplaceId: string, skus: readonly string[], quota: QuotaPolicy, gone: ListedSku[]): Promise<void> {
	const { sellerId } = client.credentials;
	for await (const { asked, found } of findListings(client, marketplaceId, skus, quota)) {
		const known = new Set(found.map(({ sku }) => sku));
		for (const sku of asked) {
			if (known.has(sku) || (await isListed(client, marketplaceId, sku, quota))) continue;
			gone.push({ sku, sellerId, marketplaceId, listing: { sku }, isOpen: false });
		}
	}
}
