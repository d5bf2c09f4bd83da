import { fetchItems, type FoundItem, type FoundItems } from '../../erpnext/items';
import { toLooseName } from '../../erpnext/looseName';
import { fetchListingsOfItems, type FoundListing } from '../../erpnext/listings';
import { findEcommerceItems, type EcommerceItems } from '../../erpnext/listingsPreviousConnector';
import { toItemCode, toListingKey } from '../../mapping/toItemCode';
import { sayHeldEqual, sayTemplate } from './reasons';
import type { ItemRun } from './run';
import type { SkuRow } from './skuRow';

/**
 * Finds the Item of each open row: where its record points (people may repoint it), else where the previous connector
 * pointed, else the Item of its own code; what has none makes one. A SKU whose name ERPNext holds equal to another's is
 * failed, never merged. One to four calls.
 */
export async function decideItems(run: ItemRun, rows: readonly SkuRow[]): Promise<void> {
	const nameless = rows.filter(({ record }) => !record?.item);
	const previous = await findEcommerceItems(run.erp, {
		skus: nameless.map(({ mapped }) => mapped.sku),
		asins: nameless.flatMap(({ mapped }) => mapped.asin ?? []),
	});
	const named = new Map<SkuRow, string>();
	for (const row of rows) {
		const code = row.record?.item || previousItem(row, previous);
		if (code) named.set(row, code);
	}
	const items = await fetchItems(run.erp, [...rows.map(({ mapped }) => mapped.itemCode), ...named.values()]);
	const others = await fetchOtherRecords(run, nameless, items);
	const claims = new Map<string, SkuRow>();
	for (const row of rows) {
		const code = named.get(row);
		const isOwnFirst = previous.isGuess && !row.record?.item && items.findExact(row.mapped.itemCode) !== undefined;
		const item = code && !isOwnFirst ? items.findExact(code) : undefined;
		if (item) useItem(row, item);
		else decideByCode(row, items, others, claims);
	}
}

function previousItem({ mapped }: SkuRow, previous: EcommerceItems): string | undefined {
	return previous.bySku.get(mapped.sku) ?? (mapped.asin === undefined ? undefined : previous.byAsin.get(mapped.asin));
}

/** Records that point at Items of these rows' own codes; asked only where such an Item stands already. */
async function fetchOtherRecords(run: ItemRun, rows: readonly SkuRow[], items: FoundItems): Promise<FoundListing[]> {
	const taken = rows.filter(({ mapped }) => mapped.codeFrom === mapped.sku && items.findExact(mapped.itemCode));
	return await fetchListingsOfItems(run.erp, taken.map(({ mapped }) => mapped.itemCode));
}

function decideByCode(row: SkuRow, items: FoundItems, others: readonly FoundListing[], claims: Map<string, SkuRow>): void {
	const { itemCode, codeFrom, sku, listingKey, isOpen } = row.mapped;
	if (!isOpen) {
		row.settle('notImported', `Amazon shows SKU '${sku}' to nobody (closed, incomplete or deleted), and its Item is not in ERPNext`);
		return;
	}
	const claim = claims.get(toLooseName(itemCode));
	if (claim && claim.mapped.codeFrom !== codeFrom) {
		row.fail(sayHeldEqual(sku, claim.mapped.itemCode, listingKey));
		return;
	}
	const found = items.find(itemCode);
	if (found && (found.name !== itemCode || isAnotherSkus(row, others))) {
		row.fail(sayHeldEqual(sku, found.name, listingKey));
		return;
	}
	claims.set(toLooseName(itemCode), row);
	if (found) useItem(row, found);
	else {
		row.itemCode = itemCode;
		row.makesItem = claim === undefined;
	}
}

/**
 * Whether the Item of this code belongs to another SKU whose name comes to the same code, e.g. one with a blank at its
 * end. A SKU that a person pointed at this Item does not count.
 */
function isAnotherSkus({ mapped }: SkuRow, others: readonly FoundListing[]): boolean {
	return others.some(
		(other) =>
			other.item === mapped.itemCode &&
			other.name !== toListingKey(mapped.sku, other.marketplace_id) &&
			toLooseName(toItemCode(other.sku)) === toLooseName(mapped.itemCode),
	);
}

function useItem(row: SkuRow, item: FoundItem): void {
	row.item = item;
	row.itemCode = item.name;
	const { isOpen, variation } = row.mapped;
	row.isTemplate = item.has_variants === 1 && variation.isParent;
	if (item.has_variants && isOpen && !variation.isParent) row.fail(sayTemplate(row.mapped.sku, item.name, row.mapped.listingKey));
}
