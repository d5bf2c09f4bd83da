/** The SKUs of open issues, asked for again by name. Their ids are `<marketplaceId>:<sku>`. */
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import { findListings } from '../amazon/listingLookups';
import { listedSkusOf } from './listedSkus';
import type { ListTally } from './listProgress';
import type { ListedSku } from '../amazon/types';

/** Ids that Amazon no longer lists, or that name no marketplace, go to the tally's `goneIds`. Throws AmazonApiError or QuotaExhaustedError. */
export async function* retriedSkus(
	client: AmazonClient,
	retryIds: readonly string[],
	quota: QuotaPolicy,
	tally: ListTally,
): AsyncGenerator<ListedSku[], void> {
	tally.goneIds.push(...retryIds.filter((id) => id.indexOf(':') < 1));
	for (const [marketplaceId, skus] of byMarketplace(retryIds)) {
		for await (const { asked, found } of findListings(client, marketplaceId, skus, quota)) {
			const known = new Set(found.map(({ sku }) => sku));
			const listed = await listedSkusOf(client, marketplaceId, found, quota);
			tally.goneIds.push(...asked.filter((sku) => !known.has(sku)).map((sku) => `${marketplaceId}:${sku}`));
			if (listed.length > 0) yield listed;
		}
	}
}

/** SKUs by marketplace. A SKU may hold colons; a marketplace id never does. Pure. */
export function byMarketplace(retryIds: readonly string[]): Map<string, string[]> {
	const groups = new Map<string, string[]>();
	for (const id of new Set(retryIds)) {
		const colon = id.indexOf(':');
		if (colon < 1) continue;
		const marketplaceId = id.slice(0, colon);
		groups.set(marketplaceId, [...(groups.get(marketplaceId) ?? []), id.slice(colon + 1)]);
	}
	return groups;
}
