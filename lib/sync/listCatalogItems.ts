/** SKUs of one window, marketplace by marketplace, resumable: first those that are to be tried again, then the rest. */
import { isCatalogWithheld } from '../amazon/catalog';
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import { QuotaExhaustedError } from '../amazon/errors';
import type { Clock } from '../clock';
import { endByAmazonClock, sayClockAhead } from './amazonClock';
import { ReportPreparing } from './listByReport';
import { pagesOf } from './listCatalogPages';
import { isWholeLoad, positionAfter, readCatalogPosition, STARTED_AGAIN, toCatalogPageToken, windowEndOf } from './listCatalogPosition';
import type { CatalogPosition } from './listCatalogPosition';
import { listedSkusOf } from './listedSkus';
import { goneSkus } from './listGoneSkus';
import { ListTally, skippedProgress, withBriefWaits } from './listProgress';
import type { ListWindow } from './listProgress';
import { retriedSkus } from './listRetriedSkus';
import type { ListedSku } from '../amazon/types';
import type { SyncProgress } from './types';

export interface ListCatalogItemsOptions {
	/** Most SKUs of this run (it may pass it by what shares one instant); the next goes on from there. */
	maxSkus: number;
	quota: QuotaPolicy;
	clock: Clock;
	/** A first load of more SKUs goes by report; absent: 1 000, what a search reaches. */
	reportAbove?: number;
}

const PREPARING = 'Amazon is still preparing the list of all products; the next run takes it up.';
const WITHHELD =
	"Amazon keeps its catalogue from this application, so Items come without brand, barcode, image and weight. Apply for " +
	'the role "Product Listing" in Seller Central to receive them.';

/**
 * Throws AmazonApiError; a used-up quota is no throw, but a progress with `complete: false`. No SKU comes twice in one
 * run. A first load has no start date; else what changed in the window comes, closed listings with `isOpen: false`.
 */
export async function* listCatalogItems(
	client: AmazonClient,
	window: ListWindow,
	options: ListCatalogItemsOptions,
): AsyncGenerator<ListedSku[], SyncProgress> {
	if (window.skipped) return skippedProgress(window);
	const tally = new ListTally(client, window);
	const quota = withBriefWaits(options.quota);
	// What a person set to Ignored counts as listed already.
	const listedBefore = new Set(window.ignoredIds);
	let position = readCatalogPosition(window, () => tally.notice(STARTED_AGAIN));
	const end = (complete: boolean): SyncProgress => {
		if (isCatalogWithheld(client)) tally.notice(WITHHELD);
		const nextPageToken = complete ? null : toCatalogPageToken(window, position);
		return tally.progress({ complete, nextPageToken, windowEnd: windowEndOf(position) });
	};
	const fresh = (listed: ListedSku[]): ListedSku[] => {
		const news = listed.filter(({ marketplaceId, sku }) => !listedBefore.has(`${marketplaceId}:${sku}`));
		tally.count += news.length;
		return news;
	};

	try {
		for await (const listed of retriedSkus(client, window.retryIds, quota, tally)) {
			const news = fresh(listed);
			for (const { marketplaceId, sku } of news) listedBefore.add(`${marketplaceId}:${sku}`);
			if (news.length > 0) yield news;
		}
		for (;;) {
			if (tally.count >= options.maxSkus) return end(false);
			const isWhole = isWholeLoad(window, position.marketplaceId);
			const isEmpty = !isWhole && Date.parse(window.after) >= Date.parse(position.before);
			let isTooLate = false;
			for await (const page of isEmpty ? [] : pagesOf(client, window, position, { ...options, quota, tally })) {
				const earlier = endByAmazonClock(client, options.clock, position.before);
				if (earlier !== undefined && isAtStart(position)) {
					tally.notice(sayClockAhead(client));
					position = { ...position, before: earlier };
					// A whole load does not search by the window's end.
					isTooLate = !isWhole;
				}
				if (isTooLate) break;
				const news = fresh(await listedSkusOf(client, position.marketplaceId, page.listings, quota));
				if (page.next) position = positionAfter(position, page.next);
				if (news.length > 0) yield news;
				if (page.next && tally.count >= options.maxSkus) return end(false);
			}
			if (isTooLate) continue;
			const next = marketplaceAfter(window, position);
			if (!next) break;
			position = next;
		}
		const gone = fresh(await goneSkus(client, window.checkIds ?? [], quota, (sentence) => tally.notice(sentence)));
		if (gone.length > 0) yield gone;
		return end(true);
	} catch (cause) {
		if (cause instanceof ReportPreparing) tally.notice(PREPARING);
		else if (!(cause instanceof QuotaExhaustedError)) throw cause;
		return end(false);
	}
}

/** Nothing of its marketplace was listed yet: no page token hangs on the window's end. */
function isAtStart({ search, report }: CatalogPosition): boolean {
	return search === undefined && report === undefined;
}

function marketplaceAfter(window: ListWindow, position: CatalogPosition): CatalogPosition | undefined {
	const marketplaceId = window.marketplaceIds[window.marketplaceIds.indexOf(position.marketplaceId) + 1];
	return marketplaceId === undefined ? undefined : positionAfter({ ...position, marketplaceId }, {});
}
