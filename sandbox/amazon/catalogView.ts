import type { Item, ItemBrowseClassification, ItemIdentifier } from '@sp-api-sdk/catalog-items-api-2022-04-01';
import type { WorldListing } from './world/listing';

/** Data sets of the Catalog Items API 2022-04-01. */
export const CATALOG_DATA = ['attributes', 'classifications', 'dimensions', 'identifiers', 'images', 'productTypes', 'relationships', 'salesRanks', 'summaries', 'vendorDetails'] as const;
export type CatalogData = (typeof CATALOG_DATA)[number];

export function toCatalogItem(listing: WorldListing, marketplaceId: string, included: readonly CatalogData[]): Item {
	const has = (data: CatalogData) => included.includes(data);
	const isParent = listing.children !== undefined;
	const classification = toClassification(listing);
	return {
		asin: listing.asin,
		...(has('attributes') ? { attributes: listing.brand ? { brand: [{ value: listing.brand, marketplace_id: marketplaceId }] } : {} } : {}),
		...(has('classifications') ? { classifications: [{ marketplaceId, classifications: classification ? [classification] : [] }] } : {}),
		...(has('dimensions') ? { dimensions: [{ marketplaceId, ...toDimensions(listing) }] } : {}),
		...(has('identifiers') ? { identifiers: [{ marketplaceId, identifiers: toIdentifiers(listing.barcode) }] } : {}),
		...(has('images') ? { images: [{ marketplaceId, images: toImages(listing.images) }] } : {}),
		...(has('productTypes') ? { productTypes: [{ marketplaceId, productType: listing.productType }] } : {}),
		...(has('relationships') ? { relationships: [{ marketplaceId, relationships: toRelationships(listing) }] } : {}),
		...(has('salesRanks') ? { salesRanks: [{ marketplaceId }] } : {}),
		...(has('summaries')
			? {
					summaries: [
						{
							marketplaceId,
							...(listing.brand ? { brand: listing.brand } : {}),
							...(classification ? { browseClassification: { displayName: classification.displayName, classificationId: classification.classificationId } } : {}),
							...(listing.color ? { color: listing.color } : {}),
							itemClassification: isParent ? ('VARIATION_PARENT' as const) : ('BASE_PRODUCT' as const),
							itemName: listing.titles?.[marketplaceId] ?? listing.title,
							...(listing.manufacturer ? { manufacturer: listing.manufacturer } : {}),
							...(listing.modelNumber ? { modelNumber: listing.modelNumber } : {}),
							packageQuantity: 1,
							...(listing.size ? { size: listing.size } : {}),
						},
					],
				}
			: {}),
		...(has('vendorDetails') ? { vendorDetails: [] } : {}),
	};
}

/** The most special first, each with its parent. */
function toClassification(listing: WorldListing): ItemBrowseClassification | undefined {
	return listing.classification.reduce<ItemBrowseClassification | undefined>((parent, own) => ({ ...own, ...(parent ? { parent } : {}) }), undefined);
}

function toIdentifiers(barcode: string | undefined): ItemIdentifier[] {
	if (!barcode) return [];
	const ean = barcode.padStart(13, '0');
	return [
		{ identifierType: 'EAN', identifier: ean },
		{ identifierType: 'GTIN', identifier: ean.padStart(14, '0') },
		...(ean.startsWith('0') ? [{ identifierType: 'UPC', identifier: ean.slice(1) }] : []),
	];
}

/** Amazon gives each picture in several sizes under the same variant. */
function toImages(links: string[]): Array<{ variant: 'MAIN' | 'PT01' | 'PT02' | 'PT03'; link: string; height: number; width: number }> {
	const variants = ['MAIN', 'PT01', 'PT02', 'PT03'] as const;
	return links.flatMap((link, index) => {
		const variant = variants[index];
		if (!variant) return [];
		return [
			{ variant, link, height: 1500, width: 1500 },
			{ variant, link: link.replace(/\.jpg$/, '._SL75_.jpg'), height: 75, width: 75 },
		];
	});
}

function toDimensions(listing: WorldListing): { item?: object; package?: object } {
	const { dimensionsCm: size, weightGrams } = listing;
	if (!size || weightGrams === undefined) return {};
	const inches = (cm: number) => ({ unit: 'inches', value: Math.round((cm / 2.54) * 100) / 100 });
	const weight = { unit: 'pounds', value: Math.round((weightGrams / 453.59237) * 10_000) / 10_000 };
	const item = { height: inches(size.height), length: inches(size.length), width: inches(size.width), weight };
	return { item, package: { ...item, weight: { unit: 'pounds', value: Math.round(weight.value * 1.1 * 100) / 100 } } };
}

function toRelationships(listing: WorldListing) {
	const variationTheme = { attributes: ['color'], theme: 'COLOR_NAME' };
	const type = 'VARIATION' as const;
	if (listing.children) return [{ type, childAsins: listing.children.map((child) => child.asin), variationTheme }];
	return listing.parentAsin ? [{ type, parentAsins: [listing.parentAsin], variationTheme }] : [];
}
