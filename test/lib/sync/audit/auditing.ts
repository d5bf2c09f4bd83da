import type { ErpNextSandbox } from '../../../../sandbox/erpnext/server';
import type { AmazonOrder } from '../../../../lib/amazon/types';
import type { ErpClient } from '../../../../lib/erpnext/client';
import { createErpClient } from '../../../../lib/erpnext/http';
import { auditOrders } from '../../../../lib/sync/audit/audit';
import type { AuditInput, AuditOutcome, AuditRow } from '../../../../lib/sync/audit/types';
import type { AskedWindow, SyncProgress } from '../../../../lib/sync/types';
import { FakeClock } from '../../../support/fakeClock';
import { anOrder, type OrderSketch } from '../orders/anOrder';
import { type ErpSite, withErpSite } from '../orders/erpSite';

export const US = 'ATVPDKIKX0DER';

type Site = ErpNextSandbox['site'];

export interface Audited extends Pick<ErpSite, 'write' | 'settings' | 'sandbox'> {
	site: Site;
	/** A user who may read Sales Orders, and little else. */
	reader: ErpClient;
	/** The Sales Order that was written for an order. */
	nameOf(orderId: string): string;
	/** Writing requests so far. */
	writes(): number;
}

export function clientOf(sandbox: ErpNextSandbox, roles: string[]): ErpClient {
	const { apiKey, apiSecret } = sandbox.users.addUser(roles);
	return createErpClient({ url: sandbox.url, apiKey, apiSecret, ignoreSslIssues: false }, { clock: new FakeClock(), random: () => 1 });
}

/** Prepared books whose order number may stand twice, as the previous connector's did. */
export async function withAudit(test: (audited: Audited) => Promise<void>): Promise<void> {
	await withErpSite(async ({ write, settings, sandbox }) => {
		const { site } = sandbox;
		const names = new Map<string, string>();
		await test({
			settings,
			sandbox,
			site,
			reader: clientOf(sandbox, ['Sales User']),
			nameOf: (orderId) => names.get(orderId) ?? '',
			writes: () => sandbox.requests.filter(({ isWrite }) => isWrite).length,
			write: async (sketches, changes) => {
				const results = await write(sketches, changes);
				for (const { amazonOrderId, salesOrder } of results) if (salesOrder) names.set(amazonOrderId, salesOrder);
				return results;
			},
		});
	});
}

/** The same order once more, as two runs of the previous connector at once left it. */
export function copyOrder(site: Site, name: string, more: Record<string, unknown> = {}): string {
	site.update('Custom Field', 'Sales Order-amazon_order_id', { unique: 0 });
	const { customer, company, transaction_date, delivery_date, currency, amazon_order_id, title, items, taxes } = site.doc('Sales Order', name) ?? {};
	const rows = (list: unknown, fields: string[]) =>
		(Array.isArray(list) ? list : []).map((row: Record<string, unknown>) => Object.fromEntries(fields.map((field) => [field, row[field]])));
	const copy = site.insert('Sales Order', {
		...{ customer, company, transaction_date, delivery_date, currency, amazon_order_id, title, selling_price_list: 'Standard Selling' },
		items: rows(items, ['item_code', 'qty', 'rate', 'delivery_date']),
		taxes: rows(taxes, ['charge_type', 'account_head', 'description', 'tax_amount']),
		...more,
	});
	const copied = String(copy.name);
	site.update('Sales Order', copied, { docstatus: 1 });
	return copied;
}

export const sketch = (id: string, more: Partial<OrderSketch> = {}): OrderSketch => ({ id, created: '2026-11-20T15:00:00Z', ...more });

/** Orders of every fate, written as a run writes them. */
export async function cleanBooks(write: ErpSite['write']): Promise<AmazonOrder[]> {
	const sketches = [
		sketch('A', { shippingCents: 499 }),
		sketch('B', { lines: [{ sku: 'SKU-2', quantity: 3, unitCents: 333 }] }),
		sketch('C', { lines: [{ sku: 'SKU-2', quantity: 1, unitCents: 0 }, { sku: 'SKU-3', quantity: 1, unitCents: 999 }] }),
		sketch('D', { status: 'PENDING' }),
		sketch('E', { status: 'CANCELLED' }),
		sketch('F', { status: 'UNFULFILLABLE' }),
	];
	await write(sketches);
	return sketches.map(anOrder);
}

/** What List Orders says of a list that is whole: November of 2026, with a day more on both sides. */
export function listOf(count: number, more: Partial<SyncProgress> = {}, asked: Partial<AskedWindow> = {}): SyncProgress {
	return {
		runId: '',
		stream: 'orders',
		count,
		complete: true,
		nextPageToken: null,
		windowEnd: '2026-12-02T00:00:00.000Z',
		skipped: false,
		amazonCalls: 1,
		quotaWaitMs: 0,
		erpnextCalls: 0,
		goneIds: [],
		notices: [],
		asked: { by: 'created', after: '2026-10-31T00:00:00.000Z', marketplaceIds: [US], fromStart: true, ...asked },
		...more,
	};
}

export async function auditNovember(erp: ErpClient, orders: AmazonOrder[], more: Partial<AuditInput> = {}): Promise<AuditOutcome> {
	return await auditOrders(
		{ erp },
		{
			orders,
			progress: [listOf(orders.length)],
			firstDay: '2026-11-01',
			lastDay: '2026-11-30',
			company: '',
			taxHandling: 'amazonAmounts',
			taxTemplate: '',
			facilitatorTax: 'leaveOut',
			...more,
		},
	);
}

/** What an audit found, without its words. */
export const kindsOf = ({ rows }: AuditOutcome): string[] => rows.map(({ kind, amazonOrderId }) => `${kind} ${amazonOrderId}`);

/** Differences of the table by currency, as a spreadsheet adds them up; in cents. */
export function addedUp(rows: readonly AuditRow[]): Record<string, number> {
	const cents: Record<string, number> = {};
	const add = (currency: string, amount: number | null, sign: 1 | -1): void => {
		if (amount !== null && currency) cents[currency] = (cents[currency] ?? 0) + sign * Math.round(amount * 100);
	};
	for (const { currency, amazonTotal, erpnextCurrency, erpnextTotal } of rows) {
		add(currency, amazonTotal, 1);
		add(erpnextCurrency, erpnextTotal, -1);
	}
	return cents;
}
