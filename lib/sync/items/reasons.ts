/** Why a SKU has no Item, in one place so that product and order runs say the same. No full stop at the end of the last sentence. */

const where = (listingKey: string | undefined): string =>
	listingKey === undefined ? 'Amazon Listing' : `Amazon Listing '${listingKey}'`;

export function sayDisabled(sku: string, itemCode: string, listingKey?: string): string {
	return `Item '${itemCode}' is disabled in ERPNext. Enable it, or point SKU '${sku}' to another Item in ${where(listingKey)}`;
}

export function sayTemplate(sku: string, itemCode: string, listingKey?: string): string {
	return `Item '${itemCode}' is a template of variants, which cannot be sold. Point SKU '${sku}' to one of its variants in ${where(listingKey)}`;
}

export function sayHeldEqual(sku: string, other: string, listingKey?: string): string {
	return `SKU '${sku}' and Item '${other}' have the same name to ERPNext, which does not tell case, accents and blanks at the ends apart. Point SKU '${sku}' to an Item in ${where(listingKey)}, or rename the SKU at Amazon`;
}

export function sayUnknown(sku: string, listingKey?: string): string {
	return `SKU '${sku}' has no Item in ERPNext. Make the Item, or point the SKU to one in ${where(listingKey)}; it is tried again by itself`;
}

export function sayRefusedItem(itemCode: string): string {
	return `ERPNext did not take Item '${itemCode}'. Its own words stand below; make the Item by hand, or change what it names`;
}
