/** SKUs of one window, marketplace by marketplace, resumable: first those that are to be tried again, then the rest. */
import { isCatalogWithheld } from '../amazon/catalog';
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import { QuotaExhaustedError } from '../amazon/errors';
import { walkListings } from '../amazon/walkListings';
import type { Clock } from '../clock';
import { readCatalogPosition, toCatalogPageToken } from './listCatalogPosition';
import type { CatalogPosition } from './listCatalogPosition';
import { listedSkusOf } from './listedSkus';
import { ListTally, withBriefWaits } from './listProgress';
import type { ListWindow } from './listProgress';
import { retriedSkus } from './listRetriedSkus';
import type { ListedSku, SyncProgress } from './types';

export interface ListCatalogItemsOptions {
	/** Most SKUs of this run (it may pass it by what shares one instant); the next goes on from there. */
	maxSkus: number;
	quota: QuotaPolicy;
	clock: Clock;
}

const STARTED_AGAIN = 'The place where the last run stopped is no longer valid; its window was started again.';
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
	const tally = new ListTally(client, window);
	if (window.skipped) return tally.skipped();
	const quota = withBriefWaits(options.quota);
	const retried = new Set<string>();
	let position = readCatalogPosition(window, () => tally.notice(STARTED_AGAIN));
	const end = (complete: boolean): SyncProgress => {
		if (isCatalogWithheld(client)) tally.notice(WITHHELD);
		const nextPageToken = complete ? null : toCatalogPageToken(window, position);
		return tally.progress({ complete, nextPageToken, windowEnd: position.before });
	};
	const fresh = (listed: ListedSku[]): ListedSku[] => {
		const news = listed.filter(({ marketplaceId, sku }) => !retried.has(`${marketplaceId}:${sku}`));
		tally.count += news.length;
		return news;
	};

	try {
		for await (const listed of retriedSkus(client, window.retryIds, quota, tally)) {
			const news = fresh(listed);
			for (const { marketplaceId, sku } of news) retried.add(`${marketplaceId}:${sku}`);
			if (news.length > 0) yield news;
		}
		for (;;) {
			if (tally.count >= options.maxSkus) return end(false);
			for await (const page of walkOf(client, window, position, quota, () => tally.notice(STARTED_AGAIN))) {
				const news = fresh(await listedSkusOf(client, position.marketplaceId, page.listings, quota));
				if (page.next) position = { ...position, search: page.next };
				if (news.length > 0) yield news;
				if (page.next && tally.count >= options.maxSkus) return end(false);
			}
			const next = marketplaceAfter(window, position);
			if (!next) return end(true);
			position = next;
		}
	} catch (cause) {
		if (cause instanceof QuotaExhaustedError) return end(false);
		throw cause;
	}
}

function walkOf(
	client: AmazonClient,
	window: ListWindow,
	{ marketplaceId, before, search }: CatalogPosition,
	quota: QuotaPolicy,
	onRestart: () => void,
) {
	const walk = window.firstLoad
		? { marketplaceId, date: 'createdDate' as const, start: search, onRestart }
		: { marketplaceId, date: 'lastUpdatedDate' as const, after: window.after, before, start: search, onRestart };
	return walkListings(client, walk, quota);
}

function marketplaceAfter(window: ListWindow, position: CatalogPosition): CatalogPosition | undefined {
	const marketplaceId = window.marketplaceIds[window.marketplaceIds.indexOf(position.marketplaceId) + 1];
	return marketplaceId === undefined ? undefined : { marketplaceId, before: position.before };
}
