import type { Money, Order } from '@sp-api-sdk/orders-api-2026-01-01';
import { withCheckDigit } from '../../../sandbox/amazon/world/barcodes';
import { cancelOrder, cancelUnits, shipOrder } from '../../../sandbox/amazon/world/orderChanges';
import { toOrderId, toOrderNumber } from '../../../sandbox/amazon/world/orderIds';
import { makeSellerWorld, type SellerWorld, type WorldOptions } from '../../../sandbox/amazon/world/sellerWorld';
import { makeWorld, NOW } from './caller';

const DAY_MS = 86_400_000;
const DEMO: WorldOptions = { seed: 20_261_124, sellerId: 'A1DEMOSELLER01', country: 'US', skuCount: 60, orderCount: 250, endsAt: NOW, spanDays: 14 };

function statusesOf(world: SellerWorld): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const order of world.eachOrder()) {
		const status = order.fulfillment?.fulfillmentStatus ?? 'none';
		counts[status] = (counts[status] ?? 0) + 1;
	}
	return counts;
}

const minor = (money: Money | undefined) => Math.round(Number(money?.amount) * 100);

/** Amounts that count: TAX does where it comes on top, and never where prices hold it. */
function sumOf(breakdowns: Array<{ type: string; subtotal: Money }> | undefined, taxOnTop: boolean): number {
	return (breakdowns ?? []).filter(({ type }) => taxOnTop || type !== 'TAX').reduce((sum, { subtotal }) => sum + minor(subtotal), 0);
}

function expectConsistentMoney(order: Order, taxOnTop: boolean): void {
	let items = 0;
	for (const item of order.orderItems.filter((candidate) => candidate.proceeds)) {
		const ofItem = item.proceeds?.breakdowns?.find(({ type }) => type === 'ITEM')?.subtotal;
		expect(minor(ofItem)).toBe(minor(item.product.price?.unitPrice) * item.quantityOrdered);
		expect(minor(item.proceeds?.proceedsTotal)).toBe(sumOf(item.proceeds?.breakdowns, taxOnTop));
		for (const { subtotal, detailedBreakdowns } of item.proceeds?.breakdowns ?? []) {
			if (detailedBreakdowns) expect(detailedBreakdowns.reduce((sum, { value }) => sum + minor(value), 0)).toBe(minor(subtotal));
		}
		items += minor(item.proceeds?.proceedsTotal);
	}
	const tip = order.proceeds?.breakdowns?.find(({ type }) => type === 'DELIVERY_TIP')?.subtotal;
	expect(minor(order.proceeds?.grandTotal)).toBe(items + (tip ? minor(tip) : 0));
	expect(minor(order.proceeds?.grandTotal)).toBe(sumOf(order.proceeds?.breakdowns, taxOnTop));
}

