import { compareKeys, fold } from '../collation';
import { readMs } from '../costs';
import { isNumeric, type Meta } from '../meta';
import { demandList } from '../permissions';
import { columnValue } from '../present';
import type { Session } from '../session';
import type { Site } from '../site';
import { fromJsonText, rowsOf, text, type Doc, type Scalar } from '../values';
import { metaOf } from '../documents';
import { parseColumn, type Column } from './fields';
import { listOf, parseFilters, type Filter } from './filters';

export interface ListRequest {
	doctype: string;
	fields?: unknown;
	filters?: unknown;
	orFilters?: unknown;
	orderBy?: unknown;
	start?: unknown;
	/** 20 unless given; 0 is everything. */
	pageLength?: unknown;
}

export type ListRow = Record<string, Scalar>;
const DEFAULT_PAGE = 20;

/** One row of the joined result: the document and, per child table in the query, one of its rows. */
type Joined = { doc: Doc; children: Map<string, Doc> };

/** Names of the documents that can match, by way of an index where a filter allows it. */
function candidates(site: Site, meta: Meta, filters: Filter[]): Doc[] | undefined {
	for (const filter of filters) {
		if (filter.operator !== '=' && filter.operator !== 'in') continue;
		if (isNumeric(filter.column.field?.fieldtype ?? '') || filter.column.fieldname === 'docstatus' || filter.column.fieldname === 'idx') continue;
		const values = (filter.operator === 'in' ? listOf(filter.value) : [filter.value]).map((value) => String(value ?? ''));
		if (values.includes('')) continue;
		const table = site.table(meta.name);
		if (filter.column.table !== '') return table.find(`${filter.column.table}.${filter.column.fieldname}`, values);
		if (filter.column.fieldname !== 'name') return table.find(filter.column.fieldname, values);
		const docs = values.map((value) => table.get(value)).filter((doc) => doc !== undefined);
		return [...new Set(docs)];
	}
	return undefined;
}

function join(doc: Doc, tables: string[]): Joined[] {
	let joined: Joined[] = [{ doc, children: new Map() }];
	for (const table of tables) {
		const rows = rowsOf(doc, table);
		// A left join: a document without rows stays, with nothing in their columns.
		const choices = rows.length > 0 ? rows : [{}];
		joined = joined.flatMap((entry) => choices.map((row) => ({ doc, children: new Map(entry.children).set(table, row) })));
	}
	return joined;
}

function sourceOf(entry: Joined, column: Column): Doc {
	return column.table === '' ? entry.doc : (entry.children.get(column.table) ?? {});
}

function matches(entry: Joined, filters: Filter[], orFilters: Filter[]): boolean {
	const holds = (filter: Filter): boolean => filter.test(sourceOf(entry, filter.column));
	return filters.every(holds) && (orFilters.length === 0 || orFilters.some(holds));
}

interface SortKey {
	column: Column;
	descending: boolean;
}

function sortKeys(site: Site, meta: Meta, orderBy: unknown): SortKey[] {
	const wanted = typeof orderBy === 'string' && orderBy.trim() !== '' ? orderBy : 'modified desc';
	return wanted.split(',').map((part) => {
		const match = /^\s*(.*?)(?:\s+(asc|desc))?\s*$/i.exec(part);
		return { column: parseColumn(site, meta, match?.[1] ?? part), descending: match?.[2]?.toLowerCase() === 'desc' };
	});
}

function sortable(entry: Joined, column: Column): number | string {
	const value = columnValue(sourceOf(entry, column), column.field, column.fieldname);
	return typeof value === 'number' ? value : fold(value ?? '');
}

function compareBy(keys: SortKey[]): (left: Joined, right: Joined) => number {
	return (left, right) => {
		for (const { column, descending } of keys) {
			const a = sortable(left, column);
			const b = sortable(right, column);
			const order = typeof a === 'number' && typeof b === 'number' ? a - b : compareKeys(String(a), String(b));
			if (order !== 0) return descending ? -order : order;
		}
		return 0;
	};
}

function select(session: Session, meta: Meta, request: ListRequest, columns: Column[]): Joined[] {
	const { site } = session;
	const filters = parseFilters(site, meta, request.filters);
	const orFilters = parseFilters(site, meta, request.orFilters);
	const keys = sortKeys(site, meta, request.orderBy);
	const used = [...columns, ...keys.map((key) => key.column), ...[...filters, ...orFilters].map((filter) => filter.column)];
	const tables = [...new Set(used.map((column) => column.table).filter((table) => table !== ''))];
	const compare = compareBy(keys);
	const found = orFilters.length === 0 ? candidates(site, meta, filters) : undefined;
	if (!found && tables.length === 0) {
		const sorted = site.table(meta.name).inOrder(String(request.orderBy ?? ''), (left, right) => compare({ doc: left, children: new Map() }, { doc: right, children: new Map() }));
		const all = sorted.map((doc) => ({ doc, children: new Map<string, Doc>() }));
		return filters.length === 0 && orFilters.length === 0 ? all : all.filter((entry) => matches(entry, filters, orFilters));
	}
	const docs = found ?? [...site.table(meta.name).all()];
	return docs.flatMap((doc) => join(doc, tables)).filter((entry) => matches(entry, filters, orFilters)).sort(compare);
}

function fieldList(site: Site, meta: Meta, given: unknown): Column[] {
	const parsed = fromJsonText(given);
	const names: unknown[] = Array.isArray(parsed) ? parsed : typeof parsed === 'string' && parsed !== '' ? parsed.split(',') : ['name'];
	return names.flatMap((name) => {
		if (name !== '*') return [parseColumn(site, meta, String(name))];
		const own = meta.fields.filter((field) => !meta.tables.includes(field)).map((field) => field.fieldname);
		return ['name', 'owner', 'creation', 'modified', 'modified_by', 'docstatus', 'idx', ...own].map((fieldname) => parseColumn(site, meta, fieldname));
	});
}

/** Rows of a document type; the rules of frappe.client.get_list and of GET /api/resource. */
export function listDocuments(session: Session, request: ListRequest): ListRow[] {
	const meta = metaOf(session, request.doctype);
	demandList(session, meta);
	const columns = fieldList(session.site, meta, request.fields);
	const selected = select(session, meta, request, columns);
	const [first] = columns;
	if (first?.isCount) return [{ [first.alias]: selected.length }];
	const start = Number(request.start ?? 0) || 0;
	const length = request.pageLength === undefined || request.pageLength === null || request.pageLength === '' ? DEFAULT_PAGE : Number(request.pageLength);
	const page = length > 0 ? selected.slice(start, start + length) : selected.slice(start);
	session.workMs += readMs(page.length);
	return page.map((entry) => Object.fromEntries(columns.map((column) => [column.alias, columnValue(sourceOf(entry, column), column.field, column.fieldname)])));
}

/** Distinct documents that match. */
export function countDocuments(session: Session, doctype: string, filters: unknown): number {
	const meta = metaOf(session, doctype);
	demandList(session, meta);
	return new Set(select(session, meta, { doctype, filters }, []).map((entry) => text(entry.doc, 'name'))).size;
}
