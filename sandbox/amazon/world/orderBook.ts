import type { FulfillmentStatus, Order } from '@sp-api-sdk/orders-api-2026-01-01';
import type { WorldConfig } from './config';
import { toIsoSeconds } from './dates';
import { makeOrder } from './makeOrder';
import { toOrderId, toOrderNumber } from './orderIds';
import { makeOrderIndex, type OrderPosition } from './orderIndex';
import { findStepAt, makeOrderShape } from './orderShape';

export interface OrderFilter {
	marketplaceIds?: string[];
	statuses?: FulfillmentStatus[];
	fulfilledBy?: string[];
}

export interface OrderSearch {
	dateField: 'created' | 'updated';
	/** Both ends belong to the window. */
	from: number;
	to: number;
	now: number;
	/** Goes on behind this order of an earlier page. */
	after?: OrderPosition;
	filter?: OrderFilter;
}

interface KeptOrder {
	order: Order;
	created: number;
	updated: number;
	sequence: number;
}

/** A seller's orders: the generated ones, and those that a test put in or changed, which win. */
export class OrderBook {
	private readonly index;
	private readonly kept = new Map<string, KeptOrder>();
	/** Numbers of generated orders that are kept in a changed form. */
	private readonly replaced = new Set<number>();
	private sorted: { created: KeptOrder[]; updated: KeptOrder[] } | undefined;
	private nextSequence;

	constructor(private readonly config: WorldConfig) {
		this.index = makeOrderIndex(config);
		this.nextSequence = config.orderCount;
	}

	put(order: Order): void {
		const known = this.kept.get(order.orderId);
		const number = this.findNumber(order.orderId);
		if (number !== undefined) this.replaced.add(number);
		this.kept.set(order.orderId, {
			order: structuredClone(order),
			created: toTime(order, 'createdTime'),
			updated: toTime(order, 'lastUpdatedTime'),
			sequence: known?.sequence ?? number ?? this.nextSequence++,
		});
		this.sorted = undefined;
	}

	/** Changes a copy of the order as it stands at `now`; sets its `lastUpdatedTime` unless `change` does so. */
	change(orderId: string, change: (order: Order) => void, now: number): void {
		const order = this.find(orderId, now);
		if (!order) throw new Error(`There is no order '${orderId}'`);
		const before = order.lastUpdatedTime;
		change(order);
		if (order.lastUpdatedTime === before) order.lastUpdatedTime = toIsoSeconds(now);
		this.put(order);
	}

	find(orderId: string, now: number): Order | undefined {
		const kept = this.kept.get(orderId);
		if (kept) return structuredClone(kept.order);
		const number = this.findNumber(orderId);
		return number === undefined ? undefined : this.makeAt(number, now);
	}

	/** Sorted by the date that is searched, the oldest first; makes an order only when it is asked for. */
	*search(search: OrderSearch): Iterable<{ order: Order; position: OrderPosition }> {
		const from = search.after ?? { time: search.from, sequence: -1 };
		const generated = (search.dateField === 'created' ? this.index.byCreation(from) : this.index.byLastUpdate(from, search.now))[Symbol.iterator]();
		const kept = this.keptFrom(search.dateField, from)[Symbol.iterator]();
		let [left, right] = [generated.next(), kept.next()];
		while (!left.done || !right.done) {
			const takesKept = !right.done && (left.done || isBefore(right.value, left.value));
			const position: OrderPosition = takesKept && !right.done ? right.value : left.value;
			if (position.time > search.to) return;
			const order = takesKept && !right.done ? structuredClone(right.value.order) : this.replaced.has(position.sequence) ? undefined : this.makeIfWanted(position.sequence, search);
			if (order && isWanted(order, search.filter)) yield { order, position: { time: position.time, sequence: position.sequence } };
			if (takesKept) right = kept.next();
			else left = generated.next();
		}
	}

	private makeIfWanted(number: number, search: OrderSearch): Order | undefined {
		const shape = makeOrderShape(this.config, number);
		const step = findStepAt(shape, search.now);
		if (!step) return undefined;
		const { marketplaceIds, statuses, fulfilledBy } = search.filter ?? {};
		if (marketplaceIds && !marketplaceIds.includes(shape.marketplace.id)) return undefined;
		if (statuses && !statuses.includes(step.status)) return undefined;
		if (fulfilledBy && !fulfilledBy.includes(shape.fulfilledBy)) return undefined;
		return makeOrder(this.config, shape, step);
	}

	private makeAt(number: number, now: number): Order | undefined {
		const shape = makeOrderShape(this.config, number);
		const step = findStepAt(shape, now);
		return step && makeOrder(this.config, shape, step);
	}

	private findNumber(orderId: string): number | undefined {
		const number = toOrderNumber(this.config.seed, orderId);
		if (number === undefined || number >= this.config.orderCount) return undefined;
		const { marketplace } = makeOrderShape(this.config, number);
		return toOrderId(this.config.seed, number, marketplace.countryCode) === orderId ? number : undefined;
	}

	private *keptFrom(dateField: 'created' | 'updated', from: OrderPosition): Iterable<OrderPosition & { order: Order }> {
		this.sorted ??= { created: sortBy(this.kept.values(), 'created'), updated: sortBy(this.kept.values(), 'updated') };
		for (const kept of this.sorted[dateField]) {
			const position = { time: kept[dateField], sequence: kept.sequence, order: kept.order };
			if (isBefore(from, position)) yield position;
		}
	}
}

const isBefore = (one: OrderPosition, other: OrderPosition) => one.time < other.time || (one.time === other.time && one.sequence < other.sequence);

function sortBy(orders: Iterable<KeptOrder>, field: 'created' | 'updated'): KeptOrder[] {
	return [...orders].sort((one, other) => one[field] - other[field] || one.sequence - other.sequence);
}

function isWanted(order: Order, filter: OrderFilter = {}): boolean {
	const { marketplaceIds, statuses, fulfilledBy } = filter;
	return (
		(!marketplaceIds || marketplaceIds.includes(order.salesChannel.marketplaceId ?? '')) &&
		(!statuses || (order.fulfillment !== undefined && statuses.includes(order.fulfillment.fulfillmentStatus))) &&
		(!fulfilledBy || fulfilledBy.includes(order.fulfillment?.fulfilledBy ?? ''))
	);
}

function toTime(order: Order, field: 'createdTime' | 'lastUpdatedTime'): number {
	const time = Date.parse(order[field]);
	if (Number.isNaN(time)) throw new Error(`Order '${order.orderId}' has no date in '${field}'`);
	return time;
}
