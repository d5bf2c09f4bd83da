/** Products: a first load and, with the position forgotten, another one in which nothing changed. */
import { cursorKey } from '../../lib/erpnext/cursor';
import { CURSOR_DOCTYPE } from '../../lib/erpnext/schema';
import { BEGINS_AT, openEnds, SELLER } from './ends';
import { type Import, importAll } from './import';
import { erpClientOf, lineTo } from './line';

export interface ProductsResult {
	first: Import;
	again: Import;
}

const DAY_MS = 86_400_000;

export async function benchProducts(skus: number): Promise<ProductsResult> {
	const world = { skuCount: skus, orderCount: 0, endsAt: BEGINS_AT - DAY_MS, spanDays: 60, withParents: false };
	const ends = await openEnds(world, 'none');
	try {
		const line = lineTo(ends, '');
		const first = await importAll(ends, line, 'products', 'first', ['created', 'notImported']);
		await erpClientOf(line).remove(CURSOR_DOCTYPE, cursorKey(SELLER, 'products'));
		const again = await importAll(ends, line, 'products', 'again', ['unchanged', 'notImported']);
		const { items } = await ends.erpnext.books();
		if (first.listed !== skus || items !== again.listed - again.notImported) throw new Error(`${items} Items stand for ${first.listed} of ${skus} SKUs`);
		return { first, again };
	} finally {
		await ends.close();
	}
}
