import type { FaultRequest } from '../../../sandbox/faults';
import { writeOrders } from '../../../lib/sync/writeOrders';
import { FakeClock } from '../../support/fakeClock';
import { anOrder, type OrderSketch } from './orders/anOrder';
import { withErpSite } from './orders/erpSite';

const orders = (count: number, change: (index: number) => Partial<OrderSketch> = () => ({})): OrderSketch[] =>
	Array.from({ length: count }, (_none, index) => ({ id: `902-${index + 1}`, ...change(index) }));

describe('an order that cannot be written', () => {
	it('names the exchange rate that is missing, costs the others nothing, and works once the rate is there', async () => {
		await withErpSite(async ({ write, sandbox, callsOf }) => {
			const sketches = orders(40, (index) => (index % 10 === 3 ? { currency: 'SEK' } : {}));
			const calls = await callsOf(async () => {
				const results = await write(sketches);
				expect(results.filter(({ action }) => action === 'created')).toHaveLength(36);
				expect(results[3]).toMatchObject({
					action: 'failed',
					reason:
						'Order 902-4: its currency is SEK and ERPNext has no exchange rate from SEK to USD for 2026-11-20. Add a Currency Exchange record; the order is tried again by itself.',
					detail: expect.stringContaining('Currency Exchange'),
				});
				expect(results[3]).not.toHaveProperty('salesOrder');
			});
			// Four drafts share one cause: it is looked for once.
			expect(calls).toBeLessThanOrEqual(32);
			sandbox.site.insert('Currency Exchange', { date: '2026-11-01', from_currency: 'SEK', to_currency: 'USD', exchange_rate: 0.1, for_selling: 1 });
			expect((await write(sketches)).map(({ action }) => action)).toEqual(sketches.map(({ currency }) => (currency ? 'created' : 'unchanged')));
		});
	});

	it('names a disabled Item and a SKU without one', async () => {
		await withErpSite(async ({ write, sandbox }) => {
			sandbox.site.update('Item', 'SKU-2', { disabled: 1 });
			const lines = (sku: string) => ({ lines: [{ sku, quantity: 1, unitCents: 100 }] });
			const results = await write([{ id: 'good' }, { id: 'off', ...lines('SKU-2') }, { id: 'none', ...lines('NOPE') }], { unknownSku: 'reportIssue' });
			expect(results).toMatchObject([{ action: 'created' }, { action: 'failed' }, { action: 'failed' }]);
			expect(results[1]?.reason).toMatch(/^Order off: .*'SKU-2' is disabled/);
			expect(results[2]?.reason).toMatch(/^Order none: .*'NOPE'/);
		});
	});

	it('says each of several reasons in a sentence of its own', async () => {
		await withErpSite(async ({ write }) => {
			const line = { quantity: 1, unitCents: 100 };
			const [result] = await write([{ id: 'two', lines: [{ sku: 'NOPE', ...line }, { sku: 'NEITHER', ...line }] }], { unknownSku: 'reportIssue' });
			expect(result?.reason).toMatch(/^Order two: SKU 'NOPE' has no Item .* by itself\. SKU 'NEITHER' has no Item .* by itself\.$/);
		});
	});

	it('is written with a contact, however long its buyer\'s name is', async () => {
		await withErpSite(async ({ write, orders: held }) => {
			expect(await write([{ id: '902-1', buyer: 'N'.repeat(200) }])).toMatchObject([{ action: 'created' }]);
			const [[customer, contact] = []] = held('customer', 'contact_person');
			expect(contact).toBe(`${'N'.repeat(10)}-${String(customer)}`);
		});
	});

	it('is told apart from one whose tax ERPNext\'s own template works out', async () => {
		await withErpSite(async ({ write, sandbox, orders: held }) => {
			const tax = { charge_type: 'On Net Total', account_head: 'TDS Payable - ACME', description: 'VAT', rate: 10 };
			const template = sandbox.site.insert('Sales Taxes and Charges Template', { title: 'VAT 10', company: 'Acme Inc', taxes: [tax] });
			const settings = { taxHandling: 'taxTemplate', taxTemplate: String(template.name) } as const;
			expect(await write([{ id: '1' }], settings)).toMatchObject([
				{ action: 'created', amazonTotal: '21.99', erpnextTotal: '21.99', notes: [expect.stringContaining("with Amazon's own tax it is 19.99 USD")] },
			]);
			expect(held('docstatus', 'net_total', 'taxes_and_charges')).toEqual([[1, 19.99, 'VAT 10 - ACME']]);
			expect(await write([{ id: '1' }], settings)).toMatchObject([{ action: 'unchanged' }]);
		});
	});

	it.each([
		['no lines at all', { orderItems: null }, 'Amazon sent no lines of it'],
		['lines that are none', { orderItems: [null, 'line'] }, 'Amazon sent no lines of it'],
		['lines that are no list', { orderItems: { one: 1 } }, 'Amazon sent no lines of it'],
		['a line without its product', { orderItems: [{ orderItemId: '1', quantityOrdered: 1 }] }, 'names neither SKU nor ASIN'],
		['tax registrations that are no list', { tax: { taxRegistrations: 1 } }, "Please report this order's shape"],
		['a sum that is none', { proceeds: { grandTotal: { amount: 'ten', currencyCode: 'USD' } } }, "'ten'"],
	])('of a shape that nobody foresaw (%s) does not hold up the others', async (_what, shape, said) => {
		await withErpSite(async ({ erp, settings }) => {
			const [good, odd] = [anOrder({ id: 'good' }), anOrder({ id: 'odd' })];
			Object.assign(odd, shape);
			expect(await writeOrders({ erp, clock: new FakeClock() }, [odd, good], settings)).toMatchObject([
				{ action: 'failed', reason: expect.stringMatching(/^Order odd: /) },
				{ action: 'created' },
			]);
			const [result] = await writeOrders({ erp, clock: new FakeClock() }, [odd], settings);
			expect(result?.reason).toContain(said);
		});
	});

	it('needs no Item for a line of no unit, and takes a SKU of digits for a text', async () => {
		await withErpSite(async ({ erp, settings, sandbox }) => {
			sandbox.site.insert('Item', { item_code: '4711', item_name: '4711', item_group: 'Products', stock_uom: 'Nos' });
			const order = anOrder({ id: '1', lines: [{ sku: '4711', quantity: 1, unitCents: 500 }, { sku: 'GONE', quantity: 0, unitCents: 0 }] });
			Object.assign(order.orderItems[0]?.product ?? {}, { sellerSku: 4711 });
			const results = await writeOrders({ erp, clock: new FakeClock() }, [order], { ...settings, unknownSku: 'reportIssue' });
			expect(results).toMatchObject([{ action: 'created', erpnextTotal: '5.00' }]);
		});
	});

	it('has its Item made from its line where settings say so', async () => {
		await withErpSite(async ({ write, sandbox }) => {
			const lines = [{ sku: 'NEW-1', quantity: 2, unitCents: 500 }];
			expect(await write([{ id: 'new', lines }])).toMatchObject([{ action: 'created', erpnextTotal: '10.00' }]);
			expect(sandbox.site.doc('Item', 'NEW-1')).toMatchObject({ item_name: 'Title of NEW-1' });
		});
	});

	it('asks nothing more of ERPNext when the one customer for all is disabled', async () => {
		await withErpSite(async ({ write, sandbox, callsOf }) => {
			sandbox.site.insert('Customer', { customer_name: 'Amazon', customer_type: 'Individual', customer_group: 'Individual', territory: 'All Territories', disabled: 1 });
			const calls = await callsOf(async () => {
				const results = await write(orders(30), { customerPolicy: 'single', singleCustomer: 'Amazon' });
				expect(results.map(({ reason }) => reason)).toContain(
					"Order 902-1: Customer 'Amazon' is disabled in ERPNext. Enable it; the order is tried again by itself.",
				);
			});
			expect(calls).toBeLessThanOrEqual(8);
		});
	});
});

