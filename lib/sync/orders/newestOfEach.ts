import type { AmazonOrder } from '../../amazon/types';

/** Of an order that comes twice, the later state; in the order in which each came first. Pure. */
export function newestOfEach(orders: readonly AmazonOrder[]): AmazonOrder[] {
	const newest = new Map<string, AmazonOrder>();
	for (const order of orders) {
		const other = newest.get(order.orderId);
		if (!other || Date.parse(order.lastUpdatedTime) > Date.parse(other.lastUpdatedTime)) newest.set(order.orderId, order);
	}
	return [...newest.values()];
}
