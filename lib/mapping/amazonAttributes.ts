/** Amazon's lists by marketplace and its free-form attributes. Pure. */
import type { AmazonCatalogItem, AmazonListing } from '../amazon/types';
import { isRecord, recordsOf } from '../isRecord';

type AmazonAttributes = AmazonListing['attributes'] | AmazonCatalogItem['attributes'];

/** The entry of a marketplace in one of Amazon's lists by marketplace. */
export function inMarketplace<T extends { marketplaceId?: string }>(
	entries: readonly T[] | undefined,
	marketplaceId: string,
): T | undefined {
	return entries?.find((entry) => entry.marketplaceId === marketplaceId);
}

/** Amazon's free-form attributes: lists of objects, each for one marketplace or for all. */
export function attributeEntries(
	attributes: AmazonAttributes,
	name: string,
	marketplaceId: string,
): Array<Record<string, unknown>> {
	const entries = recordsOf(isRecord(attributes) ? attributes[name] : undefined);
	return entries.filter((entry) => (entry.marketplace_id ?? marketplaceId) === marketplaceId);
}

/** First text or number of an attribute. */
export function attributeText(attributes: AmazonAttributes, name: string, marketplaceId: string): string | undefined {
	for (const { value } of attributeEntries(attributes, name, marketplaceId)) {
		if (typeof value === 'number') return String(value);
		if (typeof value === 'string' && value.trim() !== '') return value.trim();
	}
	return undefined;
}
