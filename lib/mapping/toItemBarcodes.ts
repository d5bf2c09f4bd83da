import type { AmazonCatalogItem, AmazonListing } from '../amazon/types';
import type { ErpItem } from '../erpnext/types';
import { attributeEntries, inMarketplace } from './amazonAttributes';

export type ItemBarcode = NonNullable<ErpItem['barcodes']>[number];

/** Amazon's kinds of identifier, best first; all are GS1 numbers (an ISBN of 13 digits is an EAN). */
const KINDS = ['EAN', 'UPC', 'GTIN', 'ISBN'];

/**
 * Barcode of the product: the first EAN-13, EAN-8, UPC-A or GTIN-14 whose check digit is right; none is undefined. Amazon
 * gives one number in several forms: leading zeros are taken off, so that one product has one barcode. ERPNext checks
 * EAN and UPC-A itself (recorded: items/barcode with a bad check digit). Pure.
 */
export function toItemBarcode(
	listing: AmazonListing,
	catalogItem: AmazonCatalogItem | undefined,
	marketplaceId: string,
): ItemBarcode | undefined {
	const inCatalogue = (inMarketplace(catalogItem?.identifiers, marketplaceId)?.identifiers ?? []).map((entry) => ({
		kind: String(entry.identifierType ?? '').toUpperCase(),
		value: String(entry.identifier ?? ''),
	}));
	const inListing = attributeEntries(listing.attributes, 'externally_assigned_product_identifier', marketplaceId).map(
		(entry) => ({ kind: String(entry.type ?? '').toUpperCase(), value: String(entry.value ?? '') }),
	);
	const all = [...inCatalogue, ...inListing];
	for (const kind of KINDS) {
		for (const candidate of all) {
			if (candidate.kind !== kind) continue;
			const barcode = readBarcode(candidate.value, kind);
			if (barcode) return barcode;
		}
	}
	return undefined;
}

/** ERPNext's type by number of digits; it has none for GTIN-14. */
const TYPES: ReadonlyMap<number, ItemBarcode['barcode_type']> = new Map([
	[12, 'UPC-A'],
	[14, ''],
]);

function readBarcode(value: string, kind: string): ItemBarcode | undefined {
	let digits = value.replace(/[\s-]/g, '');
	if (!/^\d+$/.test(digits)) return undefined;
	if (digits.length === 14 && digits.startsWith('0')) digits = digits.slice(1);
	if (digits.length === 13 && digits.startsWith('0')) digits = digits.slice(1);
	// Eight digits of kind UPC are a UPC-E, which is another code.
	const allowed = kind === 'UPC' ? [12, 13, 14] : [8, 12, 13, 14];
	if (!allowed.includes(digits.length) || !hasRightCheckDigit(digits) || /^0+$/.test(digits)) return undefined;
	return { barcode: digits, barcode_type: TYPES.get(digits.length) ?? 'EAN' };
}

/** GS1 check digit: weights 3 and 1 from the right (https://www.gs1.org/services/how-calculate-check-digit-manually). Pure. */
export function hasRightCheckDigit(digits: string): boolean {
	const sum = Array.from(digits, Number)
		.reverse()
		.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
	return sum % 10 === 0;
}
