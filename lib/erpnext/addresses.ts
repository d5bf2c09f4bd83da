import { inParts } from '../inParts';
import { insertHalving, type InsertOutcome } from './batches';
import type { ErpClient } from './client';
import { toLooseName } from './looseName';
import { firstOfEach } from './namesakes';
import type { ErpAddress } from './types';

interface AddressRow {
	name: string;
	address_line1: string | null;
	city: string | null;
	pincode: string | null;
	link_name: string | null;
}

/** An address takes 38 ms (test/fixtures/erpnext-contract/README.md): a call of 60 stays under 3 seconds. */
const ADDRESSES_PER_CALL = 60;

/** Two addresses of one customer with the same key are the same place. */
export function addressKey(customer: string, address: { address_line1?: string | null; city?: string | null; pincode?: string | null }): string {
	return [customer, address.address_line1, address.city, address.pincode].map((part) => toLooseName(part ?? '')).join('\n');
}

/** Names of the addresses that these customers already have at these first lines, by `addressKey`. */
export async function fetchAddresses(erp: ErpClient, customers: string[], firstLines: string[]): Promise<Map<string, string>> {
	if (customers.length === 0 || firstLines.length === 0) return new Map();
	const rows = await erp.list<AddressRow>('Address', {
		fields: ['name', 'address_line1', 'city', 'pincode', 'links.link_name'],
		filters: [
			['Dynamic Link', 'link_doctype', '=', 'Customer'],
			['Dynamic Link', 'link_name', 'in', customers],
			['address_line1', 'in', firstLines],
		],
	});
	return firstOfEach(rows.map((row) => [addressKey(row.link_name ?? '', row), row.name]));
}

/** Repeating makes a second address; look them up first. Outcomes in order. */
export async function insertAddresses(erp: ErpClient, addresses: ErpAddress[]): Promise<InsertOutcome[]> {
	const outcomes: InsertOutcome[] = [];
	for (const part of inParts(addresses, ADDRESSES_PER_CALL)) {
		outcomes.push(...(await insertHalving(erp, part.map((address) => ({ doctype: 'Address', ...address })))));
	}
	return outcomes;
}
