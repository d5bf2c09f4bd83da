import { withErpSite } from './orders/erpSite';
import type { OrderSketch } from './orders/anOrder';

const updated = '2026-11-21T10:00:00Z';
const before: OrderSketch[] = [
	{ id: '1', shippingCents: 499 },
	{ id: '2', lines: [{ sku: 'SKU-2', quantity: 2, unitCents: 700 }] },
	{ id: '3' },
	{ id: '4', lines: [{ sku: 'SKU-2', quantity: 1, unitCents: 700 }] },
];
/** One order of each kind of work: amended, rows changed, cancelled, status only, and two new ones. */
const after: OrderSketch[] = [
	{ ...before[0]!, shippingCents: 100, updated },
	{ ...before[1]!, lines: [{ sku: 'SKU-2', quantity: 1, unitCents: 700 }], updated },
	{ ...before[2]!, status: 'CANCELLED', updated },
	{ ...before[3]!, status: 'SHIPPED', updated },
	{ id: '5', buyer: 'Jane', address: {} },
	{ id: '6', buyer: 'Max', address: { line1: '2 Side St' } },
];
const books = [
	['1', 1, 20.99, 'UNSHIPPED'],
	['2', 1, 7, 'UNSHIPPED'],
	['4', 1, 7, 'SHIPPED'],
	['5', 1, 19.99, 'UNSHIPPED'],
	['6', 1, 19.99, 'UNSHIPPED'],
];

describe('a run whose connection to ERPNext breaks', () => {
	it.each([
		{ how: 'after the request was done, and stays broken', when: 'afterProcessing', once: false },
		{ how: 'once after the request was done', when: 'afterProcessing', once: true },
		{ how: 'once in the middle of the answer', when: 'midAnswer', once: true },
	] as const)('$how: the next run heals it, whichever request it was', async ({ when, once }) => {
		await withErpSite(async ({ write, faults, sandbox, orders, callsOf }) => {
			await write(before);
			const start = sandbox.site.snapshot();
			const calls = await callsOf(async () => await write(after));
			expect(calls).toBeGreaterThan(20);
			for (let at = 1; at <= calls; at += 1) {
				sandbox.site.restore(start);
				let count = 0;
				const isCut = () => (count += 1) === at || (!once && count > at);
				faults.add({ match: () => isCut(), fault: { kind: 'cut', when } });
				// A run that could go on must have healed it by itself; one that could not says so by throwing.
				await write(after).catch((error: unknown) => expect(error).toHaveProperty('status', 0));
				faults.clear();
				const results = await write(after);
				const live = orders('amazon_order_id', 'docstatus', 'grand_total', 'amazon_order_status').filter((order) => order[1] !== 2);
				expect({ at, live: live.sort(), failed: results.filter(({ action }) => action === 'failed') }).toEqual({ at, live: books, failed: [] });
				const counts = ['Customer', 'Address', 'Contact'].map((doctype) => sandbox.site.count(doctype));
				expect({ at, counts }).toEqual({ at, counts: [6, 2, 2] });
			}
		});
	}, 120_000);
});
