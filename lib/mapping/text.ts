/** Longest name, title and data field of ERPNext (recorded: customers/name of 141 characters, items/name of 141 characters). */
export const NAME_LENGTH = 140;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters as MariaDB and Python count them: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
	return Array.from(text).length;
}

/** At most `length` characters, never half an emoji or a letter without its accents; no blank at its end. */
export function shorten(text: string, length: number): string {
	if (lengthOf(text) <= length) return text;
	let kept = '';
	let count = 0;
	for (const { segment } of graphemes.segment(text)) {
		count += lengthOf(segment);
		if (count > length) break;
		kept += segment;
	}
	return kept.trimEnd();
}

/** Without halves of characters (UTF-16 surrogates that stand alone), which no UTF-8 can carry. */
export function withoutHalves(text: string): string {
	return text.replace(/[\ud800-\udfff]/gu, '');
}

/**
 * One line without control characters, halves of characters and doubled blanks; undefined when nothing is left.
 * Every script, emoji and direction mark stays as it was.
 */
export function toPlainLine(text: unknown): string | undefined {
	if (typeof text !== 'string') return undefined;
	const line = withoutHalves(text).replace(/[\s\p{Cc}]+/gu, ' ').trim();
	return line === '' ? undefined : line;
}

/** As a plain line; `<` and `>` become look-alikes, since ERPNext refuses them in names (recorded: customers/angle brackets). */
export function toName(text: unknown): string | undefined {
	return toPlainLine(text)?.replace(/</g, '‹').replace(/>/g, '›');
}

/** One of Amazon's own words (a status, a kind) in capitals, as its model writes them; empty where there is none. */
export function toWord(text: unknown): string {
	return typeof text === 'string' ? text.trim().toUpperCase() : '';
}

/** Texts that say something, each once, whatever their case. */
export function distinct(texts: ReadonlyArray<string | undefined>): string[] {
	const seen = new Set<string>();
	return texts.filter((text): text is string => {
		if (text === undefined || seen.has(text.toLowerCase())) return false;
		seen.add(text.toLowerCase());
		return true;
	});
}
