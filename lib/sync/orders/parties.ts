import { addressKey, fetchAddresses, insertAddresses } from '../../erpnext/addresses';
import { isUnsure, type InsertOutcome } from '../../erpnext/batches';
import { contactKey, fetchContacts, insertContacts } from '../../erpnext/contacts';
import { fetchCustomers, insertCustomers, type FoundCustomer } from '../../erpnext/customers';
import { toLooseName } from '../../erpnext/looseName';
import { isNumberedForOthers } from '../../erpnext/namesakes';
import type { ErpAddress, ErpContact, ErpCustomer, ErpDynamicLink } from '../../erpnext/types';
import type { MappedOrder } from '../../mapping/types';
import { toErpError, toReason } from './reasons';
import type { MadeParty, OrderRun } from './run';
import type { OrderWork, Parties } from './work';

/** Which buyers of a page of new orders stand in ERPNext already; grows as others are made. */
export interface KnownParties {
	/** By `toLooseName` of the customer name. */
	readonly customers: Map<string, Pick<FoundCustomer, 'name' | 'disabled'>>;
	/** Names by `addressKey` or `contactKey`. */
	readonly Address: Map<string, string>;
	readonly Contact: Map<string, string>;
}

/** One look-up each of customers and of the addresses and contacts that they have, for a page of orders. */
export async function fetchParties(run: OrderRun, works: readonly OrderWork[]): Promise<KnownParties> {
	const wanting = works.filter(isWanting);
	const names = new Map(wanting.map(({ mapped }) => [toLooseName(mapped.customer.customer_name), mapped.customer.customer_name]));
	const customers = await fetchCustomers(run.erp, [...names.values()]);
	const old = wanting.flatMap((work) => {
		const customer = customers.get(toLooseName(work.mapped.customer.customer_name));
		return customer && !customer.disabled ? [{ work, customer: customer.name }] : [];
	});
	return { customers, Address: await fetchEach(old, addressesOf(run)), Contact: await fetchEach(old, contactsOf(run)) };
}

/**
 * Makes the customers, addresses and contacts that a batch of orders lacks, so that it is safe to repeat after another
 * `fetchParties`. A refused address or contact is noted and left out; a refused customer fails its orders.
 */
export async function ensureParties(run: OrderRun, works: readonly OrderWork[], known: KnownParties): Promise<void> {
	const wanting = works.filter(isWanting);
	await ensureCustomers(run, wanting, known);
	await ensureEach(run, wanting, known, addressesOf(run));
	await ensureEach(run, wanting, known, contactsOf(run));
}

type Wanting = OrderWork & { mapped: MappedOrder };

function isWanting(work: OrderWork): work is Wanting {
	return work.isOpen && !work.parties && work.mapped !== undefined;
}

/** Sets `parties.customer`. */
async function ensureCustomers(run: OrderRun, works: readonly Wanting[], known: KnownParties): Promise<void> {
	const missing = new Map<string, { customer: ErpCustomer; works: Wanting[] }>();
	for (const work of works) {
		const { customer } = work.mapped;
		const key = toLooseName(customer.customer_name);
		const found = known.customers.get(key);
		if (found?.disabled) failDisabled(work, found.name);
		else if (found) work.parties = { customer: found.name };
		else missing.set(key, { customer, works: [...(missing.get(key)?.works ?? []), work] });
	}
	const outcomes = await insertCustomers(run.erp, [...missing.values()].map((entry) => entry.customer));
	for (const [index, [key, entry]] of [...missing].entries()) {
		const outcome = outcomes[index];
		if (outcome && 'name' in outcome) known.customers.set(key, { name: outcome.name, disabled: 0 });
		for (const work of entry.works) {
			if (outcome && 'name' in outcome) work.parties = { customer: outcome.name };
			else if (outcome && 'refused' in outcome) {
				const { refused } = outcome;
				work.fail(toReason(refused, work.mapped, `take Customer '${entry.customer.customer_name}'`), refused.reason);
			} else work.lookAgain(outcome?.unsure);
		}
	}
}

function failDisabled(work: OrderWork, customer: string): void {
	work.fail(`Customer '${customer}' is disabled in ERPNext. Enable it; the order is tried again by itself`);
}

/**
 * Sets `parties` as far as they stand, and the names that new customers would get; a dry run makes none. Returns the
 * orders whose customer is new.
 */
export function foreseeParties(run: OrderRun, works: readonly OrderWork[], known: KnownParties): Set<OrderWork> {
	const ofNewCustomers = new Set<OrderWork>();
	for (const work of works.filter(isWanting)) {
		const name = work.mapped.customer.customer_name;
		const found = known.customers.get(toLooseName(name));
		if (found?.disabled) failDisabled(work, found.name);
		else {
			if (!found) ofNewCustomers.add(work);
			let parties: Parties = { customer: found?.name ?? name };
			parties = foreseeOne(parties, work, known, addressesOf(run));
			work.parties = foreseeOne(parties, work, known, contactsOf(run));
		}
	}
	return ofNewCustomers;
}

function foreseeOne<T>(parties: Parties, work: Wanting, known: KnownParties, kind: PartyKind<T>): Parties {
	const doc = kind.toDoc(work, parties.customer);
	const name = doc && known[kind.doctype].get(kind.keyOf(parties.customer, doc));
	return name === undefined ? parties : kind.assign(parties, name);
}

interface PartyKind<T> {
	doctype: MadeParty['doctype'];
	/** Undefined when the order has none, or the settings want none. */
	toDoc(work: Wanting, customer: string): T | undefined;
	keyOf(customer: string, doc: T): string;
	/** The name that ERPNext gives the first one (recorded: addresses and contacts/make, contact). */
	plainName(customer: string, doc: T): string;
	fetch(customers: string[], wanted: T[]): Promise<Map<string, string>>;
	insert(docs: T[]): Promise<InsertOutcome[]>;
	assign(parties: Parties, name: string): Parties;
}

