/** Text as ERPNext keeps it in names and descriptions of Items. */
import { NAME_LENGTH, lengthOf, shorten, toName, withoutHalves } from './text';

/** At most `most` characters, the last one an ellipsis where something was cut off. Pure. */
export function cutText(text: string, most = NAME_LENGTH): string {
	return lengthOf(text) <= most ? text : `${shorten(text, most - 1)}…`;
}

/** Name of an Item, a Brand, an Item Group or an attribute: one plain line that fits; empty when nothing is left. Pure. */
export function toItemName(text: unknown): string {
	return cutText(toName(text) ?? '');
}

/** The same text where ERPNext keeps HTML (recorded: items/html in name and description). Pure. */
export function toHtml(text: string): string {
	return withoutHalves(text)
		.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
		.trim()
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
}