describe('a seller world', () => {
	it('is the same for the same seed and another for another', () => {
		const lives = (seed: number) => JSON.stringify([...makeWorld({ seed }).eachOrder(), ...makeWorld({ seed }).eachListing()]);
		expect(lives(3)).toBe(lives(3));
		expect(lives(3)).not.toBe(lives(4));
	});

	it('has about 8 % pending and 6 % cancelled orders at its end, in the size of the demo', () => {
		for (const seed of [DEMO.seed, 1, 2, 3]) {
			const counts = statusesOf(makeSellerWorld({ ...DEMO, seed }));
			expect(counts.PENDING).toBeGreaterThanOrEqual(15);
			expect(counts.PENDING).toBeLessThanOrEqual(27);
			expect(counts.CANCELLED).toBeGreaterThanOrEqual(8);
			expect(counts.CANCELLED).toBeLessThanOrEqual(24);
		}
	});

	it('rests for two hours after its end, then goes on until nothing is open', () => {
		const world = makeSellerWorld(DEMO);
		const orders = [...world.eachOrder()];
		world.useClock(() => NOW + 7_199_000);
		expect([...world.eachOrder()]).toEqual(orders);
		world.useClock(() => NOW + 20 * DAY_MS);
		expect(Object.keys(statusesOf(world)).sort()).toEqual(['CANCELLED', 'SHIPPED']);
	});

	it('moves lastUpdatedTime with each change', () => {
		const world = makeSellerWorld(DEMO);
		const before = new Map([...world.eachOrder()].map((order) => [order.orderId, order]));
		world.useClock(() => NOW + DAY_MS);
		const changed = [...world.eachOrder()].filter((order) => JSON.stringify(order) !== JSON.stringify(before.get(order.orderId)));
		expect(changed.length).toBeGreaterThan(10);
		for (const order of changed) {
			expect(Date.parse(order.lastUpdatedTime)).toBeGreaterThan(NOW);
			expect(Date.parse(order.lastUpdatedTime)).toBeLessThanOrEqual(NOW + DAY_MS);
		}
	});

	it.each([
		['US', true],
		['DE', false],
		['GB', false],
		['JP', false],
		['CA', true],
	])('has orders in %s whose sums agree', (country, taxOnTop) => {
		for (const order of makeSellerWorld({ ...DEMO, country, orderCount: 400 }).eachOrder()) {
			if (order.proceeds) expectConsistentMoney(order, taxOnTop);
			else expect(['PENDING', 'CANCELLED']).toContain(order.fulfillment?.fulfillmentStatus);
		}
	});

	it('tries each place of tax and either sign of discounts, as it is told', () => {
		const breakdowns = (options: Partial<WorldOptions>) => [...makeSellerWorld({ ...DEMO, ...options }).eachOrder()].flatMap((order) => order.proceeds?.breakdowns ?? []);
		expect(breakdowns({ taxShape: 'insideUnreported' }).filter(({ type }) => type === 'TAX')).toEqual([]);
		for (const order of makeSellerWorld({ ...DEMO, taxShape: 'inside' }).eachOrder()) if (order.proceeds) expectConsistentMoney(order, false);
		const signs = (negativeDiscounts: boolean) => new Set(breakdowns({ negativeDiscounts }).filter(({ type }) => type === 'DISCOUNT').map(({ subtotal }) => Math.sign(Number(subtotal.amount))));
		expect(signs(true)).toEqual(new Set([-1]));
		expect(signs(false)).toEqual(new Set([1]));
	});

	it('writes yen without decimals', () => {
		const amounts = [...makeWorld({ country: 'JP' }).eachOrder()].flatMap((order) => order.proceeds?.grandTotal?.amount ?? []);
		expect(amounts.length).toBeGreaterThan(10);
		for (const amount of amounts) expect(amount).toMatch(/^\d+$/);
	});

	it('has every kind of order among a thousand', () => {
		const orders = [...makeSellerWorld({ ...DEMO, orderCount: 1000 }).eachOrder()];
		const items = orders.flatMap((order) => order.orderItems);
		const types = new Set(items.flatMap((item) => item.proceeds?.breakdowns?.map(({ type }) => type) ?? []));
		expect([...types].sort()).toEqual(['DISCOUNT', 'GIFT_WRAP', 'ITEM', 'SHIPPING', 'TAX']);
		const has = (what: string, test: (order: Order) => boolean) => expect([what, orders.some(test)]).toEqual([what, true]);
		has('a replacement', (order) => order.associatedOrders?.[0]?.associationType === 'REPLACEMENT_ORIGINAL_ID');
		has('a tip', (order) => order.proceeds?.breakdowns?.some(({ type }) => type === 'DELIVERY_TIP') ?? false);
		has('a company', (order) => order.buyer?.buyerCompanyName !== undefined);
		has('a name in other letters', (order) => /[^\p{Script=Latin}\p{P}\p{Zs}]/u.test(order.buyer?.buyerName ?? ''));
		has('tax kept by Amazon', (order) => order.orderItems[0]?.tax?.taxCollections?.[0]?.model === 'MARKETPLACE_FACILITATOR');
		has('tax that Amazon does not keep', (order) => order.proceeds?.breakdowns?.some(({ type }) => type === 'TAX') === true && !order.orderItems[0]?.tax);
		has('four lines', (order) => order.orderItems.length === 4);
		has('a part given up', (order) => order.fulfillment?.fulfillmentStatus === 'SHIPPED' && order.orderItems.some((item) => item.cancellation));
		has('a part shipped', (order) => order.fulfillment?.fulfillmentStatus === 'PARTIALLY_SHIPPED');
		has('packages', (order) => (order.packages?.[0]?.packageItems?.length ?? 0) > 0);
	});

	it('names in a replacement an order that exists', () => {
		const world = makeSellerWorld({ ...DEMO, orderCount: 1000 });
		for (const order of world.eachOrder()) {
			const original = order.associatedOrders?.[0]?.orderId;
			if (original) expect(world.findOrder(original)?.orderId).toBe(original);
		}
	});

	it('gives each order an id of its own that leads back to it', () => {
		const ids = Array.from({ length: 20_000 }, (_, index) => toOrderId(9, index, 'DE'));
		expect(new Set(ids).size).toBe(20_000);
		expect(ids.map((id) => toOrderNumber(9, id))).toEqual(ids.map((_, index) => index));
	});

	it('puts right check digits on barcodes', () => {
		// Two codes from real packages.
		expect(withCheckDigit('400638133393')).toBe('4006381333931');
		expect(withCheckDigit('03600029145')).toBe('036000291452');
		for (const { barcode } of makeWorld().eachListing()) if (barcode) expect(withCheckDigit(barcode.slice(0, -1))).toBe(barcode);
	});

	it('changes one order now and leaves the others', () => {
		const world = makeWorld();
		const orders = [...world.eachOrder()];
		const id = orders[5]?.orderId ?? '';
		world.changeOrder(id, (order) => { order.programs = ['PREORDER']; });
		expect(world.findOrder(id)).toMatchObject({ programs: ['PREORDER'], lastUpdatedTime: '2026-11-24T12:00:00Z' });
		expect([...world.eachOrder()].filter((order) => order.orderId !== id)).toEqual(orders.filter((order) => order.orderId !== id));
		expect(() => world.changeOrder('111-0000000-0000000', () => {})).toThrow("There is no order '111-0000000-0000000'");
	});

	it.each([
		['US', true],
		['DE', false],
	])('keeps the sums of an order in %s right when units are given up', (country, taxOnTop) => {
		const world = makeSellerWorld({ ...DEMO, country, orderCount: 400 });
		const orders = [...world.eachOrder()].filter((order) => order.proceeds && order.orderItems.some((item) => item.quantityOrdered > 2));
		expect(orders.length).toBeGreaterThan(5);
		for (const { orderId, orderItems } of orders) {
			const item = orderItems.find((candidate) => candidate.quantityOrdered > 2);
			world.changeOrder(orderId, (order) => cancelUnits(order, item?.orderItemId ?? '', 1));
			const changed = world.findOrder(orderId);
			if (!changed) throw new Error('the order is gone');
			expectConsistentMoney(changed, taxOnTop);
			expect(changed.orderItems.find((candidate) => candidate.orderItemId === item?.orderItemId)?.quantityOrdered).toBe((item?.quantityOrdered ?? 0) - 1);
		}
	});

	it('ships and cancels orders by hand', () => {
		const world = makeSellerWorld(DEMO);
		const open = [...world.eachOrder()].filter((order) => order.fulfillment?.fulfillmentStatus === 'PENDING').map((order) => order.orderId);
		world.changeOrder(open[0] ?? '', shipOrder);
		world.changeOrder(open[1] ?? '', cancelOrder);
		expect(world.findOrder(open[0] ?? '')?.fulfillment?.fulfillmentStatus).toBe('SHIPPED');
		expect(world.findOrder(open[1] ?? '')).toMatchObject({ fulfillment: { fulfillmentStatus: 'CANCELLED' }, orderItems: [{ quantityOrdered: 0, cancellation: { cancellationExecution: { cancelledBy: 'BUYER' } } }] });
	});

	it('finds a window of 100 000 orders without making the others', () => {
		const world = makeSellerWorld({ seed: 5, sellerId: 'A1BIG', country: 'DE', skuCount: 10_000, orderCount: 100_000, endsAt: NOW, spanDays: 730 });
		for (const dateField of ['created', 'updated'] as const) {
			const from = NOW - 400 * DAY_MS;
			const found = [...world.orders.search({ dateField, from, to: from + DAY_MS, now: NOW })];
			expect(found.length).toBeGreaterThan(80);
			expect(found.length).toBeLessThan(250);
			const field = dateField === 'created' ? 'createdTime' : 'lastUpdatedTime';
			for (const { order } of found) expect(Math.abs(Date.parse(order[field]) - from - DAY_MS / 2)).toBeLessThanOrEqual(DAY_MS / 2);
		}
	}, 30_000);
});
