import Decimal from 'decimal.js';

import type { OrderResult, SyncStream, SyncSummary } from '../../lib/sync/types';
import { runWorkflow, type WorkflowRun } from '../support/runWorkflow';
import { type LineOptions, lineOf } from '../support/runWorkflowLine';
import { type Sandbox, withSandbox } from '../support/withSandbox';

const runLine = async ({ credentials, clock }: Sandbox, stream: SyncStream, options?: LineOptions): Promise<WorkflowRun> =>
	await runWorkflow({ workflow: lineOf(stream, options), credentials, clock });

const summaryOf = (run: WorkflowRun): Partial<SyncSummary> => ({ ...run.json('Finish')[0] });
const resultsOf = (run: WorkflowRun): Array<Partial<OrderResult>> => run.json('Write').filter(({ action }) => action !== undefined);

/** Secrets of both credentials must not show in anything that n8n keeps. */
function expectNoSecrets({ credentials }: Sandbox, run: WorkflowRun): void {
	const { clientSecret, refreshToken } = credentials.amazonSellingPartnerLwaApi;
	const { apiSecret } = credentials.erpNextSiteApi;
	const kept = JSON.stringify(run.raw.data.resultData);
	for (const secret of [clientSecret, refreshToken, apiSecret]) expect(kept).not.toContain(String(secret));
}

