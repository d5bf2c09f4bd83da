import { isNumeric, isTableType, type Field, type Meta } from './meta';
import { sanitize } from './sanitize';
import type { Site } from './site';
import { isRecord, type Doc, type Scalar } from './values';

/** Turns a value from JSON into what the column of a field holds. */
function toScalar(field: Field, value: unknown): Scalar {
	if (value === null || value === undefined) return null;
	if (isNumeric(field.fieldtype)) {
		if (typeof value === 'boolean') return value ? 1 : 0;
		const parsed = typeof value === 'number' ? value : Number(String(value).replaceAll(',', ''));
		const finite = Number.isFinite(parsed) ? parsed : 0;
		return field.fieldtype === 'Int' || field.fieldtype === 'Check' ? Math.trunc(finite) : finite;
	}
	if (typeof value === 'boolean') return value ? 1 : 0;
	const raw = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : JSON.stringify(value);
	// A unique field keeps no empty text, so that two documents may be without a value (recorded: amending/empty unique value twice is allowed).
	if (field.unique && raw === '') return null;
	return raw;
}

/** Fields that a child row of this document type may carry from outside. Unknown ones are dropped (recorded: items/unknown field is dropped). */
export function takeFields(site: Site, meta: Meta, body: Record<string, unknown>): Doc {
	const doc: Doc = {};
	for (const field of meta.fields) {
		if (!(field.fieldname in body)) continue;
		const value = body[field.fieldname];
		if (isTableType(field.fieldtype)) {
			const child = site.knownMeta(field.options);
			const given = Array.isArray(value) ? value.filter(isRecord) : [];
			doc[field.fieldname] = given.map((row) => {
				const taken = takeFields(site, child, row);
				if (typeof row.name === 'string' && row.name !== '') taken.name = row.name;
				return taken;
			});
		} else {
			doc[field.fieldname] = toScalar(field, value);
		}
	}
	return doc;
}

/** Cleans every text of a document and of its rows, after it has its name (recorded: customers/angle brackets). */
export function sanitizeTexts(site: Site, meta: Meta, doc: Doc): void {
	for (const field of meta.fields) {
		const value = doc[field.fieldname];
		if (typeof value === 'string' && value !== '') doc[field.fieldname] = sanitize(value, field.fieldtype);
		else if (Array.isArray(value)) for (const row of value) sanitizeTexts(site, site.knownMeta(field.options), row);
	}
}

/** Fills what a new document starts with. */
export function applyDefaults(meta: Meta, doc: Doc): void {
	for (const field of meta.fields) {
		const value = doc[field.fieldname];
		if (isTableType(field.fieldtype)) {
			if (!Array.isArray(value)) doc[field.fieldname] = [];
		} else if ((value === undefined || value === null) && field.default !== null) {
			doc[field.fieldname] = field.default;
		}
	}
}
