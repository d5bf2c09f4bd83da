import type { FoundSalesOrder } from '../../../../lib/erpnext/salesOrders';
import { decide, type Facts } from '../../../../lib/sync/orders/decide';
import { fateOf } from '../../../../lib/sync/orders/fate';
import { settingsForMarketplace } from '../../../../lib/settings';
import { toSalesOrder } from '../../../../lib/mapping/toSalesOrder';
import { anOrder, someSettings, type OrderSketch } from './anOrder';

const settings = someSettings();

function mappedFrom(sketch: OrderSketch) {
	const order = anOrder(sketch);
	const itemCodes = Object.fromEntries(order.orderItems.map((item) => [item.orderItemId, item.product.sellerSku ?? '']));
	return toSalesOrder(order, { settings, marketplace: settingsForMarketplace(settings, undefined), itemCodes, countries: {} });
}

function facts(sketch: OrderSketch, changes: Partial<Facts> = {}): Facts {
	const order = anOrder(sketch);
	const fate = fateOf(order);
	return {
		fate,
		fulfillmentStatus: sketch.status ?? 'UNSHIPPED',
		found: [],
		givenUp: [],
		mapped: fate === 'lives' ? mappedFrom(sketch) : undefined,
		settings,
		...changes,
	};
}

/** A Sales Order as an earlier run left it for `sketch`. */
function held(sketch: OrderSketch, changes: Partial<FoundSalesOrder> = {}): FoundSalesOrder {
	const mapped = mappedFrom(sketch);
	return {
		name: 'SAL-ORD-2026-00001',
		owner: 'n8n@example.com',
		modified_by: 'n8n@example.com',
		docstatus: 1,
		status: 'To Deliver and Bill',
		grand_total: Number(mapped.money.total),
		net_total: Number(mapped.money.total),
		currency: 'USD',
		per_delivered: 0,
		per_billed: 0,
		amended_from: null,
		customer: 'Amazon Buyer - 1',
		customer_address: null,
		shipping_address_name: null,
		contact_person: null,
		contact_display: null,
		contact_email: null,
		contact_phone: null,
		contact_mobile: null,
		amazon_order_id: sketch.id,
		amazon_order_status: sketch.status ?? 'UNSHIPPED',
		amazon_last_update: mapped.salesOrder.amazon_last_update ?? null,
		amazon_fingerprint: mapped.fingerprint,
		...changes,
	};
}

const sketch: OrderSketch = { id: '111-1' };
const later: OrderSketch = { ...sketch, updated: '2026-11-21T10:00:00Z' };
const changed: OrderSketch = { ...later, lines: [{ sku: 'SKU-1', quantity: 2, unitCents: 1999 }] };

