import { fetchListings } from '../../erpnext/listings';
import { toItem, type MappedListing } from '../../mapping/toItem';
import { toListingKey } from '../../mapping/toItemCode';
import { CLOSED_STATUS } from '../../mapping/toItemListing';
import { settingsForMarketplace } from '../../settings';
import type { ListedSku } from '../../amazon/types';
import type { ListingResult } from '../types';
import type { ItemRun } from './run';
import { SkuRow } from './skuRow';

export interface PageRows {
	/** By listing key; of a SKU that Amazon lists twice, the later one counts. */
	rows: Map<string, SkuRow>;
	/** Results of SKUs whose data has a shape that nothing can be made of, by listing key. */
	unreadable: Map<string, ListingResult>;
}

/** Maps a page and looks its records up; one call. */
export async function readRows(run: ItemRun, listed: readonly ListedSku[]): Promise<PageRows> {
	const mapped = new Map<string, MappedListing>();
	const unreadable = new Map<string, ListingResult>();
	for (const source of listed) {
		// Wrong settings end the run; they are no SKU's fault.
		settingsForMarketplace(run.settings, source.marketplaceId);
		const key = toListingKey(source.sku, source.marketplaceId);
		try {
			mapped.set(key, toItem(source, run.settings));
		} catch (error) {
			const { sku, marketplaceId } = source;
			const detail = error instanceof Error ? error.message : String(error);
			unreadable.set(key, { sku, marketplaceId, action: 'failed', reason: `The data of SKU '${sku}' has a shape that Amazon's models do not know. Please report it`, detail });
		}
	}
	const records = await fetchListings(run.erp, [...mapped.keys()]);
	const rows = new Map<string, SkuRow>();
	for (const [key, each] of mapped) {
		const row = new SkuRow(each, records.get(key));
		settleEarly(row, run);
		rows.set(key, row);
	}
	return { rows, unreadable };
}

/** Settles what needs no further look: unchanged SKUs, closed ones that ERPNext never had, parents of variations. */
function settleEarly(row: SkuRow, run: ItemRun): void {
	const { mapped, record } = row;
	const isUnchanged = record !== undefined && record.fingerprint === mapped.fingerprint;
	if (!mapped.isOpen && !record?.item) {
		row.settle('notImported', `Amazon shows SKU '${mapped.sku}' to nobody (closed, incomplete or deleted), and it never had an Item in ERPNext`);
	} else if (isUnchanged && record.item) {
		row.settle('unchanged');
	} else if (mapped.variation.isParent && mapped.isOpen && run.settings.variations === 'plainItems' && !record?.item) {
		row.settle('notImported', `SKU '${mapped.sku}' is the parent of variations, which is not sold; its children are Items of their own`);
	}
}

/** Whether Amazon lists a SKU again that was closed. */
export function isReopened({ mapped, record }: SkuRow): boolean {
	return mapped.isOpen && record?.status === CLOSED_STATUS;
}
