/** SKUs, counted at both ends without the nodes. */
import type { AmazonClient } from '../../lib/amazon/client';
import type { Marketplace } from '../../lib/amazon/marketplaces';
import type { ErpClient } from '../../lib/erpnext/client';
import { isPermission, isUnknownDocType } from '../../lib/erpnext/errors';
import type { SyncSummary } from '../../lib/sync/types';

const WAIT_FOR_QUOTA_MS = 60_000;

/** 0 on a site that was never prepared, which a user without System Manager cannot tell from a missing right: Start says it. */
export async function countListingRecords(erp: ErpClient, { credentials }: AmazonClient, { marketplaceId }: Marketplace): Promise<number> {
	try {
		const records = await erp.list('Amazon Listing', {
			fields: ['name'],
			filters: [
				['seller_id', '=', credentials.sellerId],
				['marketplace_id', '=', marketplaceId],
			],
		});
		return records.length;
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
	const records = await countListingRecords(erp, amazon, marketplace);
	const sold = counted.numberOfResults - products.counts.notImported;
	return records === sold ? [] : [`Amazon lists ${sold} SKUs that are sold, and ERPNext holds ${records} Amazon Listing records`];
}
