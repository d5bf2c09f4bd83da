/** Reads whole lists page by page. */
import { isRecord } from '../isRecord';
import type { ErpListQuery } from './client';

/** Rows asked for at once; a list of look-ups by 200 ids comes in one page. */
const PAGE_ROWS = 500;

/** Without an order that is stable, Frappe's pages overlap; names are unique. */
export const STABLE_ORDER = 'name asc';

/** A field of a child table makes several rows of one document. */
function hasChildFields(query: ErpListQuery): boolean {
	return query.fields.some((field) => field.includes('.') || field.includes('`'));
}

/**
 * Reads from `query.start` until `query.limit` rows or the end. No document twice: one that moves down between two pages
 * (others write meanwhile) is left out the second time.
 */
export async function readPages<T>(query: ErpListQuery, fetchPage: (start: number, rows: number) => Promise<T[]>): Promise<T[]> {
	const limit = query.limit ?? Number.POSITIVE_INFINITY;
	const seen = hasChildFields(query) ? undefined : new Set<unknown>();
	const rows: T[] = [];
	let start = query.start ?? 0;
	while (rows.length < limit) {
		const wanted = Math.min(PAGE_ROWS, limit - rows.length);
		const page = await fetchPage(start, wanted);
		for (const row of page) {
			const name = isRecord(row) ? row.name : undefined;
			if (name !== undefined && seen?.has(name)) continue;
			seen?.add(name);
			rows.push(row);
		}
		if (page.length < wanted) break;
		start += page.length;
	}
	return rows;
}
