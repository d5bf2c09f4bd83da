import { inParts } from '../inParts';
import { insertHalving, type InsertOutcome, isUnsure } from './batches';
import type { ErpClient } from './client';
import { ErpApiError, isDuplicate } from './errors';
import { toLooseName } from './looseName';
import type { ErpCustomer } from './types';

export interface FoundCustomer {
	name: string;
	customer_name: string;
	disabled: 0 | 1;
}

/** A customer takes 7 ms (test/fixtures/erpnext-contract/README.md), and `insert_many` takes 200 documents: one call stays under 3 seconds. */
const CUSTOMERS_PER_CALL = 200;

/** Customers by `toLooseName` of their customer name; of equal names the oldest. */
export async function fetchCustomers(erp: ErpClient, customerNames: string[]): Promise<Map<string, FoundCustomer>> {
	const found = new Map<string, FoundCustomer>();
	if (customerNames.length === 0) return found;
	const rows = await erp.list<FoundCustomer>('Customer', {
		fields: ['name', 'customer_name', 'disabled'],
		filters: [['customer_name', 'in', customerNames]],
		orderBy: 'creation asc, name asc',
	});
	for (const row of rows) {
		const key = toLooseName(row.customer_name);
		if (!found.has(key)) found.set(key, row);
	}
	return found;
}

/** Those of these customers (by name) that are disabled. */
export async function fetchDisabledCustomers(erp: ErpClient, names: string[]): Promise<Set<string>> {
	if (names.length === 0) return new Set();
	const rows = await erp.list<{ name: string }>('Customer', {
		fields: ['name'],
		filters: [
			['name', 'in', [...new Set(names)]],
			['disabled', '=', 1],
		],
	});
	return new Set(rows.map((row) => row.name));
}

/**
 * Look names up first, each once: a second Customer of one name silently becomes "Name - 1" (recorded: customers/same name
 * makes a second customer). When somebody else made one in between, ours is deleted again and the outcome is `unsure`:
 * look again. Outcomes in order.
 */
export async function insertCustomers(erp: ErpClient, customers: ErpCustomer[]): Promise<InsertOutcome[]> {
	const outcomes: InsertOutcome[] = [];
	for (const part of inParts(customers, CUSTOMERS_PER_CALL)) {
		const docs = part.map((customer) => ({ doctype: 'Customer', ...customer }));
		outcomes.push(...(await insertHalving(erp, docs, { mustLookAgain: (error) => isDuplicate(error) })));
	}
	for (const [index, outcome] of outcomes.entries()) {
		if (!('name' in outcome) || !isSecond(outcome.name, customers[index]?.customer_name ?? '')) continue;
		await removeSecond(erp, outcome.name);
		outcomes[index] = { unsure: undefined };
	}
	return outcomes;
}

/** "Jane - 1" where "Jane" was asked for; sites that name Customers by number have no such names. */
function isSecond(name: string, customerName: string): boolean {
	return name.startsWith(`${customerName} - `) && /^\d+$/.test(name.slice(customerName.length + ' - '.length));
}

/** A user who may not delete leaves it: unused, it does no harm. */
async function removeSecond(erp: ErpClient, name: string): Promise<void> {
	try {
		await erp.remove('Customer', name);
	} catch (error) {
		if (!(error instanceof ErpApiError) || isUnsure(error)) throw error;
	}
}
