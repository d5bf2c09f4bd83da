import type { Clock } from '../clock';
import { inParts } from '../inParts';
import type { ErpClient } from '../erpnext/client';
import type { SyncSettings } from '../settings';
import { readOnlyClient } from './dryRun';
import { toItemRun } from './items/run';
import { SKUS_PER_PAGE } from './items/sizes';
import { writePage } from './items/writePage';
import type { ListedSku } from '../amazon/types';
import type { ListingResult } from './types';

/**
 * Writes listed SKUs into ERPNext as Items, Item Prices and Amazon Listing records: one result for each, in order. What
 * one SKU does wrong is its result's reason; throws ErpApiError only when ERPNext as a whole is down or refuses this user.
 * Safe to repeat at any point. A dry run reads only and says what would be sent.
 */
export async function writeListings(
	deps: { erp: ErpClient; clock: Clock },
	listed: readonly ListedSku[],
	settings: SyncSettings,
): Promise<ListingResult[]> {
	const run = toItemRun({ ...deps, erp: settings.dryRun ? readOnlyClient(deps.erp) : deps.erp }, settings);
	const results: ListingResult[] = [];
	for (const page of inParts(listed, SKUS_PER_PAGE)) results.push(...(await writePage(run, page)));
	return results;
}
