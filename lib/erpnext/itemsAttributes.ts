import type { ErpClient } from './client';
import { ErpApiError } from './errors';
import type { ErpCheck } from './types';

const ITEM_ATTRIBUTE = 'Item Attribute';

interface ErpItemAttribute {
	name: string;
	modified: string;
	numeric_values: ErpCheck;
	item_attribute_values?: Array<{ attribute_value: string; abbr: string } & Record<string, unknown>>;
}

/** Values that each attribute of a site was seen to have, in ERPNext's spelling by lower-cased value. */
const knownBySite = new WeakMap<ErpClient, Map<string, Map<string, string>>>();

/**
 * ERPNext's spelling of these values of an Item Attribute, made where missing. Undefined when the attribute takes numbers
 * only, or ERPNext refuses: variants cannot be told apart by it then. One call when nothing is missing and it was not read
 * before, two or three otherwise. Safe to repeat. Not recorded on a real site: after ERPNext 15's own rules (values and
 * abbreviations appear once, without regard to case).
 */
export async function ensureAttributeValues(
	erp: ErpClient,
	attribute: string,
	values: readonly string[],
): Promise<Map<string, string> | undefined> {
	const site = knownBySite.get(erp) ?? new Map<string, Map<string, string>>();
	knownBySite.set(erp, site);
	const known = site.get(attribute);
	if (known && values.every((value) => known.has(value.toLowerCase()))) return spellings(values, known);
	for (let tries = 0; tries < 2; tries++) {
		try {
			const now = await writeMissing(erp, attribute, values);
			if (now) site.set(attribute, now);
			return now && spellings(values, now);
		} catch (error) {
			if (!(error instanceof ErpApiError) || error.isPermission || (error.isDown && tries > 0)) throw error;
			// Somebody else saved or made it meanwhile, or nobody answered: read it again once.
			const mayHelp = error.isDuplicate || error.isTimestampMismatch || error.isDown;
			if (!mayHelp) return undefined;
		}
	}
	return undefined;
}

function spellings(values: readonly string[], known: ReadonlyMap<string, string>): Map<string, string> {
	return new Map(values.map((value) => [value, known.get(value.toLowerCase()) ?? value]));
}

async function writeMissing(erp: ErpClient, attribute: string, values: readonly string[]): Promise<Map<string, string> | undefined> {
	const standing = await erp.findDoc<ErpItemAttribute>(ITEM_ATTRIBUTE, attribute);
	if (standing?.numeric_values) return undefined;
	const rows = standing?.item_attribute_values ?? [];
	const known = new Map(rows.map((row) => [row.attribute_value.toLowerCase(), row.attribute_value]));
	const abbreviations = new Set(rows.map((row) => row.abbr.toLowerCase()));
	const added: Array<{ attribute_value: string; abbr: string }> = [];
	for (const value of values) {
		if (known.has(value.toLowerCase())) continue;
		const abbr = toFreeAbbreviation(value, abbreviations);
		known.set(value.toLowerCase(), value);
		abbreviations.add(abbr.toLowerCase());
		added.push({ attribute_value: value, abbr });
	}
	if (added.length === 0) return known;
	if (!standing) await erp.insert(ITEM_ATTRIBUTE, { attribute_name: attribute, item_attribute_values: added });
	else await erp.update(ITEM_ATTRIBUTE, standing.name, { modified: standing.modified, item_attribute_values: [...rows, ...added] });
	return known;
}

function toFreeAbbreviation(value: string, taken: ReadonlySet<string>): string {
	const short = Array.from(value).slice(0, 100).join('').trim();
	for (let number = 1; ; number++) {
		const abbr = number === 1 ? short : `${short} ${number}`;
		if (!taken.has(abbr.toLowerCase())) return abbr;
	}
}
