import type { ErpClient, ErpDocument, ErpFilter } from './client';
import { LISTING_DOCTYPE, type ErpListing } from './schema';

/** An Amazon Listing record as the look-ups list it. */
export interface FoundListing {
	name: string;
	sku: string;
	marketplace_id: string;
	asin: string | null;
	item: string | null;
	status: string | null;
	title: string | null;
	channel: string | null;
	price: number | null;
	currency: string | null;
	quantity: number | null;
	fingerprint: string | null;
}

const FOUND_FIELDS: Array<keyof FoundListing> = [
	'name',
	'sku',
	'marketplace_id',
	'asin',
	'item',
	'status',
	'title',
	'channel',
	'price',
	'currency',
	'quantity',
	'fingerprint',
];

async function fetchWhere(erp: ErpClient, field: string, values: readonly string[], more: ErpFilter[] = []): Promise<FoundListing[]> {
	if (values.length === 0) return [];
	return await erp.list<FoundListing>(LISTING_DOCTYPE, {
		fields: FOUND_FIELDS,
		filters: [[field, 'in', [...new Set(values)]], ...more],
	});
}

/** Records by listing key; one call. */
export async function fetchListings(erp: ErpClient, keys: readonly string[]): Promise<Map<string, FoundListing>> {
	if (keys.length === 0) return new Map();
	const names = [...new Set(keys)];
	const rows = await erp.list<FoundListing>(LISTING_DOCTYPE, {
		fields: FOUND_FIELDS,
		filters: [['name', 'in', names]],
		limit: names.length,
	});
	return new Map(rows.map((row) => [row.name, row]));
}

/** Records that point at these Items; one call. */
export async function fetchListingsOfItems(erp: ErpClient, itemCodes: readonly string[]): Promise<FoundListing[]> {
	return await fetchWhere(erp, 'item', itemCodes);
}

/** Records of these SKUs, in any marketplace, as the record shows them; one call. ERPNext compares loosely. */
export async function fetchListingsOfSkus(erp: ErpClient, sellerId: string, skus: readonly string[]): Promise<FoundListing[]> {
	return await fetchWhere(erp, 'sku', skus, [['seller_id', '=', sellerId]]);
}

/** Records of these ASINs, in any marketplace; one call. */
export async function fetchListingsOfAsins(erp: ErpClient, sellerId: string, asins: readonly string[]): Promise<FoundListing[]> {
	return await fetchWhere(erp, 'asin', asins, [['seller_id', '=', sellerId]]);
}

/** The document as `insert_many` takes it. */
export function listingDocument(record: ErpListing): ErpDocument {
	return { ...record, doctype: LISTING_DOCTYPE };
}