const linkTo = (customer: string): ErpDynamicLink[] => [{ link_doctype: 'Customer', link_name: customer }];

function addressesOf(run: OrderRun): PartyKind<ErpAddress> {
	return {
		doctype: 'Address',
		toDoc: ({ mapped: { address } }, customer) => (run.settings.createAddresses && address ? { ...address, links: linkTo(customer) } : undefined),
		keyOf: addressKey,
		plainName: (_customer, { address_title, address_type }) => `${address_title}-${address_type}`,
		fetch: async (customers, wanted) => await fetchAddresses(run.erp, customers, wanted.map((address) => address.address_line1)),
		insert: async (addresses) => await insertAddresses(run.erp, addresses),
		assign: (parties, address) => ({ ...parties, address }),
	};
}

function contactsOf(run: OrderRun): PartyKind<ErpContact> {
	return {
		doctype: 'Contact',
		toDoc: ({ mapped: { contact } }, customer) => contact && { ...contact, links: linkTo(customer) },
		keyOf: contactKey,
		plainName: (customer, { first_name }) => `${first_name}-${customer}`,
		fetch: async (customers, wanted) => await fetchContacts(run.erp, customers, wanted.map((contact) => contact.first_name)),
		insert: async (contacts) => await insertContacts(run.erp, contacts),
		assign: (parties, contact) => ({ ...parties, contact }),
	};
}

async function fetchEach<T>(old: ReadonlyArray<{ work: Wanting; customer: string }>, kind: PartyKind<T>): Promise<Map<string, string>> {
	const wanted = old.flatMap(({ work, customer }) => {
		const doc = kind.toDoc(work, customer);
		return doc ? [{ doc, customer }] : [];
	});
	return await kind.fetch([...new Set(wanted.map(({ customer }) => customer))], wanted.map(({ doc }) => doc));
}

async function ensureEach<T>(run: OrderRun, works: readonly Wanting[], known: KnownParties, kind: PartyKind<T>): Promise<void> {
	const names = known[kind.doctype];
	const missing = new Map<string, { doc: T; customer: string; works: Wanting[] }>();
	for (const work of works) {
		const { parties } = work;
		const doc = work.isOpen && parties ? kind.toDoc(work, parties.customer) : undefined;
		if (!parties || !doc) continue;
		const key = kind.keyOf(parties.customer, doc);
		const name = names.get(key);
		if (name === undefined) missing.set(key, { doc, customer: parties.customer, works: [...(missing.get(key)?.works ?? []), work] });
		else work.parties = kind.assign(parties, name);
	}
	const outcomes = await kind.insert([...missing.values()].map(({ doc }) => doc));
	const taken = await giveWay(run, [...missing.values()], outcomes, kind);
	for (const [index, [key, entry]] of [...missing].entries()) {
		const outcome = outcomes[index];
		if (outcome && 'name' in outcome) {
			names.set(key, outcome.name);
			if (!taken.has(outcome.name)) run.made.push({ doctype: kind.doctype, name: outcome.name, works: entry.works });
		}
		for (const work of entry.works) {
			if (outcome && 'name' in outcome) work.parties = work.parties && kind.assign(work.parties, outcome.name);
			else if (outcome && 'refused' in outcome) work.note(`ERPNext did not take the ${kind.doctype.toLowerCase()}, so it was left out: "${outcome.refused.reason}".`);
			else work.lookAgain(outcome?.unsure);
		}
	}
}

/** Where another run, at work at the same time, made the same one first, ours is deleted and theirs, which is returned, taken. */
async function giveWay<T>(run: OrderRun, missing: ReadonlyArray<{ doc: T; customer: string }>, outcomes: InsertOutcome[], kind: PartyKind<T>): Promise<Set<string>> {
	const taken = new Set<string>();
	const made = outcomes.flatMap((outcome) => ('name' in outcome ? outcome.name : []));
	const own = new Set([...made, ...run.made.flatMap(({ doctype, name }) => (doctype === kind.doctype ? name : []))]);
	const doubtful = missing.filter(({ customer, doc }, index) => {
		const outcome = outcomes[index];
		return outcome && 'name' in outcome && isNumberedForOthers(outcome.name, kind.plainName(customer, doc), own);
	});
	if (doubtful.length === 0) return taken;
	const found = await kind.fetch([...new Set(doubtful.map(({ customer }) => customer))], doubtful.map(({ doc }) => doc));
	for (const [index, { customer, doc }] of missing.entries()) {
		const outcome = outcomes[index];
		const first = found.get(kind.keyOf(customer, doc));
		if (!outcome || !('name' in outcome) || first === undefined || first === outcome.name) continue;
		await removeOwn(run, kind.doctype, outcome.name);
		outcomes[index] = { name: first };
		taken.add(first);
	}
	return taken;
}

/** What is in use by now ERPNext refuses to delete: it stays. */
async function removeOwn(run: OrderRun, doctype: MadeParty['doctype'], name: string): Promise<void> {
	try {
		await run.erp.remove(doctype, name);
	} catch (thrown) {
		const error = toErpError(thrown);
		if (isUnsure(error)) throw error;
	}
}

/**
 * Deletes addresses and contacts that this run made for orders that another run, at work at the same time, wrote first. Those
 * of a refused order stay: it is tried again.
 */
export async function removeUnusedParties(run: OrderRun): Promise<void> {
	for (const { doctype, name, works } of run.made) {
		if (works.every(({ result, usedParties }) => result?.action === 'unchanged' && !usedParties.includes(name))) await removeOwn(run, doctype, name);
	}
}
