import { addressKey, fetchAddresses, insertAddresses } from '../../erpnext/addresses';
import { isUnsure, type InsertOutcome } from '../../erpnext/batches';
import { contactKey, fetchContacts, insertContacts } from '../../erpnext/contacts';
import { fetchCustomers, insertCustomers, nameKey } from '../../erpnext/customers';
import type { ErpAddress, ErpContact, ErpCustomer, ErpDynamicLink } from '../../erpnext/types';
import { toErpError, toReason } from './reasons';
import type { MadeParty, OrderRun } from './run';
import type { OrderWork } from './work';

/**
 * Customers, addresses and contacts of a batch of new orders, each looked up before it is made, so that it is safe to
 * repeat. A refused address or contact is noted and left out; a refused customer fails its orders.
 */
export async function ensureParties(run: OrderRun, works: readonly OrderWork[]): Promise<void> {
	const wanting = works.filter((work) => work.isOpen && !work.parties && work.mapped);
	const isNew = await ensureCustomers(run, wanting);
	const standing = wanting.filter((work) => work.isOpen);
	const addressed = standing.filter((work) => run.settings.createAddresses && work.mapped?.address);
	await ensureEach(run, addressed, isNew, {
		doctype: 'Address',
		toDoc: (work, customer): ErpAddress | undefined => work.mapped?.address && { ...work.mapped.address, links: linkTo(customer) },
		keyOf: (customer, address) => addressKey(customer, address),
		fetch: async (customers, wanted) => await fetchAddresses(run.erp, customers, wanted.map((address) => address.address_line1)),
		insert: async (addresses) => await insertAddresses(run.erp, addresses),
		assign: (work, name) => {
			if (work.parties) work.parties = { ...work.parties, address: name };
		},
	});
	const contacted = standing.filter((work) => work.mapped?.contact);
	await ensureEach(run, contacted, isNew, {
		doctype: 'Contact',
		toDoc: (work, customer): ErpContact | undefined => work.mapped?.contact && { ...work.mapped.contact, links: linkTo(customer) },
		keyOf: (customer, contact) => contactKey(customer, contact),
		fetch: async (customers, wanted) => await fetchContacts(run.erp, customers, wanted.map((contact) => contact.first_name)),
		insert: async (contacts) => await insertContacts(run.erp, contacts),
		assign: (work, name) => {
			if (work.parties) work.parties = { ...work.parties, contact: name };
		},
	});
}

const linkTo = (customer: string): ErpDynamicLink[] => [{ link_doctype: 'Customer', link_name: customer }];

/** Sets `parties.customer`. Returns the names of customers made just now: they have no address or contact yet. */
async function ensureCustomers(run: OrderRun, works: readonly OrderWork[]): Promise<Set<string>> {
	const byKey = new Map<string, { customer: ErpCustomer; works: OrderWork[] }>();
	for (const work of works) {
		if (!work.mapped) continue;
		const { customer } = work.mapped;
		const key = nameKey(customer.customer_name);
		const entry = byKey.get(key) ?? { customer, works: [] };
		entry.works.push(work);
		byKey.set(key, entry);
	}
	const found = await fetchCustomers(run.erp, [...byKey.values()].map((entry) => entry.customer.customer_name));
	const missing: Array<{ customer: ErpCustomer; works: OrderWork[] }> = [];
	for (const [key, entry] of byKey) {
		const customer = found.get(key);
		if (!customer) missing.push(entry);
		for (const work of entry.works) {
			if (customer?.disabled) work.fail(`Customer '${customer.name}' is disabled in ERPNext. Enable it; the order is tried again by itself`);
			else if (customer) work.parties = { customer: customer.name };
		}
	}
	const made = new Set<string>();
	const outcomes = await insertCustomers(run.erp, missing.map((entry) => entry.customer));
	for (const [index, entry] of missing.entries()) {
		const outcome = outcomes[index];
		for (const work of entry.works) {
			if (outcome && 'name' in outcome) {
				made.add(outcome.name);
				work.parties = { customer: outcome.name };
			} else if (outcome && 'refused' in outcome) {
				const { refused } = outcome;
				work.fail(toReason(refused, work.mapped, `take Customer '${entry.customer.customer_name}'`), refused.reason);
			} else work.lookAgain(outcome?.unsure);
		}
	}
	return made;
}

interface PartyKind<T> {
	doctype: MadeParty['doctype'];
	toDoc(work: OrderWork, customer: string): T | undefined;
	keyOf(customer: string, doc: T): string;
	fetch(customers: string[], wanted: T[]): Promise<Map<string, string>>;
	insert(docs: T[]): Promise<InsertOutcome[]>;
	assign(work: OrderWork, name: string): void;
}

async function ensureEach<T>(run: OrderRun, works: readonly OrderWork[], isNew: ReadonlySet<string>, kind: PartyKind<T>): Promise<void> {
	const byKey = new Map<string, { doc: T; customer: string; works: OrderWork[] }>();
	for (const work of works) {
		const customer = work.parties?.customer;
		const doc = customer && kind.toDoc(work, customer);
		if (!customer || !doc) continue;
		const key = kind.keyOf(customer, doc);
		const entry = byKey.get(key) ?? { doc, customer, works: [] };
		entry.works.push(work);
		byKey.set(key, entry);
	}
	const entries = [...byKey.values()];
	const old = entries.filter((entry) => !isNew.has(entry.customer));
	const found = await kind.fetch([...new Set(old.map((entry) => entry.customer))], old.map((entry) => entry.doc));
	const missing: typeof entries = [];
	for (const [key, entry] of byKey) {
		const name = found.get(key);
		if (name === undefined) missing.push(entry);
		else for (const work of entry.works) kind.assign(work, name);
	}
	const outcomes = await kind.insert(missing.map((entry) => entry.doc));
	for (const [index, entry] of missing.entries()) {
		const outcome = outcomes[index];
		if (outcome && 'name' in outcome) run.made.push({ doctype: kind.doctype, name: outcome.name, works: entry.works });
		for (const work of entry.works) {
			if (outcome && 'name' in outcome) kind.assign(work, outcome.name);
			else if (outcome && 'refused' in outcome) work.note(`ERPNext did not take the ${kind.doctype.toLowerCase()}, so it was left out: "${outcome.refused.reason}".`);
			else work.lookAgain(outcome?.unsure);
		}
	}
}

/**
 * Deletes addresses and contacts that this run made for orders which another run, at work at the same time, wrote first.
 * What is in use ERPNext refuses to delete: it stays.
 */
export async function removeUnusedParties(run: OrderRun): Promise<void> {
	for (const { doctype, name, works } of run.made) {
		if (!works.every((work) => work.result?.action === 'unchanged' && !work.usedParties.includes(name))) continue;
		try {
			await run.erp.remove(doctype, name);
		} catch (thrown) {
			const error = toErpError(thrown);
			if (isUnsure(error)) throw error;
		}
	}
}
