import fc from 'fast-check';

import type { SyncSettings } from '../../../../lib/settings';
import type { OrderResult } from '../../../../lib/sync/types';
import type { OrderSketch } from './anOrder';
import { withErpSite, type ErpSite } from './erpSite';

type Site = ErpSite['sandbox']['site'];

/** What people and earlier connectors left of an order that a run wrote; undefined: nothing was ever written. */
const STATES = {
	absent: undefined,
	written: () => undefined,
	cancelledByHand: (site: Site, name: string) => site.update('Sales Order', name, { docstatus: 2 }),
	delivered: (site: Site, name: string) => site.deliver(name),
	invoiced: (site: Site, name: string) => site.invoice(name),
	closed: (site: Site, name: string) => site.poke('Sales Order', name, { status: 'Closed' }),
	held: (site: Site, name: string) => site.poke('Sales Order', name, { status: 'On Hold' }),
	changedByHand: (site: Site, name: string) => site.poke('Sales Order', name, { grand_total: 1, net_total: 1, modified_by: 'person@example.com' }),
	previousConnectors: (site: Site, name: string) => site.poke('Sales Order', name, { amazon_fingerprint: null, amazon_order_status: null, po_no: null }),
	enteredByHand: (site: Site, name: string) => site.poke('Sales Order', name, { amazon_order_id: null, amazon_fingerprint: null }),
	givenUp: (site: Site, name: string) => site.poke('Sales Order', name, { amazon_order_id: null, amazon_fingerprint: `amending ${String(site.doc('Sales Order', name)?.po_no)}` }),
	givenUpAndCancelled: (site: Site, name: string) => {
		STATES.givenUp(site, name);
		site.update('Sales Order', name, { docstatus: 2 });
	},
	ofDisabledCustomer: (site: Site, name: string) => site.update('Customer', String(site.doc('Sales Order', name)?.customer), { disabled: 1 }),
} satisfies Record<string, ((site: Site, name: string) => unknown) | undefined>;
const onDraft = new Set(['absent', 'written', 'changedByHand', 'enteredByHand', 'ofDisabledCustomer', 'previousConnectors']);

/** What Amazon says of it now. */
const NEWS: Record<string, (before: OrderSketch) => Partial<OrderSketch>> = {
	nothing: () => ({}),
	shipped: () => ({ status: 'SHIPPED' }),
	cancelled: () => ({ status: 'CANCELLED' }),
	pending: () => ({ status: 'PENDING' }),
	fewer: ({ lines = [] }) => ({ lines: lines.map((line) => ({ ...line, quantity: Math.max(1, line.quantity - 1) })) }),
	dearer: ({ lines = [] }) => ({ lines: lines.map((line) => ({ ...line, unitCents: line.unitCents + 100 })) }),
	shortened: ({ lines = [] }) => ({ lines: lines.slice(0, 1) }),
	charged: () => ({ shippingCents: 777 }),
	extended: ({ lines = [] }) => ({ lines: [...lines, { sku: 'SKU-3', quantity: 1, unitCents: 500 }] }),
	unknownSku: ({ lines = [] }) => ({ lines: [...lines, { sku: 'NEVER-SEEN', quantity: 1, unitCents: 500 }] }),
	disabledSku: ({ lines = [] }) => ({ lines: [...lines, { sku: 'DISABLED', quantity: 1, unitCents: 500 }] }),
};

const drawnOrder = fc.record({
	state: fc.constantFrom(...Object.keys(STATES)),
	news: fc.constantFrom(...Object.keys(NEWS)),
	lines: fc.array(fc.record({ sku: fc.constantFrom('SKU-1', 'SKU-2'), quantity: fc.integer({ min: 1, max: 3 }), unitCents: fc.constantFrom(0, 333, 1999) }), { minLength: 1, maxLength: 2 }),
	currency: fc.constantFrom('USD', 'USD', 'USD', 'SEK', 'EUR'),
	isAddressed: fc.boolean(),
});
const drawnSettings = fc.record({
	submitOrders: fc.boolean(),
	adoptPreviousConnector: fc.boolean(),
	unknownSku: fc.constantFrom('createItem' as const, 'reportIssue' as const),
	customerPolicy: fc.constantFrom('perOrder' as const, 'single' as const),
	createAddresses: fc.boolean(),
});

/** Only ERPNext's own refusal names an invoice to a user who may not read any. */
const INVOICED = /Sales Invoice \S+ exists|Sales Order \S+ is 100 % billed/;

/** A dry run cannot know names that ERPNext gives, and says "would be" where a real one says "was". */
function comparable(result: OrderResult, known: ReadonlySet<string>): object {
	const { amazonOrderId, action, salesOrder, currency, amazonTotal, reason } = result;
	const isDone = action === 'failed' || action === 'unchanged' || action === 'notImported';
	return { amazonOrderId, action, currency, amazonTotal, ...(isDone ? { reason: reason?.replace(INVOICED, 'it is invoiced'), salesOrder } : {}), ...(salesOrder && known.has(salesOrder) && action === 'updated' ? { salesOrder } : {}) };
}

