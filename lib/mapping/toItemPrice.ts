import type { AmazonListing } from '../amazon/types';
import { recordsOf } from '../isRecord';
import { attributeEntries, inMarketplace } from './amazonAttributes';
import { toDecimal } from './money';

/** Regular price of a SKU; `amount` is a decimal string. */
export interface ListedPrice {
	amount: string;
	currency: string;
}

/**
 * Regular price of a SKU for all buyers. Sale prices with dates are Amazon's business: the seller's own price
 * (`purchasable_offer.our_price`) goes before the offer's, which may be a sale's. Undefined when there is none. Pure.
 */
export function toListedPrice(listing: AmazonListing, marketplaceId: string): ListedPrice | undefined {
	for (const offer of attributeEntries(listing.attributes, 'purchasable_offer', marketplaceId)) {
		if (offer.audience !== undefined && offer.audience !== 'ALL') continue;
		const [regular] = recordsOf(offer.our_price);
		const [schedule] = recordsOf(regular?.schedule);
		const price = readPrice(schedule?.value_with_tax, offer.currency);
		if (price) return price;
	}
	const offers = (listing.offers ?? []).filter((offer) => offer.offerType === 'B2C');
	const offer =
		offers.find((each) => each.marketplaceId === marketplaceId && (each.audience?.value ?? 'ALL') === 'ALL') ??
		inMarketplace(offers, marketplaceId);
	return readPrice(offer?.price?.amount, offer?.price?.currencyCode);
}

function readPrice(amount: unknown, currency: unknown): ListedPrice | undefined {
	if (typeof currency !== 'string' || currency === '') return undefined;
	const value = toDecimal(amount);
	return value?.greaterThan(0) ? { amount: value.toString(), currency } : undefined;
}
