import type { ListedSku } from '../amazon/types';
import { attributeText, inMarketplace } from './amazonAttributes';
import { toItemName } from './toItemText';

/** Where a SKU stands in a variation family. */
export interface ItemVariation {
	/** A parent groups its children and is not sold. */
	isParent: boolean;
	parentSku?: string;
	parentAsin?: string;
	/** What tells the children apart, e.g. Color = Red; empty unless Amazon gives every value. */
	attributes: Array<{ name: string; value: string }>;
}

/** Reads the family from the listing (SKUs), else from the catalogue (ASINs). Pure. */
export function toItemVariation(source: ListedSku): ItemVariation {
	const { listing, catalogItem, marketplaceId } = source;
	const bySku = inMarketplace(listing.relationships, marketplaceId)?.relationships?.find((r) => r.type === 'VARIATION');
	const byAsin = inMarketplace(catalogItem?.relationships, marketplaceId)?.relationships?.find((r) => r.type === 'VARIATION');
	const isParent =
		(bySku?.childSkus?.length ?? 0) > 0 ||
		(byAsin?.childAsins?.length ?? 0) > 0 ||
		attributeText(listing.attributes, 'parentage_level', marketplaceId) === 'parent' ||
		inMarketplace(catalogItem?.summaries, marketplaceId)?.itemClassification === 'VARIATION_PARENT';
	const names = bySku?.variationTheme?.attributes ?? byAsin?.variationTheme?.attributes ?? [];
	return {
		isParent,
		parentSku: isParent ? undefined : bySku?.parentSkus?.[0],
		parentAsin: isParent ? undefined : byAsin?.parentAsins?.[0],
		attributes: isParent ? [] : readAttributes(source, names),
	};
}

function readAttributes(source: ListedSku, names: readonly string[]): ItemVariation['attributes'] {
	const { listing, catalogItem, marketplaceId } = source;
	const summary = inMarketplace(catalogItem?.summaries, marketplaceId);
	const inSummary = new Map([
		['color', summary?.color],
		['size', summary?.size],
		['style', summary?.style],
	]);
	const read = names.map((name) => ({
		name: toAttributeName(name),
		value: toItemName(
			attributeText(listing.attributes, name, marketplaceId) ??
				attributeText(catalogItem?.attributes, name, marketplaceId) ??
				inSummary.get(name),
		),
	}));
	return read.every(({ value }) => value !== '') ? read : [];
}

/** `color_name` -> `Color Name`, as people write Item Attributes. */
function toAttributeName(name: string): string {
	return toItemName(name.replace(/_/g, ' ').replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase()));
}
