const PLAIN_ASCII = /^[\x20-\x7e]*$/;
const EXPANSIONS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l' };

/**
 * The key under which MariaDB's utf8mb4_unicode_ci compares a text: without case, accents, width and trailing blanks.
 * Recorded: items/code taken in another case, code taken with a trailing blank, code taken with an accent.
 */
export function fold(value: string): string {
	if (PLAIN_ASCII.test(value)) return trimEnd(value.toLowerCase());
	let key = '';
	for (const letter of value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()) {
		const code = letter.codePointAt(0) ?? 0;
		// All characters beyond the basic plane (emoji) weigh the same in this collation.
		if (code > 0xffff) key += '\ufffd';
		else if (code >= 0x30a1 && code <= 0x30f6) key += String.fromCodePoint(code - 0x60);
		else key += EXPANSIONS[letter] ?? letter;
	}
	return trimEnd(key);
}

function trimEnd(value: string): string {
	return value.endsWith(' ') ? value.replace(/ +$/, '') : value;
}

/** Orders two folded keys. */
export function compareKeys(left: string, right: string): number {
	return left < right ? -1 : left > right ? 1 : 0;
}
