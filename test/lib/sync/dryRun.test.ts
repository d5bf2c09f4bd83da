import type { ErpClient } from '../../../lib/erpnext/client';
import { ISSUE_DOCTYPE, LISTING_DOCTYPE } from '../../../lib/erpnext/schema';
import { readOnlyClient } from '../../../lib/sync/dryRun';
import { thrownBy } from '../erpnext/site';
import { withBooks } from './books';

describe('readOnlyClient', () => {
	it.each(['manager', 'dayToDay'] as const)('reads what was never prepared as empty (%s)', async (user) => {
		await withBooks(async ({ erp }) => {
			const client = readOnlyClient(erp(user));
			expect(await client.list(LISTING_DOCTYPE, { fields: ['name', 'sku'] })).toEqual([]);
			expect(await client.findDoc(ISSUE_DOCTYPE, '902-1')).toBeUndefined();
			const filters: [string, string, unknown][] = [['amazon_order_id', 'in', ['902-1']]];
			expect(await client.list('Sales Order', { fields: ['name', 'amazon_order_id'], filters })).toEqual([]);
		});
	});

	it("reads the previous connector's orders without the fields that it lacks", async () => {
		await withBooks(async ({ erp, sandbox }) => {
			const { site } = sandbox;
			site.insert('Custom Field', { dt: 'Sales Order', fieldname: 'amazon_order_id', label: 'Amazon Order ID', fieldtype: 'Data', insert_after: 'title' });
			site.insert('Item', { item_code: 'OLD', item_group: 'Products', stock_uom: 'Nos' });
			const customer = site.insert('Customer', { customer_name: 'Buyer' }).name;
			const order = { customer, company: 'Acme Inc', transaction_date: '2026-11-20', delivery_date: '2026-11-25', title: 'x', amazon_order_id: '902-1', items: [{ item_code: 'OLD', qty: 1, rate: 5 }] };
			const { name } = site.insert('Sales Order', order);
			const found = await readOnlyClient(erp()).list('Sales Order', {
				fields: ['name', 'amazon_order_id', 'amazon_fingerprint', 'amazon_order_status'],
				filters: [['amazon_order_id', 'in', ['902-1']]],
			});
			expect(found).toEqual([{ name, amazon_order_id: '902-1' }]);
		});
	});

	it('still throws what is no matter of set-up', async () => {
		await withBooks(async ({ erp }) => {
			const client = readOnlyClient(erp('sales'));
			expect((await thrownBy(client.list('Sales Order', { fields: ['nope'] }))).message).toBe('Field not permitted in query: nope');
			expect((await thrownBy(client.list('Custom Field', { fields: ['name'] }))).message).toContain("the role 'System Manager'");
		});
	});

	it.each<[string, (client: ErpClient) => Promise<unknown>]>([
		['insert', async (client) => await client.insert('Item', {})],
		['update', async (client) => await client.update('Item', 'A', {})],
		['remove', async (client) => await client.remove('Item', 'A')],
		['insertMany', async (client) => await client.insertMany([{ doctype: 'Item' }])],
		['submitMany', async (client) => await client.submitMany('Sales Order', ['A'])],
		['bulkUpdate', async (client) => await client.bulkUpdate('Sales Order', [{ name: 'A' }])],
		['a method by POST', async (client) => await client.call('frappe.client.submit', {})],
	])('refuses %s without a request', async (_, write) => {
		await withBooks(async ({ erp, sandbox }) => {
			expect((await thrownBy(write(readOnlyClient(erp())))).message).toContain('A dry run was about to');
			expect(sandbox.requests).toEqual([]);
		});
	});
});
