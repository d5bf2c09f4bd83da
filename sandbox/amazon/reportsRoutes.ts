import type { Answer } from '../faults';
import { checkMarketplaces } from './accessCheck';
import { invalidInput, notFound } from './apiAnswers';
import type { RequestContext } from './context';
import { toInstant } from './parameters';
import { DOWNLOAD_MS, REPORT_TYPES, type ReportDesk, type ReportStatus, toReportAnswer } from './reports/reportDesk';

const STATUSES: ReportStatus[] = ['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE'];
const BODY_FIELDS = ['reportOptions', 'reportType', 'dataStartTime', 'dataEndTime', 'marketplaceIds'];
const KEPT_MS = 90 * 86_400_000;

/** Reports API 2021-06-30. */
export function createReport(context: RequestContext): unknown {
	const { query, seller, reports, now } = context;
	query.allowOnly([]);
	const body = readBody(context.body);
	const reportType = REPORT_TYPES.find((type) => type === body.reportType);
	if (!reportType) throw invalidInput(`Invalid report type '${String(body.reportType)}'.`, `The sandbox has ${REPORT_TYPES.join(' and ')}.`);
	const marketplaceIds = Array.isArray(body.marketplaceIds) ? body.marketplaceIds.map(String) : [];
	if (marketplaceIds.length < 1 || marketplaceIds.length > 25) throw invalidInput("'marketplaceIds' must hold 1 to 25 values.");
	checkMarketplaces(context, marketplaceIds);
	const [from, to] = [toPastInstant('dataStartTime', body.dataStartTime, now), toPastInstant('dataEndTime', body.dataEndTime, now)];
	if (from !== undefined && to !== undefined && to < from) throw invalidInput("'dataEndTime' must be equal to or after 'dataStartTime'.");
	const locale = toOptions(body.reportOptions).preferredReportDocumentLocale;
	const report = reports.create(seller, {
		reportType,
		marketplaceIds,
		// "The default is now" for both ends, where a report has dates at all.
		...(reportType === 'GET_MERCHANT_LISTINGS_ALL_DATA' && from === undefined ? {} : { from: from ?? now, to: to ?? now }),
		...(locale === undefined ? {} : { locale }),
	});
	return { reportId: report.reportId };
}

export function getReport(context: RequestContext): unknown {
	context.query.allowOnly([]);
	const report = requireReport(context);
	return toReportAnswer(report, context.reports.statusOf(report));
}

export function cancelReport(context: RequestContext): unknown {
	context.query.allowOnly([]);
	const report = requireReport(context);
	const status = context.reports.statusOf(report);
	if (status !== 'IN_QUEUE') throw invalidInput(`Report ${report.reportId} is ${status}; only a report that is IN_QUEUE can be cancelled.`);
	context.reports.cancel(report);
	return undefined;
}

export function getReports({ query, seller, reports, now, pageTokens }: RequestContext): unknown {
	query.allowOnly(['reportTypes', 'processingStatuses', 'marketplaceIds', 'pageSize', 'createdSince', 'createdUntil', 'nextToken']);
	const token = query.text('nextToken');
	const reportTypes = query.list('reportTypes', 10);
	if (token !== undefined && query.count() > 1) throw invalidInput("'nextToken' may not be combined with other parameters.");
	if (token === undefined && !reportTypes) throw invalidInput("Either 'reportTypes' or 'nextToken' must be provided.");
	const page: ReportPage =
		token === undefined
			? {
					start: 0,
					pageSize: query.integer('pageSize', 1, 100, 10),
					reportTypes: reportTypes ?? [],
					statuses: query.enumList('processingStatuses', STATUSES),
					marketplaceIds: query.list('marketplaceIds', 10),
					since: query.instant('createdSince') ?? now - KEPT_MS,
					until: query.instant('createdUntil') ?? now,
				}
			: pageTokens.read('nextToken', token, seller.sellerId, isReportPage);
	const found = reports.list(seller).filter(
		(report) =>
			page.reportTypes.includes(report.reportType) &&
			(!page.statuses || page.statuses.includes(reports.statusOf(report))) &&
			(!page.marketplaceIds || page.marketplaceIds.some((id) => report.marketplaceIds.includes(id))) &&
			report.createdAt >= Math.max(page.since, now - KEPT_MS) &&
			report.createdAt <= page.until,
	);
	const end = page.start + page.pageSize;
	return {
		reports: found.slice(page.start, end).map((report) => toReportAnswer(report, reports.statusOf(report))),
		...(end < found.length ? { nextToken: pageTokens.issue<ReportPage>(seller.sellerId, { ...page, start: end }) } : {}),
	};
}

