/** Field and document type definitions, and the short notation that the standard ones are written in. */

export interface Field {
	fieldname: string;
	label: string;
	fieldtype: string;
	/** Link: target; Select: choices by line; Table: child document type; Dynamic Link: field that names the target. */
	options: string;
	reqd: boolean;
	unique: boolean;
	allowOnSubmit: boolean;
	default: string | number | null;
	/** Most characters of a Data-like field; 0 without a limit. */
	length: number;
}

export interface RoleRight {
	role: string;
	read: boolean;
	write: boolean;
	create: boolean;
	delete: boolean;
	submit: boolean;
	cancel: boolean;
}

export interface Meta {
	name: string;
	fields: Field[];
	byName: Map<string, Field>;
	tables: Field[];
	autoname: string;
	isTable: boolean;
	isSingle: boolean;
	isSubmittable: boolean;
	custom: boolean;
	/** Field of a tree that names the parent. */
	treeParent: string;
	/** Rights of custom types; the standard ones are in permissions.ts. */
	rights: RoleRight[];
}

export interface MetaOptions {
	autoname?: string;
	isTable?: boolean;
	isSingle?: boolean;
	isSubmittable?: boolean;
	custom?: boolean;
	treeParent?: string;
	rights?: RoleRight[];
}

const NUMERIC = new Set(['Check', 'Int', 'Float', 'Currency', 'Percent', 'Long Int', 'Duration', 'Rating']);
const LIMITED = new Set(['Data', 'Link', 'Dynamic Link', 'Select', 'Read Only', 'Password', 'Phone', 'Autocomplete']);
const LAYOUT = new Set(['Section Break', 'Column Break', 'Tab Break', 'HTML', 'Button', 'Heading', 'Fold']);

export function isNumeric(fieldtype: string): boolean {
	return NUMERIC.has(fieldtype);
}

/** Layout elements have no column. */
function hasColumn(fieldtype: string): boolean {
	return !LAYOUT.has(fieldtype);
}

export function isTableType(fieldtype: string): boolean {
	return fieldtype === 'Table' || fieldtype === 'Table MultiSelect';
}

/** 140 unless set otherwise (recorded: items/name of 141 characters). */
export function lengthLimit(fieldtype: string, length: number): number {
	if (!LIMITED.has(fieldtype)) return 0;
	return length > 0 ? length : 140;
}

/** A Select without a default starts with its first choice. */
export function startValue(fieldtype: string, options: string, given: string | number | null): string | number | null {
	if (given !== null) return isNumeric(fieldtype) ? Number(given) : given;
	return fieldtype === 'Select' && options !== '' ? (options.split('\n')[0] ?? null) : null;
}

function labelOf(fieldname: string): string {
	return fieldname
		.split('_')
		.map((word) => (word === 'uom' ? 'UOM' : word.charAt(0).toUpperCase() + word.slice(1)))
		.join(' ');
}

const NOTATION = /^(\w+)(?::([A-Z][A-Za-z ]*?))?(?:>([^\s"=]*(?: [^\s"=!@*]+)*))?((?: [!@*])*)(?: "([^"]*)")?(?: =(.*))?$/;

/**
 * `name:Type>options ! @ * "Label" =default`; the type is Data, `!` is mandatory, `@` may change after submission,
 * `*` is unique, choices of a Select are parted by `/`.
 */
function parseField(notation: string): Field {
	const match = NOTATION.exec(notation);
	if (!match) throw new Error(`Field notation '${notation}' is not readable`);
	const [, fieldname = '', fieldtype = 'Data', rawOptions = '', flags = '', label, given] = match;
	const options = fieldtype === 'Select' ? rawOptions.split('/').join('\n') : rawOptions;
	return {
		fieldname,
		label: label ?? labelOf(fieldname),
		fieldtype,
		options,
		reqd: flags.includes('!'),
		allowOnSubmit: flags.includes('@'),
		unique: flags.includes('*'),
		default: startValue(fieldtype, options, given ?? null),
		length: lengthLimit(fieldtype, 0),
	};
}

export function buildMeta(name: string, fields: Field[], options: MetaOptions = {}): Meta {
	const kept = fields.filter((field) => hasColumn(field.fieldtype));
	return {
		name,
		fields: kept,
		byName: new Map(kept.map((field) => [field.fieldname, field])),
		tables: kept.filter((field) => isTableType(field.fieldtype)),
		autoname: options.autoname ?? 'hash',
		isTable: options.isTable ?? false,
		isSingle: options.isSingle ?? false,
		isSubmittable: options.isSubmittable ?? false,
		custom: options.custom ?? false,
		treeParent: options.treeParent ?? '',
		rights: options.rights ?? [],
	};
}

export function defineType(name: string, fields: string[], options: MetaOptions = {}): Meta {
	return buildMeta(name, fields.map(parseField), options);
}
