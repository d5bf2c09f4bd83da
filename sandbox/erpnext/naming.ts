import { crash, nameTaken, refuse } from './errors';
import type { Meta } from './meta';
import type { Site } from './site';
import { text, type Doc } from './values';

const FORBIDDEN = /[<>]/;
/** Of column `name` in every table (frappe/database/__init__.py and mariadb/schema.py, `VARCHAR_LEN`). */
const LONGEST_NAME = 140;

/** Refuses a name that MariaDB or Frappe would (recorded: items/angle brackets in the code, code taken). */
export function checkName(site: Site, doctype: string, name: string): void {
	if (FORBIDDEN.test(name)) {
		throw refuse("Name cannot contain special characters like '<', '>'", 'NameError', { status: 409 });
	}
	if ([...name].length > LONGEST_NAME) {
		// No field, so Frappe checks no length: MariaDB in strict mode does.
		throw crash("pymysql.err.DataError: (1406, \"Data too long for column 'name' at row 1\")", 'DataError');
	}
	if (site.get(doctype, name)) throw nameTaken(doctype, name);
}

/** `SAL-ORD-.YYYY.-` -> `SAL-ORD-2026-00001`. */
export function nameFromSeries(site: Site, series: string): string {
	const today = site.time.today();
	let digits = 5;
	const prefix = series
		.split('.')
		.map((part) => {
			if (part === 'YYYY') return today.slice(0, 4);
			if (part === 'YY') return today.slice(2, 4);
			if (part === 'MM') return today.slice(5, 7);
			if (part === 'DD') return today.slice(8, 10);
			if (/^#+$/.test(part)) {
				digits = part.length;
				return '';
			}
			return part;
		})
		.join('');
	return prefix + String(site.nextInSeries(prefix)).padStart(digits, '0');
}

/** Name after the way that the document type prescribes; `given` is the name in the request. */
export function nameOf(site: Site, meta: Meta, doc: Doc, given: string): string {
	const { autoname } = meta;
	if (text(doc, 'amended_from') !== '') return amendedName(text(doc, 'amended_from'));
	if (autoname.startsWith('field:')) {
		const fieldname = autoname.slice('field:'.length);
		const value = text(doc, fieldname).trim();
		if (value === '') throw refuse(`${meta.byName.get(fieldname)?.label ?? fieldname} is required`);
		return value;
	}
	if (autoname.startsWith('naming_series')) return nameFromSeries(site, text(doc, 'naming_series'));
	if (autoname === 'prompt') {
		if (given.trim() === '') throw refuse('The document needs a name');
		return given.trim();
	}
	if (autoname.startsWith('format:')) return fromFormat(site, autoname.slice('format:'.length), doc);
	if (autoname === 'autoincrement') return String(site.nextInSeries(`autoincrement ${meta.name}`));
	if (autoname.includes('#') || autoname.includes('.')) return nameFromSeries(site, autoname);
	return site.hash();
}

function fromFormat(site: Site, format: string, doc: Doc): string {
	let open = '';
	return format.replace(/\{([^}]*)\}/g, (_, part: string, offset: number) => {
		open = format.slice(0, offset);
		if (/^#+$/.test(part)) return String(site.nextInSeries(open)).padStart(part.length, '0');
		const today = site.time.today();
		if (part === 'YYYY') return today.slice(0, 4);
		if (part === 'MM') return today.slice(5, 7);
		if (part === 'DD') return today.slice(8, 10);
		return text(doc, part);
	});
}

function amendedName(original: string): string {
	const match = /^(.*-\d{5})-(\d+)$/.exec(original);
	return match ? `${match[1]}-${Number(match[2]) + 1}` : `${original}-1`;
}

/** The name itself, or with the next free ` - 1`, ` - 2`, ... (Customer) or `-1`, `-2`, ... (Address, Contact). */
export function freeName(site: Site, doctype: string, wanted: string, separator: string): string {
	if (!site.get(doctype, wanted)) return wanted;
	let number = 1;
	while (site.get(doctype, `${wanted}${separator}${number}`)) number += 1;
	return `${wanted}${separator}${number}`;
}
