import type { FaultPlan, FaultRequest } from '../../../sandbox/faults';
import { withErpSite } from './orders/erpSite';

/** Matches the nth request that `match` matches. */
function nthOf(nth: number, match: (request: FaultRequest) => boolean): (request: FaultRequest) => boolean {
	let count = 0;
	return (request) => match(request) && (count += 1) === nth;
}

/** ERPNext answers other sums, once, when the sums are read for the nth time: 1 of drafts, 2 of what was submitted. */
function addOtherSums(faults: FaultPlan, nth: number): void {
	const sums = [19.99, 25.01];
	const data = sums.map((sum, index) => ({ name: `SAL-ORD-2026-0000${index + 1}`, docstatus: nth - 1, grand_total: sum, net_total: sum }));
	const isReadBack = nthOf(nth, ({ query }) => query.get('fields') === '["name","docstatus","grand_total","net_total"]');
	faults.add({ match: isReadBack, fault: { kind: 'answer', status: 200, body: { data } }, times: 1 });
}

const sketches = [{ id: 'ok' }, { id: 'shipped', shippingCents: 499 }];

describe('an order that ERPNext adds up otherwise', () => {
	it.each([
		{ which: 'as a draft', nth: 1, left: [[1, 'ok']], afterwards: [[1, 'ok'], [1, 'shipped']] },
		{ which: 'once submitted', nth: 2, left: [[1, 'ok'], [2, null]], afterwards: [[1, 'ok'], [2, null], [1, 'shipped']] },
	])('says both sums when ERPNext adds it up otherwise $which, leaves nothing live, and tries again', async ({ nth, left, afterwards }) => {
		await withErpSite(async ({ write, faults, orders: held }) => {
			addOtherSums(faults, nth);
			const results = await write(sketches);
			expect(results).toMatchObject([{ action: 'created', erpnextTotal: '19.99' }, { action: 'failed', amazonTotal: '24.98' }]);
			expect(results[1]?.reason).toContain('Order shipped: ERPNext adds it up to 25.01 USD and Amazon says 24.98 USD. Nothing was left submitted.');
			expect(results[1]?.reason).toContain("Pricing Rules are left out only where the ERPNext user has the role 'Sales Manager'");
			expect(results[1]?.detail).toBe(
				"Amazon's sum / ERPNext's, line by line: SKU-1: 1 x 19.99 = 19.99 / 1 x 19.99 = 19.99; Shipping: 4.99 / 4.99; total: 24.98 / 24.98 USD",
			);
			expect(held('docstatus', 'amazon_order_id')).toEqual(left);
			await write(sketches);
			expect(held('docstatus', 'amazon_order_id')).toEqual(afterwards);
		});
	});

	it('is told as it stands where ERPNext does not let it be cancelled', async () => {
		await withErpSite(async ({ write, faults, orders: held }) => {
			addOtherSums(faults, 2);
			const refusal = { exc_type: 'ValidationError', exception: 'frappe.exceptions.ValidationError: Sales Invoice ACC-SINV-1 must be deleted' };
			// The first change of it gives the id up, the second one cancels it.
			const cancels = nthOf(2, ({ method, path }) => method === 'PUT' && path.endsWith('SAL-ORD-2026-00002'));
			faults.add({ match: cancels, fault: { kind: 'answer', status: 417, body: refusal } });
			expect((await write(sketches))[1]).toMatchObject({
				action: 'failed',
				salesOrder: 'SAL-ORD-2026-00002',
				reason: expect.stringContaining('could not be cancelled: "Sales Invoice ACC-SINV-1 must be deleted"'),
			});
			expect(held('docstatus', 'amazon_order_id')).toEqual([[1, 'ok'], [1, 'shipped']]);
		});
	});
});
