import { runNode, type RunNodeOptions } from '../support/runNode';
import { type Sandbox, withSandbox } from '../support/withSandbox';

const NOVEMBER = { operation: 'audit', firstDay: '2026-11-01', lastDay: '2026-11-30' };

const audit = async ({ credentials, clock }: Sandbox, parameters: object = {}, more: Partial<RunNodeOptions> = {}) =>
	await runNode({ node: 'createSalesOrder', credentials, clock, parameters: JSON.parse(JSON.stringify({ ...NOVEMBER, ...parameters })), ...more });

const order = { orderId: '902-1', createdTime: '2026-11-20T15:00:00Z', lastUpdatedTime: '2026-11-20T15:00:00Z', orderItems: [], salesChannel: {}, proceeds: { grandTotal: { amount: '5.00', currencyCode: 'USD' } } };
const missing = { kind: 'missing', amazonOrderId: '902-1', amazonTotal: 5 };

describe('Audit of Create Sales Order', () => {
	it('works on orders from anywhere, and says what it cannot know of them', async () => {
		await withSandbox({ erpRoles: ['Sales User'] }, async (sandbox) => {
			const run = await audit(sandbox, {}, { items: [JSON.parse(JSON.stringify(order))] });
			expect(run.error).toBeUndefined();
			expect(run.json).toMatchObject([missing, { kind: 'summary', complete: false }]);
			expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
			expect(run.hints).toHaveLength(2);
			expect(run.hints[1]).toContain("switch on 'Include Progress Item'");
		});
	});

	it('takes days as they are written, and dates as days of the workflow', async () => {
		await withSandbox({}, async (sandbox) => {
			const days = { firstDay: '2026-11-20T00:00:00', lastDay: '2026-11-20 23:59' };
			expect((await audit(sandbox, days, { items: [JSON.parse(JSON.stringify(order))] })).json).toMatchObject([missing, { firstDay: '2026-11-20', lastDay: '2026-11-20' }]);
		});
	});

	it.each([
		[{ firstDay: '={{ $json.nothing }}' }, "'First Day' is empty: choose a date"],
		[{ lastDay: 'soon' }, "'Last Day' is 'soon': use a date such as '2026-11-01' or '2026-11-01T09:30:00Z'"],
		[{ firstDay: '2026-12-01' }, "'First Day' is '2026-12-01': it must not lie after 'Last Day', '2026-11-30'"],
		[{ options: { facilitatorTax: 'perMoon' } }, "'Facilitator Tax' is 'perMoon': it can be 'leaveOut', 'include'"],
		[{ options: { taxHandling: 'taxTemplate' } }, "'Tax Template' is empty: choose the one that the Sales Orders were written with."],
		[{ options: { taxHandling: 'taxTemplate', taxTemplate: 'Nope' } }, "'Tax Template' 'Nope' is not in ERPNext: choose the one that the Sales Orders were written with."],
	])('names the parameter that is wrong: %j', async (parameters, message) => {
		await withSandbox({}, async (sandbox) => {
			const run = await audit(sandbox, parameters, { items: [JSON.parse(JSON.stringify(order))] });
			expect(run.error?.message).toBe(message);
		});
	});

	it('refuses items that are no orders, or tells so and goes on', async () => {
		await withSandbox({}, async (sandbox) => {
			const items = [{ some: 'thing' }, { orderId: '902-1' }];
			const run = await audit(sandbox, {}, { items });
			expect(run.error?.message).toBe("Item 0 is no order of Amazon: it has no 'orderId'");
			const goesOn = await audit(sandbox, {}, { items, onError: 'continueRegularOutput' });
			expect(goesOn.json).toEqual([{ error: "Item 0 is no order of Amazon: it has no 'orderId'" }]);
			expect(sandbox.erp.requests).toEqual([]);
		});
	});

	it('names the right that is missing', async () => {
		await withSandbox({ erpRoles: ['Item Manager'] }, async (sandbox) => {
			const run = await audit(sandbox, {}, { items: [JSON.parse(JSON.stringify(order))] });
			expect(run.error?.message).toContain("the role 'Sales User'");
		});
	});
});
