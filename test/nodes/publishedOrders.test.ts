import { marketplaceById } from '../../lib/amazon/marketplaces';
import { describeWherePublished, publishedOrders } from '../support/publishedOrders';
import { runWorkflow } from '../support/runWorkflow';
import { lineOf } from '../support/runWorkflowLine';
import { type Sandbox, withSandbox } from '../support/withSandbox';

/** What a bookkeeper adds for a shop abroad: the year, a price list in its currency, a rate for it. */
function prepareBooks({ erp: { site } }: Sandbox, currency: string): void {
	site.insert('Fiscal Year', { year: '2024', year_start_date: '2024-01-01', year_end_date: '2024-12-31' });
	if (!site.doc('Currency', currency)) site.insert('Currency', { currency_name: currency, enabled: 1 });
	site.insert('Price List', { price_list_name: 'Shop', currency, selling: 1, enabled: 1 });
	if (currency !== 'USD') site.insert('Currency Exchange', { from_currency: currency, to_currency: 'USD', date: '2024-01-01', exchange_rate: 0.5, for_selling: 1 });
}

const shops = [...new Set(publishedOrders.map(({ salesChannel }) => salesChannel.marketplaceId ?? ''))].flatMap((id) => marketplaceById(id) ?? []);

describeWherePublished("Amazon's published orders, through List Orders and Create Sales Order", () => {
	it.each(shops.map((shop) => [shop.domain, shop] as const))('become submitted Sales Orders of the same total: %s', async (_domain, { marketplaceId, country, currency }) => {
		const published = publishedOrders.filter(({ salesChannel }) => salesChannel.marketplaceId === marketplaceId);
		await withSandbox({ country, skuCount: 1, orderCount: 0 }, async (sandbox) => {
			prepareBooks(sandbox, currency);
			for (const order of published) sandbox.seller.putOrder(order);
			const start = { marketplaces: [marketplaceId], priceList: { __rl: true, mode: 'name', value: 'Shop' } };
			const run = await runWorkflow({ workflow: lineOf('orders', { start }), credentials: sandbox.credentials, clock: sandbox.clock });

			expect(run.error).toBeUndefined();
			expect(run.json('Finish')).toEqual([expect.objectContaining({ status: 'Completed', listed: published.length, openIssues: 0 })]);
			const written = sandbox.erp.site.docs('Sales Order').map(({ amazon_order_id, docstatus, currency: of, grand_total }) => [amazon_order_id, docstatus, of, grand_total]);
			const expected = published.map(({ orderId, proceeds }) => [orderId, 1, currency, Number(proceeds?.grandTotal?.amount)]);
			expect(written.sort()).toEqual(expected.sort());
		});
	});
});
