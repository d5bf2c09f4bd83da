/**
 * Text into the code pages that Amazon still writes reports in. What a page cannot hold becomes a question mark, as
 * sellers see it: https://github.com/amzn/selling-partner-api-models/issues/4888.
 */
export interface Charset {
	/** As Amazon writes it in Content-Type: https://github.com/jrl84/amazon-sp-api/issues/144. */
	label: string;
	encode(text: string): Buffer;
}

/** North America gets UTF-8, Europe Cp1252, Japan Shift_JIS with Microsoft's additions. */
export function charsetOf(countryCode: string): Charset {
	if (countryCode === 'JP') return SHIFT_JIS;
	return UTF8_COUNTRIES.includes(countryCode) ? UTF8 : CP1252;
}

const UTF8_COUNTRIES = ['US', 'CA', 'MX', 'BR', 'AU', 'SG', 'IN', 'AE', 'SA', 'EG', 'ZA', 'TR'];
const UTF8: Charset = { label: 'utf8', encode: (text) => Buffer.from(text, 'utf8') };
const CP1252: Charset = { label: 'Cp1252', encode: (text) => encode(text, tableOf('windows-1252')) };
const SHIFT_JIS: Charset = { label: 'Shift_JIS', encode: (text) => encode(text, tableOf('shift_jis')) };

/** Bytes of a character: one, or two with the first in the upper half. */
type Table = Map<string, number>;
const tables = new Map<string, Table>();

/** Node decodes these pages but does not encode them; reading every code once gives the way back. */
function tableOf(encoding: string): Table {
	const known = tables.get(encoding);
	if (known) return known;
	const table: Table = new Map();
	const decoder = new TextDecoder(encoding);
	const add = (code: number, bytes: number[]) => {
		const character = decoder.decode(Uint8Array.from(bytes));
		if ([...character].length === 1 && character !== '\ufffd' && !table.has(character)) table.set(character, code);
	};
	for (let code = 0; code < 256; code += 1) add(code, [code]);
	if (encoding === 'shift_jis') {
		for (let lead = 0x81; lead <= 0xfc; lead += 1) {
			for (let trail = 0x40; trail <= 0xfc; trail += 1) add(lead * 256 + trail, [lead, trail]);
		}
	}
	tables.set(encoding, table);
	return table;
}

function encode(text: string, table: Table): Buffer {
	const bytes: number[] = [];
	for (const character of text) {
		const code = table.get(character) ?? 0x3f;
		if (code > 255) bytes.push(code >> 8);
		bytes.push(code & 255);
	}
	return Buffer.from(bytes);
}
