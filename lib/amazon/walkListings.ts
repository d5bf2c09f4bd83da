/**
 * Every listing of a marketplace in the order of a date, though one search reaches 1 000 SKUs only: each search goes on
 * from the last date that the one before it saw. Where more SKUs share one instant than a search reaches, that instant
 * is searched by the other date, and at last by SKU from both ends.
 */
import type { AmazonClient, QuotaPolicy } from './client';
import { AmazonApiError } from './errors';
import { fetchListingPage } from './listings';
import type { ListingDate, ListingSearch } from './listings';
import { listBothEnds } from './listBothEnds';
import { PageTokens } from './pageTokens';
import type { AmazonListing } from './types';

/** Where a walk can go on in a later run. */
export interface ListingPosition {
	/** Start of the search under way (ISO 8601, inclusive); absent: no start. */
	from?: string;
	/** SKUs of that search which were listed already. */
	fetched: number;
	/** Amazon's page token inside that search. */
	pageToken?: string;
	/** SKUs that were listed already of the instant `from`. */
	listed?: string[];
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
 * No SKU comes twice in one walk; after a resume those of a crowded instant may. Throws AmazonApiError or
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
	let tokens = new PageTokens('searchListingsItems', position.pageToken);
	/** SKUs of the search under way, and of the instant at which it begins. */
	let seen = new Set(position.listed);
	let last: LastInstant = { skus: new Set() };
	let totalBefore = 0;
	let repeats = 0;
	const readFrom = (start: ListingPosition): void => {
		position = start;
		tokens = new PageTokens('searchListingsItems');
		totalBefore = 0;
	};
	const beginAt = (instant: LastInstant): void => {
		readFrom(toPosition(instant));
		seen = new Set(instant.skus);
		last = { skus: new Set() };
		repeats = 0;
	};
	for (;;) {
		const dates = { ...fixed, [date]: { after: position.from, before } };
		const page = await pageOrRefusal(client, { marketplaceId, sortBy: date, dates, pageToken: position.pageToken }, quota, mayRestart);
		if (page === 'refused') {
			mayRestart = false;
			walk.onRestart?.();
			readFrom({ from: position.from, fetched: 0 });
			continue;
		}
		const { total } = page;
		const nextToken = tokens.next(page.nextToken);
		// What changes or goes meanwhile leaves the search, and its later pages move up: one SKU would fall between two pages.
		if (total < totalBefore && isAfter(last.at, position.from)) {
			beginAt(last);
			continue;
		}
		if (total < totalBefore && repeats < MOST_REPEATS) {
			readFrom({ from: position.from, fetched: 0 });
			repeats += 1;
			continue;
		}
		totalBefore = total;
		const listings = unseen(page.listings, seen);
		last = lastInstantOf(page.listings, walk, last);
		const fetched = position.fetched + page.listings.length;
		if (nextToken !== undefined) {
			position = { from: position.from, fetched, pageToken: nextToken };
			yield { listings, total, next: toResume(position, last) };
			continue;
		}
		const reachedEnd = fetched < reach && total <= fetched;
		const stands = last.at !== undefined && position.from !== undefined && !isAfter(last.at, position.from);
		if (reachedEnd || last.at === undefined || (stands && fetched < reach)) {
			yield { listings, total };
			return;
		}
		if (!stands) {
			beginAt(last);
			yield { listings, total, next: position };
			continue;
		}
		yield { listings, total };
		for await (const found of crowdedInstant(client, { ...walk, from: last.at }, quota, fixed)) {
			yield { listings: unseen(found, seen), total };
		}
		beginAt({ at: new Date(endMsOf(last.at) + 1).toISOString(), skus: new Set() });
		yield { listings: [], total, next: position };
	}
}

/** A search within one instant cannot go on later in time: it is read again this often where it shrinks under way. */
const MOST_REPEATS = 3;
/** SKUs of one instant that a position names. */
const MOST_LISTED = 200;

/** Where a later run goes on: at the last instant, since a page token counts places in a list that changes meanwhile. */
function toResume(position: ListingPosition, last: LastInstant): ListingPosition {
	return isAfter(last.at, position.from) && last.skus.size <= MOST_LISTED ? toPosition(last) : position;
}

function toPosition({ at, skus }: LastInstant): ListingPosition {
	const isNamed = skus.size > 0 && skus.size <= MOST_LISTED;
	return { from: at, fetched: 0, ...(isNamed ? { listed: [...skus] } : {}) };
}

function isAfter(instant: string | undefined, other: string | undefined): boolean {
	return instant !== undefined && (other === undefined || Date.parse(instant) > Date.parse(other));
}

/** All SKUs whose `date` is `from`; some may come again. */
async function* crowdedInstant(
	client: AmazonClient,
	{ marketplaceId, date, from, reach = MAX_SEARCH_REACH }: ListingWalk & { from: string },
	quota: QuotaPolicy,
	fixed: Fixed,
): AsyncGenerator<AmazonListing[], void> {
	const before = new Date(endMsOf(from)).toISOString();
	const instant: Fixed = { ...fixed, [date]: { after: from, before } };
	const other = OTHER_DATE[date];
	if (fixed[other]) {
		yield* listBothEnds(client, { marketplaceId, sortBy: 'sku', dates: instant }, quota, reach);
		return;
	}
	for await (const { listings } of walkDate(client, { marketplaceId, date: other, reach }, quota, instant)) yield listings;
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

/** The last millisecond that a date may stand for: one that is told in whole seconds may hide any fraction of its second. */
function endMsOf(date: string): number {
	return Date.parse(date) + (/\.\d/.test(date) ? 0 : 999);
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
