/** A first load by Amazon's listings report: asked for, waited for, read row by row, resumed by later runs. */
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import { AmazonApiError } from '../amazon/errors';
import { isDoubtful, isMaskOf, readHeader, toReportedListing } from '../amazon/listingReport';
import type { ReportColumns } from '../amazon/listingReport';
import { findListingsByAsin } from '../amazon/listings';
import { marketplaceById } from '../amazon/marketplaces';
import { DocumentExpired, downloadText } from '../amazon/reportDownload';
import { reportRows } from '../amazon/reportRows';
import { createReport, fetchReportDocument, fetchReportState, LISTINGS_REPORT } from '../amazon/reports';
import { delayMs, MAX_ATTEMPTS, shouldRetry } from '../amazon/retry';
import { NetworkFault } from '../amazon/send';
import type { AmazonListing } from '../amazon/types';
import type { Clock } from '../clock';

/** Where a load by report stands; it travels in the page token. */
export interface ReportPosition {
	id: string;
	/** Rows that were listed already. */
	row: number;
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
	const position = { ...(load.start ?? (await askForReport(client, load))) };
	if (!load.start) yield { listings: [], next: { ...position } };
	const documentId = await waitForReport(client, position.id, load);
	let attempt = 0;
	for (;;) {
		attempt += 1;
		const before = position.row;
		try {
			for await (const page of readDocument(client, documentId, position, load)) {
				position.row = page.next?.row ?? position.row;
				yield page;
			}
			return;
		} catch (cause) {
			if (position.row > before) attempt = 1;
			const isExpired = cause instanceof DocumentExpired && attempt < MAX_ATTEMPTS;
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
	return { id: await createReport(client, LISTINGS_REPORT, marketplaceId, quota), row: 0 };
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
		if (!(cause instanceof AmazonApiError) || (cause.status !== 404 && cause.status !== 400)) throw cause;
		throw new ReportNotUsable(`Amazon no longer holds the listings report '${reportId}'.`);
	}
}

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
	const start = from.row;
	let columns: ReportColumns | undefined;
	let width = 0;
	let listings: AmazonListing[] = [];
	const broken: number[] = [];
	for await (const { number, fields } of reportRows(downloadText(client, { document, fallbackCharset }))) {
		if (!columns) {
			columns = readHeader(fields);
			width = fields.length;
			if (!columns) throw new ReportNotUsable(`No column of the listings report is the SKU: ${fields.join(', ')}.`);
			continue;
		}
		if (number <= start) continue;
		// A row with more fields than the header may have its SKU in the wrong place.
		const listing = fields.length > width ? undefined : toReportedListing(fields, columns, marketplace);
		if (!listing) broken.push(number);
		else listings.push(listing);
		if (listings.length < chunk) continue;
		yield { listings: await wholeSkus(client, listings, load), next: { id: from.id, row: number } };
		listings = [];
	}
	if (broken.length > 0) {
		const shown = broken.slice(0, 10).join(', ');
		notice(`${broken.length} rows of Amazon's listings report cannot be read and were left out (rows ${shown}).`);
	}
	yield { listings: await wholeSkus(client, listings, load) };
}

/** A SKU that lost characters to an old code page would be another product: it is looked up by its ASIN. */
async function wholeSkus(
	client: AmazonClient,
	listings: AmazonListing[],
	{ marketplaceId, quota, notice }: ReportLoad,
): Promise<AmazonListing[]> {
	const doubtful = listings.filter(({ sku }) => isDoubtful(sku));
	if (doubtful.length === 0) return listings;
	const asins = new Set(doubtful.flatMap(({ summaries }) => summaries?.[0]?.asin ?? []));
	const found = new Map<string, AmazonListing>();
	for await (const page of findListingsByAsin(client, marketplaceId, [...asins], quota)) {
		for (const listing of page) {
			if (doubtful.some(({ sku }) => sku === listing.sku || isMaskOf(sku, listing.sku))) found.set(listing.sku, listing);
		}
	}
	const missing = doubtful.filter(({ sku }) => ![...found.keys()].some((known) => known === sku || isMaskOf(sku, known)));
	for (const { sku } of missing) notice(`SKU '${sku}' came damaged from Amazon's report and was left out.`);
	return [...listings.filter(({ sku }) => !isDoubtful(sku)), ...found.values()];
}

function tooOften({ code }: NetworkFault, attempts: number): AmazonApiError {
	return new AmazonApiError(`Amazon's listings report could not be downloaded (${code}, tried ${attempts} times).`, {
		operation: 'getReportDocument',
		code,
	});
}
