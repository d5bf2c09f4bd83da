import { createHash } from 'node:crypto';
import { NAME_LENGTH, lengthOf, shorten, toName } from './text';

const HASH_CHARACTERS = 8;

/** First 8 hex characters of the SHA-256 of the exact text. */
function toShortHash(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, HASH_CHARACTERS);
}

/** Angle brackets that ERPNext refuses in a name become round ones. */
function withoutAngleBrackets(text: string): string {
	return text.replaceAll('<', '(').replaceAll('>', ')');
}

/**
 * Item code of a SKU (or ASIN): the text itself, trimmed as ERPNext trims it (recorded: items/code taken with a trailing
 * blank). What ERPNext cannot keep as it is (angle brackets, more than 140 characters) ends in a hash of the exact text,
 * so that it never takes another SKU's code. Pure.
 */
export function toItemCode(text: string): string {
	const trimmed = text.trim();
	const plain = withoutAngleBrackets(trimmed);
	if (plain === trimmed && lengthOf(plain) <= NAME_LENGTH) return trimmed;
	return `${shorten(plain, NAME_LENGTH - HASH_CHARACTERS - 1)}-${toShortHash(text)}`;
}

/**
 * Name of the Amazon Listing record: readable, and told apart by a hash of the exact SKU, since ERPNext compares names
 * without case and accents. At most 140 characters. Pure.
 */
export function toListingKey(sku: string, marketplaceId: string): string {
	const tail = `|${marketplaceId}|${toShortHash(sku)}`;
	const readable = shorten(withoutAngleBrackets(sku.trim()), NAME_LENGTH - tail.length);
	return `${readable}${tail}`;
}

/** The SKU as the Amazon Listing record shows it; ERPNext would rewrite angle brackets as HTML. Pure. */
export function toShownSku(sku: string): string {
	return toName(sku) ?? '';
}
