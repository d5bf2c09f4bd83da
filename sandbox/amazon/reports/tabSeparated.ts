/** One row by column name; a missing one is empty. */
export type Row = Partial<Record<string, string>>;

/** Amazon's flat files: tabs between fields, no quoting at all, so that a tab or a line break inside one becomes a blank. */
export function toTabSeparated(columns: ReadonlyArray<{ name: string; header: string }>, rows: Iterable<Row>): string {
	const lines = [columns.map(({ header }) => header).join('\t')];
	for (const row of rows) lines.push(columns.map(({ name }) => (row[name] ?? '').replace(/[\t\r\n]+/g, ' ')).join('\t'));
	return lines.join('\r\n') + '\r\n';
}
