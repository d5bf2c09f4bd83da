import { refuse } from './errors';
import { isNumeric, isTableType, type Field, type Meta } from './meta';
import type { Site } from './site';
import { num, rowsOf, text, type Doc } from './values';

function refuseChange(prefix: string, field: Field, from: string, to: string): Error {
	return refuse(
		`${prefix} Not allowed to change <strong>${field.label}</strong> after submission from <strong>${from}</strong> to <strong>${to}</strong>`,
		'UpdateAfterSubmitError',
		{ title: 'Cannot Update After Submit' },
	);
}

/** A submitted document takes changes in fields that allow it, no others (recorded: changing submitted orders/field that may not). */
export function checkAfterSubmit(site: Site, meta: Meta, before: Doc, doc: Doc): void {
	for (const field of meta.fields) {
		if (isTableType(field.fieldtype)) {
			if (!field.allowOnSubmit) checkRows(site, field, before, doc);
			continue;
		}
		if (!field.allowOnSubmit && differs(field, before, doc)) {
			throw refuseChange('', field, text(before, field.fieldname), text(doc, field.fieldname));
		}
	}
}

function checkRows(site: Site, table: Field, before: Doc, doc: Doc): void {
	const old = rowsOf(before, table.fieldname);
	const rows = rowsOf(doc, table.fieldname);
	if (old.length !== rows.length) throw refuseChange('', table, String(old.length), String(rows.length));
	const child = site.knownMeta(table.options);
	rows.forEach((row, index) => {
		const oldRow = old.find((candidate) => text(candidate, 'name') === text(row, 'name'));
		if (!oldRow) throw refuseChange(`Row #${index + 1}:`, table, text(old[index] ?? {}, 'name'), text(row, 'name'));
		for (const field of child.fields) {
			// A field that the request leaves out of a row is not meant to change.
			if (row[field.fieldname] === undefined) row[field.fieldname] = oldRow[field.fieldname];
			if (!field.allowOnSubmit && differs(field, oldRow, row)) {
				throw refuseChange(`Row #${index + 1}:`, field, text(oldRow, field.fieldname), text(row, field.fieldname));
			}
		}
	});
}

function differs(field: Field, before: Doc, doc: Doc): boolean {
	if (isNumeric(field.fieldtype)) return Math.abs(num(before, field.fieldname) - num(doc, field.fieldname)) > 1e-9;
	return text(before, field.fieldname) !== text(doc, field.fieldname);
}
