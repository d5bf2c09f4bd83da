import { DateTime } from 'luxon';
import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

/** A text parameter that may not be empty. */
export function readText(context: IExecuteFunctions, name: string, label: string, itemIndex: number): string {
	const value = String(context.getNodeParameter(name, itemIndex, '')).trim();
	if (value) return value;
	throw new NodeOperationError(context.getNode(), `'${label}' is empty: fill it in`, { itemIndex });
}

/** A list of ids: chosen from the list, or given by an expression as an array or as text with commas. */
export function readIds(context: IExecuteFunctions, name: string, label: string, itemIndex: number): string[] {
	const raw: unknown = context.getNodeParameter(name, itemIndex, []);
	const parts = Array.isArray(raw) ? raw.map(String) : String(raw ?? '').split(',');
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
		const message = `'${label}' is '${String(raw)}': use a date such as '2026-11-01' or '2026-11-01T09:30:00Z'`;
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
