import { withErpSite } from './orders/erpSite';
import type { OrderSketch } from './orders/anOrder';

const manyOrders = (count: number, change: (index: number) => Partial<OrderSketch> = () => ({})): OrderSketch[] =>
	Array.from({ length: count }, (_none, index) => ({
		id: `902-${String(index + 1).padStart(7, '0')}-0000001`,
		lines: [{ sku: `SKU-${(index % 3) + 1}`, quantity: (index % 4) + 1, unitCents: 333 + index }],
		shippingCents: index % 2 ? 499 : 0,
		...change(index),
	}));

const withPeople = (index: number): Partial<OrderSketch> => ({
	buyer: `Buyer ${index}`,
	email: `buyer${index}@marketplace.amazon.com`,
	address: { line1: `${index} Main St`, phone: '+1 415 555 0100' },
	fulfilledBy: 'MERCHANT',
});

describe('a first import', () => {
	it('writes and submits 100 orders with customer, address and contact in at most 0.3 calls an order', async () => {
		await withErpSite(async ({ write, callsOf, orders, sandbox }) => {
			let actions: string[] = [];
			const calls = await callsOf(async () => {
				const results = await write(manyOrders(100, withPeople));
				actions = results.map(({ action, amazonTotal, erpnextTotal }) => (amazonTotal === erpnextTotal ? action : `${amazonTotal}/${erpnextTotal}`));
			});
			expect(actions).toEqual(Array<string>(100).fill('created'));
			expect(orders('docstatus', 'status')).toEqual(Array(100).fill([1, 'To Deliver and Bill']));
			expect(['Customer', 'Address', 'Contact'].map((doctype) => sandbox.site.count(doctype))).toEqual([100, 100, 100]);
			expect(calls).toBeLessThanOrEqual(30);
		});
	});

	it('looks 400 orders up at once and writes them in batches of 19, in 85 calls', async () => {
		await withErpSite(async ({ write, callsOf }) => {
			const calls = await callsOf(async () => {
				const results = await write(manyOrders(400, withPeople));
				expect(results.map(({ action }) => action)).toEqual(Array<string>(400).fill('created'));
			});
			const lookUps = 9;
			// Eight groups: customers, addresses, contacts and the proof of their sums.
			const groups = 8 * 4;
			const drafts = 22;
			const submissions = 22;
			expect(calls).toBe(lookUps + groups + drafts + submissions);
		});
	});

	it('leaves 400 unchanged orders alone in as many calls as 100', async () => {
		await withErpSite(async ({ write, callsOf }) => {
			await write(manyOrders(400, withPeople));
			const hundred = await callsOf(async () => await write(manyOrders(100, withPeople)));
			expect(await callsOf(async () => await write(manyOrders(400, withPeople)))).toBe(hundred);
		});
	});

	it('leaves 100 unchanged orders alone in at most 0.05 calls an order', async () => {
		await withErpSite(async ({ write, callsOf }) => {
			await write(manyOrders(100, withPeople));
			const calls = await callsOf(async () => {
				const results = await write(manyOrders(100, withPeople));
				expect(results.map(({ action }) => action)).toEqual(Array<string>(100).fill('unchanged'));
			});
			expect(calls).toBeLessThanOrEqual(5);
		});
	});
});
