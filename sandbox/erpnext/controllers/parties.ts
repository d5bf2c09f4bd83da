import { refuse } from '../errors';
import { freeName } from '../naming';
import type { Session } from '../session';
import { num, rowsOf, text, type Doc } from '../values';
import type { Controller } from './controller';

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;
const PHONE = /^[\d +_\-,.*#()]{1,20}$/;

function checkEmail(value: string): void {
	if (value !== '' && !EMAIL.test(value)) throw refuse(`${value} is not a valid Email Address`, 'InvalidEmailAddressError');
}

export const CUSTOMER_CONTROLLER: Controller = {
	name(session, doc) {
		const wanted = text(doc, 'customer_name').trim();
		const free = freeName(session.site, 'Customer', wanted, ' - ');
		if (free !== wanted) {
			session.messages.push({ message: `Changed customer name to '${free}' as '${wanted}' already exists.`, title: 'Note', indicator: 'yellow' });
		}
		return free;
	},
};

/** Titles of linked documents, and the links' own checks come with checkLinks. */
function fillLinkTitles(session: Session, doc: Doc): void {
	for (const row of rowsOf(doc, 'links')) {
		if (text(row, 'link_title') !== '') continue;
		const target = session.site.get(text(row, 'link_doctype'), text(row, 'link_name'));
		row.link_title = target ? text(target, 'customer_name') || text(target, 'name') : text(row, 'link_name');
	}
}

export const ADDRESS_CONTROLLER: Controller = {
	name(session, doc) {
		const firstLink = rowsOf(doc, 'links')[0];
		const title = text(doc, 'address_title') || (firstLink ? text(firstLink, 'link_name') : '');
		if (title === '') throw refuse('The address needs a title');
		doc.address_title = title;
		return freeName(session.site, 'Address', `${title.trim()}-${text(doc, 'address_type').trim()}`, '-');
	},
	prepare(session, doc) {
		// The site's own country stands in for a missing one (recorded: addresses and contacts/no country).
		if (text(doc, 'country') === '') doc.country = text(session.site.single('System Settings'), 'country');
		fillLinkTitles(session, doc);
	},
	validate(_session, doc) {
		checkEmail(text(doc, 'email_id'));
	},
};

export const CONTACT_CONTROLLER: Controller = {
	name(session, doc) {
		const person = [text(doc, 'first_name'), text(doc, 'last_name')].filter((part) => part !== '').join(' ') || text(doc, 'company_name');
		const link = rowsOf(doc, 'links')[0];
		const wanted = link ? `${person}-${text(link, 'link_name').trim()}` : person;
		return freeName(session.site, 'Contact', wanted, '-');
	},
	prepare(session, doc) {
		fillLinkTitles(session, doc);
		doc.full_name = ['first_name', 'middle_name', 'last_name'].map((field) => text(doc, field)).filter((part) => part !== '').join(' ') || text(doc, 'company_name');
		const emails = rowsOf(doc, 'email_ids');
		const primary = emails.find((row) => num(row, 'is_primary') === 1) ?? (emails.length === 1 ? emails[0] : undefined);
		if (primary) {
			primary.is_primary = 1;
			doc.email_id = text(primary, 'email_id');
		} else if (emails.length === 0) {
			delete doc.email_id;
		}
		const phones = rowsOf(doc, 'phone_nos');
		doc.phone = text(phones.find((row) => num(row, 'is_primary_phone') === 1) ?? {}, 'phone');
		doc.mobile_no = text(phones.find((row) => num(row, 'is_primary_mobile_no') === 1) ?? {}, 'phone');
		if (text(doc, 'image') === '') doc.image = '';
	},
	validate(_session, doc) {
		for (const row of rowsOf(doc, 'email_ids')) checkEmail(text(row, 'email_id'));
		for (const row of rowsOf(doc, 'phone_nos')) {
			const phone = text(row, 'phone');
			if (!PHONE.test(phone)) throw refuse(`${phone} is not a valid Phone Number`, 'InvalidPhoneNumberError');
		}
	},
};
