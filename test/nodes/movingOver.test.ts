import { type PreviousConnectorRemains, seedPreviousConnector } from '../../sandbox/erpnext/previousConnector';
import { cancelOrder, shipOrder } from '../../sandbox/amazon/world/orderChanges';
import type { AmazonOrder } from '../../lib/amazon/types';
import type { ListingResult, OrderResult, SyncStream, SyncSummary } from '../../lib/sync/types';
import { toPreviousOrders } from '../support/previousOrders';
import { runNode } from '../support/runNode';
import { runWorkflow, type WorkflowRun } from '../support/runWorkflow';
import { type LineOptions, lineOf, START_SETTINGS } from '../support/runWorkflowLine';
import { type Sandbox, withSandbox } from '../support/withSandbox';

type Keys = Pick<Sandbox['erp']['users']['manager'], 'apiKey' | 'apiSecret'>;

/** As another user of the same ERPNext. */
const asUser = (sandbox: Sandbox, { apiKey, apiSecret }: Keys): Sandbox => ({
	...sandbox,
	credentials: { ...sandbox.credentials, erpNextSiteApi: { ...sandbox.credentials.erpNextSiteApi, apiKey, apiSecret } },
});

const runLine = async ({ credentials, clock }: Sandbox, stream: SyncStream, options?: LineOptions): Promise<WorkflowRun> =>
	await runWorkflow({ workflow: lineOf(stream, options), credentials, clock });
const summaryOf = (run: WorkflowRun): Partial<SyncSummary> => ({ ...run.json('Finish')[0] });
const resultsOf = <T extends OrderResult | ListingResult>(run: WorkflowRun) => run.json('Write').filter(({ action }) => action !== undefined) as Array<Partial<T> & { action: string }>;

const DRY: LineOptions = { start: { options: { dryRun: true } } };
const ADOPT: LineOptions = { start: { options: { adoptPreviousConnector: true } } };

const isSold = ({ fulfillment }: AmazonOrder) => ['UNSHIPPED', 'SHIPPED'].includes(fulfillment?.fulfillmentStatus ?? '');

/** Half of the seller's orders, as the previous connector imported them; the first of them twice. */
function leaveRemains({ erp, seller }: Sandbox, doubles: number): PreviousConnectorRemains {
	const all = toPreviousOrders([...seller.eachOrder()].filter(isSold));
	const orders = all.slice(0, Math.ceil(all.length / 2));
	return seedPreviousConnector(erp, { orders, doubles });
}

function removeDoubles({ erp }: Sandbox, { orders }: PreviousConnectorRemains): void {
	for (const name of orders.flatMap(({ salesOrders }) => salesOrders.slice(1))) {
		erp.site.update('Sales Order', name, { docstatus: 2 });
		erp.site.remove('Sales Order', name);
	}
}

const previousOrders = ({ erp }: Sandbox, { orders }: PreviousConnectorRemains) =>
	orders.map(({ salesOrders: [name = ''] }) => {
		const { docstatus, grand_total, modified, amazon_order_id } = erp.site.doc('Sales Order', name) ?? {};
		return { name, docstatus, grand_total, modified, amazon_order_id };
	});

const done = ({ erp }: Sandbox) => erp.requests.filter(({ isWrite, status }) => isWrite && status === 200);

