import type { AmazonOrder } from '../amazon/types';
import type { ErpContact, ErpCustomer, ErpShownContact } from '../erpnext/types';
import { MappingError } from './errors';
import { NAME_LENGTH, lengthOf, shorten, toName, toWord } from './text';
import type { OrderContext } from './types';

/** Tax registrations that only a business has; CPF is a person's. */
const COMPANY_REGISTRATIONS: readonly string[] = ['BUSINESS', 'VAT', 'CNPJ', 'CST'];

/** Name of a buyer of whom Amazon says nothing. */
const UNNAMED_BUYER = 'Amazon Buyer';

/** A contact's name is `<first name>-<customer>`, with `-<n>` when that is taken (recorded: addresses and contacts/contact). */
const SHORTEST_FIRST_NAME = 10;
const ROOM_FOR_CONTACT = NAME_LENGTH - '--9999'.length;

/** A longer name of a customer leaves no room for that of its contact. */
const CUSTOMER_LENGTH = ROOM_FOR_CONTACT - SHORTEST_FIRST_NAME;

interface Registration {
	type: string;
	taxId: string | undefined;
	legalName: string | undefined;
}

function buyerRegistration(order: AmazonOrder): Registration | undefined {
	const registration = order.tax?.taxRegistrations?.find(
		({ entityType, taxRegistrationNumber }) => toWord(entityType) === 'BUYER' && taxRegistrationNumber,
	);
	return (
		registration && {
			type: toWord(registration.taxRegistrationType),
			taxId: toName(registration.taxRegistrationNumber),
			legalName: toName(registration.legalName),
		}
	);
}

/** Whether a business bought, by Amazon's word. */
function isCompanyBuyer(order: AmazonOrder): boolean {
	return (
		toName(order.buyer?.buyerCompanyName) !== undefined ||
		toWord(order.tax?.taxInvoicing?.buyerInvoicePreference) === 'BUSINESS' ||
		COMPANY_REGISTRATIONS.includes(buyerRegistration(order)?.type ?? '')
	);
}

function toCompanyName(order: AmazonOrder): string | undefined {
	const company = toName(order.buyer?.buyerCompanyName);
	return company ?? (isCompanyBuyer(order) ? buyerRegistration(order)?.legalName : undefined);
}

/** The buyer as the books call them: the company, else the person; undefined when Amazon withholds both. */
export function toBuyerName(order: AmazonOrder): string | undefined {
	return toCompanyName(order) ?? toName(order.buyer?.buyerName);
}

/** An email address that ERPNext takes (recorded: addresses and contacts/bad email), in lower case; else undefined. */
export function toEmail(text: string | undefined): string | undefined {
	const email = text?.trim().toLowerCase();
	if (!email || lengthOf(email) > NAME_LENGTH) return undefined;
	return /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/.test(email) &&
		!/^\.|\.\.|\.@/.test(email)
		? email
		: undefined;
}

function perOrderName(order: AmazonOrder): string {
	const suffix = ` - ${order.orderId}`;
	return shorten(toBuyerName(order) ?? UNNAMED_BUYER, CUSTOMER_LENGTH - lengthOf(suffix)) + suffix;
}

/**
 * The Customer by policy: per order `<buyer> - <order id>`; per email the buyer's email address in lower case, the only thing
 * about a buyer that stays the same (without one: as per order); or the one that the settings name. Adds to `notes`.
 */
export function toCustomer(order: AmazonOrder, context: OrderContext, notes: string[]): ErpCustomer {
	const { settings, marketplace } = context;
	const common = {
		customer_type: settings.customerType,
		customer_group: marketplace.customerGroup,
		territory: settings.territory,
	};
	if (settings.customerPolicy === 'single') {
		const name = toName(settings.singleCustomer);
		if (!name) throw new MappingError(order.orderId, 'singleCustomer', "the setting 'Single Customer' is empty; name the Customer that takes all orders.");
		return { customer_name: name, ...common };
	}
	const own: ErpCustomer = { customer_name: perOrderName(order), ...common };
	if (isCompanyBuyer(order)) own.customer_type = 'Company';
	const taxId = buyerRegistration(order)?.taxId;
	if (taxId) own.tax_id = shorten(taxId, NAME_LENGTH);
	if (settings.customerPolicy === 'perEmail') {
		const email = toEmail(order.buyer?.buyerEmail);
		if (email) own.customer_name = email;
		else notes.push('Amazon sent no usable email address of the buyer; the order has a Customer of its own.');
	}
	return own;
}

/** A phone number that ERPNext takes in a Contact (recorded: addresses and contacts/contact, phone with extension). */
function toContactPhone(text: string | undefined): string | undefined {
	const phone = text?.trim();
	return phone && /^\+?[\d ().-]{3,20}$/.test(phone) && phone.length <= 20 && /\d/.test(phone) ? phone : undefined;
}

/** The person behind the order, when Amazon names one; an email or phone that ERPNext refuses is left out with a note. */
export function toContact(order: AmazonOrder, customer: ErpCustomer, notes: string[]): Omit<ErpContact, 'links'> | undefined {
	const address = order.recipient?.deliveryAddress;
	const person = toName(order.buyer?.buyerName) ?? toName(address?.name) ?? toCompanyName(order);
	if (!person) return undefined;
	const room = ROOM_FOR_CONTACT - lengthOf(customer.customer_name);
	if (room < SHORTEST_FIRST_NAME) {
		notes.push(`The name of Customer '${customer.customer_name}' is so long that a Contact of it can have none; the order was written without a contact.`);
		return undefined;
	}
	const contact: Omit<ErpContact, 'links'> = { first_name: shorten(person, room) };
	const company = toCompanyName(order) ?? toName(address?.companyName);
	if (company) contact.company_name = shorten(company, NAME_LENGTH);
	const email = toEmail(order.buyer?.buyerEmail);
	if (email) contact.email_ids = [{ email_id: email, is_primary: 1 }];
	else if (order.buyer?.buyerEmail) notes.push('The buyer\'s email address is not one that ERPNext takes and was left out.');
	const phone = toContactPhone(address?.phone);
	if (phone) contact.phone_nos = [{ phone, is_primary_phone: 1 }];
	else if (address?.phone?.trim()) notes.push('The phone number is not one that ERPNext takes in a Contact; it stands on the address only.');
	return contact;
}

/**
 * What ERPNext's form copies from a contact that a person chooses. Over REST nobody does: the fields stay empty, or show the
 * Customer's primary contact (https://github.com/frappe/erpnext/blob/version-15/erpnext/accounts/party.py, set_contact_details).
 */
export function toShownContact({ first_name, email_ids, phone_nos }: Omit<ErpContact, 'links'>): ErpShownContact {
	const [email] = email_ids ?? [];
	const [phone] = phone_nos ?? [];
	return {
		contact_display: first_name,
		...(email ? { contact_email: email.email_id } : {}),
		...(phone ? { contact_phone: phone.phone } : {}),
	};
}
