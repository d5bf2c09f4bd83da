import * as fc from 'fast-check';
import { writeOrders } from '../../../../lib/sync/writeOrders';
import { FakeClock } from '../../../support/fakeClock';
import { plan } from '../../mapping/randomOrders';
import { toAmazonOrder } from '../../mapping/randomOrderJson';
import { withErpSite } from './erpSite';
import { PROPERTY_SEED } from '../../../support/propertySeed';

const ORDERS = Number(process.env.ORDERS ?? 400);
const CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY'];

/** The same random orders that the mapping is held to, this time through every step of writing and reading back. */
describe('any order', () => {
	it(`stands in ERPNext at Amazon's sum, submitted, or is told why not (${ORDERS} orders)`, async () => {
		const plans = fc.sample(plan.filter(({ currency }) => CURRENCIES.includes(currency.code)), { seed: PROPERTY_SEED, numRuns: ORDERS });
		const orders = plans.map((of, index) => ({ ...toAmazonOrder(of), orderId: `902-${String(index).padStart(7, '0')}-0000001` }));
		await withErpSite(async ({ erp, settings, sandbox }) => {
			for (const from_currency of CURRENCIES.slice(1)) {
				sandbox.site.insert('Currency Exchange', { date: '2026-11-01', from_currency, to_currency: 'USD', exchange_rate: 0.73, for_selling: 1 });
			}
			const results = await writeOrders({ erp, clock: new FakeClock() }, orders, { ...settings, customerPolicy: 'single', singleCustomer: 'Amazon' });
			const held = new Map(sandbox.site.docs('Sales Order').map((doc) => [doc.amazon_order_id, doc]));
			let refused = 0;
			for (const { action, amazonOrderId, amazonTotal, erpnextTotal, reason } of results) {
				const doc = held.get(amazonOrderId);
				if (action === 'failed') {
					refused += 1;
					expect(doc).toBeUndefined();
					expect(reason).toContain(`Order ${amazonOrderId}: `);
					continue;
				}
				expect({ action, amazonOrderId, erpnextTotal }).toEqual({ action: 'created', amazonOrderId, erpnextTotal: amazonTotal });
				expect([doc?.docstatus, Number(doc?.grand_total)]).toEqual([1, Number(amazonTotal)]);
			}
			expect(held.size).toBe(ORDERS - refused);
			expect(refused).toBeLessThan(ORDERS * 0.1);
		});
	}, 120_000);
});
