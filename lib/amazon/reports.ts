/**
 * Reports API 2021-06-30: ask for a report, see how far it is, find its document.
 * https://developer-docs.amazon.com/sp-api/docs/reports-api-v2021-06-30-reference
 */
import type { AmazonClient, QuotaPolicy } from './client';
import { AmazonApiError, OWN_CODES, unreadableAnswer } from './errors';

/** All listings of one marketplace, open or not: https://developer-docs.amazon.com/sp-api/docs/report-type-values-inventory */
export const LISTINGS_REPORT = 'GET_MERCHANT_LISTINGS_ALL_DATA';

export type ReportState =
	| { kind: 'preparing' }
	| { kind: 'done'; documentId: string }
	/**
	 * FATAL or CANCELLED; Amazon also cancels what was asked for a moment ago, and what would be empty. Any other status
	 * that leads to no document is an end too: waiting on would never end.
	 */
	| { kind: 'notMade'; status: string };

export interface ReportDocument {
	/** Signed address, good for 5 minutes. Never told to anybody. */
	url: string;
	isGzip: boolean;
}

/** Asks for a report; not safe to repeat (each repeat makes another report). Throws AmazonApiError or QuotaExhaustedError. */
export async function createReport(
	client: AmazonClient,
	reportType: string,
	marketplaceId: string,
	quota: QuotaPolicy,
): Promise<string> {
	// English headers, where Amazon has not kept a copy in another language already.
	const reportOptions = { preferredReportDocumentLocale: 'en_US' };
	const body = { reportType, marketplaceIds: [marketplaceId], reportOptions };
	const { reportId } = await client.call<{ reportId?: string }>('createReport', { body }, quota);
	if (!reportId) throw unreadableAnswer('createReport');
	return reportId;
}

/** Throws AmazonApiError (404 for a report that Amazon no longer holds) or QuotaExhaustedError. */
export async function fetchReportState(
	client: AmazonClient,
	reportId: string,
	quota: QuotaPolicy,
): Promise<ReportState> {
	const report = await client.call<{ processingStatus?: string; reportDocumentId?: string }>(
		'getReport',
		{ path: { reportId } },
		quota,
	);
	const { processingStatus, reportDocumentId } = report;
	if (processingStatus === 'IN_QUEUE' || processingStatus === 'IN_PROGRESS') return { kind: 'preparing' };
	if (processingStatus === 'DONE' && reportDocumentId) return { kind: 'done', documentId: reportDocumentId };
	return { kind: 'notMade', status: processingStatus ?? 'no status' };
}

/** Throws AmazonApiError or QuotaExhaustedError. */
export async function fetchReportDocument(
	client: AmazonClient,
	documentId: string,
	quota: QuotaPolicy,
): Promise<ReportDocument> {
	const answer = await client.call<{ url?: string; compressionAlgorithm?: string }>(
		'getReportDocument',
		{ path: { reportDocumentId: documentId } },
		quota,
	);
	const { url, compressionAlgorithm } = answer;
	if (!url) throw unreadableAnswer('getReportDocument');
	if (compressionAlgorithm !== undefined && compressionAlgorithm !== 'GZIP') {
		throw new AmazonApiError(`Amazon packed the report by '${compressionAlgorithm}', which this version cannot unpack.`, {
			operation: 'getReportDocument',
			code: OWN_CODES.report,
		});
	}
	return { url, isGzip: compressionAlgorithm === 'GZIP' };
}
