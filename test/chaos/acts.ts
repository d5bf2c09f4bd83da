import type { Order } from '@sp-api-sdk/orders-api-2026-01-01';
import { makeSellerWorld, type SellerWorld } from '../../sandbox/amazon/world/sellerWorld';
import type { WorldListing } from '../../sandbox/amazon/world/listing';
import { type Seller, STARTS_MS, worldOptions } from './sellers';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
export const ACTS = 2;
/** Far enough apart for issues that are tried daily. */
const ACT_MS = 20 * DAY_MS;
/** Everything of an act happens within this time of its beginning. */
export const HAPPENS_WITHIN_MS = 2 * 60 * MINUTE_MS;
/** The generated lives of orders as they are told, act by act: some are not placed yet, others wait or have shipped. */
const TOLD_AT_MS = [-1.5 * DAY_MS, 6 * DAY_MS];

export function actBegins(act: number): number {
	return STARTS_MS + act * ACT_MS;
}

/** One change at Amazon, at a time of its own. No order and no listing changes twice in one act. */
export interface Happening {
	atMs: number;
	happen(world: SellerWorld): void;
}

const toInstant = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');

function orderHappening(order: Order, atMs: number): Happening {
	return { atMs, happen: (world) => world.putOrder({ ...order, lastUpdatedTime: toInstant(atMs) }) };
}

function listingHappenings(listings: WorldListing[], times: () => number): Happening[] {
	const [first, second, third, fourth] = listings.filter(({ children, parentSku }) => !children && !parentSku);
	const change = (sku: string | undefined, alter: (listing: WorldListing) => void): Happening[] => {
		const atMs = times();
		return sku === undefined ? [] : [{ atMs, happen: (world) => world.changeListing(sku, (listing) => Object.assign(listing, { updatedAt: atMs }, alter(listing))) }];
	};
	const added = first && { ...structuredClone(first), sku: `${first.sku}-NEW`, asin: 'B0NEWLISTED', barcode: undefined };
	const atMs = times();
	return [
		...change(first?.sku, (listing) => {
			for (const offer of listing.offers) offer.price = (offer.price ?? 1000) + 250;
		}),
		...change(second?.sku, (listing) => {
			listing.title = `${listing.title}, new edition`;
		}),
		...change(third?.sku, (listing) => {
			for (const offer of listing.offers) Object.assign(offer, { buyable: false, quantity: 0 });
		}),
		...(fourth ? [{ atMs: times(), happen: (world: SellerWorld) => world.deleteListing(fourth.sku) }] : []),
		...(added ? [{ atMs, happen: (world: SellerWorld) => world.putListing({ ...added, createdAt: atMs, updatedAt: atMs }) }] : []),
	];
}

/** What happens in an act, by time. The first act only tells how things stand as it begins. */
export function happeningsOf(seller: Seller, act: number): Happening[] {
	const oracle = makeSellerWorld(worldOptions(seller));
	const { orderCount } = worldOptions(seller);
	const told = TOLD_AT_MS.map((ms) => STARTS_MS + ms);
	const [before, now] = [told[act - 1] ?? 0, told[act] ?? 0];
	let count = 0;
	const times = (): number => {
		count += 1;
		return Math.floor((actBegins(act) + (HAPPENS_WITHIN_MS * (count % orderCount)) / (orderCount + 1)) / 1000) * 1000;
	};
	const ends = STARTS_MS + 60 * DAY_MS;
	const ids = [...oracle.orders.search({ dateField: 'created', from: 0, to: ends, now: ends })].map(({ order }) => order.orderId);
	const orders = ids.flatMap((id) => {
		const order = oracle.orders.find(id, now);
		const known = act === 0 ? undefined : oracle.orders.find(id, before);
		if (!order || JSON.stringify(order) === JSON.stringify(known) || (known && seller.isStill?.(order))) return [];
		// As the first act begins they stand as they were last changed: the window goes by that time.
		return [act === 0 ? { atMs: 0, happen: (world: SellerWorld) => world.putOrder(order) } : orderHappening(order, times())];
	});
	const listings = act === 0 ? [] : listingHappenings([...oracle.eachListing()], times);
	return [...orders, ...listings].sort((one, other) => one.atMs - other.atMs);
}

/** A shop in which nothing happens but what the acts say. */
export function emptyWorld(seller: Seller): SellerWorld {
	return makeSellerWorld({ ...worldOptions(seller), orderCount: 0 });
}