describe("moving over from ERPNext's own connector", () => {
	it('stops until the doubles are gone, then makes no Item and no Sales Order of what exists', async () => {
		await withSandbox({ skuCount: 12, orderCount: 60 }, async (sandbox) => {
			const { site } = sandbox.erp;
			const remains = leaveRemains(sandbox, 2);
			const stopped = await runLine(sandbox, 'orders');
			expect(stopped.status).toBe('error');
			for (const { amazonOrderId, salesOrders } of remains.orders.slice(0, 2)) {
				expect(stopped.error?.message).toContain(`${amazonOrderId} in ${salesOrders.join(' and ')}`);
			}
			expect(done(sandbox)).toEqual([]);
			expect(sandbox.amazon.requests).toEqual([]);

			removeDoubles(sandbox, remains);
			const before = previousOrders(sandbox, remains);
			const products = await runLine(sandbox, 'products');
			expect(summaryOf(products)).toMatchObject({ status: 'Completed', counts: { failed: 0 } });
			for (const [sku, asin] of Object.entries(remains.itemCodes)) {
				const result = resultsOf<ListingResult>(products).find((one) => one.sku === sku);
				expect([sku, result?.action, result?.itemCode]).toEqual([sku, 'updated', asin]);
				expect(site.doc('Item', sku)).toBeUndefined();
			}
			const orders = await runLine(sandbox, 'orders');
			const summary = summaryOf(orders);
			expect(summary.message).toContain(`${remains.orders.length} already there (not ours)`);
			expect(summary).toMatchObject({ status: 'Completed', counts: { failed: 0, unchanged: remains.orders.length } });
			expect(previousOrders(sandbox, remains)).toEqual(before);
			const ids = site.docs('Sales Order').map(({ amazon_order_id }) => amazon_order_id);
			expect(new Set(ids).size).toBe(ids.length);
			const rows = site.docs('Sales Order').flatMap(({ items }) => items as Array<{ item_code: string }>);
			for (const sku of Object.keys(remains.itemCodes)) expect(rows.filter(({ item_code }) => item_code === sku)).toEqual([]);
		});
	});

	it('finds the Items of orders, too, when no product was ever listed, for a user of every day', async () => {
		await withSandbox({ skuCount: 12, orderCount: 40 }, async (sandbox) => {
			const { site, users } = sandbox.erp;
			const remains = leaveRemains(sandbox, 0);
			// The set-up needs System Manager; from then on nobody does.
			await runLine(sandbox, 'orders', { list: { maxPerRun: 100 }, start: { afterDate: '2026-11-24' } });
			const user = users.addUser(['Sales User', 'Sales Master Manager', 'Item Manager', 'Accounts Manager']);
			for (const cursor of site.docs('Amazon Sync Cursor')) site.update('Amazon Sync Cursor', String(cursor.name), { position: '2000-01-01T00:00:00Z' });
			const run = await runLine(asUser(sandbox, user), 'orders');
			expect(summaryOf(run)).toMatchObject({ counts: { failed: 0 } });
			for (const sku of Object.keys(remains.itemCodes)) expect(site.doc('Item', sku)).toBeUndefined();
		});
	});

	it('tells a user without System Manager what it takes, and changes nothing', async () => {
		await withSandbox({ orderCount: 20, erpRoles: ['Sales User', 'Sales Master Manager', 'Item Manager', 'Accounts Manager'] }, async (sandbox) => {
			leaveRemains(sandbox, 1);
			for (const stream of ['products', 'orders'] as const) {
				const run = await runLine(sandbox, stream);
				expect(run.error?.message).toMatch(/^ERPNext is not prepared yet, or user '.+' may not see it \(missing: fields of Sales Order, .+\): run Start once with user '.+' having the role 'System Manager'/);
			}
			expect(done(sandbox)).toEqual([]);
		});
	});

	it('shows in a dry run what would happen, to a user who can only read, and sends no writing request', async () => {
		await withSandbox({ skuCount: 12, orderCount: 60, erpRoles: ['Sales User'] }, async (sandbox) => {
			const remains = leaveRemains(sandbox, 1);
			const products = await runLine(sandbox, 'products', DRY);
			const orders = await runLine(sandbox, 'orders', DRY);
			for (const run of [products, orders]) expect([run.error, summaryOf(run).dryRun]).toEqual([undefined, true]);
			expect(orders.hints('Start').join(' ')).toContain(`A real run would stop there: 1 Amazon order stands in more than one Sales Order`);
			expect(sandbox.erp.requests.filter(({ isWrite }) => isWrite)).toEqual([]);
			const doubled = resultsOf<OrderResult>(orders).find(({ amazonOrderId }) => amazonOrderId === remains.orders[0]?.amazonOrderId);
			expect(doubled).toMatchObject({ action: 'failed', reason: expect.stringContaining('2 Sales Orders carry it') });

			// The same, done for real by somebody who may, once the doubles are gone.
			removeDoubles(sandbox, remains);
			const manager = asUser(sandbox, sandbox.erp.users.manager);
			const said = await runLine(sandbox, 'orders', DRY);
			const real = await runLine(manager, 'orders');
			const actions = (run: WorkflowRun) => resultsOf<OrderResult>(run).map(({ amazonOrderId, action }) => [amazonOrderId, action]);
			expect(actions(said)).toEqual(actions(real));
			expect(summaryOf(said).message).toBe(`Dry run, nothing was written: ${summaryOf(real).message?.replace(', 0 wait', '') ?? ''}`);
		});
	});

	it('shows the same in the writing nodes alone, with settings of their own', async () => {
		await withSandbox({ skuCount: 12, orderCount: 40, erpRoles: ['Sales User'] }, async (sandbox) => {
			const remains = leaveRemains(sandbox, 0);
			const sold = [...sandbox.seller.eachOrder()].filter(isSold);
			const parameters = { ...START_SETTINGS, settingsSource: 'defineBelow', sellerId: 'A2TESTSELLER', options: { dryRun: true } };
			const { credentials, clock } = sandbox;
			const orders = await runNode({ node: 'createSalesOrder', credentials, clock, parameters: JSON.parse(JSON.stringify(parameters)), items: JSON.parse(JSON.stringify(sold)) });
			expect(orders.error).toBeUndefined();
			expect(orders.hints[0]).toMatch(/^A real run first prepares ERPNext \(missing/);
			const known = new Set(remains.orders.map(({ amazonOrderId }) => amazonOrderId));
			expect(orders.json.map(({ amazonOrderId, action }) => [amazonOrderId, action])).toEqual(sold.map(({ orderId }) => [orderId, known.has(orderId) ? 'unchanged' : 'created']));
			const [sku = '', asin] = Object.entries(remains.itemCodes)[0] ?? [];
			const listing = { sku, sellerId: 'A2TESTSELLER', marketplaceId: 'ATVPDKIKX0DER', asin, isOpen: true, listing: { sku, summaries: [{ marketplaceId: 'ATVPDKIKX0DER', itemName: 'Kettle', status: ['BUYABLE'] }] } };
			const items = await runNode({ node: 'upsertErpItem', credentials, clock, parameters: JSON.parse(JSON.stringify(parameters)), items: JSON.parse(JSON.stringify([listing])) });
			expect(items.json).toMatchObject([{ action: 'updated', itemCode: asin, dryRun: true }]);
			expect(sandbox.erp.requests.filter(({ isWrite }) => isWrite)).toEqual([]);
		});
	});

	it('follows status and cancellation of its orders once they are adopted, and leaves their amounts', async () => {
		await withSandbox({ skuCount: 12, orderCount: 40 }, async (sandbox) => {
			const { site } = sandbox.erp;
			const { orders } = leaveRemains(sandbox, 0);
			await runLine(sandbox, 'orders');
			const [shipped, cancelled] = orders.map(({ amazonOrderId, salesOrders: [name = ''] }) => ({ amazonOrderId, name, total: site.doc('Sales Order', name)?.grand_total }));
			sandbox.clock.advance(3_600_000);
			sandbox.seller.changeOrder(shipped?.amazonOrderId ?? '', shipOrder);
			sandbox.seller.changeOrder(cancelled?.amazonOrderId ?? '', cancelOrder);
			sandbox.clock.advance(3_600_000);
			expect(summaryOf(await runLine(sandbox, 'orders', DRY))).toMatchObject({ counts: { updated: 0, cancelled: 0 } });
			expect(summaryOf(await runLine(sandbox, 'orders', { start: { options: { ...Object(DRY.start?.options), ...Object(ADOPT.start?.options) } } }))).toMatchObject({ counts: { updated: 1, cancelled: 1 } });
			expect(summaryOf(await runLine(sandbox, 'orders', ADOPT))).toMatchObject({ counts: { updated: 1, cancelled: 1, failed: 0 } });
			expect(site.doc('Sales Order', shipped?.name ?? '')).toMatchObject({ docstatus: 1, amazon_order_status: 'SHIPPED', amazon_fingerprint: null, grand_total: shipped?.total });
			expect(site.doc('Sales Order', cancelled?.name ?? '')).toMatchObject({ docstatus: 2, amazon_order_status: 'CANCELLED', grand_total: cancelled?.total });
		});
	});
});
