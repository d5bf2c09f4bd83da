import { withErpSite } from './orders/erpSite';
import type { OrderSketch } from './orders/anOrder';

const first: OrderSketch = {
	id: '902-0000001-0000001',
	lines: [
		{ sku: 'SKU-1', quantity: 3, unitCents: 333 },
		{ sku: 'SKU-2', quantity: 1, unitCents: 700 },
	],
	shippingCents: 499,
	buyer: 'Jane',
	address: {},
};
const later = (change: Partial<OrderSketch>, hour = 1): OrderSketch => ({ ...first, updated: `2026-11-21T0${hour}:00:00Z`, ...change });

describe('an order at the ERPNext stand-in', () => {
	it('is written with customer, address, contact, rows and charges', async () => {
		await withErpSite(async ({ write, sandbox }) => {
			const [result] = await write([first]);
			expect(result).toEqual({
				amazonOrderId: first.id,
				marketplaceId: 'ATVPDKIKX0DER',
				fulfillmentStatus: 'UNSHIPPED',
				action: 'created',
				salesOrder: 'SAL-ORD-2026-00001',
				currency: 'USD',
				amazonTotal: '21.98',
				erpnextTotal: '21.98',
			});
			expect(sandbox.site.doc('Sales Order', 'SAL-ORD-2026-00001')).toMatchObject({
				docstatus: 1,
				status: 'To Deliver and Bill',
				customer: `Jane - ${first.id}`,
				shipping_address_name: 'Jane-Shipping',
				customer_address: 'Jane-Shipping',
				contact_person: `Jane-Jane - ${first.id}`,
				contact_display: 'Jane',
				amazon_order_id: first.id,
				amazon_order_status: 'UNSHIPPED',
				amazon_last_update: '2026-11-20 11:00:00',
				items: [{ item_code: 'SKU-1', qty: 3, rate: 3.33 }, { item_code: 'SKU-2', qty: 1, rate: 7 }],
				taxes: [{ account_head: 'Amazon Shipping - ACME', tax_amount: 4.99 }],
			});
		});
	});

	it('counts in the unit in which the Item is kept, not in the box in which it is sold to others', async () => {
		await withErpSite(async ({ write, sandbox }) => {
			const box = { uom: 'Box', conversion_factor: 12 };
			sandbox.site.update('Item', 'SKU-1', { sales_uom: 'Box', uoms: [{ uom: 'Nos', conversion_factor: 1 }, box] });
			await write([first]);
			const rows = [{ uom: 'Nos', qty: 3, stock_qty: 3 }, { uom: 'Nos', qty: 1, stock_qty: 1 }];
			expect(sandbox.site.doc('Sales Order', 'SAL-ORD-2026-00001')).toMatchObject({ items: rows });
		});
	});

	it('takes a new status in bulk, without touching the rest', async () => {
		await withErpSite(async ({ write, orders, callsOf }) => {
			await write([first]);
			const calls = await callsOf(async () => {
				expect(await write([later({ status: 'SHIPPED' })])).toMatchObject([{ action: 'updated', erpnextTotal: '21.98' }]);
			});
			expect(orders('docstatus', 'amazon_order_status', 'grand_total')).toEqual([[1, 'SHIPPED', 21.98]]);
			expect(calls).toBeLessThanOrEqual(6);
			expect(await write([later({ status: 'SHIPPED' })])).toMatchObject([{ action: 'unchanged' }]);
		});
	});

	it('has quantities lowered and rows dropped in place', async () => {
		await withErpSite(async ({ write, orders }) => {
			await write([first]);
			const results = await write([later({ lines: [{ sku: 'SKU-1', quantity: 1, unitCents: 333 }] })]);
			expect(results).toMatchObject([
				{ action: 'updated', reason: "Changed at Amazon: Item 'SKU-1': quantity 3 -> 1; Item 'SKU-2': dropped.", erpnextTotal: '8.32' },
			]);
			expect(orders('name', 'docstatus', 'grand_total')).toEqual([['SAL-ORD-2026-00001', 1, 8.32]]);
		});
	});

	it('is amended when a charge changed, again and again, with the same customer and address', async () => {
		await withErpSite(async ({ write, orders, sandbox }) => {
			await write([first]);
			expect(await write([later({ shippingCents: 100 })])).toMatchObject([
				{
					action: 'amended',
					salesOrder: 'SAL-ORD-2026-00001-1',
					erpnextTotal: '17.99',
					reason: 'Changed at Amazon: Sales Order SAL-ORD-2026-00001 was cancelled and amended as SAL-ORD-2026-00001-1. Amazon Shipping - ACME: 4.99 -> 1.00.',
				},
			]);
			expect(await write([later({ shippingCents: 200 }, 2)])).toMatchObject([{ action: 'amended', salesOrder: 'SAL-ORD-2026-00001-2' }]);
			expect(orders('name', 'docstatus', 'amazon_order_id', 'amended_from', 'grand_total', 'shipping_address_name')).toEqual([
				['SAL-ORD-2026-00001', 2, null, null, 21.98, 'Jane-Shipping'],
				['SAL-ORD-2026-00001-1', 2, null, 'SAL-ORD-2026-00001', 17.99, 'Jane-Shipping'],
				['SAL-ORD-2026-00001-2', 1, first.id, 'SAL-ORD-2026-00001-1', 18.99, 'Jane-Shipping'],
			]);
			expect(sandbox.site.count('Address')).toBe(1);
			expect(await write([later({ status: 'CANCELLED' }, 3)])).toMatchObject([{ action: 'cancelled', salesOrder: 'SAL-ORD-2026-00001-2' }]);
			expect(orders('docstatus')).toEqual([[2], [2], [2]]);
		});
	});

	it('is cancelled, keeping its id and Amazon\'s word', async () => {
		await withErpSite(async ({ write, orders }) => {
			await write([first]);
			expect(await write([later({ status: 'CANCELLED' })])).toMatchObject([{ action: 'cancelled' }]);
			expect(orders('docstatus', 'status', 'amazon_order_id', 'amazon_order_status')).toEqual([[2, 'Cancelled', first.id, 'CANCELLED']]);
			expect(await write([later({ status: 'CANCELLED' })])).toMatchObject([{ action: 'unchanged' }]);
		});
	});

	it('stays a draft where that is the setting, is written anew when it changes, and is deleted when cancelled', async () => {
		await withErpSite(async ({ write, orders }) => {
			const draft = { submitOrders: false };
			expect(await write([first], draft)).toMatchObject([{ action: 'created', erpnextTotal: '21.98' }]);
			expect(orders('docstatus', 'status')).toEqual([[0, 'Draft']]);
			expect(await write([first], draft)).toMatchObject([{ action: 'unchanged' }]);
			expect(await write([later({ shippingCents: 100 })], draft)).toMatchObject([{ erpnextTotal: '17.99' }]);
			expect(orders('docstatus', 'grand_total')).toEqual([[0, 17.99]]);
			expect(await write([later({ status: 'CANCELLED' }, 2)], draft)).toMatchObject([{ action: 'cancelled' }]);
			expect(orders('name')).toEqual([]);
		});
	});

	it.each([
		['delivered', 'deliver', 'Delivery Note', /, but Delivery Note MAT-DN-\S+ exists: make a return, or change both by hand\.$/],
		// The user who works day to day may not read invoices.
		['invoiced', 'invoice', 'Sales Invoice', /, but Sales Order SAL-ORD-2026-00001 is 100 % billed: make a return, or change both by hand\.$/],
	] as const)('stays whole after a person %s it, and says by what', async (_done, act, doctype, reason) => {
		await withErpSite(async ({ write, orders, sandbox }) => {
			await write([first]);
			const name = sandbox.site[act]('SAL-ORD-2026-00001');
			const [cancelled] = await write([later({ status: 'CANCELLED' })]);
			expect(cancelled).toMatchObject({
				action: 'failed',
				reason: `Order ${first.id}: Cancelled at Amazon, but ${doctype} ${name} exists: make a return, or cancel both by hand.`,
			});
			const [changed] = await write([later({ shippingCents: 1 }, 2)]);
			expect(changed).toMatchObject({ action: 'failed', reason: expect.stringMatching(reason) });
			expect(await write([later({ status: 'SHIPPED' }, 3)])).toMatchObject([{ action: 'updated' }]);
			expect(orders('docstatus', 'amazon_order_id', 'grand_total')).toEqual([[1, first.id, 21.98]]);
		});
	});

	it('is not fought over when a person closed it', async () => {
		await withErpSite(async ({ write, erp, orders }) => {
			await write([first]);
			await erp.call('erpnext.selling.doctype.sales_order.sales_order.update_status', { status: 'Closed', name: 'SAL-ORD-2026-00001' });
			const [cancelled] = await write([later({ status: 'CANCELLED' })]);
			expect(cancelled).toMatchObject({ action: 'failed', reason: expect.stringContaining('Sales Order SAL-ORD-2026-00001 is closed in ERPNext. Reopen it') });
			const [changed] = await write([later({ shippingCents: 1 }, 2)]);
			expect(changed).toMatchObject({ action: 'failed', reason: expect.stringContaining('is closed in ERPNext') });
			expect(orders('docstatus', 'status')).toEqual([[1, 'Closed']]);
		});
	});

	it('is left alone once a person cancelled it, and made anew once a person deleted it', async () => {
		await withErpSite(async ({ write, orders, sandbox }) => {
			await write([first]);
			sandbox.site.update('Sales Order', 'SAL-ORD-2026-00001', { docstatus: 2 });
			expect(await write([later({ status: 'SHIPPED' })])).toMatchObject([
				{ action: 'unchanged', reason: "Sales Order SAL-ORD-2026-00001 was cancelled in ERPNext and is left alone; Amazon says 'SHIPPED'" },
			]);
			sandbox.site.remove('Sales Order', 'SAL-ORD-2026-00001');
			expect(await write([later({ status: 'SHIPPED' })])).toMatchObject([{ action: 'created' }]);
			expect(orders('docstatus', 'amazon_order_id')).toEqual([[1, first.id]]);
			expect(sandbox.site.count('Customer')).toBe(1);
			expect(sandbox.site.count('Address')).toBe(1);
		});
	});

	it('of the previous connector is never changed, and only followed when it was adopted', async () => {
		await withErpSite(async ({ write, orders, sandbox }) => {
			await write([first]);
			sandbox.site.poke('Sales Order', 'SAL-ORD-2026-00001', { amazon_fingerprint: null, amazon_order_status: null, grand_total: 1 });
			const update = [later({ shippingCents: 1, status: 'SHIPPED' })];
			expect(await write(update)).toEqual([
				{
					amazonOrderId: first.id,
					marketplaceId: 'ATVPDKIKX0DER',
					fulfillmentStatus: 'SHIPPED',
					action: 'unchanged',
					salesOrder: 'SAL-ORD-2026-00001',
					reason: 'Sales Order SAL-ORD-2026-00001 carries it already and was made by other means; it is left as it is',
					isForeign: true,
				},
			]);
			expect(await write(update, { adoptPreviousConnector: true })).toMatchObject([{ action: 'updated' }]);
			expect(orders('docstatus', 'amazon_order_status', 'amazon_fingerprint')).toEqual([[1, 'SHIPPED', null]]);
			const cancelled = [later({ status: 'CANCELLED' }, 2)];
			expect(await write(cancelled, { adoptPreviousConnector: true })).toMatchObject([{ action: 'cancelled' }]);
		});
	});
});

