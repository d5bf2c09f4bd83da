import { cleanBooks, auditNovember, kindsOf, addedUp, copyOrder, sketch, withAudit } from './auditing';
import { anOrder } from '../orders/anOrder';

/** Two of SKU-1 and shipping: 44.97 USD. */
const SOLD = { lines: [{ sku: 'SKU-1', quantity: 2, unitCents: 1999 }], shippingCents: 499 };

describe('an audit', () => {
	it('finds nothing in clean books, and says so in one line', async () => {
		await withAudit(async ({ write, reader, writes }) => {
			const orders = await cleanBooks(write);
			const before = writes();
			const { rows, summary } = await auditNovember(reader, orders);
			expect(rows).toEqual([]);
			expect(summary).toEqual({
				kind: 'summary',
				message: '3 orders from 2026-11-01 to 2026-11-30, all equal. Amazon and ERPNext: 44.96 USD. Nothing to book: 1 pending and 2 cancelled or sold elsewhere.',
				complete: true,
				firstDay: '2026-11-01',
				lastDay: '2026-11-30',
				timeZone: 'America/New_York',
				orders: 3,
				equal: 3,
				pending: 1,
				notSold: 2,
				differences: 0,
				counts: { missing: 0, doubled: 0, cancelledAtAmazon: 0, wrongCurrency: 0, differentTotal: 0, unknownAtAmazon: 0, notCompared: 0 },
				totals: [{ currency: 'USD', amazon: '44.96', erpnext: '44.96', difference: '0.00' }],
				notices: [],
				amazonCalls: 1,
				erpnextCalls: 5,
			});
			expect(writes()).toBe(before);
		});
	});

	it('shows each kind of difference in a row of its own, and adds them up', async () => {
		await withAudit(async ({ write, reader, site, nameOf }) => {
			const ids = ['CANCELLED', 'CURRENCY', 'DOUBLED', 'EQUAL', 'GONE', 'MISSING', 'SILENT', 'TOTAL'];
			const sketches = ids.map((id) => sketch(id, SOLD));
			await write([...sketches, sketch('UNKNOWN', SOLD)]);
			site.poke('Sales Order', nameOf('MISSING'), { amazon_order_id: null, po_no: null });
			site.update('Sales Order', nameOf('GONE'), { docstatus: 2 });
			site.poke('Sales Order', nameOf('TOTAL'), { grand_total: 54.97 });
			site.poke('Sales Order', nameOf('CURRENCY'), { currency: 'EUR' });
			copyOrder(site, nameOf('DOUBLED'));
			const orders = sketches.map((one) => anOrder({ ...one, status: one.id === 'CANCELLED' ? 'CANCELLED' : 'SHIPPED' }));
			const silent = orders.find(({ orderId }) => orderId === 'SILENT');
			if (silent) {
				delete silent.proceeds;
				for (const item of silent.orderItems) delete item.proceeds;
			}

			const { rows, summary } = await auditNovember(reader, orders);
			const names = (id: string) => rows.find(({ amazonOrderId }) => amazonOrderId === id)?.salesOrders;
			expect(rows.map(({ explanation }) => explanation)).toEqual([
				`Order GONE over 44.97 USD is SHIPPED at Amazon and its Sales Order ${nameOf('GONE')} is cancelled in ERPNext.`,
				'Order MISSING over 44.97 USD is SHIPPED at Amazon and has no Sales Order in ERPNext.',
				`Order DOUBLED stands in 2 Sales Orders: ${names('DOUBLED')?.replace(', ', ' over 44.97 USD and ')} over 44.97 USD; Amazon has it once, over 44.97 USD. Keep one and cancel the others.`,
				`Order CANCELLED is cancelled at Amazon, but Sales Order ${nameOf('CANCELLED')} over 44.97 USD still stands in ERPNext. Cancel it.`,
				`Sales Order ${nameOf('CURRENCY')} over 44.97 EUR is in the wrong currency: Amazon says 44.97 USD for order CURRENCY.`,
				`Sales Order ${nameOf('TOTAL')} over 54.97 USD is 10.00 USD too much: Amazon says 44.97 USD for order TOTAL.`,
				`Sales Order ${nameOf('UNKNOWN')} over 44.97 USD carries Amazon's order number 'UNKNOWN', which is not among the orders of amazon.com created from 2026-10-31T00:00:00Z to 2026-12-02T00:00:00Z. Look it up in Seller Central: it may be mistyped, misdated, or of another seller.`,
				`Order SILENT cannot be compared with Sales Order ${nameOf('SILENT')} over 44.97 USD: Amazon sends no total for it (Amazon sent no grand total for it, so its sum cannot be proven).`,
			]);
			expect(rows[5]).toEqual({
				kind: 'differentTotal',
				amazonOrderId: 'TOTAL',
				salesOrders: nameOf('TOTAL'),
				orderDate: '2026-11-20',
				salesOrderDate: '2026-11-20',
				marketplace: 'amazon.com',
				amazonStatus: 'SHIPPED',
				currency: 'USD',
				amazonTotal: 44.97,
				erpnextCurrency: 'USD',
				erpnextTotal: 54.97,
				difference: -10,
				byLine: '',
				explanation: rows[5]?.explanation,
			});
			// The same columns in each row: a table.
			for (const row of rows) expect(Object.keys(row)).toEqual(Object.keys(rows[5] ?? {}));
			expect(summary.counts).toEqual({ missing: 2, doubled: 1, cancelledAtAmazon: 1, wrongCurrency: 1, differentTotal: 1, unknownAtAmazon: 1, notCompared: 1 });
			expect(summary.message).toBe(
				'8 orders from 2026-11-01 to 2026-11-30: 2 missing orders, 1 doubled order, 1 order that Amazon cancelled, 1 wrong currency, 1 wrong total, 1 order unknown at Amazon and 1 order that cannot be compared. ' +
					'Amazon 0.00 EUR, ERPNext 44.97 EUR, difference -44.97. Amazon 269.82 USD, ERPNext 279.82 USD, difference -10.00.',
			);
			const comparable = rows.filter(({ kind }) => kind !== 'notCompared');
			expect(addedUp(comparable)).toEqual({ USD: -1000, EUR: -4497 });
		});
	});

	it('takes a draft for what it is, and says that it is one', async () => {
		await withAudit(async ({ write, reader, nameOf }) => {
			await write([sketch('A', SOLD), sketch('B', SOLD)], { submitOrders: false });
			const orders = [sketch('A', SOLD), sketch('B', { ...SOLD, status: 'CANCELLED' })].map(anOrder);
			const { rows, summary } = await auditNovember(reader, orders);
			expect(summary.equal).toBe(1);
			expect(rows.map(({ explanation }) => explanation)).toEqual([
				`Order B is cancelled at Amazon, but Sales Order ${nameOf('B')} (draft) over 44.97 USD still stands in ERPNext. Cancel it.`,
			]);
		});
	});

	it('leaves an order alone that Amazon has not confirmed yet, unless it stands twice', async () => {
		await withAudit(async ({ write, reader, site, nameOf }) => {
			await write([sketch('A', SOLD), sketch('B', SOLD)]);
			copyOrder(site, nameOf('B'));
			const orders = ['A', 'B'].map((id) => anOrder(sketch(id, { ...SOLD, status: 'PENDING' })));
			const { rows, summary } = await auditNovember(reader, orders);
			expect(kindsOf({ rows, summary })).toEqual(['doubled B']);
			expect(summary).toMatchObject({ pending: 1, orders: 1 });
		});
	});

	it('counts the later state of an order that is listed twice', async () => {
		await withAudit(async ({ write, reader }) => {
			const now = sketch('A', { ...SOLD, updated: '2026-11-21T10:00:00Z' });
			await write([now]);
			const before = anOrder({ ...now, updated: '2026-11-20T16:00:00Z', shippingCents: 0 });
			expect(await auditNovember(reader, [anOrder(now), before])).toMatchObject({ rows: [], summary: { orders: 1, equal: 1 } });
		});
	});

	it('asks ERPNext in bulk', async () => {
		await withAudit(async ({ write, reader, site, nameOf }) => {
			const sketches = Array.from({ length: 220 }, (_, index) => sketch(`O-${index}`, SOLD));
			await write(sketches);
			const clean = await auditNovember(reader, sketches.map(anOrder));
			// Time zone, precision, two for each 200 numbers, and the period's own.
			expect(clean.summary).toMatchObject({ equal: 220, erpnextCalls: 7 });
			for (const { id } of sketches.slice(0, 60)) site.poke('Sales Order', nameOf(id), { grand_total: 1 });
			const wrong = await auditNovember(reader, sketches.map(anOrder));
			// And two for each 50 wrong totals.
			expect(wrong.summary).toMatchObject({ differences: 60, erpnextCalls: 11 });
		});
	});
});
