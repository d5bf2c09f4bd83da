/** A first load by Amazon's listings report: asked for, waited for, read row by row, resumed by later runs. */
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import { AmazonApiError, AmazonAuthError } from '../amazon/errors';
import { readHeader, toReportedListing } from '../amazon/listingReport';
import type { ReportColumns } from '../amazon/listingReport';
import { MAX_LISTINGS_A_PAGE } from '../amazon/listings';
import { marketplaceById } from '../amazon/marketplaces';
import { DocumentExpired, downloadText } from '../amazon/reportDownload';
import { reportRows } from '../amazon/reportRows';
import { createReport, fetchReportDocument, fetchReportState, LISTINGS_REPORT } from '../amazon/reports';
import { delayMs, MAX_ATTEMPTS, shouldRetry } from '../amazon/retry';
import { NetworkFault } from '../amazon/send';
import type { AmazonListing } from '../amazon/types';
import type { Clock } from '../clock';
import { asSearchTells, isCalledInactive, wholeSkus } from './reportedRows';
import type { ReportedRow } from './reportedRows';

/** Where a load by report stands; it travels in the page token. */
export interface ReportPosition {
	id: string;
	/** Rows that were read already. */
	row: number;
	/** Those among them that were not listed yet. */
	held?: number[];
}

export interface ReportLoad {
	marketplaceId: string;
	start?: ReportPosition;
	/** Listings of one page. */
	chunk: number;
	quota: QuotaPolicy;
	clock: Clock;
	notice: (sentence: string) => void;
}

export interface ReportPage {
	listings: AmazonListing[];
	/** Absent on the last page. */
	next?: ReportPosition;
}

/** Amazon has not made the report yet; a later run takes it up. */
export class ReportPreparing extends Error {}

/** Amazon will not make the report, or it cannot be read: the caller lists by search. The message says why. */
export class ReportNotUsable extends Error {}

/** Polled at this pace and for this long in one run; reports of large catalogues take Amazon minutes. */
const POLL_MS = 15_000;
const MIN_PATIENCE_MS = 60_000;
/** For reports that announce no charset and are no UTF-8. */
const OLD_CHARSETS: Record<string, string> = { JP: 'shift_jis' };
const OLD_CHARSET_ELSEWHERE = 'windows-1252';

/**
 * Pages of listings. The first page is empty and holds the report's id, so that it is not asked for twice. Throws
 * ReportPreparing, ReportNotUsable, AmazonApiError or QuotaExhaustedError; the last `next` leads on.
 */
export async function* listByReport(client: AmazonClient, load: ReportLoad): AsyncGenerator<ReportPage, void> {
	let position = load.start ?? (await askForReport(client, load));
	if (!load.start) yield { listings: [], next: position };
	const documentId = await waitForReport(client, position.id, load);
	const first = position.row;
	let attempt = 0;
	for (;;) {
		attempt += 1;
		const before = position.row;
		try {
			for await (const page of readDocument(client, documentId, position, load)) {
				if (page.next) position = page.next;
				yield page;
			}
			return;
		} catch (cause) {
			if (position.row > before) attempt = 1;
			const isExpired = cause instanceof DocumentExpired && attempt < MAX_ATTEMPTS;
			// Before this run listed anything, the search can take over without naming a SKU twice.
			if (isRefusal(cause) && cause.operation === 'getReportDocument' && position.row === first) throw refused(cause);
			if (cause instanceof NetworkFault) {
				if (!shouldRetry({ kind: 'read', attempt, fault: cause.kind })) throw tooOften(cause, attempt);
				await load.clock.sleep(delayMs(attempt, 0.5));
			} else if (!isExpired) {
				throw cause instanceof DocumentExpired ? tooOften(new NetworkFault('reset', 'expired'), attempt) : cause;
			}
		}
	}
}

async function askForReport(client: AmazonClient, { marketplaceId, quota }: ReportLoad): Promise<ReportPosition> {
	try {
		return { id: await createReport(client, LISTINGS_REPORT, marketplaceId, quota), row: 0 };
	} catch (cause) {
		// A wrong credential stops the search as well; whatever else keeps the report from being made does not.
		const isCredential = cause instanceof AmazonAuthError && cause.field !== 'role';
		if (!(cause instanceof AmazonApiError) || isCredential) throw cause;
		throw refused(cause);
	}
}

