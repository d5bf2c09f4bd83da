import { FakeClock } from '../../../support/fakeClock';
import { ErpApiError } from '../../../../lib/erpnext/errors';
import type { ItemsForOrderLines } from '../../../../lib/sync/orders/run';
import { writeOrders } from '../../../../lib/sync/writeOrders';
import { anOrder, someSettings, type OrderSketch } from './anOrder';
import { MemoryErp, type Death } from './memoryErp';

const itemsForOrderLines: ItemsForOrderLines = async (_erp, _settings, lines) =>
	await Promise.resolve(new Map(lines.map((line) => [line.sku ?? '', { itemCode: line.sku }])));

function anErp(): MemoryErp {
	const erp = new MemoryErp();
	for (const sku of ['SKU-1', 'SKU-2', 'SKU-3']) erp.put('Item', { name: sku });
	return erp;
}

const settings = someSettings();

async function run(erp: MemoryErp, sketches: OrderSketch[], death?: Death) {
	erp.begin(death);
	try {
		return await writeOrders({ erp, clock: new FakeClock(), itemsForOrderLines }, sketches.map(anOrder), settings);
	} catch (error) {
		if (!death || !(error instanceof ErpApiError)) throw error;
		return undefined;
	}
}

const liveOrders = (erp: MemoryErp) => erp.docs('Sales Order').filter((doc) => doc.docstatus !== 2);

describe('an order that changes at Amazon', () => {
	const first: OrderSketch = { id: '111-1', lines: [{ sku: 'SKU-1', quantity: 3, unitCents: 333 }, { sku: 'SKU-2', quantity: 1, unitCents: 700 }], shippingCents: 499 };
	const at = (hour: number) => `2026-11-21T${String(hour).padStart(2, '0')}:00:00Z`;

	it('is submitted once, and left alone when nothing changed', async () => {
		const erp = anErp();
		expect(await run(erp, [first])).toMatchObject([{ action: 'created', amazonTotal: '21.98', erpnextTotal: '21.98' }]);
		expect(await run(erp, [first])).toMatchObject([{ action: 'unchanged', erpnextTotal: '21.98' }]);
		expect(erp.docs('Sales Order')).toMatchObject([{ docstatus: 1, status: 'To Deliver and Bill', grand_total: 21.98 }]);
	});

	it('has a quantity lowered in its rows', async () => {
		const erp = anErp();
		await run(erp, [first]);
		const lines = [{ ...first.lines![0]!, quantity: 2 }, first.lines![1]!];
		expect(await run(erp, [{ ...first, lines, updated: at(1) }])).toMatchObject([{ action: 'updated', reason: "Changed at Amazon: Item 'SKU-1': quantity 3 -> 2.", erpnextTotal: '18.65' }]);
		expect(erp.docs('Sales Order')).toMatchObject([{ name: 'SAL-ORD-2026-00001', grand_total: 18.65 }]);
	});

	it('is cancelled and amended when its charges changed', async () => {
		const erp = anErp();
		await run(erp, [first]);
		const results = await run(erp, [{ ...first, shippingCents: 100, updated: at(1) }]);
		expect(results).toMatchObject([{ action: 'amended', salesOrder: 'SAL-ORD-2026-00001-1', erpnextTotal: '17.99' }]);
		expect(erp.docs('Sales Order')).toMatchObject([
			{ docstatus: 2, amazon_order_id: null },
			{ docstatus: 1, amazon_order_id: '111-1', amended_from: 'SAL-ORD-2026-00001', customer: 'Amazon Buyer - 111-1' },
		]);
		expect(await run(erp, [{ ...first, shippingCents: 200, updated: at(2) }])).toMatchObject([{ action: 'amended', salesOrder: 'SAL-ORD-2026-00001-2' }]);
		expect(await run(erp, [{ ...first, shippingCents: 200, status: 'CANCELLED', updated: at(3) }])).toMatchObject([{ action: 'cancelled' }]);
		expect(liveOrders(erp)).toEqual([]);
	});

	it('is cancelled, and keeps its id and Amazon\'s status', async () => {
		const erp = anErp();
		await run(erp, [first]);
		expect(await run(erp, [{ ...first, status: 'CANCELLED', updated: at(1) }])).toMatchObject([{ action: 'cancelled', salesOrder: 'SAL-ORD-2026-00001' }]);
		expect(erp.docs('Sales Order')).toMatchObject([{ docstatus: 2, amazon_order_id: '111-1', amazon_order_status: 'CANCELLED' }]);
	});

	it.each([
		['cancelled', { status: 'CANCELLED' }, 'Order 111-1: Cancelled at Amazon, but Delivery Note MAT-DN-2026-00012 exists: make a return, or cancel both by hand.'],
		['changed in a charge', { shippingCents: 1 }, 'Order 111-1: Changed at Amazon (Amazon shipping - ACME: 4.99 -> 0.01), but Delivery Note MAT-DN-2026-00012 exists: make a return, or change both by hand.'],
	])('is left whole when it was delivered and then %s', async (_what, change, reason) => {
		const erp = anErp();
		await run(erp, [first]);
		Object.assign(erp.docs('Sales Order')[0]!, { linked: 'Delivery Note MAT-DN-2026-00012' });
		expect(await run(erp, [{ ...first, ...change, updated: at(1) }])).toMatchObject([{ action: 'failed', reason }]);
		expect(erp.docs('Sales Order')).toMatchObject([{ docstatus: 1, amazon_order_id: '111-1', grand_total: 21.98 }]);
	});
});

