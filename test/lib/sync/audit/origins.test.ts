import { seedPreviousConnector } from '../../../../sandbox/erpnext/previousConnector';
import { withBooks } from '../books';
import { anOrder } from '../orders/anOrder';
import { auditNovember, clientOf, copyOrder, kindsOf, sketch, withAudit } from './auditing';

const SOLD = { lines: [{ sku: 'SKU-1', quantity: 2, unitCents: 1999 }], shippingCents: 499 };

/** One line each, as the previous connector imported it and as Amazon has it. */
function imported(id: string, quantity: number, unitCents: number, commission?: number) {
	const old = { amazonOrderId: id, sku: 'OLD-1', asin: 'B0OLD00001', quantity, unitPrice: unitCents / 100, buyerName: `Buyer ${id}`, date: '2026-11-20', commission };
	return { old, order: anOrder(sketch(id, { lines: [{ sku: 'OLD-1', quantity, unitCents }] })) };
}

describe("an audit of the previous connector's books", () => {
	it('tells what it did to each order, before this package has made anything there', async () => {
		await withBooks(async ({ sandbox, writes }) => {
			const cases = [imported('TWICE', 1, 999), imported('UNITS', 3, 999), imported('FEE', 1, 500, 1.5), imported('BOTH', 2, 500, 1.5), imported('RIGHT', 1, 1234), imported('CANCELLED', 1, 100)];
			const { orders } = seedPreviousConnector(sandbox, { orders: cases.map(({ old }) => old), doubles: 1 });
			const name = (id: string) => orders.find(({ amazonOrderId }) => amazonOrderId === id)?.salesOrders.join(', ');
			const listed = cases.map(({ order }) => (order.orderId === 'CANCELLED' ? anOrder(sketch('CANCELLED', { status: 'CANCELLED' })) : order));
			const outcome = await auditNovember(clientOf(sandbox, ['Sales User']), [...listed, anOrder(sketch('NEVER', { status: 'CANCELLED' }))]);
			expect(outcome.rows.map(({ kind, salesOrders, amazonTotal, erpnextTotal, byLine }) => [kind, salesOrders, amazonTotal, erpnextTotal, byLine])).toEqual([
				['doubled', name('TWICE'), 9.99, 19.98, ''],
				['cancelledAtAmazon', name('CANCELLED'), 0, 1, ''],
				[
					'differentTotal',
					name('BOTH'),
					10,
					18.5,
					"SKU 'OLD-1' is 2 x 5.00 = 10.00 at Amazon and 2 x 10.00 = 20.00 in ERPNext, since the total of the line stands as the price of one unit; " +
						"charge 'Amazon Commission' (-1.50) stands only in ERPNext: a fee that Amazon takes from the seller, no part of what the buyer pays",
				],
				[
					'differentTotal',
					name('FEE'),
					5,
					3.5,
					"charge 'Amazon Commission' (-1.50) stands only in ERPNext: a fee that Amazon takes from the seller, no part of what the buyer pays",
				],
				[
					'differentTotal',
					name('UNITS'),
					29.97,
					89.91,
					"SKU 'OLD-1' is 3 x 9.99 = 29.97 at Amazon and 3 x 29.97 = 89.91 in ERPNext, since the total of the line stands as the price of one unit",
				],
			]);
			expect(outcome.summary.message).toBe(
				'6 orders from 2026-11-01 to 2026-11-30: 1 doubled order, 1 order that Amazon cancelled and 3 wrong totals. ' +
					'Amazon 67.30 USD, ERPNext 145.23 USD, difference -77.93. Nothing to book: 1 cancelled or sold elsewhere.',
			);
			expect(writes()).toBe(0);
		});
	});

	it('finds every order missing where no connector ever was', async () => {
		await withBooks(async ({ sandbox, writes }) => {
			for (const roles of [['Sales User'], ['Sales User', 'System Manager']]) {
				const outcome = await auditNovember(clientOf(sandbox, roles), [anOrder(sketch('A', SOLD)), anOrder(sketch('B', { status: 'PENDING' }))]);
				expect(kindsOf(outcome)).toEqual(['missing A']);
			}
			expect(writes()).toBe(0);
		});
	});
});

describe('an order that a person entered by hand', () => {
	it("is found by the customer's purchase order", async () => {
		await withAudit(async ({ write, reader, site, nameOf }) => {
			await write([sketch('A', SOLD), sketch('B', SOLD)]);
			for (const id of ['A', 'B']) site.poke('Sales Order', nameOf(id), { amazon_order_id: null, amazon_fingerprint: null, amazon_marketplace: null });
			site.poke('Sales Order', nameOf('B'), { grand_total: 44.96 });
			const outcome = await auditNovember(reader, ['A', 'B'].map((id) => anOrder(sketch(id, SOLD))));
			expect(kindsOf(outcome)).toEqual(['differentTotal B']);
			expect(outcome.rows[0]?.explanation).toBe(`Sales Order ${nameOf('B')} over 44.96 USD is 0.01 USD too little: Amazon says 44.97 USD for order B.`);
		});
	});

	it('doubles the one that a run wrote as well', async () => {
		await withAudit(async ({ write, reader, site, nameOf }) => {
			await write([sketch('A', SOLD)]);
			const { name: customer } = site.insert('Customer', { customer_name: 'Walk-in' });
			const byHand = copyOrder(site, nameOf('A'), { customer, amazon_order_id: null, po_no: 'A' });
			const outcome = await auditNovember(reader, [anOrder(sketch('A', SOLD))]);
			expect(outcome.rows).toMatchObject([{ kind: 'doubled', salesOrders: `${nameOf('A')}, ${byHand}`, difference: -44.97 }]);
		});
	});

	it('is known with blanks and in other letters', async () => {
		await withAudit(async ({ write, reader, site, nameOf }) => {
			await write([sketch('abc-1', SOLD)]);
			site.poke('Sales Order', nameOf('abc-1'), { amazon_order_id: 'ABC-1 ' });
			expect(await auditNovember(reader, [anOrder(sketch('abc-1', SOLD))])).toMatchObject({ rows: [], summary: { equal: 1 } });
		});
	});
});

describe('an amended order', () => {
	it('counts as the copy that stands', async () => {
		await withAudit(async ({ write, reader, site }) => {
			await write([sketch('A', SOLD)]);
			const changed = sketch('A', { ...SOLD, shippingCents: 100, updated: '2026-11-21T10:00:00Z' });
			expect(await write([changed])).toMatchObject([{ action: 'amended' }]);
			expect(site.count('Sales Order')).toBe(2);
			expect(await auditNovember(reader, [anOrder(changed)])).toMatchObject({ rows: [], summary: { equal: 1 } });
		});
	});

	it('is not missing while a run stands between giving its number up and amending it', async () => {
		await withAudit(async ({ write, reader, site, nameOf }) => {
			await write([sketch('A', SOLD)]);
			site.poke('Sales Order', nameOf('A'), { amazon_order_id: null, amazon_fingerprint: 'amending A' });
			expect(await auditNovember(reader, [anOrder(sketch('A', SOLD))])).toMatchObject({ rows: [], summary: { equal: 1 } });
		});
	});
});
