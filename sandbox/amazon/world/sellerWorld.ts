import type { Order } from '@sp-api-sdk/orders-api-2026-01-01';
import { fetchMarketplace, type Marketplace } from '../marketplaces';
import type { TaxShape, WorldConfig } from './config';
import type { WorldListing } from './listing';
import { ListingBook } from './listingBook';
import { OrderBook } from './orderBook';
import { hash32, Random } from './random';

export interface WorldOptions {
	seed: number;
	sellerId: string;
	/** Country of the shop, e.g. `DE`. */
	country: string;
	/** Countries or marketplace ids; default: the country's alone. */
	marketplaces?: string[];
	skuCount: number;
	orderCount: number;
	/** Milliseconds since 1970: the last order is placed just before. */
	endsAt: number;
	spanDays: number;
	/** How long after `endsAt` nothing changes by itself; default two hours. */
	restMs?: number;
	/** Whether the application has the roles for personal data; default true. */
	hasPersonalData?: boolean;
	taxShape?: TaxShape;
	negativeDiscounts?: boolean;
	/** Parent listings of variations, on top of `skuCount`; default true. */
	withParents?: boolean;
}

/** What an application needs to act for the seller. */
export interface SellerSecrets {
	clientId: string;
	clientSecret: string;
	refreshToken: string;
}

const DEFAULT_REST_MS = 2 * 3_600_000;

/** One seller at the sandbox, with a life of its own: what it holds is a function of the config and of time. */
export class SellerWorld {
	readonly sellerId: string;
	readonly storeName: string;
	readonly country: string;
	readonly marketplaces: Marketplace[];
	readonly secrets: SellerSecrets;
	hasPersonalData: boolean;
	readonly orders: OrderBook;
	readonly listings: ListingBook;
	private now: () => number;

	constructor(options: WorldOptions) {
		const marketplaces = (options.marketplaces ?? [options.country]).map(fetchMarketplace);
		const config: WorldConfig = {
			seed: options.seed,
			sellerId: options.sellerId,
			marketplaces,
			skuCount: options.skuCount,
			orderCount: options.orderCount,
			endsAt: options.endsAt,
			startsAt: Math.floor((options.endsAt - options.spanDays * 86_400_000) / 1000) * 1000,
			restMs: options.restMs ?? DEFAULT_REST_MS,
			...(options.taxShape ? { taxShape: options.taxShape } : {}),
			negativeDiscounts: options.negativeDiscounts ?? true,
			withParents: options.withParents ?? true,
		};
		this.sellerId = options.sellerId;
		this.country = options.country;
		this.marketplaces = marketplaces;
		this.hasPersonalData = options.hasPersonalData ?? true;
		this.storeName = `${new Random(options.seed, 'store').pick(['Harbour', 'Linden', 'Sunrise', 'Copper'])} Store`;
		this.secrets = makeSecrets(options.seed, options.sellerId);
		this.orders = new OrderBook(config);
		this.listings = new ListingBook(config);
		this.now = () => options.endsAt;
	}

	/** The server calls this; before, time stands at `endsAt`. */
	useClock(now: () => number): void {
		this.now = now;
	}

	/** Adds an order, or takes the place of the one with its id; everything stays as given. */
	putOrder(order: Order): void {
		this.orders.put(order);
	}

	/** Changes one order now, so that a search by last update finds it again; from then on it stays as it is. */
	changeOrder(orderId: string, change: (order: Order) => void): void {
		this.orders.change(orderId, change, this.now());
	}

	findOrder(orderId: string): Order | undefined {
		return this.orders.find(orderId, this.now());
	}

	/** All orders placed until now, the oldest first. */
	*eachOrder(): Iterable<Order> {
		const now = this.now();
		for (const { order } of this.orders.search({ dateField: 'created', from: 0, to: now, now })) yield order;
	}

	putListing(listing: WorldListing): void {
		this.listings.put(listing);
	}

	changeListing(sku: string, change: (listing: WorldListing) => void): void {
		this.listings.change(sku, change, this.now());
	}

	/** The seller closes the listing everywhere: it stays, but nobody can buy it. */
	closeListing(sku: string): void {
		this.changeListing(sku, (listing) => {
			for (const offer of listing.offers) Object.assign(offer, { buyable: false, quantity: 0 });
		});
	}

	/** The listing is gone from every answer. */
	deleteListing(sku: string): void {
		this.listings.delete(sku);
	}

	findListing(sku: string): WorldListing | undefined {
		return this.listings.find(sku);
	}

	/** By creation date. */
	*eachListing(): Iterable<WorldListing> {
		for (const entry of this.listings.sortedBy('createdDate')) yield entry.load();
	}
}

export function makeSellerWorld(options: WorldOptions): SellerWorld {
	return new SellerWorld(options);
}

function makeSecrets(seed: number, sellerId: string): SellerSecrets {
	const hex = (purpose: string) => Array.from({ length: 8 }, (_, part) => hash32(seed, sellerId, purpose, part).toString(16).padStart(8, '0')).join('');
	return {
		clientId: `amzn1.application-oa2-client.${hex('client').slice(0, 32)}`,
		clientSecret: `amzn1.oa2-cs.v1.${hex('secret')}`,
		refreshToken: `Atzr|${hex('refresh')}${hex('token')}`,
	};
}
