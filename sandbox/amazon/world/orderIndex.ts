import type { WorldConfig } from './config';
import { creationTime, makeOrderShape } from './orderShape';

/** A place in a list sorted by time; `sequence` tells orders of one instant apart. */
export interface OrderPosition {
	time: number;
	sequence: number;
}

/** Finds generated orders by time without making them. Both walks go forwards from `from`, which is left out itself. */
export interface OrderIndex {
	byCreation(from: OrderPosition): Iterable<OrderPosition>;
	/** Each order once, at its last change up to `now`. */
	byLastUpdate(from: OrderPosition, now: number): Iterable<OrderPosition>;
}

export function makeOrderIndex(config: WorldConfig): OrderIndex {
	let changes: ChangeTable | undefined;
	return {
		*byCreation(from) {
			for (let index = findFirst(config.orderCount, (candidate) => creationTime(config, candidate) >= from.time); index < config.orderCount; index += 1) {
				const time = creationTime(config, index);
				if (time > from.time || index > from.sequence) yield { time, sequence: index };
			}
		},
		*byLastUpdate(from, now) {
			changes ??= makeChangeTable(config);
			const { times, orders, nextTimes } = changes;
			for (let place = findFirst(times.length, (candidate) => (times[candidate] ?? 0) >= from.time); place < times.length; place += 1) {
				const time = times[place] ?? Infinity;
				const sequence = orders[place] ?? 0;
				if (time > now) return;
				const isLatest = (nextTimes[place] ?? Infinity) > now;
				if (isLatest && (time > from.time || sequence > from.sequence)) yield { time, sequence };
			}
		},
	};
}

interface ChangeTable {
	times: Float64Array;
	orders: Uint32Array;
	/** When the same order changes again, or Infinity. */
	nextTimes: Float64Array;
}

/** Every change of every order, sorted by time: 20 bytes each, about four an order. */
function makeChangeTable(config: WorldConfig): ChangeTable {
	const at: number[] = [];
	const owners: number[] = [];
	const nexts: number[] = [];
	for (let index = 0; index < config.orderCount; index += 1) {
		const { steps } = makeOrderShape(config, index);
		for (const [place, step] of steps.entries()) {
			at.push(step.at);
			owners.push(index);
			nexts.push(steps[place + 1]?.at ?? Infinity);
		}
	}
	// Time in seconds and place in one number: typed arrays sort plain numbers many times faster than by a comparison.
	const base = 2 ** 22;
	const keys = Float64Array.from(at, (time, place) => ((time - config.startsAt) / 1000) * base + place).sort();
	const places = Uint32Array.from(keys, (key) => key % base);
	const pick = (values: number[]) => (place: number) => values[place] ?? 0;
	return {
		times: Float64Array.from(places, pick(at)),
		orders: Uint32Array.from(places, pick(owners)),
		nextTimes: Float64Array.from(places, pick(nexts)),
	};
}

/** The first number from 0 for which `holds` is true, or `count`; `holds` must stay true from there on. */
function findFirst(count: number, holds: (index: number) => boolean): number {
	let [low, high] = [0, count];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (holds(middle)) high = middle;
		else low = middle + 1;
	}
	return low;
}