export function getReportDocument({ query, path, seller, reports, url }: RequestContext): unknown {
	query.allowOnly(['enableContentEncodingUrlHeader']);
	const asEncoding = query.enumValue('enableContentEncodingUrlHeader', ['true', 'false']) === 'true';
	const reportDocumentId = path.reportDocumentId ?? '';
	const report = reports.findByDocument(reportDocumentId);
	if (report?.seller !== seller) throw notFound(`The report document '${reportDocumentId}' was not found.`);
	const isCompressed = reports.settings.compression === 'GZIP';
	return {
		reportDocumentId,
		url: url + reports.signDownload(reportDocumentId, isCompressed && asEncoding ? 'gzip' : 'identity'),
		...(isCompressed ? { compressionAlgorithm: 'GZIP' } : {}),
	};
}

/** The download itself: no access token, a signed address, refusals in XML as the file store answers them. */
export function answerDownload(reports: ReportDesk, documentId: string, query: URLSearchParams, now: number): Answer {
	const report = reports.findByDocument(documentId);
	if (!report || !reports.isSigned(documentId, query)) return refuseDownload('SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.');
	if (now - Number(query.get('signedAt')) > DOWNLOAD_MS) return refuseDownload('AccessDenied', 'Request has expired');
	const { content, contentType } = reports.writeFile(report);
	return { status: 200, headers: { 'Content-Type': contentType, 'Content-Encoding': query.get('contentEncoding') ?? 'identity' }, body: content };
}

interface ReportPage {
	start: number;
	pageSize: number;
	reportTypes: string[];
	statuses?: ReportStatus[];
	marketplaceIds?: string[];
	since: number;
	until: number;
}

function isReportPage(value: unknown): value is ReportPage {
	return typeof value === 'object' && value !== null && 'reportTypes' in value;
}

function requireReport({ seller, path, reports }: RequestContext) {
	const report = reports.find(seller, path.reportId ?? '');
	if (!report) throw notFound(`The report '${path.reportId ?? ''}' was not found.`);
	return report;
}

function readBody(text: string): Record<string, unknown> {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		throw invalidInput('The request body is no JSON.');
	}
	if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidInput('The request body must be an object.');
	const unknown = Object.keys(body).find((field) => !BODY_FIELDS.includes(field));
	if (unknown) throw invalidInput(`Invalid field '${unknown}'.`);
	return { ...body };
}

function toOptions(options: unknown): Record<string, string> {
	if (options === undefined) return {};
	if (typeof options !== 'object' || options === null) throw invalidInput("'reportOptions' must be an object.");
	const entries = Object.entries(options).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
	if (entries.length < Object.keys(options).length) throw invalidInput("The values of 'reportOptions' must be text.");
	return Object.fromEntries(entries);
}

function toPastInstant(name: string, value: unknown, now: number): number | undefined {
	if (value === undefined) return undefined;
	const instant = toInstant(name, String(value));
	if (instant > now) throw invalidInput(`'${name}' must be prior to or equal to the current date and time.`);
	return instant;
}

function refuseDownload(code: string, message: string): Answer {
	const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
	return { status: 403, headers: { 'Content-Type': 'application/xml' }, body };
}