async function waitForReport(client: AmazonClient, reportId: string, { quota, clock }: ReportLoad): Promise<string> {
	const patienceMs = Math.max(MIN_PATIENCE_MS, quota.kind === 'wait' ? quota.maxWaitMs : 0);
	const until = clock.now() + patienceMs;
	for (;;) {
		const state = await stateOf(client, reportId, quota);
		if (state.kind === 'done') return state.documentId;
		if (state.kind === 'notMade') {
			throw new ReportNotUsable(`Amazon did not make the listings report '${reportId}' (${state.status}).`);
		}
		if (clock.now() + POLL_MS > until) throw new ReportPreparing();
		await clock.sleep(POLL_MS);
	}
}

async function stateOf(client: AmazonClient, reportId: string, quota: QuotaPolicy) {
	try {
		return await fetchReportState(client, reportId, quota);
	} catch (cause) {
		if (!isRefusal(cause)) throw cause;
		if (cause.status === 403) throw refused(cause);
		throw new ReportNotUsable(`Amazon no longer holds the listings report '${reportId}'.`);
	}
}

/** 403: the application lacks the role for reports; 400 and 404: there is no such report (any more). */
const REFUSALS = [400, 403, 404];

function isRefusal(cause: unknown): cause is AmazonApiError {
	return cause instanceof AmazonApiError && REFUSALS.includes(cause.status ?? 0);
}

function refused(cause: AmazonApiError): ReportNotUsable {
	return new ReportNotUsable(cause.message);
}

/** Rows of the document that `from` does not count as listed, in pages of `chunk`. */
async function* readDocument(
	client: AmazonClient,
	documentId: string,
	from: Readonly<ReportPosition>,
	load: ReportLoad,
): AsyncGenerator<ReportPage, void> {
	const { marketplaceId, chunk, quota, notice } = load;
	const marketplace = marketplaceById(marketplaceId);
	if (!marketplace) throw new ReportNotUsable(`Marketplace '${marketplaceId}' is not in the table of marketplaces.`);
	const document = await fetchReportDocument(client, documentId, quota);
	const fallbackCharset = OLD_CHARSETS[marketplace.country] ?? OLD_CHARSET_ELSEWHERE;
	const [start, heldBefore] = [from.row, new Set(from.held)];
	let columns: ReportColumns | undefined;
	let width = 0;
	let last = 0;
	const ready: ReportedRow[] = [];
	const inactive: ReportedRow[] = [];
	const broken: number[] = [];
	const toPage = async (isLast: boolean): Promise<ReportPage> => {
		const listings = await wholeSkus(client, ready.splice(0, chunk), load);
		if (isLast) return { listings };
		const held = [...ready, ...inactive].map(({ number }) => number);
		return { listings, next: { id: from.id, row: last, ...(held.length > 0 ? { held } : {}) } };
	};
	for await (const { number, fields } of reportRows(downloadText(client, { document, fallbackCharset }))) {
		if (!columns) {
			columns = readHeader(fields);
			width = fields.length;
			if (!columns) throw new ReportNotUsable(`No column of the listings report is the SKU: ${fields.join(', ')}.`);
			continue;
		}
		last = number;
		if (number <= start && !heldBefore.has(number)) continue;
		// A row with more fields than the header may have its SKU in the wrong place.
		const listing = fields.length > width ? undefined : toReportedListing(fields, columns, marketplace);
		if (!listing) broken.push(number);
		else (isCalledInactive(listing) ? inactive : ready).push({ number, listing });
		if (inactive.length >= MAX_LISTINGS_A_PAGE) ready.push(...(await asSearchTells(client, inactive.splice(0), load)));
		if (number > start && ready.length >= chunk) yield await toPage(false);
	}
	// Such reports came for sellers that had products: https://github.com/amzn/selling-partner-api-models/issues/1385
	if (last === 0) throw new ReportNotUsable(`The listings report '${from.id}' holds no products.`);
	if (broken.length > 0) {
		const shown = broken.slice(0, 10).join(', ');
		notice(`${broken.length} rows of Amazon's listings report cannot be read and were left out (rows ${shown}).`);
	}
	ready.push(...(await asSearchTells(client, inactive.splice(0), load)));
	while (ready.length > chunk) yield await toPage(false);
	yield await toPage(true);
}

function tooOften({ code }: NetworkFault, attempts: number): AmazonApiError {
	return new AmazonApiError(`Amazon's listings report could not be downloaded (${code}, tried ${attempts} times).`, {
		operation: 'getReportDocument',
		code,
	});
}
