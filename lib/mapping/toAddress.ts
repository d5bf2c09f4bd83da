import type { AmazonAddress, AmazonOrder } from '../amazon/types';
import type { ErpAddress } from '../erpnext/types';
import { toCountry } from './countryCodes';
import { toEmail } from './toCustomer';
import { NAME_LENGTH, distinct, lengthOf, shorten, toName, toPlainLine } from './text';
import type { OrderContext } from './types';

type AddressWithoutLinks = Omit<ErpAddress, 'links'>;

/** An address is named `<title>-Shipping`, and `-<n>` when that is taken (recorded: addresses and contacts/same title again). */
const TITLE_LENGTH = NAME_LENGTH - '-Shipping-999999'.length;

/**
 * Of orders without an address whose Customer stands for all buyers: left empty, ERPNext fills in any address of that Customer
 * (recorded: sales orders/the same item twice), which is another buyer's.
 */
export const NO_ADDRESS: AddressWithoutLinks = {
	address_title: 'Amazon, no address',
	address_type: 'Shipping',
	address_line1: 'Not given by Amazon',
	city: 'Not given by Amazon',
};

/** Street lines; Brazil's separate fields fill what the lines leave out. */
function toLines(address: AmazonAddress): string[] {
	const extended = address.extendedFields;
	const [streetName, streetNumber] = [toPlainLine(extended?.streetName), toPlainLine(extended?.streetNumber)];
	const street = distinct([streetName, streetNumber]).join(', ');
	const lines = distinct([address.addressLine1, address.addressLine2, address.addressLine3].map(toPlainLine));
	const first = toPlainLine(address.addressLine1);
	if (!first && street) lines.unshift(street);
	const isNumberMissing = first !== undefined && streetNumber !== undefined && first.toLowerCase() === streetName?.toLowerCase();
	if (isNumberMissing) lines[0] = `${first}, ${streetNumber}`;
	const complement = toPlainLine(extended?.complement);
	const said = lines.join(', ').toLowerCase();
	if (complement && !said.includes(complement.toLowerCase())) lines.push(complement);
	return lines;
}

/**
 * The delivery address, as far as Amazon gives one. ERPNext wants a first line and a city (recorded: addresses and
 * contacts/no city, no line 1): they are taken from the next best field, and without any the address is left out with a note.
 */
export function toAddress(
	order: AmazonOrder,
	context: OrderContext,
	customerName: string,
	notes: string[],
): AddressWithoutLinks | undefined {
	const address = order.recipient?.deliveryAddress;
	if (!address) return undefined;
	const field = (text: string | undefined): string | undefined => {
		const line = toPlainLine(text);
		if (line && lengthOf(line) > NAME_LENGTH) notes.push('A line of the address is longer than ERPNext holds and was shortened.');
		return line && shorten(line, NAME_LENGTH);
	};
	const company = toPlainLine(address.companyName);
	const [line1 = company, ...furtherLines] = toLines(address);
	const [district, municipality, state, pincode] = [
		address.districtOrCounty,
		address.municipality,
		address.stateOrRegion,
		address.postalCode,
	].map(field);
	const city = field(address.city) ?? municipality ?? district ?? state ?? pincode;
	if (!line1 || !city) {
		const missing = line1 ? 'city' : 'street';
		notes.push(`Amazon sent an address without a ${missing}; the order was written without an address.`);
		return undefined;
	}
	const country = toCountry(address.countryCode, context.countries);
	if (address.countryCode && !country) {
		notes.push(`ERPNext has no country for Amazon's code '${address.countryCode}'; the address says it in its second line, and its country is the one that ERPNext fills in.`);
		furtherLines.push(address.countryCode.trim().toUpperCase());
	}
	const neighborhood = toPlainLine(address.extendedFields?.neighborhood);
	const county = distinct([district, municipality, neighborhood]).filter((part) => part.toLowerCase() !== city.toLowerCase());
	const title = distinct([toName(address.name), toName(address.companyName)]).join(', ') || customerName;
	const mapped: AddressWithoutLinks = {
		address_title: shorten(title, TITLE_LENGTH),
		address_type: 'Shipping',
		address_line1: field(line1) ?? line1,
		city,
	};
	const optional: Partial<AddressWithoutLinks> = {
		address_line2: field(furtherLines.join(', ')),
		county: field(county.join(', ')),
		state,
		pincode,
		country,
		phone: field(address.phone),
		email_id: toEmail(order.buyer?.buyerEmail),
	};
	for (const [key, value] of Object.entries(optional)) if (value !== undefined) Object.assign(mapped, { [key]: value });
	return mapped;
}
