import { as, furnish, order, withErpNext } from './people';

const BULK = '/api/method/frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs';

describe('Sales Orders beyond the recordings', () => {
	it('takes submissions of 20 and more to the background', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			const names = Array.from({ length: 20 }, () => String(sandbox.site.insert('Sales Order', order()).name));
			const ask = as(sandbox, sandbox.users.dayToDay);
			const answered = await ask('POST', BULK, { doctype: 'Sales Order', docnames: names, action: 'submit' });
			expect(answered.status).toBe(200);
			expect(answered.body.message).toBeUndefined();
			expect(sandbox.site.docs('Sales Order').filter((doc) => doc.docstatus === 1)).toHaveLength(0);
			sandbox.site.runBackgroundJobs();
			expect(sandbox.site.docs('Sales Order').filter((doc) => doc.docstatus === 1)).toHaveLength(20);
		});
	});

	it('submits the good ones of a batch and names the bad one', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			sandbox.site.insert('Item', { item_code: 'CUP', item_group: 'Products', stock_uom: 'Nos' });
			const [good, bad] = ['KETTLE', 'CUP'].map((item_code) => String(sandbox.site.insert('Sales Order', order({ items: [{ item_code, qty: 1, rate: 5 }] })).name));
			sandbox.site.update('Item', 'CUP', { disabled: 1 });
			const ask = as(sandbox, sandbox.users.dayToDay);
			const answered = await ask('POST', BULK, { doctype: 'Sales Order', docnames: [good, bad], action: 'submit' });
			expect(answered.body.message).toEqual([bad]);
			expect(sandbox.site.doc('Sales Order', good ?? '')).toMatchObject({ docstatus: 1, status: 'To Deliver and Bill' });
			expect(sandbox.site.doc('Sales Order', bad ?? '')).toMatchObject({ docstatus: 0, status: 'Draft' });
		});
	});

	it('does not let go of an order that was delivered or invoiced', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			const ask = as(sandbox, sandbox.users.dayToDay);
			const name = String(sandbox.site.insert('Sales Order', order()).name);
			sandbox.site.update('Sales Order', name, { docstatus: 1 });
			const note = sandbox.site.deliver(name);
			expect(sandbox.site.doc('Sales Order', name)).toMatchObject({ status: 'To Bill', per_delivered: 100 });
			const refused = await ask('PUT', `/api/resource/Sales Order/${name}`, { docstatus: 2 });
			expect(refused).toMatchObject({ status: 417, body: { exc_type: 'LinkExistsError' } });
			expect(refused.body.exception).toContain(note);
			sandbox.site.invoice(name);
			expect(sandbox.site.doc('Sales Order', name)).toMatchObject({ status: 'Completed', per_billed: 100 });
		});
	});

	it('keeps charges when quantities change', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			const made = sandbox.site.insert('Sales Order', order({ taxes: [{ charge_type: 'Actual', account_head: 'Round Off - ACME', description: 'Shipping', tax_amount: 4.99 }] }));
			const name = String(made.name);
			sandbox.site.update('Sales Order', name, { docstatus: 1 });
			const rows = sandbox.site.doc('Sales Order', name)?.items;
			const row: unknown = Array.isArray(rows) ? rows[0]?.name : undefined;
			const ask = as(sandbox, sandbox.users.dayToDay);
			const changed = await ask('POST', '/api/method/erpnext.controllers.accounts_controller.update_child_qty_rate', {
				parent_doctype: 'Sales Order',
				parent_doctype_name: name,
				child_docname: 'items',
				trans_items: JSON.stringify([{ docname: row, item_code: 'KETTLE', qty: 1, rate: 10 }]),
			});
			expect(changed.status).toBe(200);
			expect(sandbox.site.doc('Sales Order', name)).toMatchObject({ total: 10, grand_total: 14.99, status: 'To Deliver and Bill' });
		});
	});

	it('rolls a whole insert_many back, the numbers too', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			const ask = as(sandbox, sandbox.users.dayToDay);
			const failed = await ask('POST', '/api/method/frappe.client.insert_many', { docs: [order(), order({ customer: 'Nobody' })] });
			expect(failed.status).toBe(404);
			expect(sandbox.site.count('Sales Order')).toBe(0);
			expect(sandbox.site.count('Item Price')).toBe(0);
			const made = await ask('POST', '/api/method/frappe.client.insert_many', { docs: [order()] });
			expect(made.body.message).toEqual(['SAL-ORD-2026-00001']);
		});
	});

	it('makes no list price for a user who may not', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			await as(sandbox, sandbox.users.sales)('POST', '/api/resource/Sales Order', order());
			expect(sandbox.site.count('Item Price')).toBe(0);
			await as(sandbox, sandbox.users.dayToDay)('POST', '/api/resource/Sales Order', order());
			expect(sandbox.site.docs('Item Price')).toMatchObject([{ item_code: 'KETTLE', price_list_rate: 10, currency: 'USD' }]);
		});
	});

	it('goes back to a snapshot with everything in it', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			sandbox.site.insert('Sales Order', order());
			const before = sandbox.site.snapshot();
			sandbox.site.insert('Custom Field', { dt: 'Sales Order', fieldname: 'extra', label: 'Extra', fieldtype: 'Data' });
			sandbox.site.insert('Sales Order', order({ extra: 'x' }));
			sandbox.site.restore(before);
			expect(sandbox.site.count('Sales Order')).toBe(1);
			expect(sandbox.site.insert('Sales Order', order({ extra: 'x' }))).toMatchObject({ name: 'SAL-ORD-2026-00002' });
			expect(sandbox.site.doc('Sales Order', 'SAL-ORD-2026-00002')).not.toHaveProperty('extra');
		});
	});

	it('logs what was asked and whether it writes', async () => {
		await withErpNext(async (sandbox) => {
			const ask = as(sandbox, sandbox.users.manager);
			await ask('GET', '/api/resource/Item');
			await ask('POST', '/api/method/frappe.client.get_list', { doctype: 'Item' });
			await ask('POST', '/api/resource/Brand', { brand: 'A' });
			await ask('POST', '/api/method/frappe.client.insert_many', { docs: [] });
			expect(sandbox.requests).toEqual([
				{ method: 'GET', path: '/api/resource/Item', subject: 'Item', isWrite: false, status: 200 },
				{ method: 'POST', path: '/api/method/frappe.client.get_list', subject: 'frappe.client.get_list', isWrite: false, status: 200 },
				{ method: 'POST', path: '/api/resource/Brand', subject: 'Brand', isWrite: true, status: 200 },
				{ method: 'POST', path: '/api/method/frappe.client.insert_many', subject: 'frappe.client.insert_many', isWrite: true, status: 200 },
			]);
		});
	});
});
