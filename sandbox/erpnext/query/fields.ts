import { refuse } from '../errors';
import { isTableType, type Field, type Meta } from '../meta';
import type { Site } from '../site';

const SYSTEM_FIELDS = new Set(['name', 'owner', 'creation', 'modified', 'modified_by', 'docstatus', 'idx', 'parent', 'parentfield', 'parenttype', '_user_tags', '_comments', '_assign', '_liked_by']);

/** A column that a query names: of the document itself, or of one of its child tables. */
export interface Column {
	fieldname: string;
	field: Field | undefined;
	/** Table field that holds the child rows; empty for the document's own columns. */
	table: string;
	alias: string;
	isCount: boolean;
}

export function notPermitted(name: string): Error {
	return refuse(`Field not permitted in query: ${name}`, 'DataError');
}

function ownColumn(meta: Meta, fieldname: string, alias: string): Column {
	const field = meta.byName.get(fieldname);
	const isKnown = SYSTEM_FIELDS.has(fieldname) || (field !== undefined && !isTableType(field.fieldtype));
	if (!isKnown) throw notPermitted(fieldname);
	return { fieldname, field, table: '', alias, isCount: false };
}

function childColumn(site: Site, meta: Meta, table: Field, fieldname: string, alias: string): Column {
	const child = site.knownMeta(table.options);
	const field = child.byName.get(fieldname);
	if (!field && !SYSTEM_FIELDS.has(fieldname)) throw notPermitted(`${meta.name}.${fieldname}`);
	return { fieldname, field, table: table.fieldname, alias, isCount: false };
}

/** The table field whose rows are of `doctype`. */
export function tableOf(meta: Meta, doctype: string): Field | undefined {
	return meta.tables.find((table) => table.options === doctype);
}

/** `name`, `` `tabSales Order`.`name` ``, `items.item_code`, `count(name) as n`, each with `as alias` or not. */
export function parseColumn(site: Site, meta: Meta, notation: string): Column {
	const [, raw = '', given] = /^\s*(.+?)(?:\s+as\s+[`'"]?(\w+)[`'"]?)?\s*$/i.exec(notation) ?? [];
	const counted = /^count\(\s*(\*|[`\w ]+)\s*\)$/i.exec(raw);
	if (counted) return { fieldname: 'name', field: undefined, table: '', alias: given ?? `count(${counted[1] ?? ''})`, isCount: true };
	const plain = raw.replaceAll('`', '');
	const point = plain.lastIndexOf('.');
	const fieldname = plain.slice(point + 1);
	if (point < 0) return ownColumn(meta, fieldname, given ?? fieldname);
	const owner = plain.slice(0, point).replace(/^tab/, '');
	if (owner === meta.name) return ownColumn(meta, fieldname, given ?? fieldname);
	const table = meta.tables.find((field) => field.fieldname === owner) ?? tableOf(meta, owner);
	if (!table) throw notPermitted(plain);
	return childColumn(site, meta, table, fieldname, given ?? fieldname);
}
