/** A page of listings becomes ListedSkus, enriched from the catalogue. */
import { fetchCatalogItems } from '../amazon/catalog';
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import { withWholeTitle } from '../amazon/listingReport';
import { toListedSku } from '../amazon/listings';
import type { AmazonListing, ListedSku } from '../amazon/types';

/** One catalogue call for each 20 different ASINs. Throws AmazonApiError or QuotaExhaustedError. */
export async function listedSkusOf(
	client: AmazonClient,
	marketplaceId: string,
	listings: AmazonListing[],
	quota: QuotaPolicy,
): Promise<ListedSku[]> {
	const skus: ListedSku[] = listings.map((listing) => toListedSku(client, marketplaceId, listing));
	const asins = skus.flatMap(({ asin }) => asin ?? []);
	const catalog = await fetchCatalogItems(client, marketplaceId, asins, quota);
	return skus.map((sku) => {
		const catalogItem = sku.asin === undefined ? undefined : catalog.get(sku.asin);
		if (!catalogItem) return sku;
		return { ...sku, catalogItem, listing: withWholeTitle(sku.listing, catalogItem, marketplaceId) };
	});
}
