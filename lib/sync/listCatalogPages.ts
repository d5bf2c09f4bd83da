/** Which way the SKUs of one marketplace are listed: by search, or, for a large first load, by report. */
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import type { AmazonListing } from '../amazon/types';
import { MAX_SEARCH_REACH, walkListings } from '../amazon/walkListings';
import type { WalkedPage } from '../amazon/walkListings';
import type { Clock } from '../clock';
import { listByReport, ReportNotUsable } from './listByReport';
import { isWholeLoad, STARTED_AGAIN } from './listCatalogPosition';
import type { CatalogPosition } from './listCatalogPosition';
import type { ListTally, ListWindow } from './listProgress';

export interface CatalogPage {
	listings: AmazonListing[];
	/** Where the next run would go on; absent where the list cannot be left. */
	next?: Pick<CatalogPosition, 'search' | 'report'>;
}

interface Means {
	quota: QuotaPolicy;
	clock: Clock;
	maxSkus: number;
	reportAbove?: number;
	tally: ListTally;
}

/** Listings of a report that are enriched together: five catalogue calls. */
const REPORT_CHUNK = 100;
const SMALLEST_CHUNK = 20;

/** Pages of the position's marketplace from there on. Throws what walkListings and listByReport throw. */
export async function* pagesOf(
	client: AmazonClient,
	window: ListWindow,
	position: CatalogPosition,
	means: Means,
): AsyncGenerator<CatalogPage, void> {
	if (!isWholeLoad(window, position.marketplaceId) || position.search) {
		yield* searched(walk(client, window, position, means));
		return;
	}
	if (!position.report) {
		// The first page tells how many there are; a search reaches a thousand, and its count may end there as well.
		const pages = walk(client, window, position, means);
		const first = await pages.next();
		if (first.done) return;
		if (first.value.total < Math.min(MAX_SEARCH_REACH, (means.reportAbove ?? MAX_SEARCH_REACH) + 1)) {
			yield toPage(first.value);
			yield* searched(pages);
			return;
		}
	}
	yield* reported(client, window, position, means);
}

async function* reported(
	client: AmazonClient,
	window: ListWindow,
	position: CatalogPosition,
	means: Means,
): AsyncGenerator<CatalogPage, void> {
	const { marketplaceId, report: start } = position;
	const { quota, clock, maxSkus, tally } = means;
	const chunk = Math.min(REPORT_CHUNK, Math.max(SMALLEST_CHUNK, maxSkus));
	const notice = (sentence: string) => tally.notice(sentence);
	try {
		for await (const { listings, next } of listByReport(client, { marketplaceId, start, chunk, quota, clock, notice })) {
			yield { listings, next: next ? { report: next } : undefined };
		}
	} catch (cause) {
		if (!(cause instanceof ReportNotUsable)) throw cause;
		notice(`${cause.message} The products are listed by search instead, which takes more calls.`);
		const fromStart = { marketplaceId, before: position.before };
		yield* searched(walk(client, window, fromStart, means));
	}
}

function walk(
	client: AmazonClient,
	window: ListWindow,
	{ marketplaceId, before, search: start }: CatalogPosition,
	{ quota, tally }: Means,
): AsyncGenerator<WalkedPage, void> {
	const onRestart = () => tally.notice(STARTED_AGAIN);
	// A first load takes what there is now; what changes meanwhile belongs to the window after it.
	const dates = isWholeLoad(window, marketplaceId)
		? { date: 'createdDate' as const }
		: { date: 'lastUpdatedDate' as const, after: window.after, before };
	return walkListings(client, { marketplaceId, start, onRestart, ...dates }, quota);
}

async function* searched(pages: AsyncGenerator<WalkedPage, void>): AsyncGenerator<CatalogPage, void> {
	for await (const page of pages) yield toPage(page);
}

function toPage({ listings, next }: WalkedPage): CatalogPage {
	return { listings, next: next ? { search: next } : undefined };
}
