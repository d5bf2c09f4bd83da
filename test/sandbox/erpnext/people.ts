import { startErpNextSandbox, type ErpNextSandbox, type ErpNextSandboxOptions } from '../../../sandbox/erpnext/server';
import { FakeClock } from '../../support/fakeClock';

export interface Answered {
	status: number;
	body: Record<string, unknown>;
}

export type Ask = (method: string, path: string, body?: unknown) => Promise<Answered>;

/** A sandbox on a fake clock for the time of one test. */
export async function withErpNext(test: (sandbox: ErpNextSandbox) => Promise<void>, options: ErpNextSandboxOptions = {}): Promise<void> {
	const sandbox = await startErpNextSandbox({ clock: new FakeClock(), ...options });
	try {
		await test(sandbox);
	} finally {
		await sandbox.close();
	}
}

/** Requests as one user; paths may hold blanks, `?` begins the query. */
export function as(sandbox: ErpNextSandbox, user: { apiKey: string; apiSecret: string }): Ask {
	return async (method, path, body) => {
		const response = await fetch(sandbox.url + encodeURI(path), {
			method,
			headers: { Authorization: `token ${user.apiKey}:${user.apiSecret}`, 'Content-Type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const parsed: Record<string, unknown> = JSON.parse(await response.text());
		return { status: response.status, body: parsed };
	};
}

const ITEM = { item_code: 'KETTLE', item_group: 'Products', stock_uom: 'Nos' };

export function order(fields: Record<string, unknown> = {}): Record<string, unknown> {
	return {
		doctype: 'Sales Order',
		customer: 'Jane',
		company: 'Acme Inc',
		transaction_date: '2026-11-20',
		delivery_date: '2026-11-25',
		currency: 'USD',
		selling_price_list: 'Standard Selling',
		ignore_pricing_rule: 1,
		disable_rounded_total: 1,
		title: 'Jane',
		items: [{ item_code: 'KETTLE', qty: 2, rate: 10 }],
		...fields,
	};
}

/** An Item and a Customer to sell it to. */
export function furnish(sandbox: ErpNextSandbox): void {
	sandbox.site.insert('Item', ITEM);
	sandbox.site.insert('Customer', { customer_name: 'Jane', customer_type: 'Individual', customer_group: 'Individual', territory: 'All Territories' });
}
