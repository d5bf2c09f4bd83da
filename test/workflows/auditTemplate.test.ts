import { DateTime } from 'luxon';
import type { INode } from 'n8n-workflow';

import { cancelOrder } from '../../sandbox/amazon/world/orderChanges';
import { seedPreviousConnector } from '../../sandbox/erpnext/previousConnector';
import type { AmazonOrder } from '../../lib/amazon/types';
import type { AuditRow, AuditSummary } from '../../lib/sync/audit/types';
import { toPreviousOrders } from '../support/previousOrders';
import { runWorkflow, type WorkflowRun } from '../support/runWorkflow';
import { lineOf } from '../support/runWorkflowLine';
import { type Sandbox, type SandboxOptions, withSandbox } from '../support/withSandbox';
import { copyOrder } from '../lib/sync/audit/auditing';
import { readTemplate } from './templateFiles';

const US = 'ATVPDKIKX0DER';
const AUDIT = 'Audit Sales Orders';

interface AuditRun {
	run: WorkflowRun;
	rows: AuditRow[];
	summary: AuditSummary;
}

type Filled = (node: INode) => INode['parameters'];

/** The template as a person fills it in: the marketplaces, and the days of the sandbox's orders in place of last month. */
async function audit({ credentials, clock }: Sandbox, more: Filled = ({ parameters }) => parameters): Promise<AuditRun> {
	const template = readTemplate('audit.json');
	const days = { firstDay: '2026-11-13', lastDay: '2026-11-22' };
	const filled: Record<string, INode['parameters']> = {
		Period: { assignments: { assignments: Object.entries(days).map(([name, value]) => ({ name, value, type: 'string' })) } },
		'List Orders': { marketplaces: [US] },
	};
	const nodes = template.nodes.map((node) => ({ ...node, parameters: more({ ...node, parameters: { ...node.parameters, ...filled[node.name] } }) }));
	const run = await runWorkflow({ workflow: { ...template, nodes }, credentials, clock });
	const items = run.json(AUDIT);
	return { run, rows: items.slice(0, -1) as AuditRow[] & typeof items, summary: items.at(-1) as AuditSummary & (typeof items)[0] };
}

/** Orders of the period, as a real run wrote them. */
async function withBooksOf(options: SandboxOptions, test: (sandbox: Sandbox) => Promise<void>): Promise<void> {
	await withSandbox(options, async (sandbox) => {
		const { credentials, clock } = sandbox;
		for (const stream of ['products', 'orders'] as const) {
			expect((await runWorkflow({ workflow: lineOf(stream), credentials, clock })).error).toBeUndefined();
		}
		sandbox.erp.requests.length = 0;
		await test(sandbox);
	});
}

const writesOf = ({ erp }: Sandbox) => erp.requests.filter(({ isWrite }) => isWrite);
const isSold = ({ fulfillment }: AmazonOrder) => ['UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED'].includes(fulfillment?.fulfillmentStatus ?? '');
/** Sold in the middle of the period. */
const soldOrders = ({ seller }: Sandbox) => [...seller.eachOrder()].filter((order) => isSold(order) && order.createdTime > '2026-11-16' && order.createdTime < '2026-11-20');

