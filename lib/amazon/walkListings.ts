/**
 * Every listing of a marketplace in the order of a date, though one search reaches 1 000 SKUs only: each search goes on
 * from the last date that the one before it saw. Where more SKUs share one instant than a search reaches, that instant
 * is searched by the other date, and at last by SKU from both ends.
 */
import type { AmazonClient, QuotaPolicy } from './client';
import { AmazonApiError } from './errors';
import { fetchListingPage } from './listings';
import type { ListingDate, ListingSearch } from './listings';
import type { AmazonListing } from './types';

/** Where a walk can go on in a later run. */
export interface ListingPosition {
	/** Start of the search under way (ISO 8601, inclusive); absent: no start. */
	from?: string;
	/** SKUs of that search which were listed already. */
	fetched: number;
	/** Amazon's page token inside that search. */
	pageToken?: string;
}

export interface WalkedPage {
	listings: AmazonListing[];
	/** Absent where the walk cannot be left: at its end, and while one crowded instant is being listed. */
	next?: ListingPosition;
	/** What the search under way matches. */
	total: number;
}

export interface ListingWalk {
	marketplaceId: string;
	date: ListingDate;
	/** ISO 8601, inclusive; absent: from the first. */
	after?: string;
	before?: string;
	start?: ListingPosition;
	/** SKUs that one search reaches; absent: Amazon's 1 000. */
	reach?: number;
	/** Amazon no longer knew the page token of `start`: its search was begun again. */
	onRestart?: () => void;
}

/** Amazon's model of searchListingsItems: "the maximum number of items that can be returned and paged through is 1000". */
export const MAX_SEARCH_REACH = 1000;

const OTHER_DATE: Record<ListingDate, ListingDate> = {
	createdDate: 'lastUpdatedDate',
	lastUpdatedDate: 'createdDate',
};

type Fixed = NonNullable<ListingSearch['dates']>;

/**
 * No SKU comes twice in one walk; after a resume those of the instant at which it stopped may. Throws AmazonApiError or
 * QuotaExhaustedError: the pages before stay good, and `next` of the last leads on.
 */
export async function* walkListings(
	client: AmazonClient,
	walk: ListingWalk,
	quota: QuotaPolicy,
): AsyncGenerator<WalkedPage, void> {
	yield* walkDate(client, walk, quota, {});
}

async function* walkDate(
	client: AmazonClient,
	walk: ListingWalk,
	quota: QuotaPolicy,
	fixed: Fixed,
): AsyncGenerator<WalkedPage, void> {
	const { marketplaceId, date, before, reach = MAX_SEARCH_REACH } = walk;
	let position: ListingPosition = walk.start ?? { from: walk.after, fetched: 0 };
	let mayRestart = position.pageToken !== undefined;
	/** SKUs of the search under way, and of the instant at which it begins. */
	let seen = new Set<string>();
	let last: LastInstant = { skus: new Set() };
	for (;;) {
		const search: ListingSearch = {
			marketplaceId,
			sortBy: date,
			dates: { ...fixed, [date]: { after: position.from, before } },
			pageToken: position.pageToken,
		};
		const page = await pageOrRefusal(client, search, quota, mayRestart);
		if (page === 'refused') {
			mayRestart = false;
			walk.onRestart?.();
			position = { from: position.from, fetched: 0 };
			continue;
		}
		const { total, nextToken } = page;
		const listings = unseen(page.listings, seen);
		last = lastInstantOf(page.listings, walk, last);
		const fetched = position.fetched + page.listings.length;
		if (nextToken !== undefined) {
			position = { from: position.from, fetched, pageToken: nextToken };
			yield { listings, total, next: position };
			continue;
		}
		const reachedEnd = fetched < reach && total <= fetched;
		const stands = last.at !== undefined && position.from !== undefined && Date.parse(last.at) <= Date.parse(position.from);
		if (reachedEnd || last.at === undefined || (stands && fetched < reach)) {
			yield { listings, total };
			return;
		}
		if (stands) {
			yield { listings, total };
			for await (const found of crowdedInstant(client, { ...walk, from: last.at }, quota, fixed)) {
				yield { listings: unseen(found, seen), total };
			}
			position = { from: new Date(instantOf(last.at).endMs + 1).toISOString(), fetched: 0 };
			seen = new Set();
			yield { listings: [], total, next: position };
		} else {
			position = { from: last.at, fetched: 0 };
			seen = last.skus;
			yield { listings, total, next: position };
		}
		last = { skus: new Set() };
	}
}