describe('who bought', () => {
	it('is one Customer for all, made once', async () => {
		await withErpSite(async ({ write, sandbox, callsOf }) => {
			const single = { customerPolicy: 'single', singleCustomer: 'Amazon' } as const;
			const calls = await callsOf(async () => {
				await write(orders(100), single);
			});
			expect(calls).toBeLessThanOrEqual(26);
			expect(sandbox.site.docs('Customer').map((doc) => doc.name)).toEqual(['Amazon']);
			expect(sandbox.site.docs('Sales Order').every((doc) => doc.customer === 'Amazon')).toBe(true);
		});
	});

	it('never shows one buyer\'s address on the order of another, though one Customer stands for both', async () => {
		await withErpSite(async ({ write, orders: held, sandbox }) => {
			const single = { customerPolicy: 'single', singleCustomer: 'Amazon' } as const;
			await write(orders(4, (index) => (index % 2 ? {} : { buyer: `B${index}`, address: { line1: `${index} Main St` } })), single);
			expect(held('shipping_address_name', 'customer_address')).toEqual([
				['B0-Shipping', 'B0-Shipping'],
				['Amazon, no address-Shipping', 'Amazon, no address-Shipping'],
				['B2-Shipping', 'B2-Shipping'],
				['Amazon, no address-Shipping', 'Amazon, no address-Shipping'],
			]);
			expect(sandbox.site.count('Address')).toBe(3);
		});
	});

	it('shows the buyer of each order as its contact, and goes on doing so when it is amended', async () => {
		await withErpSite(async ({ write, orders: held, sandbox }) => {
			const single = { customerPolicy: 'single', singleCustomer: 'Amazon' } as const;
			const buyer = (index: number): Partial<OrderSketch> => ({ buyer: `B${index}`, email: `b${index}@example.com` });
			await write(orders(1, buyer), single);
			const [first] = sandbox.site.docs('Contact');
			sandbox.site.update('Contact', String(first?.name), { is_primary_contact: 1 });
			await write(orders(2, buyer), single);
			const shown = () => held('docstatus', 'contact_display', 'contact_email');
			expect(shown()).toEqual([[1, 'B0', 'b0@example.com'], [1, 'B1', 'b1@example.com']]);
			await write(orders(2, (index) => ({ ...buyer(index), shippingCents: 499, updated: '2026-11-20T12:00:00Z' })), single);
			expect(shown().filter(([docstatus]) => docstatus === 1)).toEqual([[1, 'B0', 'b0@example.com'], [1, 'B1', 'b1@example.com']]);
		});
	});

	it('is one Customer for each email address, with one address for each place', async () => {
		await withErpSite(async ({ write, sandbox }) => {
			const buyer = (index: number): Partial<OrderSketch> => ({
				buyer: 'Jane',
				email: index % 2 ? 'JANE@example.com' : 'jane@example.com',
				address: { line1: index < 2 ? '1 Main St' : '2 Side St' },
			});
			await write(orders(2, buyer), { customerPolicy: 'perEmail' });
			await write(orders(4, buyer), { customerPolicy: 'perEmail' });
			expect(sandbox.site.docs('Customer').map((doc) => doc.name)).toEqual(['jane@example.com']);
			expect(sandbox.site.docs('Address').map((doc) => doc.address_line1).sort()).toEqual(['1 Main St', '2 Side St']);
			expect(sandbox.site.count('Contact')).toBe(1);
		});
	});

	it('is found again when ERPNext holds the name with other case, accents and blanks', async () => {
		await withErpSite(async ({ write, sandbox }) => {
			sandbox.site.insert('Customer', { customer_name: 'AMÁZON', customer_type: 'Company', customer_group: 'Individual', territory: 'All Territories' });
			await write(orders(2), { customerPolicy: 'single', singleCustomer: 'amazon' });
			expect(sandbox.site.docs('Customer').map((doc) => doc.name)).toEqual(['AMÁZON']);
		});
	});

	it.each([
		// The second insertion is that of both addresses, the third that of the first one alone.
		{ what: 'address', field: 'shipping_address_name', refused: [2, 3], left: 'B1-Shipping', words: 'Postal Code is not valid' },
		{ what: 'contact', field: 'contact_person', refused: [3, 4], left: 'B1-B1 - 902-2', words: 'Mobile No is not valid' },
	])('goes without the $what that ERPNext refuses, and says so', async ({ what, field, refused, left, words }) => {
		await withErpSite(async ({ write, faults, sandbox }) => {
			const refusal = { exc_type: 'ValidationError', exception: `frappe.exceptions.ValidationError: ${words}` };
			let insertions = 0;
			const match = ({ path }: FaultRequest) => path.endsWith('insert_many') && refused.includes((insertions += 1));
			faults.add({ match, fault: { kind: 'answer', status: 417, body: refusal } });
			const results = await write(orders(2, (index) => ({ buyer: `B${index}`, address: { line1: `${index} Main St` } })));
			const said = `ERPNext did not take the ${what}, so it was left out: "${words}".`;
			expect(results).toMatchObject([{ action: 'created', notes: [said] }, { action: 'created' }]);
			expect(results[1]).not.toHaveProperty('notes');
			expect(sandbox.site.docs('Sales Order').map((doc) => doc[field] || null)).toEqual([null, left]);
		});
	});
});