describe('a dry run', () => {
	it('says what would happen and sends nothing', async () => {
		await withErpSite(async ({ write, sandbox }) => {
			await write([first, { id: 'second' }]);
			const before = JSON.stringify(sandbox.site.docs('Sales Order'));
			const writesBefore = sandbox.requests.filter((request) => request.isWrite).length;
			const unknownSku = [{ sku: 'NEW', quantity: 1, unitCents: 100 }];
			const results = await write([later({ shippingCents: 1 }), { id: 'second', status: 'CANCELLED' }, { id: 'third', lines: unknownSku }], { dryRun: true });
			expect(results).toMatchObject([
				{ dryRun: true, action: 'amended', salesOrder: 'SAL-ORD-2026-00001', wouldSend: { salesOrder: { amazon_order_id: first.id } } },
				{ dryRun: true, action: 'cancelled' },
				{ dryRun: true, action: 'created', wouldSend: { salesOrder: { items: [{ item_code: 'NEW', qty: 1, rate: 1 }] }, customer: {} } },
			]);
			expect(JSON.stringify(sandbox.site.docs('Sales Order'))).toBe(before);
			expect(sandbox.requests.filter((request) => request.isWrite)).toHaveLength(writesBefore);
			expect(sandbox.site.count('Item')).toBe(3);
		});
	});
});
