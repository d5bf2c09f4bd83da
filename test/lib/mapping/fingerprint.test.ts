import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AmazonOrder } from '../../../lib/amazon/types';
import { toSalesOrder } from '../../../lib/mapping/toSalesOrder';
import { type ContextOverrides, toContext } from './orderContext';

function namedOrder(name: string): AmazonOrder {
	const { order }: { order: AmazonOrder } = JSON.parse(readFileSync(join(__dirname, `../../fixtures/orders/${name}.json`), 'utf8'));
	return order;
}

function fingerprintOf(order: AmazonOrder, overrides?: ContextOverrides): string {
	return toSalesOrder(order, toContext(order, overrides)).fingerprint;
}

const order = namedOrder('every-kind-at-once');
const before = fingerprintOf(order);

/** The order with texts of its JSON replaced; sums have to agree afterwards as before. */
function withTexts(...replacements: Array<[from: string, to: string]>): AmazonOrder {
	const text = replacements.reduce((json, [from, to]) => json.replaceAll(from, to), JSON.stringify(order));
	const changed: AmazonOrder = JSON.parse(text);
	return changed;
}

describe('an order\'s fingerprint', () => {
	it('stays the same across runs and machines', () => {
		expect(before).toBe('4c6f27df1f61403c26cd6686127f9bb8cc687d1e9587b70a02d4103b93c6eecc');
	});

	it('stands in the Sales Order too', () => {
		expect(toSalesOrder(order, toContext(order)).salesOrder.amazon_fingerprint).toBe(before);
	});

	it.each<[string, AmazonOrder]>([
		['its status', { ...order, fulfillment: { ...order.fulfillment, fulfillmentStatus: 'SHIPPED' } }],
		['its update time', { ...order, lastUpdatedTime: '2026-11-30T00:00:00Z' }],
		['its delivery window', { ...order, fulfillment: { fulfillmentStatus: 'UNSHIPPED', deliverByWindow: { latestDateTime: '2026-12-24T00:00:00Z' } } }],
		['its buyer, once Amazon withdraws the name', { ...order, buyer: undefined }],
		['the order of its lines', { ...order, orderItems: [...order.orderItems].reverse() }],
	])('does not depend on %s', (_what, changed) => {
		expect(fingerprintOf(changed)).toBe(before);
	});

	it.each<[string, AmazonOrder]>([
		['a price', withTexts(['"amount":"30.00"', '"amount":"30.30"'], ['44.35', '44.65'], ['51.75', '52.05'])],
		['a charge', withTexts(['"amount":"6.00"', '"amount":"6.10"'], ['44.35', '44.45'], ['51.75', '51.85'])],
		['the kind of a charge', withTexts(['GIFT_WRAP', 'COD_FEE'])],
		['the currency', withTexts(['USD', 'CAD'])],
		["a line's id", withTexts(['item-2', 'item-3'])],
		['a SKU', withTexts(['"sellerSku":"A"', '"sellerSku":"AA"'])],
	])('changes with %s', (_what, changed) => {
		expect(fingerprintOf(changed)).not.toBe(before);
	});

	it('changes with a quantity of the same amount', () => {
		const two = namedOrder('two-lines-that-do-not-divide');
		const changed: AmazonOrder = JSON.parse(JSON.stringify(two).replace('"quantityOrdered":3', '"quantityOrdered":6'));
		expect(fingerprintOf(changed)).not.toBe(fingerprintOf(two));
	});

	it('changes with the company, not with Items, accounts or warehouses', () => {
		expect(fingerprintOf(order, { settings: { company: 'Acme GmbH' } })).not.toBe(before);
		expect(fingerprintOf(order, { itemCodes: { 'item-1': 'X', 'item-2': 'Y' } })).toBe(before);
		expect(fingerprintOf(order, { settings: { warehouse: 'Other - ACME', costCenter: 'Other - ACME' } })).toBe(before);
	});
});
