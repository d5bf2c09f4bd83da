import type { ListedSku } from '../../amazon/types';
import type { ListingResult } from '../types';
import { toListingKey } from '../../mapping/toItemCode';
import { mayWrite, updateChangedItems } from './changedItems';
import { decideItems } from './decideItems';
import { prepareExtras } from './itemExtras';
import { insertNewItems } from './newItems';
import { writePrices } from './prices';
import { readRows } from './readRows';
import { writeRecords } from './records';
import type { ItemRun } from './run';
import type { SkuRow } from './skuRow';
import { writeTemplates } from './variations';

/** Writes one page of SKUs: look-ups, then Items, prices, records. Results in order. See `writeListings`. */
export async function writePage(run: ItemRun, listed: readonly ListedSku[]): Promise<ListingResult[]> {
	const { rows, unreadable } = await readRows(run, listed);
	const open = [...rows.values()].filter((row) => !row.isSettled);
	if (open.length > 0) await writeOpenRows(run, open);
	return listed.map(({ sku, marketplaceId }) => {
		const key = toListingKey(sku, marketplaceId);
		const result = rows.get(key)?.toResult(run.settings.dryRun) ?? unreadable.get(key);
		if (!result) throw new Error(`SKU '${sku}' was lost between reading and writing`);
		return result;
	});
}

async function writeOpenRows(run: ItemRun, rows: readonly SkuRow[]): Promise<void> {
	await decideItems(run, rows);
	const alive = rows.filter((row) => !row.isSettled);
	const makers = alive.filter((row) => row.makesItem);
	const extrasOf = await prepareExtras(run, {
		groups: [...makers, ...alive.filter((row) => mayWrite(row, 'item_group', run))],
		brands: [...makers, ...alive.filter((row) => mayWrite(row, 'brand', run))],
		barcodes: [...makers, ...alive.filter((row) => mayWrite(row, 'barcodes', run))],
	});
	if (run.settings.variations === 'templateAndVariants') await writeTemplates(run, rows, extrasOf);
	await insertNewItems(run, rows, extrasOf);
	await updateChangedItems(run, alive, extrasOf);
	await writePrices(run, alive);
	await writeRecords(run, rows);
}
