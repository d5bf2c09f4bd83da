import type { Item } from '@sp-api-sdk/listings-items-api-2021-08-01';
import { toIsoSeconds } from './world/dates';
import { toStatuses, type WorldListing } from './world/listing';
import { toDecimalText } from './world/money';

/** Data sets of the Listings Items API 2021-08-01. */
export const LISTING_DATA = ['summaries', 'attributes', 'issues', 'offers', 'fulfillmentAvailability', 'procurement', 'relationships', 'productTypes'] as const;
export type ListingData = (typeof LISTING_DATA)[number];

/** A listing as the API shows it for some marketplaces. */
export function toListingItem(listing: WorldListing, marketplaceIds: readonly string[], included: readonly ListingData[]): Item {
	const offers = listing.offers.filter((offer) => marketplaceIds.includes(offer.marketplaceId));
	const has = (data: ListingData) => included.includes(data);
	const [mainImage] = listing.images;
	return {
		sku: listing.sku,
		...(has('summaries')
			? {
					summaries: offers.map(({ marketplaceId }) => ({
						marketplaceId,
						asin: listing.asin,
						productType: listing.productType,
						conditionType: 'new_new' as const,
						status: [...toStatuses(listing, marketplaceId)],
						...(listing.fulfilledBy === 'AMAZON' && !listing.children ? { fnSku: `X00${listing.asin.slice(3)}` } : {}),
						itemName: listing.titles?.[marketplaceId] ?? listing.title,
						createdDate: toIsoSeconds(listing.createdAt),
						lastUpdatedDate: toIsoSeconds(listing.updatedAt),
						...(mainImage ? { mainImage: { link: mainImage, height: 500, width: 500 } } : {}),
					})),
				}
			: {}),
		...(has('attributes') ? { attributes: toAttributes(listing, marketplaceIds) } : {}),
		...(has('issues') ? { issues: [] } : {}),
		...(has('offers')
			? {
					offers: offers.flatMap(({ marketplaceId, price, currency, buyable }) =>
						price === undefined || !buyable
							? []
							: [{ marketplaceId, offerType: 'B2C' as const, price: { currencyCode: currency, amount: toDecimalText(price, currency) }, audience: { value: 'ALL', displayName: 'Sell on Amazon' } }],
					),
				}
			: {}),
		...(has('fulfillmentAvailability') ? { fulfillmentAvailability: toAvailability(listing, marketplaceIds) } : {}),
		...(has('procurement') ? { procurement: [] } : {}),
		...(has('relationships') ? { relationships: toRelationships(listing, offers.map((offer) => offer.marketplaceId)) } : {}),
		...(has('productTypes') ? { productTypes: offers.map(({ marketplaceId }) => ({ marketplaceId, productType: listing.productType })) } : {}),
	};
}

function toAvailability(listing: WorldListing, marketplaceIds: readonly string[]): Item['fulfillmentAvailability'] {
	const offer = listing.offers.find((candidate) => marketplaceIds.includes(candidate.marketplaceId));
	if (!offer || listing.children) return [];
	// Amazon counts the stock in its own warehouses elsewhere.
	return listing.fulfilledBy === 'AMAZON' ? [{ fulfillmentChannelCode: 'AMAZON_NA' }] : [{ fulfillmentChannelCode: 'DEFAULT', quantity: offer.quantity }];
}

function toRelationships(listing: WorldListing, marketplaceIds: string[]): Item['relationships'] {
	const variationTheme = { attributes: ['color'], theme: 'COLOR' };
	const type = 'VARIATION' as const;
	const relationships = listing.children
		? [{ childSkus: listing.children.map((child) => child.sku), variationTheme, type }]
		: listing.parentSku
			? [{ parentSkus: [listing.parentSku], variationTheme, type }]
			: [];
	return marketplaceIds.map((marketplaceId) => ({ marketplaceId, relationships }));
}

function toAttributes(listing: WorldListing, marketplaceIds: readonly string[]): Item['attributes'] {
	const [first = ''] = marketplaceIds;
	const valued = (value: string | undefined) => (value === undefined ? undefined : [{ value, marketplace_id: first }]);
	const attributes: Record<string, unknown> = {
		item_name: valued(listing.titles?.[first] ?? listing.title),
		brand: valued(listing.brand),
		manufacturer: valued(listing.manufacturer),
		model_number: valued(listing.modelNumber),
		color: valued(listing.color),
		size: valued(listing.size),
		product_description: valued(listing.description),
		...(listing.barcode ? { externally_assigned_product_identifier: [{ type: listing.barcode.length === 12 ? 'upc' : 'ean', value: listing.barcode, marketplace_id: first }] } : {}),
		...(listing.weightGrams ? { item_weight: [{ unit: 'grams', value: listing.weightGrams, marketplace_id: first }] } : {}),
	};
	return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}
