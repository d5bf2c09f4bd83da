/** Text as ERPNext keeps it in names and descriptions. */

/** Most characters of a name in ERPNext (recorded: items/name of 141 characters). */
export const MAX_NAME_CHARACTERS = 140;

/**
 * One line without angle brackets: ERPNext refuses them in names and rewrites them as HTML in other fields
 * (recorded: items/angle brackets in the code, items/html in name and description). Pure.
 */
export function toPlainLine(text: string): string {
	return text
		.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.replaceAll('<', '‹')
		.replaceAll('>', '›');
}

/** At most `most` characters as ERPNext counts them (code points, not UTF-16 units), the last one an ellipsis. Pure. */
export function cutText(text: string, most = MAX_NAME_CHARACTERS): string {
	const characters = Array.from(text);
	return characters.length <= most ? text : `${characters.slice(0, most - 1).join('').trimEnd()}…`;
}

/** Name of a document or of an Item: one plain line of at most 140 characters. Pure. */
export function toName(text: string): string {
	return cutText(toPlainLine(text));
}

/** The same text where ERPNext keeps HTML. Pure. */
export function toHtml(text: string): string {
	return text
		.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
		.trim()
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
}
