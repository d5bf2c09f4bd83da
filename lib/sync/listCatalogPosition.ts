/** Where a run of listCatalogItems stands, and the page token that carries it to the next run. */
import type { ListingPosition } from '../amazon/walkListings';
import { isRecord } from '../isRecord';
import type { ReportPosition } from './listByReport';
import { readPageToken, toPageToken } from './listPageTokens';
import type { ListWindow } from './listProgress';

export interface CatalogPosition {
	marketplaceId: string;
	/** End of the window in which the listing began: what changes later belongs to the next window. */
	before: string;
	search?: ListingPosition;
	report?: ReportPosition;
	/** A report was read since the window began, in whatever marketplace. */
	byReport?: boolean;
}

/**
 * Amazon may answer with a copy of a report that is up to six hours old:
 * https://developer-docs.amazon.com/sp-api/docs/report-type-values-inventory
 */
const OLDEST_REPORT_MS = 6 * 3_600_000;

/** Whether this window lists the marketplace's whole catalogue, not only what changed. Pure. */
export function isWholeLoad({ firstLoad, firstLoadIds = [] }: ListWindow, marketplaceId: string): boolean {
	return firstLoad || firstLoadIds.includes(marketplaceId);
}

/** Up to where everything is listed: the next window begins there. Pure. */
export function windowEndOf({ before, byReport }: CatalogPosition): string {
	return byReport ? new Date(Date.parse(before) - OLDEST_REPORT_MS).toISOString() : before;
}

/** Where the run stands after a page. Pure. */
export function positionAfter(position: CatalogPosition, next: Pick<CatalogPosition, 'search' | 'report'>): CatalogPosition {
	const { marketplaceId, before, byReport } = position;
	return { marketplaceId, before, ...next, byReport: byReport || next.report !== undefined };
}

/** What a run says that could not go on where the last one stopped. */
export const STARTED_AGAIN = 'The place where the last run stopped is no longer valid; its window was started again.';

/**
 * The position of the window's token, or the window's start. A token of another window (a person moved the cursor,
 * marketplaces changed) is not obeyed; `onRefused` hears of it.
 */
export function readCatalogPosition(window: ListWindow, onRefused: () => void): CatalogPosition {
	const start: CatalogPosition = { marketplaceId: window.marketplaceIds[0] ?? '', before: window.before };
	if (window.pageToken === null) return start;
	const held = readPageToken(window.pageToken);
	const isOurs =
		held !== undefined &&
		held.after === window.after &&
		held.firstLoad === window.firstLoad &&
		JSON.stringify(held.firstLoadIds) === JSON.stringify(window.firstLoadIds) &&
		JSON.stringify(held.marketplaceIds) === JSON.stringify(window.marketplaceIds) &&
		typeof held.before === 'string' &&
		typeof held.marketplaceId === 'string' &&
		window.marketplaceIds.includes(held.marketplaceId);
	if (!isOurs || typeof held.marketplaceId !== 'string' || typeof held.before !== 'string') {
		onRefused();
		return start;
	}
	const { marketplaceId, before } = held;
	return { marketplaceId, before, search: readSearch(held.search), report: readReport(held.report), byReport: held.byReport === true };
}

/** Pure. */
export function toCatalogPageToken(window: ListWindow, position: CatalogPosition): string {
	const { after, firstLoad, firstLoadIds, marketplaceIds } = window;
	return toPageToken({ after, firstLoad, firstLoadIds, marketplaceIds, ...position });
}

function readSearch(value: unknown): ListingPosition | undefined {
	if (!isRecord(value)) return undefined;
	return {
		from: typeof value.from === 'string' ? value.from : undefined,
		pageToken: typeof value.pageToken === 'string' ? value.pageToken : undefined,
		fetched: typeof value.fetched === 'number' ? value.fetched : 0,
		...(Array.isArray(value.listed) ? { listed: value.listed.filter((each) => typeof each === 'string') } : {}),
	};
}

function readReport(value: unknown): ReportPosition | undefined {
	if (!isRecord(value) || typeof value.id !== 'string') return undefined;
	const { id, row, held } = value;
	return {
		id,
		row: typeof row === 'number' ? row : 0,
		...(Array.isArray(held) ? { held: held.filter((each) => typeof each === 'number') } : {}),
	};
}
