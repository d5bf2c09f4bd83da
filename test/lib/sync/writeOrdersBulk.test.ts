import type { ErpClient } from '../../../lib/erpnext/client';
import { writeOrders } from '../../../lib/sync/writeOrders';
import { FakeClock } from '../../support/fakeClock';
import { anOrder, type OrderSketch } from './orders/anOrder';
import { withErpSite } from './orders/erpSite';

const orders = (count: number): OrderSketch[] =>
	Array.from({ length: count }, (_none, index) => ({ id: `902-${index + 1}`, buyer: `Buyer ${index}`, address: { line1: `${index} Main St` } }));

/** Writes down which methods were under way at the same time. */
function watched(erp: ErpClient): { erp: ErpClient; most: number; pairs: Set<string> } {
	const seen = { most: 0, pairs: new Set<string>() };
	const underWay: string[] = [];
	const watch = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
		underWay.push(name);
		seen.most = Math.max(seen.most, underWay.length);
		if (underWay.length > 1) seen.pairs.add([...underWay].sort().join(' + '));
		try {
			return await work();
		} finally {
			underWay.splice(underWay.indexOf(name), 1);
		}
	};
	const client: ErpClient = {
		...erp,
		list: async (doctype, query) => await watch('list', async () => await erp.list(doctype, query)),
		insertMany: async (docs) => await watch('insertMany', async () => await erp.insertMany(docs)),
		submitMany: async (doctype, names) => await watch('submitMany', async () => await erp.submitMany(doctype, names)),
	};
	return Object.assign(seen, { erp: client });
}

describe('writing many orders', () => {
	it('goes page by page, one result an order, in order, however many there are', async () => {
		await withErpSite(async ({ write, sandbox, callsOf }) => {
			const calls = await callsOf(async () => {
				const results = await write(orders(230));
				expect(results.map(({ amazonOrderId }) => amazonOrderId)).toEqual(orders(230).map(({ id }) => id));
				expect(results.every(({ action }) => action === 'created')).toBe(true);
			});
			expect(sandbox.site.count('Sales Order')).toBe(230);
			expect(calls).toBeLessThanOrEqual(69);
		});
	});

	it('keeps at most two requests under way, never two of a kind, and overlaps submission with new drafts', async () => {
		await withErpSite(async ({ erp, settings }) => {
			const seen = watched(erp);
			await writeOrders({ erp: seen.erp, clock: new FakeClock() }, orders(60).map(anOrder), settings);
			expect(seen.most).toBe(2);
			expect(seen.pairs).toContain('insertMany + submitMany');
			expect([...seen.pairs].filter((pair) => pair === 'insertMany + insertMany' || pair === 'submitMany + submitMany')).toEqual([]);
		});
	});

	it('makes the buyers of the next orders while the last ones are submitted, not all of them first', async () => {
		await withErpSite(async ({ erp, settings }) => {
			const sent: string[] = [];
			const client: ErpClient = {
				...erp,
				insertMany: async (docs) => {
					sent.push(docs[0]?.doctype ?? '');
					return await erp.insertMany(docs);
				},
				submitMany: async (doctype, names) => {
					sent.push('submission');
					return await erp.submitMany(doctype, names);
				},
			};
			await writeOrders({ erp: client, clock: new FakeClock() }, orders(76).map(anOrder), settings);
			expect(sent.filter((each) => each !== 'submission')).toEqual(
				[1, 3].flatMap((batches) => ['Customer', 'Address', 'Contact', ...Array<string>(batches).fill('Sales Order')]),
			);
			expect(sent.indexOf('submission')).toBeLessThan(sent.lastIndexOf('Customer'));
		});
	});

	it('keeps one request under way where that is the setting', async () => {
		await withErpSite(async ({ erp, settings }) => {
			const seen = watched(erp);
			await writeOrders({ erp: seen.erp, clock: new FakeClock() }, orders(60).map(anOrder), { ...settings, requestsInFlight: 1 });
			expect(seen.most).toBe(1);
		});
	});

	it.each([2, 4])('leaves the same books when %i runs start at once', async (runs) => {
		await withErpSite(async ({ write, sandbox, orders: held }) => {
			const all = await Promise.all(Array.from({ length: runs }, async () => await write(orders(30))));
			expect(held('docstatus', 'grand_total')).toEqual(Array(30).fill([1, 19.99]));
			expect(['Customer', 'Address', 'Contact'].map((doctype) => sandbox.site.count(doctype))).toEqual([30, 30, 30]);
			expect(all.flat().filter(({ action }) => action === 'failed')).toEqual([]);
		});
	});

	it('leaves no address twice where two runs at once meet an order that ERPNext refuses', async () => {
		await withErpSite(async ({ write, sandbox }) => {
			const refused: OrderSketch[] = [{ id: '1', buyer: 'Jane', address: {}, currency: 'SEK' }];
			// What a run leaves that dies right after the customer.
			sandbox.site.insert('Customer', { customer_name: 'Jane - 1', customer_type: 'Individual', customer_group: 'Individual', territory: 'All Territories' });
			await Promise.all([write(refused), write(refused)]);
			sandbox.site.insert('Currency Exchange', { date: '2026-11-01', from_currency: 'SEK', to_currency: 'USD', exchange_rate: 0.1, for_selling: 1 });
			expect(await write(refused)).toMatchObject([{ action: 'created' }]);
			expect(['Customer', 'Address'].map((doctype) => sandbox.site.count(doctype))).toEqual([1, 1]);
		});
	});

	it('takes the later state of an order that comes twice', async () => {
		await withErpSite(async ({ write, orders: held }) => {
			const twice: OrderSketch[] = [
				{ id: '1', updated: '2026-11-21T10:00:00Z', status: 'SHIPPED' },
				{ id: '1', updated: '2026-11-20T10:00:00Z' },
			];
			expect(await write(twice)).toMatchObject([{ fulfillmentStatus: 'SHIPPED' }, { fulfillmentStatus: 'SHIPPED' }]);
			expect(held('amazon_order_status')).toEqual([['SHIPPED']]);
		});
	});

	it('makes no call for no orders', async () => {
		await withErpSite(async ({ write, callsOf }) => {
			expect(await callsOf(async () => await write([]))).toBe(0);
		});
	});

	it('finds one bad order among many by halving, and writes all others', async () => {
		await withErpSite(async ({ write, sandbox, callsOf }) => {
			const sketches = orders(38);
			// Entered by a person under the same number, without Amazon's id.
			const customer = sandbox.site.insert('Customer', { customer_name: 'Buyer 7 - 902-8', customer_type: 'Individual', customer_group: 'Individual', territory: 'All Territories' });
			sandbox.site.insert('Sales Order', {
				customer: customer.name,
				company: 'Acme Inc',
				transaction_date: '2026-11-20',
				delivery_date: '2026-11-25',
				currency: 'USD',
				selling_price_list: 'Standard Selling',
				po_no: '902-8',
				title: 'by hand',
				items: [{ item_code: 'SKU-1', qty: 1, rate: 1 }],
			});
			const calls = await callsOf(async () => {
				const results = await write(sketches);
				expect(results.filter(({ action }) => action === 'created')).toHaveLength(37);
				expect(results[7]).toMatchObject({
					action: 'failed',
					reason: "Order 902-8: Sales Order SAL-ORD-2026-00001 already carries '902-8' as the customer's purchase order number. Cancel it, or set this to Ignored if it is the same sale.",
				});
			});
			expect(calls).toBeLessThanOrEqual(75);
		});
	});
});
