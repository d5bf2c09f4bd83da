import type { ItemProceedsBreakdown, Money, Order, OrderItem, OrderProceedsBreakdown } from '@sp-api-sdk/orders-api-2026-01-01';
import { decimalsOf, toMoney } from './money';

/**
 * Changes to hand to `world.changeOrder`, each as Amazon would show it afterwards. They need an order that is no longer
 * pending: before, it has no amounts to keep.
 */

export function shipOrder(order: Order): void {
	setStatus(order, 'SHIPPED');
	for (const item of order.orderItems) item.fulfillment = { ...item.fulfillment, quantityFulfilled: item.quantityOrdered, quantityUnfulfilled: 0 };
}

/** The whole order: no amounts are left, and no units count as ordered. */
export function cancelOrder(order: Order): void {
	setStatus(order, 'CANCELLED');
	delete order.proceeds;
	for (const item of order.orderItems) toCancelled(item, 0);
}

/** The buyer gives up some units of one line before shipping; amounts follow in proportion, shipping charges stay. */
export function cancelUnits(order: Order, orderItemId: string, units: number): void {
	const item = order.orderItems.find((candidate) => candidate.orderItemId === orderItemId);
	if (!item || units > item.quantityOrdered) throw new Error(`Order '${order.orderId}' has no ${units} units of item '${orderItemId}'`);
	const before = item.quantityOrdered;
	const left = before - units;
	const { proceeds } = item;
	toCancelled(item, left);
	if (left > 0 && proceeds) {
		const countsTax = isSum(proceeds.proceedsTotal, proceeds.breakdowns ?? []);
		const breakdowns = (proceeds.breakdowns ?? []).map((breakdown) => reduce(breakdown, left / before));
		item.proceeds = { breakdowns, proceedsTotal: sumOf(breakdowns, countsTax, currencyOf(proceeds.proceedsTotal)) };
	}
	if (order.proceeds) order.proceeds = toOrderProceeds(order);
}

function toCancelled(item: OrderItem, left: number): void {
	item.quantityOrdered = left;
	item.cancellation = { cancellationRequest: { requester: 'BUYER', cancelReason: 'BUYER_CANCELED' }, cancellationExecution: { cancelledBy: 'BUYER', cancelReason: 'BUYER_CANCELED' } };
	item.fulfillment = { ...item.fulfillment, quantityFulfilled: 0, quantityUnfulfilled: left };
	if (left > 0) return;
	delete item.proceeds;
	delete item.product.price;
}

function setStatus(order: Order, fulfillmentStatus: 'SHIPPED' | 'CANCELLED'): void {
	order.fulfillment = { ...order.fulfillment, fulfillmentStatus };
}

/** ITEM, TAX and DISCOUNT shrink with the units; what was paid once for the line stays. */
function reduce(breakdown: ItemProceedsBreakdown, share: number): ItemProceedsBreakdown {
	if (!['ITEM', 'TAX', 'DISCOUNT'].includes(breakdown.type)) return breakdown;
	const details = breakdown.detailedBreakdowns?.map((part) => (part.value ? { ...part, value: scale(part.value, share) } : part));
	if (!details) return { ...breakdown, subtotal: scale(breakdown.subtotal, share) };
	const subtotal = details.reduce((sum, part) => sum + toMinor(part.value), 0);
	return { ...breakdown, detailedBreakdowns: details, subtotal: toMoney(subtotal, breakdown.subtotal.currencyCode) };
}

function toOrderProceeds(order: Order): Order['proceeds'] {
	const items = order.orderItems.flatMap((item) => item.proceeds ?? []);
	const currency = currencyOf(order.proceeds?.grandTotal);
	const ofOrder = (order.proceeds?.breakdowns ?? []).filter(({ type }) => type === 'DELIVERY_TIP');
	const sums = new Map<string, number>();
	for (const { type, subtotal } of items.flatMap(({ breakdowns }) => breakdowns ?? [])) sums.set(type, (sums.get(type) ?? 0) + toMinor(subtotal));
	const total = items.reduce((sum, item) => sum + toMinor(item.proceedsTotal), 0) + ofOrder.reduce((sum, { subtotal }) => sum + toMinor(subtotal), 0);
	const breakdowns: OrderProceedsBreakdown[] = [...[...sums].map(([type, minor]) => ({ type, subtotal: toMoney(minor, currency) })), ...ofOrder];
	return { grandTotal: toMoney(total, currency), breakdowns };
}

const currencyOf = (money: Money | undefined) => money?.currencyCode ?? 'USD';
const toMinor = (money: Money | undefined) => (money ? Math.round(Number(money.amount) * 10 ** decimalsOf(money.currencyCode)) : 0);
const scale = (money: Money, share: number) => toMoney(Math.round(toMinor(money) * share), money.currencyCode);

function sumOf(breakdowns: ItemProceedsBreakdown[], countsTax: boolean, currency: string): Money {
	return toMoney(breakdowns.filter(({ type }) => countsTax || type !== 'TAX').reduce((sum, { subtotal }) => sum + toMinor(subtotal), 0), currency);
}

/** Whether all lines, TAX among them, add up to the total. */
function isSum(total: Money | undefined, breakdowns: ItemProceedsBreakdown[]): boolean {
	return sumOf(breakdowns, true, currencyOf(total)).amount === total?.amount;
}
