const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Equal for names that ERPNext's collation (utf8mb4_unicode_ci) holds equal: without case, accents and trailing blanks
 * (recorded: items/code taken in another case, code taken with a trailing blank, code taken with an accent). The collation
 * also holds all characters outside the basic plane equal, and skips invisible ones. An approximation: ERPNext's 409 has
 * the last word. Pure.
 */
export function toLooseName(name: string): string {
	if (PLAIN.test(name)) return name.toUpperCase().trimEnd();
	return name
		.normalize('NFKD')
		.replace(/[\p{M}\p{Cf}\p{Cc}]/gu, '')
		.toUpperCase()
		.replace(/[\u{10000}-\u{10ffff}]/gu, '\ufffd')
		.trimEnd();
}
