import type { ErpListing } from '../erpnext/schema';
import { toListedPrice } from './toItemPrice';
import type { ListedSku } from '../amazon/types';
import { inMarketplace } from './amazonAttributes';
import { toListingKey, toShownSku } from './toItemCode';

/** Of an Amazon Listing record whose SKU Amazon no longer lists. */
export const CLOSED_STATUS = 'Closed';

/**
 * The Amazon Listing record of a SKU, without `item` and `fingerprint`. Channel as Amazon's orders name it: `AMAZON` or
 * `MERCHANT` (fulfilment channel code `DEFAULT`:
 * https://developer-docs.amazon.com/sp-api/docs/listings-items-api-v2021-08-01-model). Pure.
 */
export function toListingRecord(source: ListedSku, asin: string | undefined, title: string): ErpListing {
	const { sku, sellerId, marketplaceId, listing, isOpen } = source;
	const summary = inMarketplace(listing.summaries, marketplaceId);
	const price = toListedPrice(listing, marketplaceId);
	const availability = listing.fulfillmentAvailability ?? [];
	// Stock kept by Amazon goes before the seller's own when both are offered.
	const channel = availability.find((each) => each.fulfillmentChannelCode !== 'DEFAULT') ?? availability[0];
	const record: ErpListing = {
		listing_key: toListingKey(sku, marketplaceId),
		seller_id: sellerId,
		sku: toShownSku(sku),
		marketplace_id: marketplaceId,
		title,
		status: toStatus(isOpen, summary?.status),
	};
	if (asin !== undefined) record.asin = asin;
	if (channel) record.channel = channel.fulfillmentChannelCode === 'DEFAULT' ? 'MERCHANT' : 'AMAZON';
	if (channel?.quantity !== undefined) record.quantity = channel.quantity;
	if (price) Object.assign(record, { price: Number(price.amount), currency: price.currency });
	if (summary?.lastUpdatedDate) record.last_update = summary.lastUpdatedDate;
	return record;
}

function toStatus(isOpen: boolean, status: readonly string[] | undefined): string {
	if (!isOpen) return CLOSED_STATUS;
	return status === undefined || status.includes('BUYABLE') ? 'Active' : 'Inactive';
}
