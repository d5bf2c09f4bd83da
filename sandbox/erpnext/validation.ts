import { crash, notUnique, refuse, valueMissing } from './errors';
import type { Field, Meta } from './meta';
import type { Site } from './site';
import { rowsOf, text, type Doc } from './values';

type Visit = (meta: Meta, doc: Doc, row: { table: Field; number: number } | undefined) => void;

/** Visits the document and every row of its tables. */
function visit(site: Site, meta: Meta, doc: Doc, action: Visit): void {
	action(meta, doc, undefined);
	for (const table of meta.tables) {
		const child = site.knownMeta(table.options);
		rowsOf(doc, table.fieldname).forEach((row, index) => action(child, row, { table, number: index + 1 }));
	}
}

/** Every Link must name something (recorded: items/unknown brand, sales orders/unknown warehouse). */
export function checkLinks(site: Site, meta: Meta, doc: Doc): void {
	const missing: string[] = [];
	visit(site, meta, doc, (rowMeta, row, place) => {
		for (const field of rowMeta.fields) {
			const isDynamic = field.fieldtype === 'Dynamic Link';
			if (!isDynamic && field.fieldtype !== 'Link') continue;
			const target = isDynamic ? text(row, field.options) : field.options;
			const value = text(row, field.fieldname);
			if (value === '' || target === '' || exists(site, target, value)) continue;
			missing.push(`${place ? `Row #${place.number}: ` : ''}${field.label}: ${value}`);
		}
	});
	if (missing.length > 0) throw refuse(`Could not find ${missing.join(', ')}`, 'LinkValidationError');
}

function exists(site: Site, doctype: string, name: string): boolean {
	if (doctype === 'DocType') return site.meta(doctype) !== undefined && site.meta(name) !== undefined;
	return site.get(doctype, name) !== undefined;
}

/** Mandatory fields (recorded: items/no item group). */
export function checkMandatory(site: Site, meta: Meta, doc: Doc): void {
	const missing: Array<{ fieldname: string; label: string; where?: string }> = [];
	visit(site, meta, doc, (rowMeta, row, place) => {
		for (const field of rowMeta.fields) {
			if (!field.reqd) continue;
			const value = row[field.fieldname];
			const isEmpty = Array.isArray(value) ? value.length === 0 : value === undefined || value === null || value === '';
			if (!isEmpty || field.default === 0) continue;
			if (['Float', 'Int', 'Currency', 'Percent', 'Check'].includes(field.fieldtype)) continue;
			missing.push({ fieldname: field.fieldname, label: field.label, where: place ? `${meta.name}: Row #${place.number}` : undefined });
		}
	});
	if (missing.length > 0) throw valueMissing(meta.name, text(doc, 'name'), missing);
}

/** Choices and lengths (recorded: customers/unknown type, items/name of 141 characters). */
export function checkValues(site: Site, meta: Meta, doc: Doc): void {
	visit(site, meta, doc, (rowMeta, row, place) => {
		const prefix = place ? `Row #${place.number}:` : '';
		for (const field of rowMeta.fields) {
			const value = row[field.fieldname];
			if (typeof value !== 'string' || value === '') continue;
			if (field.fieldtype === 'Select' && field.options !== '') checkChoice(field, value, prefix);
			if (field.length > 0 && [...value].length > field.length) {
				throw refuse(
					`${meta.name} ${text(doc, 'name')}: '<strong>${field.label}</strong>' (${value}) will get truncated, as max characters allowed is ${field.length}`,
					'CharacterLengthExceededError',
					{ title: 'Value too big' },
				);
			}
		}
	});
}

function checkChoice(field: Field, value: string, prefix: string): void {
	const choices = field.options.split('\n');
	if (choices.includes(value)) return;
	const allowed = choices.filter((choice) => choice !== '').map((choice) => `"${choice}"`);
	throw refuse(`${prefix} ${field.label} cannot be "${value}". It should be one of ${allowed.join(', ')}`);
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;

/** What the database itself refuses (recorded: sales orders/date with a time zone). Times of a Date are cut off. */
export function checkColumns(site: Site, meta: Meta, doc: Doc): void {
	visit(site, meta, doc, (rowMeta, row) => {
		for (const field of rowMeta.fields) {
			if (field.fieldtype !== 'Date' && field.fieldtype !== 'Datetime') continue;
			const value = text(row, field.fieldname);
			if (value === '') {
				delete row[field.fieldname];
				continue;
			}
			const kind = field.fieldtype === 'Date' ? 'date' : 'datetime';
			if (!WITHOUT_ZONE.test(value) || Number.isNaN(Date.parse(value.replace(' ', 'T')))) {
				throw crash(
					`pymysql.err.OperationalError: (1292, "Incorrect ${kind} value: '${value}' for column \`erp_local\`.\`tab${rowMeta.name}\`.\`${field.fieldname}\` at row 1")`,
					'OperationalError',
				);
			}
			if (kind === 'date') row[field.fieldname] = value.slice(0, 10);
			else if (DATE.test(value)) row[field.fieldname] = `${value} 00:00:00`;
			else row[field.fieldname] = value.replace('T', ' ');
		}
	});
}

/** Unique fields count cancelled documents too (recorded: changing submitted orders/same amazon id after cancelling). */
export function checkUnique(site: Site, meta: Meta, doc: Doc): void {
	const name = text(doc, 'name');
	for (const field of meta.fields) {
		const value = text(doc, field.fieldname);
		if (!field.unique || value === '') continue;
		const others = site.table(meta.name).find(field.fieldname, [value]);
		if (others.some((other) => text(other, 'name') !== name)) throw notUnique(meta.name, name, field, value);
	}
}
