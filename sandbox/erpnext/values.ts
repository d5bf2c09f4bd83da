/** What a stored document is made of. Absent means null, or 0 in a numeric field: only the rest is kept, to stay small. */
export type Scalar = string | number | null;
export interface Doc {
	[field: string]: Scalar | Doc[] | undefined;
}

/** Text of a field; empty when absent. */
export function text(doc: Doc, field: string): string {
	const value = doc[field];
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** Number of a field; 0 when absent or not a number. */
export function num(doc: Doc, field: string): number {
	const value = doc[field];
	if (typeof value === 'number') return value;
	if (typeof value !== 'string' || value.trim() === '') return 0;
	const parsed = Number(value);
	return Number.isNaN(parsed) ? 0 : parsed;
}

/** Rows of a child table; empty when absent. */
export function rowsOf(doc: Doc, field: string): Doc[] {
	const value = doc[field];
	return Array.isArray(value) ? value : [];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Frappe takes lists and objects as JSON or as JSON text; anything unreadable comes back as it was. */
export function fromJsonText(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const trimmed = value.trim();
	if (!trimmed.startsWith('[') && !trimmed.startsWith('{') && !trimmed.startsWith('"')) return value;
	try {
		const parsed: unknown = JSON.parse(trimmed);
		return parsed;
	} catch {
		return value;
	}
}

/** Python's way of writing a string in an exception. */
export function pythonText(value: string): string {
	const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
	const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
	return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** Python's way of writing a float: always with a point. */
export function pythonFloat(value: number): string {
	return Number.isInteger(value) ? `${value}.0` : String(value);
}
