import { ensureSchema } from '../../../lib/erpnext/setup';
import { startRun } from '../../../lib/sync/startRun';
import { seedPreviousConnector } from '../../../sandbox/erpnext/previousConnector';
import { goodSettings, startInput, withBooks } from '../sync/books';
import { thrownBy } from './site';

describe('an ERPNext that the previous connector worked in', () => {
	it('keeps every Sales Order as it is, its field made unique', async () => {
		await withBooks(async ({ sandbox, erp }) => {
			seedPreviousConnector(sandbox, { orders: 30 });
			const orders = () => sandbox.site.docs('Sales Order').map(({ name, amazon_order_id, grand_total, modified }) => ({ name, amazon_order_id, grand_total, modified }));
			const before = orders();
			expect((await ensureSchema(erp())).message).toBe(
				'Made 4 document types and 7 fields in ERPNext; needs System Manager this once. Set 1 field right that was there already.',
			);
			expect(orders()).toEqual(before);
			expect(sandbox.site.doc('Custom Field', 'Sales Order-amazon_order_id')).toMatchObject({ unique: 1, allow_on_submit: 1, no_copy: 1, read_only: 1 });
		});
	});

	it('names every doubled order before anything is made, and goes on once the doubles are gone', async () => {
		await withBooks(async (books) => {
			const { sandbox, erp, clock, writes } = books;
			const { orders } = seedPreviousConnector(sandbox, { orders: 55, doubles: 52 });
			const start = async () => await startRun({ erp: erp(), clock, runId: '1' }, startInput());
			const error = await thrownBy(start());
			expect(error.message).toContain("52 Amazon orders stand in more than one Sales Order, so the field 'Amazon Order ID' cannot be made unique: ");
			for (const { amazonOrderId, salesOrders } of orders.slice(0, 50)) expect(error.message).toContain(`${amazonOrderId} in ${salesOrders.join(' and ')}`);
			expect(error.message).toContain("; and 2 more (the template 'Amazon audit' lists those that live). Keep one Sales Order of each");
			expect(sandbox.requests.filter(({ isWrite, status }) => isWrite && status === 200)).toEqual([]);
			for (const { salesOrders } of orders) {
				for (const name of salesOrders.slice(1)) {
					sandbox.site.update('Sales Order', name, { docstatus: 2 });
					sandbox.site.remove('Sales Order', name);
				}
			}
			const before = sandbox.site.count('Sales Order');
			expect(await start()).toMatchObject({ skipped: false });
			expect(sandbox.site.count('Sales Order')).toBe(before);
			expect(writes()).toBeGreaterThan(0);
		});
	});

	it('tells a user without System Manager what is missing', async () => {
		await withBooks(async ({ sandbox, erp, clock, writes }) => {
			seedPreviousConnector(sandbox, { orders: 3, doubles: 1 });
			const error = await thrownBy(startRun({ erp: erp('dayToDay'), clock, runId: '1' }, startInput()));
			expect(error.message).toContain("having the role 'System Manager'");
			expect(writes()).toBe(0);
		});
	});

	it.each(['dayToDay', 'sales'] as const)('shows a dry run its window, and what the set-up would do, without a write (%s)', async (user) => {
		await withBooks(async ({ sandbox, erp, clock, writes }) => {
			const { orders } = seedPreviousConnector(sandbox, { orders: 3, doubles: 1 });
			const settings = { ...goodSettings, dryRun: true };
			const window = await startRun({ erp: erp(user), clock, runId: '1' }, startInput({ settings }));
			expect(window).toMatchObject({ skipped: false });
			expect(window.notices).toEqual([
				"A real run first prepares ERPNext (missing, or not shown to this user: fields of Sales Order, Amazon Listing, Amazon Sync Issue, Amazon Sync Run, Amazon Sync Cursor); that needs the role 'System Manager' once.",
				expect.stringMatching(/^A real run would stop there: 1 Amazon order stands in more than one Sales Order/),
				"A real run makes 8 accounts under 'Indirect Expenses - ACME'.",
			]);
			expect(window.notices?.[1]).toContain(`${orders[0]?.amazonOrderId} in ${orders[0]?.salesOrders.join(' and ')}`);
			expect(window.notices?.[1]).not.toContain('Nothing was changed');
			expect(writes()).toBe(0);
		});
	});

	it('says nothing of a set-up that is done', async () => {
		await withBooks(async ({ erp, clock }) => {
			await startRun({ erp: erp(), clock, runId: '1' }, startInput());
			const settings = { ...goodSettings, dryRun: true };
			expect((await startRun({ erp: erp('sales'), clock, runId: '2' }, startInput({ settings }))).notices).toBeUndefined();
		});
	});
});
