import { seedPreviousConnector } from '../../../sandbox/erpnext/previousConnector';
import { as, withErpNext } from './people';

const FIELD = '/api/resource/Custom Field/Sales Order-amazon_order_id';

describe('what the previous connector leaves behind', () => {
	it('lets its field become unique only once the doubles are gone', async () => {
		await withErpNext(async (sandbox) => {
			const remains = seedPreviousConnector(sandbox, { orders: 5, doubles: 2 });
			const ask = as(sandbox, sandbox.users.manager);
			expect(sandbox.site.count('Sales Order')).toBe(7);
			const refused = await ask('PUT', FIELD, { unique: 1 });
			expect(refused).toMatchObject({ status: 417, body: { exc_type: 'NonUniqueError' } });
			expect(refused.body.exception).toContain('cannot be set as Unique as it has non-unique values');

			const doubles = remains.orders.flatMap((order) => order.salesOrders.slice(1));
			for (const name of doubles) sandbox.site.update('Sales Order', name, { docstatus: 2 });
			expect((await ask('PUT', FIELD, { unique: 1 })).status).toBe(417);
			for (const name of doubles) sandbox.site.remove('Sales Order', name);
			expect(await ask('PUT', FIELD, { unique: 1, allow_on_submit: 1 })).toMatchObject({ status: 200, body: { data: { unique: 1, allow_on_submit: 1 } } });
			const again = await ask('GET', '/api/resource/Sales Order?fields=["amazon_order_id"]&limit_page_length=0');
			expect(again.body.data).toHaveLength(5);
		});
	});

	it('maps SKUs to Items in Ecommerce Item', async () => {
		await withErpNext(async (sandbox) => {
			const { itemCodes } = seedPreviousConnector(sandbox, { orders: 3 });
			const rows = sandbox.site.docs('Ecommerce Item');
			expect(Object.fromEntries(rows.map((row) => [String(row.sku), row.erpnext_item_code]))).toEqual(itemCodes);
			expect(rows[0]).toMatchObject({ integration: 'Amazon', integration_item_code: rows[0]?.erpnext_item_code });
		});
	});

	it('takes the line total for a unit rate, so that most totals are wrong', async () => {
		await withErpNext(async (sandbox) => {
			const line = { amazonOrderId: '1', sku: 'S', asin: 'A', quantity: 3, unitPrice: 10, buyerName: 'B', date: '2026-05-01', commission: 2 };
			const { orders } = seedPreviousConnector(sandbox, { orders: [line] });
			expect(sandbox.site.doc('Sales Order', orders[0]?.salesOrders[0] ?? '')).toMatchObject({ docstatus: 1, total: 90, grand_total: 88, amazon_order_id: '1', po_no: null });
		});
	});

	it('answers 404 for its document types where it never was, 403 to a user without System Manager', async () => {
		await withErpNext(async (sandbox) => {
			expect((await as(sandbox, sandbox.users.manager)('GET', '/api/resource/Ecommerce Item')).status).toBe(404);
			expect((await as(sandbox, sandbox.users.dayToDay)('GET', '/api/resource/Ecommerce Item')).status).toBe(403);
		});
	});
});
