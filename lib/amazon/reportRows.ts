/**
 * Rows of a tab-separated report. Amazon does not say how it quotes: most fields are bare and may hold quotes; some are
 * wrapped in quotes, with tabs, line ends and doubled quotes inside. The number of columns decides which it is.
 */

/** A wrapped field may run over this many lines; past it the first line counts as a row by itself. */
const MAX_LINES_A_ROW = 50;

export interface ReportRow {
	/** 1 for the first row after the header. */
	number: number;
	fields: string[];
}

/** The first row yielded is the header (number 0). Holds one row at a time; blank lines are left out. */
export async function* reportRows(text: AsyncIterable<string>): AsyncGenerator<ReportRow, void> {
	let columns = 0;
	let number = 0;
	const held: string[] = [];
	for await (const line of lines(text)) {
		if (columns === 0) {
			const fields = line.split('\t').map(unwrapped);
			columns = fields.length;
			yield { number, fields };
			continue;
		}
		held.push(line);
		for (let fields = takeRow(held, columns, false); fields; fields = takeRow(held, columns, false)) {
			number += 1;
			yield { number, fields };
		}
	}
	for (let fields = takeRow(held, columns, true); fields; fields = takeRow(held, columns, true)) {
		number += 1;
		yield { number, fields };
	}
}

/** Takes the lines of one row off `held`; undefined where a wrapped field may still go on in the next line. */
function takeRow(held: string[], columns: number, isEnd: boolean): string[] | undefined {
	while (held[0] === '') held.shift();
	for (let count = 1; count <= held.length; count++) {
		const { fields, isWhole } = split(held.slice(0, count).join('\n'), columns);
		if (!isWhole) continue;
		held.splice(0, count);
		return fields;
	}
	if (held.length === 0 || (!isEnd && held.length < MAX_LINES_A_ROW)) return undefined;
	// The quote never closes: it was a bare one, and the line is a row by itself.
	return held.shift()?.split('\t').map(unwrapped);
}

async function* lines(text: AsyncIterable<string>): AsyncGenerator<string, void> {
	let rest = '';
	let isFirst = true;
	for await (const piece of text) {
		rest += piece;
		if (isFirst && rest !== '') {
			rest = rest.replace(/^\uFEFF/, '');
			isFirst = false;
		}
		let start = 0;
		for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
			yield rest.slice(start, end).replace(/\r$/, '');
			start = end + 1;
		}
		rest = rest.slice(start);
	}
	if (rest !== '') yield rest.replace(/\r$/, '');
}

/** Bare if the tabs agree with the header, else by quotes; not whole while a wrapped field is still open. */
function split(text: string, columns: number): { fields: string[]; isWhole: boolean } {
	const bare = text.split('\t');
	if (bare.length === columns && !text.includes('\n')) return { fields: bare.map(unwrapped), isWhole: true };
	const quoted = splitQuoted(text);
	if (quoted.isClosed && quoted.fields.length <= columns) return { fields: quoted.fields, isWhole: true };
	// Neither fits: a bare row with too many or too few tabs. Only an open quote can be helped by the next line.
	return { fields: bare.map(unwrapped), isWhole: quoted.isClosed };
}

function splitQuoted(text: string): { fields: string[]; isClosed: boolean } {
	const fields: string[] = [];
	let at = 0;
	for (;;) {
		if (text[at] === '"') {
			const end = closingQuote(text, at + 1);
			if (end < 0) return { fields, isClosed: false };
			fields.push(text.slice(at + 1, end).replaceAll('""', '"'));
			at = end + 1;
		} else {
			const tab = text.indexOf('\t', at);
			const end = tab < 0 ? text.length : tab;
			fields.push(text.slice(at, end));
			at = end;
		}
		if (at >= text.length) return { fields, isClosed: true };
		at += 1;
	}
}

/** The quote that ends a wrapped field: a single one right before a tab or the end. */
function closingQuote(text: string, from: number): number {
	for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
		if (text[at + 1] === '"') at += 1;
		else if (at + 1 === text.length || text[at + 1] === '\t') return at;
	}
	return -1;
}

/** A field wrapped whole; quotes inside a bare field stay. */
function unwrapped(field: string): string {
	const isWrapped = field.length >= 2 && field.startsWith('"') && closingQuote(field, 1) === field.length - 1;
	return isWrapped ? field.slice(1, -1).replaceAll('""', '"') : field;
}
