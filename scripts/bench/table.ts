/** Tables that can be read as they are printed and pasted into the README. */
export interface Column<Row> {
	title: string;
	show(row: Row): string;
}

export function toTable<Row>(columns: ReadonlyArray<Column<Row>>, rows: readonly Row[]): string {
	const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ show }) => show(row)))];
	const widths = columns.map((_column, place) => Math.max(...cells.map((line) => (line[place] ?? '').length)));
	const lines = cells.map((line) => `| ${line.map((cell, place) => (place === 0 ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0))).join(' | ')} |`);
	const rule = `| ${widths.map((width, place) => (place === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
	return [lines[0], rule, ...lines.slice(1)].join('\n');
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
export const fixed = (value: number, digits: number): string => value.toFixed(digits);
/** E.g. `3 h 59 min`. */
export function duration(seconds: number): string {
	const minutes = Math.round(seconds / 60);
	if (minutes < 1) return `${Math.round(seconds)} s`;
	return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A figure with the most that it may be; a miss shows. */
export function within(value: number, most: number, digits = 0): string {
	const shown = digits === 0 ? whole(value) : fixed(value, digits);
	if (most === Infinity) return shown;
	return value <= most ? `${shown} (≤ ${most})` : `${shown} > ${most} MISSED`;
}
