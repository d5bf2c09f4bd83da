import { notFound, refuse, refuseInErpNext } from '../errors';
import type { Site } from '../site';
import { num, rowsOf, text, type Doc } from '../values';

/** `1 Main St<br>\nNew York, NY 10001<br>\n`, as the United States template shows it. */
function displayOf(site: Site, address: Doc): string {
	const town = [text(address, 'city'), [text(address, 'state'), text(address, 'pincode')].filter((part) => part !== '').join(' ')];
	const lines = [text(address, 'address_line1'), text(address, 'address_line2'), town.filter((part) => part !== '').join(', ')];
	const country = text(address, 'country');
	if (country !== text(site.single('System Settings'), 'country')) lines.push(country);
	return lines.filter((line) => line !== '').map((line) => `${line}<br>\n`).join('');
}

function belongsTo(doc: Doc, customer: string): boolean {
	return rowsOf(doc, 'links').some((link) => text(link, 'link_doctype') === 'Customer' && text(link, 'link_name') === customer);
}

function linkedTo(site: Site, doctype: 'Address' | 'Contact', customer: string): Doc[] {
	return site
		.table(doctype)
		.find('links.link_name', [customer])
		.filter((doc) => belongsTo(doc, customer) && num(doc, 'disabled') === 0);
}

/** Customer, addresses and contact of an order: fills in what is missing, refuses what does not belong together. */
export function fillParty(site: Site, doc: Doc): void {
	const wanted = text(doc, 'customer');
	if (wanted === '') return;
	const customer = site.get('Customer', wanted);
	if (!customer) throw notFound('Customer', wanted);
	const name = text(customer, 'name');
	if (num(customer, 'disabled') === 1) throw refuse(`Customer ${name} is disabled`, 'PartyDisabled', { module: 'erpnext.exceptions', erpNext: true });
	doc.customer = name;
	doc.customer_name = text(customer, 'customer_name');
	doc.customer_group = customer.customer_group;
	doc.territory = customer.territory;
	doc.language = text(customer, 'language');
	doc.tax_category = text(customer, 'tax_category');
	if (text(doc, 'tax_id') === '') doc.tax_id = customer.tax_id;

	const own = linkedTo(site, 'Address', name);
	if (text(doc, 'customer_address') === '') {
		const primary = own.find((address) => num(address, 'is_primary_address') === 1) ?? own[0];
		if (primary) doc.customer_address = text(primary, 'name');
	}
	if (text(doc, 'shipping_address_name') === '') {
		const shipping = own.find((address) => num(address, 'is_shipping_address') === 1);
		if (shipping) doc.shipping_address_name = text(shipping, 'name');
	}
	showAddress(site, doc, name, 'customer_address', 'address_display', 'Billing Address');
	showAddress(site, doc, name, 'shipping_address_name', 'shipping_address', 'Shipping Address');
	showContact(site, doc, name);
}

function showAddress(site: Site, doc: Doc, customer: string, field: string, display: string, label: string): void {
	const address = site.get('Address', text(doc, field));
	if (!address) return;
	if (!belongsTo(address, customer)) throw refuseInErpNext(`${label} does not belong to the ${customer}`);
	doc[display] = displayOf(site, address);
}

/**
 * Fills in what the order lacks, from the Customer's primary contact; the contact that the order names is not looked at
 * (erpnext/accounts/party.py, get_default_contact and set_contact_details).
 */
function showContact(site: Site, doc: Doc, customer: string): void {
	const own = linkedTo(site, 'Contact', customer);
	const primary = own.find((contact) => num(contact, 'is_primary_contact') === 1) ?? own.find((contact) => num(contact, 'is_billing_contact') === 1);
	if (primary) {
		const shown = { contact_person: primary.name, contact_display: primary.full_name, contact_email: primary.email_id, contact_phone: primary.phone, contact_mobile: primary.mobile_no };
		for (const [field, value] of Object.entries(shown)) if (text(doc, field) === '') doc[field] = value;
	}
	const contact = site.get('Contact', text(doc, 'contact_person'));
	if (contact && !belongsTo(contact, customer)) throw refuseInErpNext(`Contact Person does not belong to the ${customer}`);
}
