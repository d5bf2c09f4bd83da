import { DateTime } from 'luxon';
import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

/** What an expression gave, for a message. */
export const shown = (raw: unknown): string => (typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? 'undefined'));

/** A text parameter that may not be empty. */
export function readText(context: IExecuteFunctions, name: string, label: string, itemIndex: number): string {
	const raw: unknown = context.getNodeParameter(name, itemIndex, '');
	const value = shown(raw ?? '').trim();
	if (value) return value;
	throw new NodeOperationError(context.getNode(), `'${label}' is empty: fill it in`, { itemIndex });
}

/** A number of at least `least`, also as text. */
export function checkNumber(context: IExecuteFunctions, raw: unknown, label: string, least: number, itemIndex: number): number {
	const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
	if (typeof value === 'number' && value >= least) return value;
	throw new NodeOperationError(context.getNode(), `'${label}' is '${shown(raw)}': use a number from ${least}`, { itemIndex });
}

/** As Amazon writes the ids of its marketplaces; a call is too scarce to let it say so. */
const MARKETPLACE_ID = /^A[A-Z0-9]{9,15}$/;

/** The marketplaces of a panel, by their ids. */
export function readMarketplaces(context: IExecuteFunctions, itemIndex: number): string[] {
	const ids = readIds(context, 'marketplaces', 'Marketplaces', itemIndex);
	const wrong = ids.find((id) => !MARKETPLACE_ID.test(id));
	if (wrong === undefined) return ids;
	const message = `'Marketplaces' has '${wrong}', which is no marketplace ID: choose from the list, or use one such as 'ATVPDKIKX0DER'`;
	throw new NodeOperationError(context.getNode(), message, { itemIndex });
}

/** A list of ids: chosen from the list, or given by an expression as an array or as text with commas. */
function readIds(context: IExecuteFunctions, name: string, label: string, itemIndex: number): string[] {
	const raw: unknown = context.getNodeParameter(name, itemIndex, []);
	const parts = Array.isArray(raw) ? raw.map(shown) : shown(raw ?? '').split(',');
	const ids = parts.map((part) => part.trim()).filter((part) => part !== '');
	if (ids.length > 0) return [...new Set(ids)];
	throw new NodeOperationError(context.getNode(), `'${label}' is empty: choose at least one`, { itemIndex });
}

/**
 * An instant in ISO 8601 and UTC from any ISO 8601 text (without a zone it is the workflow's), a Date, or a Luxon
 * DateTime that an expression made; '' when the field is empty.
 */
export function toInstant(raw: unknown, zone: string): string | undefined {
	if (raw === undefined || raw === null || raw === '') return '';
	const text: unknown = typeof raw === 'object' ? JSON.parse(JSON.stringify(raw)) : raw;
	const instant = DateTime.fromISO(String(text).trim().replace(' ', 'T'), { zone });
	return instant.isValid ? (instant.toUTC().toISO() ?? undefined) : undefined;
}

/** A date parameter as an instant; '' when it is empty and may be. */
export function checkInstant(
	context: IExecuteFunctions,
	raw: unknown,
	label: string,
	itemIndex: number,
	required: boolean,
): string {
	const instant = toInstant(raw, context.getTimezone());
	if (instant === undefined) {
		const message = `'${label}' is '${shown(raw)}': use a date such as '2026-11-01' or '2026-11-01T09:30:00Z'`;
		throw new NodeOperationError(context.getNode(), message, { itemIndex });
	}
	if (instant === '' && required) {
		throw new NodeOperationError(context.getNode(), `'${label}' is empty: choose a date`, { itemIndex });
	}
	return instant;
}

/** A date parameter as a day, `yyyy-MM-dd`: as it is written, or of the workflow's time zone where it names another. */
export function readDay(context: IExecuteFunctions, name: string, label: string, itemIndex: number): string {
	const zone = context.getTimezone();
	const instant = readInstant(context, name, label, itemIndex);
	return DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd');
}

export function readInstant(
	context: IExecuteFunctions,
	name: string,
	label: string,
	itemIndex: number,
	required = true,
): string {
	return checkInstant(context, context.getNodeParameter(name, itemIndex, ''), label, itemIndex, required);
}