describe('the audit template', () => {
	it.each([1, 2, 3])('finds nothing in the books that a run of this package wrote (seller %i)', async (seed) => {
		await withBooksOf({ seed, skuCount: 15, orderCount: 70 }, async (sandbox) => {
			const { run, rows, summary } = await audit(sandbox);
			expect(run.error).toBeUndefined();
			expect(rows).toEqual([]);
			expect(summary.message).toMatch(/^\d+ orders from 2026-11-13 to 2026-11-22, all equal\. Amazon and ERPNext: [\d,]+\.\d\d USD\./);
			expect(summary).toMatchObject({ complete: true, differences: 0, notices: [] });
			expect(summary.orders).toBeGreaterThan(20);
			expect(run.hints(AUDIT)).toEqual([summary.message]);
			expect(writesOf(sandbox)).toEqual([]);
		});
	});

	it('shows each kind of difference, paired with the order that it is about', async () => {
		await withBooksOf({ skuCount: 15, orderCount: 90 }, async (sandbox) => {
			const { site } = sandbox.erp;
			const [missing, doubled, total, currency, cancelled] = soldOrders(sandbox).map(({ orderId }) => orderId);
			const nameOf = (id: string | undefined) => String(site.docs('Sales Order').find(({ amazon_order_id }) => amazon_order_id === id)?.name);
			const unknown = copyOrder(site, nameOf(total), { amazon_order_id: '111-0000000-0000000' });
			copyOrder(site, nameOf(doubled));
			site.update('Sales Order', nameOf(missing), { docstatus: 2 });
			site.poke('Sales Order', nameOf(total), { grand_total: 9999 });
			site.poke('Sales Order', nameOf(currency), { currency: 'CAD' });
			sandbox.seller.changeOrder(cancelled ?? '', cancelOrder);

			const { run, rows, summary } = await audit(sandbox);
			expect(rows.map(({ kind, amazonOrderId }) => [kind, amazonOrderId])).toEqual([
				['missing', missing],
				['doubled', doubled],
				['cancelledAtAmazon', cancelled],
				['wrongCurrency', currency],
				['differentTotal', total],
				['unknownAtAmazon', '111-0000000-0000000'],
			]);
			expect(rows.at(-1)?.salesOrders).toBe(unknown);
			expect(summary).toMatchObject({ complete: true, differences: 6 });
			const listed = run.json('List Orders');
			for (const { json, pairedItem } of run.items(AUDIT)) {
				const source = typeof pairedItem === 'object' && 'item' in pairedItem ? listed[pairedItem.item] : undefined;
				const isOfList = json.kind !== 'unknownAtAmazon' && json.kind !== 'summary';
				expect(isOfList ? source?.orderId : Object.keys(source ?? {})).toEqual(isOfList ? json.amazonOrderId : ['syncProgress']);
			}
			expect(writesOf(sandbox)).toEqual([]);
		});
	});

	it("shows what the previous connector did to the books, to a user who may only read Sales Orders", async () => {
		await withSandbox({ skuCount: 15, orderCount: 90, erpRoles: ['Sales User'] }, async (sandbox) => {
			const orders = toPreviousOrders(soldOrders(sandbox));
			seedPreviousConnector(sandbox.erp, { orders, doubles: 3 });
			const { rows, summary } = await audit(sandbox);
			const others = rows.filter(({ kind }) => kind !== 'missing');
			expect(others.map(({ amazonOrderId }) => amazonOrderId).sort()).toEqual(orders.map(({ amazonOrderId }) => amazonOrderId).sort());
			expect(summary.counts).toMatchObject({ doubled: 3, differentTotal: orders.length - 3, unknownAtAmazon: 0 });
			expect(summary.counts.missing).toBe(summary.orders - orders.length);
			expect(others.filter(({ kind }) => kind === 'differentTotal').every(({ byLine }) => byLine.includes("'Amazon Commission' (-1.50)"))).toBe(true);
			expect(writesOf(sandbox)).toEqual([]);
		});
	});

	it('says that the list is not whole when the quota ran out, and calls no order unknown', async () => {
		await withBooksOf({ skuCount: 10, orderCount: 130, quotas: { searchOrders: { ratePerSecond: 0.0056, burst: 2 } } }, async (sandbox) => {
			sandbox.clock.advance(180_000);
			const { rows, summary } = await audit(sandbox, ({ name, parameters }) =>
				name === 'List Orders' ? { ...parameters, options: { ...Object(parameters.options), waitForQuotaMinutes: 0 } } : parameters,
			);
			expect(rows).toEqual([]);
			expect(summary.complete).toBe(false);
			expect(summary.message).toMatch(/^Not the whole period, see the notices\. \d+ orders from .*, all equal\./);
			expect(summary.notices).toEqual([expect.stringMatching(/^Amazon's list stops after 100 orders of its window/)]);
		});
	});

	it('audits last month unless told otherwise', async () => {
		const { nodes, connections, settings } = readTemplate('audit.json');
		const wanted = nodes.filter(({ name }) => name === 'Execute by hand' || name === 'Period');
		const workflow = { nodes: wanted, connections: { 'Execute by hand': connections['Execute by hand'] ?? {} }, settings: { ...settings, timezone: 'UTC' } };
		const month = DateTime.utc().minus({ months: 1 });
		const run = await runWorkflow({ workflow });
		expect(run.json('Period')).toEqual([{ firstDay: month.toFormat('yyyy-MM-01'), lastDay: month.endOf('month').toFormat('yyyy-MM-dd') }]);
	});
});
