import type { ErpDocument } from '../../erpnext/client';
import { ErpApiError } from '../../erpnext/errors';
import { findItemHeldEqual, insertItems, itemDocument } from '../../erpnext/items';
import type { SureOutcome } from '../../erpnext/itemsInserts';
import { toNewItem } from '../../mapping/toItem';
import type { ItemExtras } from './itemExtras';
import { sayHeldEqual, sayRefusedItem } from './reasons';
import type { ItemRun } from './run';
import { ITEMS_PER_CALL } from './sizes';
import type { SkuRow } from './skuRow';

/**
 * Inserts the Items of rows that make one, in bulk; rows that share an Item follow the row that makes it. An Item that
 * ERPNext refuses is tried once more with nothing but its name and group, before its row is failed. Safe to repeat: codes
 * are unique.
 */
export async function insertNewItems(
	run: ItemRun,
	rows: readonly SkuRow[],
	extrasOf: (row: SkuRow) => Promise<ItemExtras>,
): Promise<void> {
	const makers = rows.filter((row) => row.makesItem && !row.isTemplate && !row.isSettled);
	if (makers.length === 0) return;
	const stockUom = await run.stockUom();
	const docs: ErpDocument[] = [];
	for (const row of makers) {
		const doc = itemDocument({ ...toNewItem(row.mapped, run.settings, stockUom), ...toFields(await extrasOf(row)), ...toVariantFields(row) });
		row.sent.item = doc;
		docs.push(doc);
	}
	if (run.settings.dryRun) return;
	const outcomes = await insertDocs(run, docs);
	for (const [index, row] of makers.entries()) {
		const outcome = outcomes[index];
		if (outcome && 'name' in outcome) takeName(row, outcome.name);
		else if (outcome) await settleRefused(run, row, docs[index], outcome.refused);
	}
	shareOutcomes(makers, rows);
}

/** With "Item Naming By: Naming Series" ERPNext gives a name of its own; the Amazon Listing record joins it to the SKU. */
function takeName(row: SkuRow, name: string): void {
	row.itemCode = name;
	if (name !== row.mapped.itemCode) row.notes.push(`ERPNext named the Item '${name}' by its naming series (Stock Settings, 'Item Naming By')`);
}

function toFields({ item_group, brand, image, weight, barcode }: ItemExtras): Record<string, unknown> {
	return {
		item_group,
		...(brand === undefined ? {} : { brand }),
		...(image === undefined ? {} : { image }),
		...(weight ?? {}),
		...(barcode ? { barcodes: [barcode] } : {}),
	};
}

async function insertDocs(run: ItemRun, docs: ErpDocument[]): Promise<SureOutcome[]> {
	return await insertItems(run.erp, docs, { perCall: ITEMS_PER_CALL, inFlight: run.settings.requestsInFlight });
}

async function settleRefused(run: ItemRun, row: SkuRow, doc: ErpDocument | undefined, refused: ErpApiError): Promise<void> {
	const { itemCode, sku, listingKey } = row.mapped;
	row.makesItem = false;
	if (refused.isDuplicate) {
		const found = await findItemHeldEqual(run.erp, itemCode);
		if (found !== undefined && found !== itemCode) row.fail(sayHeldEqual(sku, found, listingKey));
		else if (found === undefined) row.fail(sayRefusedItem(itemCode), refused.reason);
		if (found !== itemCode) row.itemCode = undefined;
		return;
	}
	let last = refused;
	for (const { fields, said } of LESS) {
		const less = Object.fromEntries(Object.entries(doc ?? {}).filter(([field]) => !fields.includes(field)));
		if (Object.keys(less).length === Object.keys(doc ?? {}).length) continue;
		const [again] = await insertDocs(run, [itemDocument(less)]);
		if (again && 'name' in again) {
			row.makesItem = true;
			row.itemCode = again.name;
			row.notes.push(`Item '${again.name}' was made without ${said}, which ERPNext did not take: ${refused.reason}`);
			return;
		}
		if (again) last = again.refused;
	}
	row.itemCode = undefined;
	row.fail(sayRefusedItem(itemCode), last.reason);
}

const VARIANT_FIELDS = ['variant_of', 'variant_based_on', 'attributes'];
const EXTRA_FIELDS = ['barcodes', 'brand', 'image', 'weight_per_unit', 'weight_uom'];
/** What is left out, step by step, before an Item is given up: a poor Item is better than an order that waits for it. */
const LESS = [
	{ fields: VARIANT_FIELDS, said: 'its template' },
	{ fields: ['barcodes'], said: 'its barcode' },
	{ fields: [...VARIANT_FIELDS, ...EXTRA_FIELDS], said: 'brand, barcode, image and weight' },
];

function toVariantFields({ variant }: SkuRow): Record<string, unknown> {
	return variant ? { ...variant, variant_based_on: 'Item Attribute' } : {};
}

/** Rows of other marketplaces that go to an Item made for a row of this page. */
function shareOutcomes(makers: readonly SkuRow[], rows: readonly SkuRow[]): void {
	const byCode = new Map(makers.map((row) => [row.mapped.itemCode, row]));
	for (const row of rows) {
		const maker = row.item ? undefined : byCode.get(row.mapped.itemCode);
		if (!maker || maker === row || row.isSettled) continue;
		row.itemCode = maker.itemCode;
		if (maker.itemCode === undefined) row.fail(sayRefusedItem(row.mapped.itemCode), maker.toResult(false).detail);
	}
}
