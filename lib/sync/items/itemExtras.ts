import { ensureBrands } from '../../erpnext/brands';
import { ensureItemGroups, pathKey, type GroupPath } from '../../erpnext/itemGroups';
import { fetchItemsByBarcode } from '../../erpnext/items';
import type { ErpItem } from '../../erpnext/types';
import type { MappedListing } from '../../mapping/toItem';
import { toItemGroupNames } from '../../mapping/toItemGroups';
import { toWeightInKnownUom, WEIGHT_UOMS, type ItemWeight } from '../../mapping/toItemWeight';
import type { ItemRun } from './run';
import type { SkuRow } from './skuRow';

/** What an Item takes beside its name, in ERPNext's own names; what ERPNext cannot take is left out. */
export interface ItemExtras {
	item_group: string;
	brand?: string;
	image?: string;
	weight?: ItemWeight;
	barcode?: NonNullable<ErpItem['barcodes']>[number];
}

/** Which rows need which extras looked up or made. */
export interface ExtrasWanted {
	groups: readonly SkuRow[];
	brands: readonly SkuRow[];
	barcodes: readonly SkuRow[];
}

/**
 * Makes the Item Groups and Brands that these rows name, and keeps barcodes that no other Item has. At most five calls
 * for a page, fewer when names were seen before. Safe to repeat.
 */
export async function prepareExtras(run: ItemRun, wanted: ExtrasWanted): Promise<(row: SkuRow) => Promise<ItemExtras>> {
	const { erp, settings } = run;
	const how = { inFlight: settings.requestsInFlight, dryRun: settings.dryRun };
	const paths = new Map(wanted.groups.map((row) => [row, toGroupPath(row.mapped)]));
	const groups = await ensureItemGroups(erp, [...paths.values()], settings.parentItemGroup, how);
	const brands = await ensureBrands(erp, [...new Set(wanted.brands.flatMap(({ mapped }) => mapped.brand ?? []))], how);
	const barcodes = await keepFreeBarcodes(run, wanted.barcodes);
	return async (row) => {
		const { brand, image, weight } = row.mapped;
		const path = paths.get(row);
		return {
			item_group: (path && groups.get(pathKey(path))) ?? settings.parentItemGroup,
			brand: brand === undefined ? undefined : brands.get(brand),
			image,
			weight: weight && (await toSiteWeight(run, weight)),
			barcode: barcodes.get(row),
		};
	};
}

function toGroupPath({ groupPath }: MappedListing): GroupPath {
	return groupPath.map((step) => ({
		key: `${step.id} ${step.name}`,
		namesBelow: (parent) => toItemGroupNames(step, parent),
	}));
}

async function toSiteWeight(run: ItemRun, weight: ItemWeight): Promise<ItemWeight | undefined> {
	const names = new Map<string, string | undefined>();
	for (const uom of WEIGHT_UOMS) names.set(uom, await run.uomName(uom));
	const known = toWeightInKnownUom(weight, (uom) => names.get(uom) !== undefined);
	return known && { ...known, weight_uom: names.get(known.weight_uom) ?? known.weight_uom };
}

/** A barcode belongs to one Item only (recorded: items/barcode used elsewhere). */
async function keepFreeBarcodes(run: ItemRun, rows: readonly SkuRow[]): Promise<Map<SkuRow, NonNullable<MappedListing['barcode']>>> {
	const owners = await fetchItemsByBarcode(run.erp, rows.flatMap(({ mapped }) => mapped.barcode?.barcode ?? []));
	const kept = new Map<SkuRow, NonNullable<MappedListing['barcode']>>();
	for (const row of rows) {
		const { barcode } = row.mapped;
		if (!barcode || row.itemCode === undefined) continue;
		const owner = owners.get(barcode.barcode) ?? row.itemCode;
		owners.set(barcode.barcode, owner);
		if (owner === row.itemCode) kept.set(row, barcode);
		else row.notes.push(`Barcode ${barcode.barcode} was left out: Item '${owner}' has it`);
	}
	return kept;
}
