/** SKUs, counted at both ends without the nodes. */
import type { AmazonClient } from '../../lib/amazon/client';
import type { Marketplace } from '../../lib/amazon/marketplaces';
import type { ErpClient } from '../../lib/erpnext/client';
import { isPermission, isUnknownDocType } from '../../lib/erpnext/errors';
import { MADE_FROM_ORDER } from '../../lib/sync/items/orderLineRecords';
import type { SyncSummary } from '../../lib/sync/types';

const WAIT_FOR_QUOTA_MS = 60_000;

/**
 * Records that a products run wrote, not those of order lines whose SKU no longer sells. 0 on a site that was never
 * prepared, which a user without System Manager cannot tell from a missing right: Start says it.
 */
export async function countListingRecords(erp: Pick<ErpClient, 'list'>, sellerId: string, { marketplaceId }: Pick<Marketplace, 'marketplaceId'>): Promise<number> {
	try {
		const records = await erp.list<{ fingerprint: string | null }>('Amazon Listing', {
			fields: ['fingerprint'],
			filters: [
				['seller_id', '=', sellerId],
				['marketplace_id', '=', marketplaceId],
			],
		});
		return records.filter(({ fingerprint }) => fingerprint && fingerprint !== MADE_FROM_ORDER).length;
	} catch (error) {
		if (isUnknownDocType(error) || isPermission(error)) return 0;
		throw error;
	}
}

/** After a first run: one sentence when ERPNext does not hold a record of each SKU that Amazon counts and that is sold. */
export async function compareListings(erp: ErpClient, amazon: AmazonClient, marketplace: Marketplace, products: SyncSummary): Promise<string[]> {
	const counted = await amazon.call<{ numberOfResults: number }>(
		'searchListingsItems',
		{ path: { sellerId: amazon.credentials.sellerId }, query: { marketplaceIds: [marketplace.marketplaceId], pageSize: 1 } },
		{ kind: 'wait', maxWaitMs: WAIT_FOR_QUOTA_MS },
	);
	const records = await countListingRecords(erp, amazon.credentials.sellerId, marketplace);
	const sold = counted.numberOfResults - products.counts.notImported;
	return records === sold ? [] : [`Amazon lists ${sold} SKUs that are sold, and ERPNext holds ${records} Amazon Listing records`];
}
