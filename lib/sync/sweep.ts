/**
 * What is deleted at Amazon (not merely closed) appears in no search. Where closed listings are to disable their Items,
 * each run looks for a part of the known ones, from the first record to the last and again from the first.
 */
import type { ErpClient } from '../erpnext/client';
import { LISTING_DOCTYPE } from '../erpnext/schema';
import { toListingKey } from '../mapping/toItemCode';
import { CLOSED_STATUS } from '../mapping/toItemListing';

export interface Sweep {
	/** `<marketplaceId>:<sku>`, as retryIds. */
	checkIds: string[];
	/** Where the next run goes on; empty: at the first record. */
	sweptTo: string;
}

/** Five searches at Amazon; 10 000 listings take 100 runs. */
const RECORDS_A_RUN = 100;

interface KnownListing {
	name: string;
	sku: string;
	marketplace_id: string;
}

/** One call. Safe to repeat. */
export async function nextSweep(erp: ErpClient, sellerId: string, marketplaceIds: readonly string[], sweptTo: string): Promise<Sweep> {
	const rows = await erp.list<KnownListing>(LISTING_DOCTYPE, {
		fields: ['name', 'sku', 'marketplace_id'],
		filters: [
			['seller_id', '=', sellerId],
			['marketplace_id', 'in', [...marketplaceIds]],
			['status', '!=', CLOSED_STATUS],
			['name', '>', sweptTo],
		],
		limit: RECORDS_A_RUN,
	});
	// A record that a person entered, or whose SKU ERPNext cannot show as it is, does not tell the exact SKU.
	const exact = rows.filter(({ name, sku, marketplace_id }) => toListingKey(sku, marketplace_id) === name);
	return {
		checkIds: exact.map(({ sku, marketplace_id }) => `${marketplace_id}:${sku}`),
		sweptTo: rows.length < RECORDS_A_RUN ? '' : (rows.at(-1)?.name ?? ''),
	};
}
