/** One SKU of a seller with all that the listings, catalogue and report answers show of it. */
export interface WorldListing {
	sku: string;
	asin: string;
	createdAt: number;
	updatedAt: number;
	title: string;
	/** Titles that differ by marketplace id. */
	titles?: Record<string, string>;
	description?: string;
	brand?: string;
	manufacturer?: string;
	modelNumber?: string;
	productType: string;
	/** The most general first. */
	classification: Array<{ displayName: string; classificationId: string }>;
	color?: string;
	size?: string;
	/** EAN-13, or UPC-12. */
	barcode?: string;
	images: string[];
	weightGrams?: number;
	dimensionsCm?: { length: number; width: number; height: number };
	fulfilledBy: 'AMAZON' | 'MERCHANT';
	offers: ListingOffer[];
	parentSku?: string;
	parentAsin?: string;
	children?: Array<{ sku: string; asin: string }>;
}

export interface ListingOffer {
	marketplaceId: string;
	/** Minor units; absent for a parent or an incomplete listing. */
	price?: number;
	currency: string;
	quantity: number;
	/** False once the seller closed it. */
	buyable: boolean;
}

export type ListingStatus = 'BUYABLE' | 'DISCOVERABLE';

const CLOSED: readonly ListingStatus[] = [];
const VISIBLE: readonly ListingStatus[] = ['DISCOVERABLE'];
const FOR_SALE: readonly ListingStatus[] = ['BUYABLE', 'DISCOVERABLE'];

/** A parent, and a listing without stock, can be seen but not bought; a closed one neither. */
export function toStatuses(listing: WorldListing, marketplaceId: string): readonly ListingStatus[] {
	const offer = listing.offers.find((candidate) => candidate.marketplaceId === marketplaceId);
	if (!offer) return CLOSED;
	if (listing.children) return VISIBLE;
	if (!offer.buyable) return CLOSED;
	return offer.quantity > 0 ? FOR_SALE : VISIBLE;
}
