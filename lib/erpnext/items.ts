import type { ErpClient, ErpDocument } from './client';
import { type BulkInsert, insertInBulk, type SureOutcome } from './itemsInserts';
import { toLooseName } from './looseName';
import type { ErpCheck, ErpItem } from './types';

const ITEM = 'Item';

/** An Item as the look-ups list it. */
export interface FoundItem {
	name: string;
	item_name: string;
	description: string | null;
	item_group: string;
	brand: string | null;
	image: string | null;
	stock_uom: string;
	weight_per_unit: number | null;
	weight_uom: string | null;
	disabled: ErpCheck;
	has_variants: ErpCheck;
}

const FOUND_FIELDS: Array<keyof FoundItem> = [
	'name',
	'item_name',
	'description',
	'item_group',
	'brand',
	'image',
	'stock_uom',
	'weight_per_unit',
	'weight_uom',
	'disabled',
	'has_variants',
];

/** Items by code. ERPNext finds codes without regard to case and accents, so `find` says whether a code is exactly that. */
export class FoundItems {
	private readonly byLooseName = new Map<string, FoundItem>();

	add(item: FoundItem): void {
		this.byLooseName.set(toLooseName(item.name), item);
	}

	/** The Item that ERPNext holds equal to this code; compare `name` to know whether it is the same. */
	find(code: string): FoundItem | undefined {
		return this.byLooseName.get(toLooseName(code));
	}

	findExact(code: string): FoundItem | undefined {
		const found = this.find(code);
		return found?.name === code ? found : undefined;
	}
}

/** One call for any number of codes; recorded: items/list by post. */
export async function fetchItems(erp: ErpClient, codes: readonly string[], into = new FoundItems()): Promise<FoundItems> {
	const wanted = [...new Set(codes)];
	if (wanted.length === 0) return into;
	const rows = await erp.list<FoundItem>(ITEM, {
		fields: FOUND_FIELDS,
		filters: [['name', 'in', wanted]],
		limit: wanted.length,
	});
	for (const row of rows) into.add(row);
	return into;
}

/** Code of the Item that ERPNext finds under this name: the same one, or one that it holds equal. */
export async function findItemHeldEqual(erp: ErpClient, code: string): Promise<string | undefined> {
	const rows = await erp.list<{ name: string }>(ITEM, { fields: ['name'], filters: [['name', '=', code]], limit: 1 });
	return rows[0]?.name;
}

/** Code of the Item that has each barcode; one call. Recorded: items/list by child value, items/list with a child field. */
export async function fetchItemsByBarcode(erp: ErpClient, barcodes: readonly string[]): Promise<Map<string, string>> {
	if (barcodes.length === 0) return new Map();
	const rows = await erp.list<{ name: string; barcode: string }>(ITEM, {
		fields: ['name', 'barcodes.barcode'],
		filters: [['Item Barcode', 'barcode', 'in', [...new Set(barcodes)]]],
	});
	return new Map(rows.map((row) => [row.barcode, row.name]));
}

/** Safe to repeat. Recorded: items/change some fields. */
export async function updateItem(erp: ErpClient, code: string, fields: Partial<ErpItem>): Promise<void> {
	await erp.update(ITEM, code, fields);
}

/** All barcodes of an Item: a changed list replaces the whole table, so the rows that stand must be sent again. */
export async function fetchBarcodes(erp: ErpClient, code: string): Promise<NonNullable<ErpItem['barcodes']>> {
	return (await erp.findDoc<ErpItem>(ITEM, code))?.barcodes ?? [];
}

/** The document as `insert_many` takes it. */
export function itemDocument(item: object): ErpDocument {
	return { ...item, doctype: ITEM };
}

/** Inserts Items in bulk; what nobody answered for is looked for by its code before it is sent again. Outcomes in order. */
export async function insertItems(erp: ErpClient, docs: ErpDocument[], how: Omit<BulkInsert, 'lookAgain'>): Promise<SureOutcome[]> {
	const lookAgain = async (asked: ErpDocument[]): Promise<Array<string | undefined>> => {
		const codes = asked.map((doc) => String(doc.item_code));
		const found = await fetchItems(erp, codes);
		return codes.map((code) => found.findExact(code)?.name);
	};
	return await insertInBulk(erp, docs, { ...how, lookAgain });
}
