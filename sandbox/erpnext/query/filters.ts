import { fold } from '../collation';
import { refuse } from '../errors';
import { isNumeric, type Meta } from '../meta';
import { columnValue } from '../present';
import type { Site } from '../site';
import { fromJsonText, isRecord, text, type Doc, type Scalar } from '../values';
import { parseColumn, tableOf, notPermitted, type Column } from './fields';

export interface Filter {
	column: Column;
	operator: string;
	value: unknown;
	test: (row: Doc) => boolean;
}

const OPERATORS = new Set(['=', '!=', '<', '>', '<=', '>=', 'like', 'not like', 'in', 'not in', 'is', 'between', 'descendants of', 'descendants of (inclusive)']);

/** Reads filters as a list, or as an object of field -> value or [operator, value]. */
export function parseFilters(site: Site, meta: Meta, given: unknown): Filter[] {
	const value = fromJsonText(given);
	if (value === undefined || value === null || value === '') return [];
	if (isRecord(value)) {
		return Object.entries(value).map(([fieldname, condition]) => {
			if (Array.isArray(condition)) return toFilter(site, meta, fieldname, String(condition[0]), condition[1]);
			return toFilter(site, meta, fieldname, '=', condition);
		});
	}
	if (typeof value === 'string') return [toFilter(site, meta, 'name', '=', value)];
	if (!Array.isArray(value)) return [];
	return value.map((entry: unknown) => {
		if (!Array.isArray(entry)) throw refuse('Invalid filter');
		const parts: unknown[] = entry;
		if (parts.length === 2) return toFilter(site, meta, String(parts[0]), '=', parts[1]);
		if (parts.length === 3) return toFilter(site, meta, String(parts[0]), String(parts[1]), parts[2]);
		return toFilter(site, meta, String(parts[1]), String(parts[2]), parts[3], String(parts[0]));
	});
}

function toFilter(site: Site, meta: Meta, fieldname: string, rawOperator: string, value: unknown, doctype = meta.name): Filter {
	const operator = rawOperator.trim().toLowerCase();
	if (!OPERATORS.has(operator)) throw refuse(`Unknown operator '${operator}': known are ${[...OPERATORS].join(', ')}`);
	const table = doctype === meta.name ? undefined : tableOf(meta, doctype);
	if (doctype !== meta.name && !table) throw notPermitted(`${doctype}.${fieldname}`);
	const column = parseColumn(site, meta, table ? `${table.fieldname}.${fieldname}` : fieldname);
	return { column, operator, value, test: testFor(site, column, operator, value) };
}

/** What a null counts as in a comparison: MariaDB is asked with a stand-in value. */
function standIn(column: Column): Scalar {
	const type = column.field?.fieldtype ?? '';
	if (isNumeric(type) || column.fieldname === 'docstatus' || column.fieldname === 'idx') return 0;
	if (type === 'Date') return '0001-01-01';
	if (type === 'Datetime') return '0001-01-01 00:00:00.000000';
	return '';
}

function comparable(column: Column, value: unknown): Scalar {
	if (isNumeric(column.field?.fieldtype ?? '') || column.fieldname === 'docstatus' || column.fieldname === 'idx') return Number(value ?? 0);
	return typeof value === 'string' ? fold(value) : value === null || value === undefined ? '' : fold(String(value));
}

/** Values of an `in` or `between`: a list, JSON of one, or text parted by commas. */
export function listOf(value: unknown): unknown[] {
	const parsed = fromJsonText(value);
	if (Array.isArray(parsed)) return parsed;
	return typeof parsed === 'string' ? parsed.split(',').map((part) => part.trim()) : [parsed];
}

function testFor(site: Site, column: Column, operator: string, value: unknown): (row: Doc) => boolean {
	const read = (row: Doc): Scalar => columnValue(row, column.field, column.fieldname);
	const cell = (row: Doc): Scalar => comparable(column, read(row) ?? standIn(column));
	const wanted = comparable(column, Array.isArray(value) ? '' : value);
	switch (operator) {
		case '=':
			return value === null ? (row) => read(row) === null || read(row) === '' : (row) => (read(row) !== null || wanted === '' || wanted === 0) && cell(row) === wanted;
		case '!=':
			return (row) => cell(row) !== wanted;
		case '<':
			return (row) => order(cell(row), wanted) < 0;
		case '<=':
			return (row) => order(cell(row), wanted) <= 0;
		case '>':
			return (row) => read(row) !== null && order(cell(row), wanted) > 0;
		case '>=':
			return (row) => read(row) !== null && order(cell(row), wanted) >= 0;
		case 'is': {
			const isSet = String(value).toLowerCase() === 'set';
			return (row) => (read(row) !== null && read(row) !== '') === isSet;
		}
		case 'in':
		case 'not in': {
			const values = new Set(listOf(value).map((entry) => comparable(column, entry)));
			const isIn = operator === 'in';
			return (row) => values.has(cell(row)) === isIn;
		}
		case 'like':
		case 'not like': {
			const pattern = likePattern(String(value));
			const isLike = operator === 'like';
			return (row) => pattern.test(fold(String(read(row) ?? ''))) === isLike;
		}
		case 'between': {
			const [from, to] = listOf(value);
			const last = typeof to === 'string' && to.length === 10 ? `${to} 23:59:59.999999` : to;
			return (row) => read(row) !== null && order(cell(row), comparable(column, from)) >= 0 && order(cell(row), comparable(column, last)) <= 0;
		}
		default:
			return descendantTest(site, column, String(value), operator.includes('inclusive'));
	}
}

function order(left: Scalar, right: Scalar): number {
	if (typeof left === 'number' && typeof right === 'number') return left - right;
	const [a, b] = [String(left), String(right)];
	return a < b ? -1 : a > b ? 1 : 0;
}

function likePattern(value: string): RegExp {
	const escaped = fold(value).replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '[\\s\\S]*').replaceAll('_', '[\\s\\S]');
	return new RegExp(`^${escaped}$`, 'u');
}

/** Nodes of a tree below one, by the link that the column is (or by `name` in the tree itself). */
function descendantTest(site: Site, column: Column, root: string, inclusive: boolean): (row: Doc) => boolean {
	const doctype = column.field?.options ?? '';
	const { treeParent } = site.knownMeta(doctype);
	const names = new Set<string>(inclusive ? [fold(root)] : []);
	const queue = treeParent === '' ? [] : [root];
	for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
		for (const child of site.table(doctype).find(treeParent, [node])) {
			names.add(fold(text(child, 'name')));
			queue.push(text(child, 'name'));
		}
	}
	return (row) => names.has(fold(text(row, column.fieldname)));
}
