import type { ListedSku } from '../../../lib/amazon/types';
import { SELLER, US } from '../sync/items/sampleSku';

/** A SKU of which Amazon says all that it can; made anew on each call. */
export function fullSource(): ListedSku {
	const theme = { attributes: ['color'], theme: 'COLOR' };
	return {
		sku: 'KETTLE-RED',
		sellerId: SELLER,
		marketplaceId: US,
		asin: 'B07N4M94X4',
		isOpen: true,
		listing: {
			sku: 'KETTLE-RED',
			summaries: [
				{
					marketplaceId: US,
					asin: 'B07N4M94X4',
					productType: 'KETTLE',
					conditionType: 'new_new',
					status: ['BUYABLE', 'DISCOVERABLE'],
					itemName: 'Red kettle',
					createdDate: '2026-01-01T00:00:00Z',
					lastUpdatedDate: '2026-11-01T00:00:00Z',
					mainImage: { link: 'https://m.example/0.jpg', height: 500, width: 500 },
				},
			],
			attributes: {
				brand: [{ value: 'Acme', marketplace_id: US }],
				color: [{ value: 'Red', marketplace_id: US }],
				parentage_level: [{ value: 'child', marketplace_id: US }],
				externally_assigned_product_identifier: [{ type: 'ean', value: '4006381333931', marketplace_id: US }],
				item_weight: [{ unit: 'grams', value: 1200, marketplace_id: US }],
				item_package_weight: [{ unit: 'grams', value: 1500, marketplace_id: US }],
				purchasable_offer: [{ audience: 'ALL', currency: 'USD', marketplace_id: US, our_price: [{ schedule: [{ value_with_tax: 24.9 }] }] }],
			},
			offers: [{ marketplaceId: US, offerType: 'B2C', price: { currencyCode: 'USD', amount: '24.90' }, audience: { value: 'ALL', displayName: 'All' } }],
			fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', quantity: 5 }],
			relationships: [{ marketplaceId: US, relationships: [{ type: 'VARIATION', parentSkus: ['KETTLE'], variationTheme: theme }] }],
		},
		catalogItem: {
			asin: 'B07N4M94X4',
			attributes: { color: [{ value: 'Red', marketplace_id: US }] },
			classifications: [{ marketplaceId: US, classifications: [{ displayName: 'Kettles', classificationId: '2', parent: { displayName: 'Kitchen', classificationId: '1' } }] }],
			dimensions: [{ marketplaceId: US, item: { weight: { unit: 'pounds', value: 2.5 } }, package: { weight: { unit: 'pounds', value: 3 } } }],
			identifiers: [{ marketplaceId: US, identifiers: [{ identifierType: 'EAN', identifier: '4006381333931' }] }],
			images: [{ marketplaceId: US, images: [{ variant: 'MAIN', link: 'https://m.example/1.jpg', height: 1500, width: 1500 }] }],
			relationships: [{ marketplaceId: US, relationships: [{ type: 'VARIATION', parentAsins: ['B07PARENT0'], variationTheme: theme }] }],
			summaries: [
				{
					marketplaceId: US,
					brand: 'Acme',
					browseClassification: { displayName: 'Kettles', classificationId: '2' },
					color: 'Red',
					itemClassification: 'BASE_PRODUCT',
					itemName: 'Red kettle',
					manufacturer: 'Acme GmbH',
				},
			],
		},
	};
}
