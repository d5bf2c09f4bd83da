import { makeSellerWorld } from '../../../../sandbox/amazon/world/sellerWorld';
import type { FacilitatorTax, TaxHandling } from '../../../../lib/settings';
import { writeOrders } from '../../../../lib/sync/writeOrders';
import { FakeClock } from '../../../support/fakeClock';
import { withErpSite } from '../orders/erpSite';
import { auditNovember, clientOf, kindsOf, listOf } from './auditing';

const ENDS_AT = Date.parse('2026-11-28T12:00:00Z');

describe("an audit of random sellers' books, right after a run", () => {
	const cases: Array<[string, string, TaxHandling, FacilitatorTax]> = [
		['US', 'USD', 'amazonAmounts', 'leaveOut'],
		['US', 'USD', 'none', 'leaveOut'],
		['US', 'USD', 'amazonAmounts', 'showAndOffset'],
		['DE', 'EUR', 'amazonAmounts', 'leaveOut'],
		['DE', 'EUR', 'none', 'leaveOut'],
		['GB', 'GBP', 'amazonAmounts', 'leaveOut'],
		['JP', 'JPY', 'amazonAmounts', 'leaveOut'],
		['BR', 'BRL', 'amazonAmounts', 'showAndOffset'],
	];

	it.each(cases)('finds just what could not be written: %s, %s, %s, %s', async (country, currency, taxHandling, facilitatorTax) => {
		await withErpSite(async ({ sandbox, erp, settings }) => {
			if (currency !== 'USD') sandbox.site.insert('Currency Exchange', { date: '2026-01-01', from_currency: currency, to_currency: 'USD', exchange_rate: 1.1 });
			const seed = country.charCodeAt(0) * 100 + taxHandling.length;
			const world = makeSellerWorld({ seed, sellerId: 'A1SELLER', country, skuCount: 20, orderCount: 80, endsAt: ENDS_AT, spanDays: 26 });
			const orders = [...world.eachOrder()];
			const results = await writeOrders({ erp, clock: new FakeClock() }, orders, { ...settings, taxHandling, facilitatorTax });
			const failed = results.filter(({ action }) => action === 'failed').map(({ amazonOrderId }) => `missing ${amazonOrderId}`);
			const written = results.filter(({ action }) => action === 'created');
			expect(written.length).toBeGreaterThan(50);
			const progress = [listOf(orders.length, {}, { marketplaceIds: world.marketplaces.map(({ id }) => id) })];
			const outcome = await auditNovember(clientOf(sandbox, ['Sales User']), orders, { progress, taxHandling });
			expect([seed, kindsOf(outcome)]).toEqual([seed, failed]);
			expect(outcome.summary).toMatchObject({ complete: true, equal: written.length, totals: [{ currency }] });
			const [sums] = outcome.summary.totals;
			expect(failed.length > 0 || Number(sums?.difference) === 0).toBe(true);
		});
	}, 60_000);

	it.each([0, 1])("takes the word of ERPNext's tax template on the tax (inside the prices: %i)", async (included_in_print_rate) => {
		await withErpSite(async ({ sandbox, erp, settings }) => {
			const row = { charge_type: 'On Net Total', account_head: 'Amazon Tax - ACME', description: 'VAT', rate: 7.77, included_in_print_rate };
			const taxTemplate = String(sandbox.site.insert('Sales Taxes and Charges Template', { title: 'VAT', company: 'Acme Inc', taxes: [row] }).name);
			const world = makeSellerWorld({ seed: 5, sellerId: 'A1SELLER', country: 'US', skuCount: 20, orderCount: 40, endsAt: ENDS_AT, spanDays: 26 });
			const orders = [...world.eachOrder()];
			const byTemplate = { taxHandling: 'taxTemplate' as const, taxTemplate };
			const results = await writeOrders({ erp, clock: new FakeClock() }, orders, { ...settings, ...byTemplate });
			expect(results.filter(({ action }) => action === 'failed')).toEqual([]);
			const found = await auditNovember(clientOf(sandbox, ['Sales User']), orders, byTemplate);
			expect(kindsOf(found)).toEqual([]);
			expect(found.summary.equal).toBe(results.filter(({ action }) => action === 'created').length);
			// Without the template's word the tax of most orders is another one, unless it is inside the prices.
			const byAmazon = await auditNovember(clientOf(sandbox, ['Sales User']), orders);
			expect(byAmazon.summary.counts.differentTotal > 0).toBe(included_in_print_rate === 0);
		});
	}, 60_000);
});