/** Fields of the document that was announced which stand otherwise in ERPNext. */
function announcedOtherwise({ wouldSend }: OrderResult, site: Site, orderId: string): unknown[] {
	const announced = Object(wouldSend).salesOrder as Record<string, unknown> | undefined;
	if (!announced) return [];
	const doc = site.docs('Sales Order').find((row) => row.amazon_order_id === orderId && row.docstatus !== 2) ?? {};
	const isEqual = (one: unknown, other: unknown): boolean => {
		if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((entry, index) => isEqual(entry, other[index]));
		if (typeof one === 'object' && one !== null) return Object.entries(one).every(([field, value]) => isEqual(value, Object(other)[field]));
		return one === other;
	};
	// ERPNext keeps ignore_pricing_rule of a Sales Manager alone.
	return Object.entries(announced).filter(([field, value]) => field !== 'doctype' && field !== 'ignore_pricing_rule' && !isEqual(value, doc[field])).map(([field, value]) => [orderId, field, value, doc[field]]);
}

async function prepare(erp: ErpSite, drawn: ReadonlyArray<{ state: string; sold: OrderSketch }>, settings: Partial<SyncSettings>): Promise<void> {
	const { site } = erp.sandbox;
	const written = await erp.write(drawn.filter(({ state }) => state !== 'absent').map(({ sold }) => sold), settings);
	for (const { state, sold } of drawn) {
		const name = written.find(({ amazonOrderId }) => amazonOrderId === sold.id)?.salesOrder;
		if (name && (settings.submitOrders || onDraft.has(state))) STATES[state as keyof typeof STATES]?.(site, name);
	}
}

const RUNS = Number(process.env.DRY_RUNS ?? 60);

describe('a dry run of orders', () => {
	it(`says just what a real run then does, and asks ERPNext for nothing but reading (${RUNS} cases)`, async () => {
		await withErpSite(async (erp) => {
			const { site } = erp.sandbox;
			site.insert('Item', { item_code: 'DISABLED', item_name: 'DISABLED', item_group: 'Products', stock_uom: 'Nos', disabled: 1 });
			site.insert('Currency Exchange', { date: '2026-01-01', from_currency: 'EUR', to_currency: 'USD', exchange_rate: 1.1 });
			const empty = site.snapshot();
			const writes = () => erp.sandbox.requests.filter(({ isWrite }) => isWrite).length;
			await fc.assert(
				fc.asyncProperty(fc.array(drawnOrder, { minLength: 1, maxLength: 8 }), drawnSettings, fc.boolean(), async (drawn, settings, wasSubmitting) => {
					site.restore(empty);
					const orders = drawn.map(({ state, news, lines, currency, isAddressed }, index) => {
						const id = `70${index}`;
						const address = isAddressed ? { buyer: `Buyer ${id}`, address: { line1: `${id} Main St` } } : {};
						// What has no exchange rate was never written.
						const sold: OrderSketch = { id, lines, currency: state === 'absent' || currency === 'EUR' ? currency : 'USD', ...address };
						return { state, sold, now: { ...sold, ...(news === 'nothing' ? {} : { updated: '2026-11-21T10:00:00Z' }), ...NEWS[news]?.(sold) } };
					});
					const chosen = { ...settings, singleCustomer: 'Amazon Customers' };
					await prepare(erp, orders, { ...chosen, submitOrders: wasSubmitting });
					const known = new Set(site.docs('Sales Order').map(({ name }) => String(name)));
					const before = [writes(), JSON.stringify(site.snapshot())];
					const said = await erp.write(orders.map(({ now }) => now), { ...chosen, dryRun: true });
					expect([writes(), JSON.stringify(site.snapshot())]).toEqual(before);
					expect(said.every(({ dryRun }) => dryRun === true)).toBe(true);
					const done = await erp.write(orders.map(({ now }) => now), chosen);
					expect(said.map((result) => comparable(result, known))).toEqual(done.map((result) => comparable(result, known)));
					expect(said.flatMap((result) => announcedOtherwise(result, site, result.amazonOrderId))).toEqual([]);
				}),
				{ numRuns: RUNS },
			);
		});
	}, 240_000);
});

describe('a dry run where ERPNext does not tell exchange rates', () => {
	it('foresees nothing of them, and goes on', async () => {
		await withErpSite(async ({ write, faults }) => {
			faults.add({ match: ({ path }) => path.includes('get_exchange_rate'), fault: { kind: 'answer', status: 403, body: { exc_type: 'PermissionError' } } });
			expect(await write([{ id: '1', currency: 'SEK' }], { dryRun: true })).toMatchObject([{ action: 'created', dryRun: true }]);
		});
	});
});