describe('an order that other documents hold', () => {
	it.each([
		['Payment Entry ACC-PAY-2026-00001 at Row: 1', 'but Payment Entry ACC-PAY-2026-00001 exists: cancel that first, or cancel both by hand.'],
		['Sales Invoice ACC-SINV-2026-00001 ', 'but Sales Invoice ACC-SINV-2026-00001 exists: make a return, or cancel both by hand.'],
	])('is left whole, and what to do depends on the document (%s)', async (linked, said) => {
		const erp = anErp();
		await run(erp, [{ id: '1' }]);
		Object.assign(erp.docs('Sales Order')[0]!, { linked });
		const [result] = await run(erp, [{ id: '1', status: 'CANCELLED', updated: '2026-11-21T10:00:00Z' }]) ?? [];
		expect(result).toMatchObject({ action: 'failed', reason: `Order 1: Cancelled at Amazon, ${said}` });
		expect(liveOrders(erp)).toHaveLength(1);
	});
});

describe('a run that dies', () => {
	const before: OrderSketch[] = [
		{ id: '1', lines: [{ sku: 'SKU-1', quantity: 3, unitCents: 333 }], shippingCents: 499 },
		{ id: '2', lines: [{ sku: 'SKU-2', quantity: 1, unitCents: 700 }] },
		{ id: '3' },
	];
	const after: OrderSketch[] = [
		{ ...before[0]!, shippingCents: 100, updated: '2026-11-21T10:00:00Z' },
		{ ...before[1]!, status: 'SHIPPED', updated: '2026-11-21T10:00:00Z' },
		{ ...before[2]!, status: 'CANCELLED', updated: '2026-11-21T10:00:00Z' },
		{ id: '4', buyer: 'Jane', address: {} },
		{ id: '5', buyer: 'Max', address: { line1: '2 Side St' } },
	];
	const expected = [
		{ amazon_order_id: '1', grand_total: 10.99, docstatus: 1, amazon_order_status: 'UNSHIPPED' },
		{ amazon_order_id: '2', grand_total: 7, docstatus: 1, amazon_order_status: 'SHIPPED' },
		{ amazon_order_id: '4', grand_total: 19.99, docstatus: 1, amazon_order_status: 'UNSHIPPED' },
		{ amazon_order_id: '5', grand_total: 19.99, docstatus: 1, amazon_order_status: 'UNSHIPPED' },
	];

	async function livesThrough(death: Death): Promise<{ erp: MemoryErp; died: boolean }> {
		const erp = anErp();
		await run(erp, before);
		const answer = await run(erp, after, death);
		expect(await run(erp, after)).toHaveLength(after.length);
		return { erp, died: answer === undefined };
	}

	it.each([
		['before it sent the call', { done: false }],
		['before it got the answer', { done: true }],
		['at one call that nobody answered', { done: true, once: true }],
		['at one call that never arrived', { done: false, once: true }],
	])('leaves nothing lost and nothing doubled when it died %s, whichever call it was', async (_how, how) => {
		const quiet = anErp();
		await run(quiet, before);
		const callsBefore = quiet.usage.calls;
		await run(quiet, after);
		const calls = quiet.usage.calls - callsBefore;
		expect(calls).toBeGreaterThan(10);
		for (let atCall = 1; atCall <= calls; atCall += 1) {
			const { erp } = await livesThrough({ atCall, ...how });
			const live = liveOrders(erp).sort((one, other) => (String(one.amazon_order_id) < String(other.amazon_order_id) ? -1 : 1));
			expect({ atCall, live }).toMatchObject({ atCall, live: expected });
			expect(erp.docs('Customer').map((doc) => doc.customer_name)).toHaveLength(new Set(erp.docs('Customer').map((doc) => doc.customer_name)).size);
			expect({ atCall, addresses: erp.docs('Address').length, contacts: erp.docs('Contact').length }).toEqual({ atCall, addresses: 2, contacts: 2 });
		}
	});
});
