import { isNumeric, type Field, type Meta } from './meta';
import type { Site } from './site';
import { rowsOf, text, type Doc, type Scalar } from './values';

/** Value of a field as the database gives it: numbers are never null. */
export function columnValue(doc: Doc, field: Field | undefined, fieldname: string): Scalar {
	const value = doc[fieldname];
	if (Array.isArray(value)) return null;
	if (value === undefined || value === null) {
		if (fieldname === 'docstatus' || fieldname === 'idx') return 0;
		return field && isNumeric(field.fieldtype) ? 0 : null;
	}
	return value;
}

type Output = { [field: string]: Scalar | Output[] };

/** A whole document as an answer: the resource routes leave nulls out, the methods keep them. */
export function present(site: Site, meta: Meta, doc: Doc, keepNulls: boolean): Output {
	const output: Output = {};
	const add = (fieldname: string, value: Scalar): void => {
		if (keepNulls || value !== null) output[fieldname] = value;
	};
	for (const fieldname of ['name', 'owner', 'creation', 'modified', 'modified_by']) add(fieldname, columnValue(doc, undefined, fieldname));
	add('docstatus', columnValue(doc, undefined, 'docstatus'));
	add('idx', meta.isSingle ? '0' : columnValue(doc, undefined, 'idx'));
	for (const field of meta.fields) {
		if (!meta.tables.includes(field)) add(field.fieldname, columnValue(doc, field, field.fieldname));
	}
	if (meta.isTable) {
		for (const fieldname of ['parent', 'parentfield', 'parenttype']) add(fieldname, text(doc, fieldname));
	}
	output.doctype = meta.name;
	for (const field of meta.tables) {
		const child = site.knownMeta(field.options);
		output[field.fieldname] = rowsOf(doc, field.fieldname).map((row) => {
			const full = { ...row, parent: text(doc, 'name'), parentfield: field.fieldname, parenttype: meta.name, docstatus: doc.docstatus };
			return present(site, child, full, keepNulls);
		});
	}
	return output;
}
