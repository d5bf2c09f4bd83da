import type { ErpClient } from '../../erpnext/client';
import { ErpApiError } from '../../erpnext/errors';
import { insertInBulk } from '../../erpnext/itemsInserts';
import { fetchListings, listingDocument } from '../../erpnext/listings';
import { LISTING_DOCTYPE, type ErpListing } from '../../erpnext/schema';
import { toShownSku } from '../../mapping/toItemCode';
import { toItemName } from '../../mapping/toItemText';
import type { SyncSettings } from '../../settings';
import type { OrderLineItem, WantedLine } from './orderLines';
import { RECORDS_PER_CALL } from './sizes';

/** Stands in `fingerprint` of a record made from an order line: the next product run fills in what the line did not say. */
export const MADE_FROM_ORDER = 'made from an order';

/**
 * Amazon Listing records for lines whose SKU has none: of Items just made, of those that the previous connector named, and
 * empty ones of SKUs that need a person, who points them to an Item there. A record is a convenience: one that ERPNext
 * refuses costs nothing. Safe to repeat.
 */
export async function writeOrderLineRecords(
	erp: ErpClient,
	settings: SyncSettings,
	answers: ReadonlyMap<WantedLine, OrderLineItem>,
): Promise<void> {
	const missing: ErpListing[] = [];
	const empty: Array<{ name: string; item: string; fingerprint?: string }> = [];
	for (const [line, { itemCode, created, reason }] of answers) {
		const isFromConnector = line.fromPreviousConnector && itemCode === line.namedItem;
		if (line.listingKey === undefined || (!created && !reason && !isFromConnector)) continue;
		const fingerprint = created ? { fingerprint: MADE_FROM_ORDER } : {};
		if (line.record?.name === line.listingKey) {
			if (itemCode && !line.record.item) empty.push({ name: line.record.name, item: itemCode, ...fingerprint });
		} else if (line.record === undefined) {
			missing.push({ ...toRecord(line, line.listingKey, settings), ...(itemCode ? { item: itemCode } : {}), ...fingerprint });
		}
	}
	if (empty.length > 0) await erp.bulkUpdate(LISTING_DOCTYPE, empty);
	if (missing.length === 0) return;
	const lookAgain = async (docs: ReadonlyArray<Record<string, unknown>>): Promise<Array<string | undefined>> => {
		const keys = docs.map((doc) => String(doc.listing_key));
		const found = await fetchListings(erp, keys);
		return keys.map((key) => found.get(key)?.name);
	};
	try {
		await insertInBulk(erp, missing.map(listingDocument), { perCall: RECORDS_PER_CALL, inFlight: 1, lookAgain });
	} catch (error) {
		if (!(error instanceof ErpApiError) || error.isDown) throw error;
	}
}

function toRecord(line: WantedLine, listingKey: string, settings: SyncSettings): ErpListing {
	return {
		listing_key: listingKey,
		seller_id: settings.sellerId,
		sku: toShownSku(line.name),
		marketplace_id: line.marketplaceId ?? '',
		...(line.asin ? { asin: line.asin } : {}),
		...(line.title ? { title: toItemName(line.title) } : {}),
	};
}
