import type { WorldConfig } from './config';
import { type ListingStatus, toStatuses, type WorldListing } from './listing';
import { makeListing, makeParents } from './makeListing';

export type ListingOrder = 'sku' | 'createdDate' | 'lastUpdatedDate';

/** What searches need of a listing; the rest is made when it is asked for. */
export interface ListingEntry {
	sku: string;
	asin: string;
	createdAt: number;
	updatedAt: number;
	marketplaceIds: string[];
	/** In the order of `marketplaceIds`. */
	statuses: Array<readonly ListingStatus[]>;
	parentSku: string | undefined;
	barcode: string | undefined;
	load(): WorldListing;
}

/** A seller's listings: generated ones, and those that a test put in, changed or deleted. */
export class ListingBook {
	private entries: Map<string, ListingEntry> | undefined;
	private skusByAsin: Map<string, string[]> | undefined;
	private readonly sorted = new Map<ListingOrder, ListingEntry[]>();
	private lastSearch: { key: string; found: ListingEntry[] } | undefined;

	constructor(private readonly config: WorldConfig) {}

	put(listing: WorldListing): void {
		const kept = structuredClone(listing);
		this.all().set(kept.sku, toEntry(kept, () => structuredClone(kept)));
		this.forgetOrders();
	}

	delete(sku: string): void {
		this.all().delete(sku);
		this.forgetOrders();
	}

	/** Changes a copy of the listing; sets its `updatedAt` unless `change` does so. */
	change(sku: string, change: (listing: WorldListing) => void, now: number): void {
		const listing = this.find(sku);
		if (!listing) throw new Error(`There is no listing '${sku}'`);
		const before = listing.updatedAt;
		change(listing);
		if (listing.updatedAt === before) listing.updatedAt = now;
		this.put(listing);
	}

	find(sku: string): WorldListing | undefined {
		return this.all().get(sku)?.load();
	}

	findByAsin(asin: string): WorldListing[] {
		if (!this.skusByAsin) {
			this.skusByAsin = new Map();
			for (const entry of this.all().values()) this.skusByAsin.set(entry.asin, [...(this.skusByAsin.get(entry.asin) ?? []), entry.sku]);
		}
		return (this.skusByAsin.get(asin) ?? []).flatMap((sku) => this.find(sku) ?? []);
	}

	/** Ascending; equal dates by SKU. */
	sortedBy(order: ListingOrder): readonly ListingEntry[] {
		const known = this.sorted.get(order);
		if (known) return known;
		const bySku = (one: ListingEntry, other: ListingEntry) => (one.sku < other.sku ? -1 : one.sku > other.sku ? 1 : 0);
		const timeOf = (entry: ListingEntry) => (order === 'sku' ? 0 : order === 'createdDate' ? entry.createdAt : entry.updatedAt);
		const entries = [...this.all().values()].sort((one, other) => timeOf(one) - timeOf(other) || bySku(one, other));
		this.sorted.set(order, entries);
		return entries;
	}

	/** The result of `search`, kept for the next pages of the same one, until a listing changes. */
	searched(key: string, search: () => ListingEntry[]): ListingEntry[] {
		if (this.lastSearch?.key !== key) this.lastSearch = { key, found: search() };
		return this.lastSearch.found;
	}

	private all(): Map<string, ListingEntry> {
		if (this.entries) return this.entries;
		this.entries = new Map();
		for (let index = 0; index < this.config.skuCount; index += 1) {
			const entry = toEntry(makeListing(this.config, index), () => makeListing(this.config, index));
			this.entries.set(entry.sku, entry);
		}
		for (const parent of makeParents(this.config)) this.entries.set(parent.sku, toEntry(parent, () => structuredClone(parent)));
		return this.entries;
	}

	private forgetOrders(): void {
		this.sorted.clear();
		this.lastSearch = undefined;
		this.skusByAsin = undefined;
	}
}

function toEntry(listing: WorldListing, load: () => WorldListing): ListingEntry {
	const { sku, asin, createdAt, updatedAt, parentSku, barcode } = listing;
	const marketplaceIds = listing.offers.map((offer) => offer.marketplaceId);
	return { sku, asin, createdAt, updatedAt, marketplaceIds, statuses: marketplaceIds.map((id) => toStatuses(listing, id)), parentSku, barcode, load };
}
