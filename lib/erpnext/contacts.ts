import { inParts } from '../inParts';
import { insertHalving, type InsertOutcome } from './batches';
import type { ErpClient } from './client';
import { toLooseName } from './looseName';
import { firstOfEach } from './namesakes';
import type { ErpContact } from './types';

interface ContactRow {
	name: string;
	first_name: string | null;
	link_name: string | null;
}

/** A contact takes 37 ms (test/fixtures/erpnext-contract/README.md): a call of 60 stays under 3 seconds. */
const CONTACTS_PER_CALL = 60;

/** Two contacts of one customer with the same key are the same person. */
export function contactKey(customer: string, contact: { first_name?: string | null }): string {
	return [customer, contact.first_name].map((part) => toLooseName(part ?? '')).join('\n');
}

/** Names of the contacts of these first names that these customers already have, by `contactKey`. */
export async function fetchContacts(erp: ErpClient, customers: string[], firstNames: string[]): Promise<Map<string, string>> {
	if (customers.length === 0 || firstNames.length === 0) return new Map();
	const rows = await erp.list<ContactRow>('Contact', {
		fields: ['name', 'first_name', 'links.link_name'],
		filters: [
			['Dynamic Link', 'link_doctype', '=', 'Customer'],
			['Dynamic Link', 'link_name', 'in', customers],
			['first_name', 'in', firstNames],
		],
	});
	return firstOfEach(rows.map((row) => [contactKey(row.link_name ?? '', row), row.name]));
}

/** Repeating makes a second contact; look them up first. Outcomes in order. */
export async function insertContacts(erp: ErpClient, contacts: ErpContact[]): Promise<InsertOutcome[]> {
	const outcomes: InsertOutcome[] = [];
	for (const part of inParts(contacts, CONTACTS_PER_CALL)) {
		outcomes.push(...(await insertHalving(erp, part.map((contact) => ({ doctype: 'Contact', ...contact })))));
	}
	return outcomes;
}