describe('ERPNext as a whole', () => {
	it('ends the run when the key is not accepted', async () => {
		await withErpSite(async ({ write, faults }) => {
			faults.add({ match: () => true, fault: { kind: 'answer', status: 401, body: { exc_type: 'AuthenticationError' } } });
			await expect(write(orders(1))).rejects.toMatchObject({ status: 401 });
		});
	});

	it('ends the run when a right is missing, naming the role', async () => {
		await withErpSite(async ({ writeAs, sandbox }) => {
			const user = sandbox.users.addUser(['Stock User', 'Item Manager']);
			await expect(writeAs(user, orders(1))).rejects.toMatchObject({ status: 403, message: expect.stringContaining("the role 'Sales User'") });
			expect(sandbox.site.count('Sales Order')).toBe(0);
		});
	});

	it('ends the run when it is under maintenance', async () => {
		await withErpSite(async ({ write, faults }) => {
			let isDown = false;
			faults.add({ match: ({ path }) => (isDown ||= path.endsWith('insert_many')), fault: { kind: 'answer', status: 503, body: '<html></html>' } });
			await expect(write(orders(2))).rejects.toMatchObject({ status: 503 });
			faults.clear();
			expect(await write(orders(2))).toMatchObject([{ action: 'created' }, { action: 'created' }]);
		});
	});
});
