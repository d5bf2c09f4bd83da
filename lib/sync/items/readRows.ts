import { ErpApiError } from '../../erpnext/errors';
import { fetchListings, type FoundListing } from '../../erpnext/listings';
import { toItem, type MappedListing } from '../../mapping/toItem';
import { CLOSED_STATUS } from '../../mapping/toItemListing';
import type { ListedSku } from '../types';
import type { ItemRun } from './run';
import { SkuRow } from './skuRow';

/** Rows of a page by listing key; of a SKU that Amazon lists twice, the later one counts. One call. */
export async function readRows(run: ItemRun, listed: readonly ListedSku[]): Promise<Map<string, SkuRow>> {
	const mapped = new Map<string, MappedListing>();
	for (const source of listed) {
		const each = toItem(source, run.settings);
		mapped.set(each.listingKey, each);
	}
	const records = await fetchRecords(run, [...mapped.keys()]);
	const rows = new Map<string, SkuRow>();
	for (const [key, each] of mapped) {
		const row = new SkuRow(each, records.get(key));
		settleEarly(row, run);
		rows.set(key, row);
	}
	return rows;
}

/** A dry run may come before the set-up that makes the document type. */
async function fetchRecords(run: ItemRun, keys: string[]): Promise<Map<string, FoundListing>> {
	try {
		return await fetchListings(run.erp, keys);
	} catch (error) {
		const isBeforeSetUp = error instanceof ErpApiError && (error.isUnknownDocType || error.isPermission);
		if (!run.settings.dryRun || !isBeforeSetUp) throw error;
		run.recordsAreMissing = true;
		return new Map();
	}
}

/** Settles what needs no further look: unchanged SKUs, closed ones that ERPNext never had, parents of variations. */
function settleEarly(row: SkuRow, run: ItemRun): void {
	const { mapped, record } = row;
	const isUnchanged = record !== undefined && record.fingerprint === mapped.fingerprint;
	if (!mapped.isOpen && !record?.item) {
		row.settle('notImported', `Amazon no longer lists SKU '${mapped.sku}', and it never had an Item in ERPNext`);
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
