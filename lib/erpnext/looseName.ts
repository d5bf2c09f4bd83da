const PLAIN = /^[\x20-\x7e]*$/;

/** Accents and points, not the vowel signs of Indian scripts, which weigh as letters do. */
const WEIGHTLESS = /(?:(?=\p{M})[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Hebrew}])|[\p{Cf}\p{Cc}]/gu;

/** Lower case of other letters: `ı` is not among them, and `æ`, `ø`, `đ` and `ł` are letters of their own. */
const WEIGH_AS: Readonly<Record<string, string>> = { ß: 'ss', œ: 'oe', ς: 'σ' };

const HIRAGANA_TO_KATAKANA = 0x60;

function toWeight(letter: string): string {
	const code = letter.codePointAt(0) ?? 0;
	if (code > 0xffff) return '\ufffd';
	if (code >= 0x3041 && code <= 0x3096) return String.fromCodePoint(code + HIRAGANA_TO_KATAKANA);
	return WEIGH_AS[letter] ?? letter;
}

/**
 * Equal for names that ERPNext's collation (utf8mb4_unicode_ci) holds equal: without case, accents and trailing blanks
 * (recorded: items/code taken in another case, code taken with a trailing blank, code taken with an accent), kana of both
 * kinds alike, all characters outside the basic plane alike (asked of MariaDB 10.11 for the letters of Amazon's shops). An
 * approximation for other scripts: ERPNext's 409 has the last word. Pure.
 */
export function toLooseName(name: string): string {
	if (PLAIN.test(name)) return name.toLowerCase().trimEnd();
	const letters = name.normalize('NFKD').replace(WEIGHTLESS, '').toLowerCase();
	return Array.from(letters, toWeight).join('').trimEnd();
}
