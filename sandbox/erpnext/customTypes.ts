import { buildMeta, isTableType, lengthLimit, startValue, type Field, type Meta, type RoleRight } from './meta';
import { STANDARD_TYPES } from './schema';
import type { Site } from './site';
import { num, rowsOf, text, type Doc } from './values';

const STANDARD = new Map(STANDARD_TYPES.map((meta) => [meta.name, meta]));

/** A DocField row or a Custom Field as a field of the document type. */
function fieldOf(row: Doc): Field {
	const fieldtype = text(row, 'fieldtype') || 'Data';
	const fieldname = text(row, 'fieldname') || text(row, 'label').toLowerCase().replace(/\W+/g, '_');
	const given = text(row, 'default');
	return {
		fieldname,
		label: text(row, 'label') || fieldname,
		fieldtype,
		options: text(row, 'options'),
		reqd: num(row, 'reqd') === 1,
		unique: num(row, 'unique') === 1,
		allowOnSubmit: num(row, 'allow_on_submit') === 1,
		default: isTableType(fieldtype) ? null : startValue(fieldtype, text(row, 'options'), given === '' ? null : given),
		length: lengthLimit(fieldtype, num(row, 'length')),
	};
}

function rightOf(row: Doc): RoleRight {
	const granted = (right: string): boolean => num(row, right) === 1;
	return { role: text(row, 'role'), read: granted('read'), write: granted('write'), create: granted('create'), delete: granted('delete'), submit: granted('submit'), cancel: granted('cancel') };
}

function customMeta(doc: Doc): Meta {
	return buildMeta(text(doc, 'name'), rowsOf(doc, 'fields').map(fieldOf), {
		autoname: text(doc, 'autoname') || 'hash',
		isTable: num(doc, 'istable') === 1,
		isSingle: num(doc, 'issingle') === 1,
		isSubmittable: num(doc, 'is_submittable') === 1,
		custom: true,
		rights: rowsOf(doc, 'permissions').map(rightOf),
	});
}

/** Puts a document type together again from its definition and its custom fields. */
export function rebuildMeta(site: Site, doctype: string): void {
	const definition = site.get('DocType', doctype);
	const base = STANDARD.get(doctype) ?? (definition ? customMeta(definition) : undefined);
	if (!base) return;
	const fields = [...base.fields];
	for (const custom of site.table('Custom Field').find('dt', [doctype])) {
		const after = fields.findIndex((field) => field.fieldname === text(custom, 'insert_after'));
		fields.splice(after + 1, 0, fieldOf(custom));
	}
	site.setMeta(buildMeta(doctype, fields, { autoname: base.autoname, isTable: base.isTable, isSingle: base.isSingle, isSubmittable: base.isSubmittable, custom: base.custom, treeParent: base.treeParent, rights: base.rights }));
}