/** All SKUs whose `date` is `from`; some may come again. */
async function* crowdedInstant(
	client: AmazonClient,
	{ marketplaceId, date, from, reach = MAX_SEARCH_REACH }: ListingWalk & { from: string },
	quota: QuotaPolicy,
	fixed: Fixed,
): AsyncGenerator<AmazonListing[], void> {
	const before = new Date(instantOf(from).endMs).toISOString();
	const instant: Fixed = { ...fixed, [date]: { after: from, before } };
	const other = OTHER_DATE[date];
	if (fixed[other]) {
		yield* bothEnds(client, { marketplaceId, sortBy: 'sku', dates: instant }, quota, reach);
		return;
	}
	for await (const { listings } of walkDate(client, { marketplaceId, date: other, reach }, quota, instant)) yield listings;
}

const STATUS_PARTS: Array<Pick<ListingSearch, 'withStatus' | 'withoutStatus'>> = [
	{ withStatus: ['BUYABLE'] },
	{ withStatus: ['DISCOVERABLE'], withoutStatus: ['BUYABLE'] },
	{ withoutStatus: ['BUYABLE', 'DISCOVERABLE'] },
];

/** By SKU upwards, then downwards: twice the reach; beyond that, each status apart. */
async function* bothEnds(
	client: AmazonClient,
	search: ListingSearch,
	quota: QuotaPolicy,
	reach: number,
): AsyncGenerator<AmazonListing[], void> {
	let total = 0;
	for (const sortOrder of ['ASC', 'DESC'] as const) {
		let pageToken: string | undefined;
		do {
			const page = await fetchListingPage(client, { ...search, sortOrder, pageToken }, quota);
			yield page.listings;
			total = page.total;
			pageToken = page.nextToken;
		} while (pageToken !== undefined);
		if (total <= reach) return;
	}
	if (total <= 2 * reach) return;
	if (search.withStatus ?? search.withoutStatus) {
		throw new AmazonApiError(
			`${total} SKUs of marketplace '${search.marketplaceId}' were made and changed in the same instant, ` +
				'more than a search at Amazon can list; load the products anew, which goes by report.',
			{ operation: 'searchListingsItems', code: 'TooManyResults' },
		);
	}
	for (const part of STATUS_PARTS) yield* bothEnds(client, { ...search, ...part }, quota, reach);
}

interface LastInstant {
	at?: string;
	skus: Set<string>;
}

/** The latest date seen, with all SKUs that share it. */
function lastInstantOf(listings: AmazonListing[], { marketplaceId, date }: ListingWalk, before: LastInstant): LastInstant {
	let { at, skus } = before;
	for (const { sku, summaries } of listings) {
		const instant = summaries?.find((each) => each.marketplaceId === marketplaceId)?.[date];
		if (!instant) continue;
		const isLater = at === undefined || Date.parse(instant) > Date.parse(at);
		if (isLater) [at, skus] = [instant, new Set([sku])];
		else if (at !== undefined && Date.parse(instant) === Date.parse(at)) skus.add(sku);
	}
	return { at, skus };
}

/** A date that is told in whole seconds may hide any fraction of its second. */
function instantOf(date: string): { endMs: number } {
	return { endMs: Date.parse(date) + (/\.\d/.test(date) ? 0 : 999) };
}

/** What `seen` lacks; added to it. */
function unseen(listings: AmazonListing[], seen: Set<string>): AmazonListing[] {
	return listings.filter(({ sku }) => {
		if (seen.has(sku)) return false;
		seen.add(sku);
		return true;
	});
}

async function pageOrRefusal(client: AmazonClient, search: ListingSearch, quota: QuotaPolicy, mayRestart: boolean) {
	try {
		return await fetchListingPage(client, search, quota);
	} catch (cause) {
		if (mayRestart && cause instanceof AmazonApiError && cause.status === 400) return 'refused';
		throw cause;
	}
}