describe('decide', () => {
	it.each(['PENDING', 'PENDING_AVAILABILITY', 'CANCELLED', 'UNFULFILLABLE'])('does not import an order that is %s and not there', (status) => {
		expect(decide(facts({ ...sketch, status }))).toMatchObject({ step: 'done', action: 'notImported' });
	});

	it('does not import an order that another shop sold', () => {
		const decision = decide({ ...facts(sketch), fate: 'elsewhere' });
		expect(decision).toMatchObject({ step: 'done', action: 'notImported', reason: expect.stringContaining('in the books of that shop') });
	});

	it.each(['UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED'])('creates an order that is %s and not there', (status) => {
		expect(decide(facts({ ...sketch, status }))).toEqual({ step: 'create' });
	});

	it('leaves an order as it is when nothing changed', () => {
		expect(decide(facts(sketch, { found: [held(sketch)] }))).toMatchObject({ step: 'done', action: 'unchanged' });
	});

	it('makes no call for an update that changes neither money nor status', () => {
		expect(decide(facts(later, { found: [held(sketch)] }))).toMatchObject({ step: 'done', action: 'unchanged' });
	});

	it('sets the status when only that changed', () => {
		expect(decide(facts({ ...later, status: 'SHIPPED' }, { found: [held(sketch)] }))).toMatchObject({ step: 'status' });
	});

	it('changes an order whose amounts changed', () => {
		expect(decide(facts(changed, { found: [held(sketch)] }))).toMatchObject({ step: 'change' });
	});

	it('does not rewrite an order when only settings changed since', () => {
		const other = held(sketch, { amazon_fingerprint: 'of other settings' });
		expect(decide(facts(sketch, { found: [other] }))).toMatchObject({ step: 'done', action: 'unchanged' });
	});

	it('submits a draft that a broken run left', () => {
		expect(decide(facts(sketch, { found: [held(sketch, { docstatus: 0 })] }))).toMatchObject({ step: 'submit' });
	});

	it('writes a draft anew that no longer fits', () => {
		expect(decide(facts(changed, { found: [held(sketch, { docstatus: 0 })] }))).toMatchObject({ step: 'recreate' });
	});

	it('writes a draft anew that comes to another sum', () => {
		expect(decide(facts(sketch, { found: [held(sketch, { docstatus: 0, grand_total: 20 })] }))).toMatchObject({ step: 'recreate' });
	});

	it('does not overwrite a draft that a person put another sum into, and says so', () => {
		const found = [held(sketch, { docstatus: 0, grand_total: 20, modified_by: 'jane@example.com' })];
		const decision = decide(facts(sketch, { found }));
		expect(decision).toMatchObject({ step: 'done', action: 'failed' });
		expect(decision).toHaveProperty('reason', expect.stringContaining('20.00 USD and Amazon says 19.99 USD. Its draft is left alone'));
		expect(decide(facts(changed, { found }))).toMatchObject({ step: 'recreate' });
	});

	it('leaves a draft a draft where that is the setting', () => {
		const found = [held(sketch, { docstatus: 0 })];
		expect(decide(facts(sketch, { found, settings: someSettings({ submitOrders: false }) }))).toMatchObject({ action: 'unchanged' });
	});

	it('tells of a submitted order whose sum a person changed', () => {
		const decision = decide(facts(sketch, { found: [held(sketch, { grand_total: 25 })] }));
		expect(decision).toMatchObject({ step: 'done', action: 'failed' });
		expect(decision).toHaveProperty('reason', expect.stringContaining('25.00 USD and Amazon says 19.99 USD'));
	});

	it('leaves a draft that a person works on alone', () => {
		const found = [held(sketch, { docstatus: 0, grand_total: 25 })];
		const decision = decide(facts(sketch, { found, settings: someSettings({ submitOrders: false }) }));
		expect(decision).toMatchObject({ action: 'unchanged', reason: expect.stringContaining('was changed in ERPNext') });
	});

	it('leaves alone what was cancelled by hand, and says so', () => {
		const decision = decide(facts(sketch, { found: [held(sketch, { docstatus: 2, status: 'Cancelled' })] }));
		expect(decision).toMatchObject({ action: 'unchanged', reason: expect.stringContaining('cancelled in ERPNext and is left alone') });
	});

	it('has nothing to say when both sides cancelled', () => {
		const decision = decide(facts({ ...sketch, status: 'CANCELLED' }, { found: [held(sketch, { docstatus: 2 })] }));
		expect(decision).toMatchObject({ action: 'unchanged', reason: undefined });
	});

	it('cancels a submitted order and deletes a draft when Amazon cancelled', () => {
		const cancelled = { ...later, status: 'CANCELLED' };
		expect(decide(facts(cancelled, { found: [held(sketch)] }))).toMatchObject({ step: 'cancel', gaveIdUp: false });
		expect(decide(facts(cancelled, { found: [held(sketch, { docstatus: 0 })] }))).toMatchObject({ step: 'deleteDraft' });
	});

	it('goes on amending where a run ended after the id was given up', () => {
		const givenUp = [held(sketch, { amazon_order_id: null, amazon_fingerprint: 'amending 111-1' })];
		expect(decide(facts(changed, { givenUp }))).toMatchObject({ step: 'finishAmending' });
		expect(decide(facts({ ...changed, status: 'CANCELLED' }, { givenUp }))).toMatchObject({ step: 'cancel', gaveIdUp: true });
	});

	it('amends the last generation where a run ended after cancelling', () => {
		const first = held(sketch, { docstatus: 2, amazon_order_id: null });
		const second = { ...first, name: 'SAL-ORD-2026-00001-1', amended_from: first.name };
		expect(decide(facts(changed, { givenUp: [first, second] }))).toMatchObject({ step: 'create', amends: { name: 'SAL-ORD-2026-00001-1' } });
	});

	it('never touches an order of the previous connector unless it was adopted', () => {
		const found = [held(sketch, { amazon_fingerprint: null })];
		expect(decide(facts(changed, { found }))).toMatchObject({ action: 'unchanged', reason: expect.stringContaining('was made by other means') });
		const adopting = someSettings({ adoptPreviousConnector: true });
		expect(decide(facts({ ...later, status: 'SHIPPED' }, { found, mapped: undefined, settings: adopting }))).toMatchObject({ step: 'status' });
		expect(decide(facts({ ...later, status: 'CANCELLED' }, { found, settings: adopting }))).toMatchObject({ step: 'cancel' });
	});

	it('touches none of several live Sales Orders of one Amazon order', () => {
		const found = [held(sketch), held(sketch, { name: 'SAL-ORD-2026-00009' })];
		expect(decide(facts(changed, { found }))).toMatchObject({ action: 'failed', reason: expect.stringContaining('SAL-ORD-2026-00001, SAL-ORD-2026-00009') });
	});
});
