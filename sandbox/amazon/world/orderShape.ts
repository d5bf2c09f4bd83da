import type { FulfillmentStatus } from '@sp-api-sdk/orders-api-2026-01-01';
import type { Marketplace } from '../marketplaces';
import type { WorldConfig } from './config';
import { toSecond } from './dates';
import { hash32, Random } from './random';

/** What becomes of an order as time goes on; each step moves `lastUpdatedTime`. */
export interface OrderStep {
	at: number;
	status: FulfillmentStatus;
	/** Units or lines that the buyer gave up before shipping are gone. */
	isReduced: boolean;
	/** How many lines have left. */
	shippedLines: number;
	isDelivered: boolean;
}

/** The cheap part of an order: enough for searches, without prices and people. */
export interface OrderShape {
	index: number;
	createdAt: number;
	marketplace: Marketplace;
	fulfilledBy: 'AMAZON' | 'MERCHANT';
	quantities: number[];
	/** A free replacement of the order so many numbers before. */
	replaces?: number;
	steps: OrderStep[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Orders of the last stretch before `endsAt` are mostly pending then: about 8 % of a month's orders. */
const PENDING_STRETCH_SHARE = 0.1;
const PENDING_STRETCH_MAX_MS = 10 * DAY_MS;
const PENDING_CHANCE = 0.8;

/** The same instant for the same number, and never earlier than that of the number before. */
export function creationTime(config: WorldConfig, index: number): number {
	const slot = (config.endsAt - config.startsAt) / config.orderCount;
	const at = config.startsAt + slot * (index + hash32(config.seed, 'created', index) / 2 ** 32);
	return Math.min(toSecond(at), toSecond(config.endsAt - 1000));
}

export function makeOrderShape(config: WorldConfig, index: number): OrderShape {
	const random = new Random(config.seed, 'shape', index);
	const createdAt = creationTime(config, index);
	const isFirstMarketplace = config.marketplaces.length === 1 || random.chance(0.6);
	const [first] = config.marketplaces;
	if (!first) throw new Error('A seller needs a marketplace');
	const marketplace = isFirstMarketplace ? first : random.pick(config.marketplaces.slice(1));
	const fulfilledBy = random.chance(0.55) ? 'AMAZON' : 'MERCHANT';
	const lines = random.chance(0.72) ? 1 : random.integer(2, 4);
	const quantities = Array.from({ length: lines }, () => (random.chance(0.85) ? 1 : random.integer(2, 5)));
	const isReplacement = index > 20 && random.chance(0.015);
	return {
		index,
		createdAt,
		marketplace,
		fulfilledBy,
		quantities: isReplacement ? [1] : quantities,
		...(isReplacement ? { replaces: random.integer(5, 20) } : {}),
		steps: makeSteps(config, random, createdAt, fulfilledBy, isReplacement ? [1] : quantities),
	};
}

function makeSteps(config: WorldConfig, random: Random, createdAt: number, fulfilledBy: string, quantities: number[]): OrderStep[] {
	const stretch = Math.min(PENDING_STRETCH_MAX_MS, (config.endsAt - config.startsAt) * PENDING_STRETCH_SHARE);
	const staysPending = createdAt > config.endsAt - stretch && random.chance(PENDING_CHANCE);
	const pendingUntil = staysPending
		? config.endsAt + random.between(0.2 * HOUR_MS, 2 * DAY_MS)
		: createdAt + random.between(0.5 * HOUR_MS, fulfilledBy === 'AMAZON' ? 6 * HOUR_MS : HOUR_MS);
	const fate = random.next();
	const steps: OrderStep[] = [];
	let last: OrderStep = { at: createdAt, status: 'PENDING', isReduced: false, shippedLines: 0, isDelivered: false };
	const go = (at: number, change: Partial<OrderStep>) => {
		const isInRest = at > config.endsAt && at <= config.endsAt + config.restMs;
		last = { ...last, ...change, at: Math.max(toSecond(isInRest ? at + config.restMs : at), last.at + 1000) };
		steps.push(last);
	};
	steps.push(last);
	if (fate < 0.015) {
		go(pendingUntil, { status: 'CANCELLED' });
		return steps;
	}
	go(pendingUntil, { status: 'UNSHIPPED' });
	if (fate < 0.067) {
		go(last.at + random.between(0.2 * HOUR_MS, 10 * HOUR_MS), { status: 'CANCELLED' });
		return steps;
	}
	const units = quantities.reduce((sum, quantity) => sum + quantity, 0);
	if (units > 1 && random.chance(0.08)) go(last.at + random.between(0.2 * HOUR_MS, 3 * HOUR_MS), { isReduced: true });
	const shipsAt = last.at + random.between(4 * HOUR_MS, fulfilledBy === 'AMAZON' ? 30 * HOUR_MS : 60 * HOUR_MS);
	if (quantities.length > 1 && random.chance(0.2)) {
		go(shipsAt, { status: 'PARTIALLY_SHIPPED', shippedLines: 1 });
		go(shipsAt + random.between(6 * HOUR_MS, 40 * HOUR_MS), { status: 'SHIPPED', shippedLines: quantities.length });
	} else {
		go(shipsAt, { status: 'SHIPPED', shippedLines: quantities.length });
	}
	if (fulfilledBy === 'MERCHANT') go(last.at + random.between(DAY_MS, 6 * DAY_MS), { isDelivered: true });
	return steps;
}

/** The step that holds at `now`; undefined before the order was placed. */
export function findStepAt(shape: OrderShape, now: number): OrderStep | undefined {
	return shape.steps.findLast((step) => step.at <= now);
}

