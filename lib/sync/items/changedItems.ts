import { ErpApiError } from '../../erpnext/errors';
import { fetchBarcodes, updateItem, type FoundItem } from '../../erpnext/items';
import { runInFlight } from '../../erpnext/itemsInserts';
import { fetchListingsOfItems } from '../../erpnext/listings';
import type { ErpItem } from '../../erpnext/types';
import type { MappedListing } from '../../mapping/toItem';
import { CLOSED_STATUS } from '../../mapping/toItemListing';
import type { OverwritableItemField } from '../../settings';
import type { ItemExtras } from './itemExtras';
import { MADE_FROM_ORDER } from './orderLineRecords';
import { isReopened } from './readRows';
import type { ItemRun } from './run';
import type { SkuRow } from './skuRow';

/** Whether Amazon may write this field of the row's Item: as set, or still blank on an Item made from an order line. */
export function mayWrite(row: SkuRow, field: OverwritableItemField, run: ItemRun): boolean {
	if (!row.item || !row.mapped.isOpen) return false;
	return run.settings.overwriteItemFields.includes(field) || (isFromOrder(row) && isBlank(row.item, field, run));
}

function isFromOrder({ record }: SkuRow): boolean {
	return record?.fingerprint === MADE_FROM_ORDER;
}

function isBlank(item: FoundItem, field: OverwritableItemField, run: ItemRun): boolean {
	if (field === 'weight') return !item.weight_per_unit;
	if (field === 'item_group') return item.item_group === run.settings.parentItemGroup;
	// Only adds; whether the Item has some already is seen when it is read.
	if (field === 'barcodes') return true;
	return !item[field];
}

/**
 * Updates the Items that ERPNext has already, one call each, and only fields that differ and that Amazon may write. Other
 * fields and people's changes stay. Safe to repeat.
 */
export async function updateChangedItems(
	run: ItemRun,
	rows: readonly SkuRow[],
	extrasOf: (row: SkuRow) => Promise<ItemExtras>,
): Promise<void> {
	const closing = await findItemsToDisable(run, rows);
	const spoken = new Set<string>();
	const tasks = rows
		// ERPNext copies a template's fields to its variants: templates stay as they are.
		.filter((row) => row.item && !row.isTemplate && !row.isSettled)
		// SKUs and marketplaces that share an Item do not write over each other: the first of the page speaks for it.
		.filter(({ item, mapped }) => {
			const isFirst = item !== undefined && !spoken.has(item.name);
			if (item && mapped.isOpen) spoken.add(item.name);
			return isFirst;
		})
		.map((row) => async () => {
			const changes = await toChanges(run, row, await extrasOf(row), closing);
			if (!row.item || Object.keys(changes).length === 0) return;
			row.sent.item = changes;
			if (run.settings.dryRun) return;
			try {
				await updateItem(run.erp, row.item.name, changes);
			} catch (error) {
				if (!(error instanceof ErpApiError) || error.isDown || error.isPermission) throw error;
				const fields = Object.keys(changes).join("', '");
				row.fail(`ERPNext did not take the change of '${fields}' of Item '${row.item.name}'. Its own words stand below`, error.reason);
			}
		});
	await runInFlight(run.settings.requestsInFlight, tasks);
}

async function toChanges(run: ItemRun, row: SkuRow, extras: ItemExtras, closing: ReadonlySet<string>): Promise<Partial<ErpItem>> {
	const { item, mapped } = row;
	if (!item) return {};
	const changes: Partial<ErpItem> = {};
	if (closing.has(item.name) && !item.disabled) changes.disabled = 1;
	if (isReopened(row) && run.settings.disableClosedListings && item.disabled) changes.disabled = 0;
	const may = (field: OverwritableItemField) => mayWrite(row, field, run);
	if (may('item_name') && item.item_name !== mapped.title) changes.item_name = mapped.title;
	if (may('description') && !isSameText(item.description, mapped)) changes.description = mapped.description;
	if (may('item_group') && item.item_group !== extras.item_group) changes.item_group = extras.item_group;
	if (may('brand') && extras.brand && item.brand !== extras.brand) changes.brand = extras.brand;
	if (may('image') && extras.image && item.image !== extras.image) changes.image = extras.image;
	const { weight } = extras;
	if (may('weight') && weight && !(item.weight_per_unit === weight.weight_per_unit && item.weight_uom === weight.weight_uom)) {
		Object.assign(changes, weight);
	}
	if (may('barcodes') && extras.barcode) {
		const { barcode } = extras.barcode;
		const standing = await fetchBarcodes(run.erp, item.name);
		if (!standing.some((each) => each.barcode === barcode)) changes.barcodes = [...standing, extras.barcode];
	}
	return changes;
}

/** ERPNext keeps HTML: it may have written the same text in another way. */
function isSameText(description: string | null, mapped: MappedListing): boolean {
	const plain = (html: string) =>
		html
			.replace(/<[^>]*>/g, ' ')
			.replaceAll('&lt;', '<')
			.replaceAll('&gt;', '>')
			.replaceAll('&quot;', '"')
			.replaceAll('&#39;', "'")
			.replaceAll('&nbsp;', ' ')
			.replaceAll('&amp;', '&')
			.replace(/\s+/g, ' ')
			.trim();
	return plain(description ?? '') === plain(mapped.description);
}

/** Items all of whose listings are closed now; an Item that is still sold under another SKU or elsewhere stays. */
async function findItemsToDisable(run: ItemRun, rows: readonly SkuRow[]): Promise<Set<string>> {
	const closed = rows.filter((row) => !row.mapped.isOpen && row.item && !row.isSettled);
	if (!run.settings.disableClosedListings || closed.length === 0) return new Set();
	const codes = new Set(closed.flatMap(({ item }) => item?.name ?? []));
	const closingNow = new Set(closed.map(({ mapped }) => mapped.listingKey));
	for (const { item, name, status } of await fetchListingsOfItems(run.erp, [...codes])) {
		if (item && status !== CLOSED_STATUS && !closingNow.has(name)) codes.delete(item);
	}
	// A SKU of this very page may have opened again.
	for (const { mapped, item } of rows) if (mapped.isOpen && item) codes.delete(item.name);
	return codes;
}