describe('a whole line on the engine', () => {
	it('carries products, then orders, and the books agree with Amazon', async () => {
		await withSandbox({ skuCount: 30, orderCount: 60 }, async (sandbox) => {
			const products = await runLine(sandbox, 'products');
			expect(products.error).toBeUndefined();
			expect(summaryOf(products)).toMatchObject({ status: 'Completed', counts: { failed: 0 } });

			const orders = await runLine(sandbox, 'orders');
			expect(orders.error).toBeUndefined();
			const summary = summaryOf(orders);
			expect(summary).toMatchObject({ status: 'Completed', listed: 60, counts: { failed: 0 } });
			for (const { amazon, erpnext, difference } of summary.totals ?? []) {
				expect(new Decimal(difference).toNumber()).toBe(0);
				expect(new Decimal(amazon).toNumber()).toBe(new Decimal(erpnext).toNumber());
			}
			const submitted = sandbox.erp.site.docs('Sales Order').filter(({ docstatus }) => docstatus === 1);
			expect(submitted).toHaveLength(summary.counts?.created ?? -1);
			for (const result of resultsOf(orders).filter(({ action }) => action === 'created')) {
				const doc = sandbox.erp.site.doc('Sales Order', String(result.salesOrder));
				expect(new Decimal(String(doc?.grand_total)).toFixed(2)).toBe(new Decimal(String(result.amazonTotal)).toFixed(2));
			}
			expectNoSecrets(sandbox, products);
			expectNoSecrets(sandbox, orders);
		});
	});

	it('changes nothing the second time', async () => {
		await withSandbox({ orderCount: 25 }, async (sandbox) => {
			await runLine(sandbox, 'orders');
			const before = sandbox.erp.site.docs('Sales Order').map(({ name, modified }) => [name, modified]);
			const again = await runLine(sandbox, 'orders');
			expect(again.error).toBeUndefined();
			expect(summaryOf(again)).toMatchObject({ status: 'Completed', counts: { created: 0, updated: 0, failed: 0 } });
			expect(sandbox.erp.site.docs('Sales Order').map(({ name, modified }) => [name, modified])).toEqual(before);
		});
	});

	it('needs only the roles of every day once ERPNext is prepared', async () => {
		await withSandbox({ skuCount: 30, orderCount: 60 }, async (sandbox) => {
			for (const stream of ['products', 'orders'] as const) expect((await runLine(sandbox, stream)).error).toBeUndefined();
			sandbox.clock.advance(2 * 86_400_000);
			const { apiKey, apiSecret } = sandbox.erp.users.addUser(['Sales User', 'Sales Master Manager', 'Item Manager']);
			const erpNextSiteApi = { ...sandbox.credentials.erpNextSiteApi, apiKey, apiSecret };
			const limited = { ...sandbox, credentials: { ...sandbox.credentials, erpNextSiteApi } };
			for (const stream of ['products', 'orders'] as const) {
				const run = await runLine(limited, stream);
				expect(run.error).toBeUndefined();
				expect(summaryOf(run)).toMatchObject({ status: 'Completed', counts: { failed: 0 } });
			}
			expect(sandbox.erp.site.docs('Amazon Sync Run').at(-1)?.message).toMatch(/\d+ created, \d+ updated/);
		});
	});

	it('links each result to its order, and the summary to every result', async () => {
		await withSandbox({ orderCount: 12 }, async (sandbox) => {
			const run = await runLine(sandbox, 'orders');
			const listed = run.json('List');
			for (const { json, pairedItem } of run.items('Write')) {
				const source = typeof pairedItem === 'object' && 'item' in pairedItem ? listed[pairedItem.item] : undefined;
				expect(source?.orderId ?? 'progress').toBe(json.amazonOrderId ?? 'progress');
			}
			expect(run.items('Finish')[0]?.pairedItem).toEqual(run.items('Write').map((_, item) => ({ item })));
		});
	});

	it('tells an order that fails and goes on with the others', async () => {
		await withSandbox({ orderCount: 8 }, async (sandbox) => {
			const [order] = sandbox.seller.eachOrder();
			const foreign = JSON.parse(JSON.stringify(order).replaceAll('"USD"', '"SEK"'));
			sandbox.seller.putOrder({ ...foreign, fulfillment: { ...foreign.fulfillment, fulfillmentStatus: 'SHIPPED' } });
			const run = await runLine(sandbox, 'orders');
			expect(run.error).toBeUndefined();
			const failed = resultsOf(run).filter(({ action }) => action === 'failed');
			expect(failed.map(({ amazonOrderId }) => amazonOrderId)).toEqual([order?.orderId]);
			expect(failed[0]?.reason).toContain('SEK');
			expect(run.hints('Write')).toEqual([expect.stringMatching(/^1 order waits: .*SEK/)]);
			expect(summaryOf(run)).toMatchObject({ openIssues: 1, counts: { failed: 1 } });
			expect(sandbox.erp.site.docs('Amazon Sync Issue')).toHaveLength(1);
		});
	});

	it('stops in Start, before anything is read or written, when a setting is wrong', async () => {
		await withSandbox({}, async (sandbox) => {
			const start = { warehouse: { __rl: true, mode: 'name', value: 'Nowhere - ACME' } };
			const run = await runLine(sandbox, 'orders', { start });
			expect(run.status).toBe('error');
			expect(run.error?.message).toContain("'Nowhere - ACME'");
			expect(sandbox.amazon.requests).toEqual([]);
			expect(sandbox.erp.requests.filter(({ isWrite }) => isWrite)).toEqual([]);
		});
	});

	it('names a marketplace of another region in Start', async () => {
		await withSandbox({}, async (sandbox) => {
			const run = await runLine(sandbox, 'orders', { start: { marketplaces: ['A1PA6795UKMFR9'] } });
			expect(run.error?.message).toBe(
				"'Marketplaces' has 'amazon.de', which this credential cannot reach: its 'Country' is 'United States'",
			);
		});
	});

	it('writes nothing in a dry run', async () => {
		await withSandbox({ orderCount: 6 }, async (sandbox) => {
			await runLine(sandbox, 'products');
			sandbox.erp.requests.length = 0;
			const run = await runLine(sandbox, 'orders', { start: { options: { dryRun: true } } });
			expect(run.error).toBeUndefined();
			expect(sandbox.erp.requests.filter(({ isWrite }) => isWrite)).toEqual([]);
			expect(summaryOf(run)).toMatchObject({ dryRun: true, listed: 6 });
			expect(resultsOf(run).every(({ dryRun }) => dryRun === true)).toBe(true);
		});
	});
});
