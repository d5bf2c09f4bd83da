import { createHmac, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { fetchMarketplace } from '../marketplaces';
import { toIsoSeconds } from '../world/dates';
import type { SellerWorld } from '../world/sellerWorld';
import { charsetOf } from './charsets';
import { hasListings, writeListingsReport } from './listingsReport';
import { hasOrders, toReportSearch, writeOrdersReport } from './ordersReport';

export const REPORT_TYPES = ['GET_MERCHANT_LISTINGS_ALL_DATA', 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL'] as const;
export type ReportType = (typeof REPORT_TYPES)[number];
export type ReportStatus = 'IN_QUEUE' | 'IN_PROGRESS' | 'DONE' | 'CANCELLED' | 'FATAL';
/** "This URL expires after 5 minutes." */
export const DOWNLOAD_MS = 300_000;
const DAY_MS = 86_400_000;
/** An orders report covers 30 days at most. */
const MAX_ORDER_SPAN_MS = 30 * DAY_MS;

/** How reports behave; a test changes it while the sandbox runs. */
export interface ReportSettings {
	inQueueMs: number;
	inProgressMs: number;
	compression: 'GZIP' | 'none';
	/** Reports end FATAL. */
	fatal: boolean;
	/** Served in place of what would be written, e.g. in an odd layout or code page. */
	document?: { content: Buffer; contentType: string };
}

export interface ReportRequest {
	reportType: ReportType;
	marketplaceIds: string[];
	from?: number;
	to?: number;
	locale?: string;
}

export interface Report extends ReportRequest {
	reportId: string;
	documentId: string;
	seller: SellerWorld;
	createdAt: number;
	startsAt: number;
	endsAt: number;
	end: 'DONE' | 'CANCELLED' | 'FATAL';
}

export interface ReportFile {
	content: Buffer;
	contentType: string;
}

/** Takes orders for reports, tells how far they are, and hands them out. */
export class ReportDesk {
	private readonly reports = new Map<string, Report>();
	/** The last file written, since a client may ask for it in several goes; more would be a lot of memory. */
	private lastFile: { documentId: string; file: ReportFile } | undefined;

	constructor(
		readonly settings: ReportSettings,
		private readonly now: () => number,
		private readonly secret: string,
	) {}

	create(seller: SellerWorld, request: ReportRequest): Report {
		const createdAt = this.now();
		const startsAt = createdAt + this.settings.inQueueMs;
		const endsAt = startsAt + this.settings.inProgressMs;
		const report: Report = {
			...request,
			seller,
			reportId: String(50_000_000_000 + this.reports.size + 1),
			documentId: `amzn1.spdoc.1.4.na.${randomUUID()}.T${this.reports.size + 1}`,
			createdAt,
			startsAt,
			endsAt,
			end: this.settings.fatal || isTooLong(request) ? 'FATAL' : hasData(seller, request, endsAt) ? 'DONE' : 'CANCELLED',
		};
		this.reports.set(report.reportId, report);
		return report;
	}

	cancel(report: Report): void {
		Object.assign(report, { end: 'CANCELLED', startsAt: this.now(), endsAt: this.now() });
	}

	find(seller: SellerWorld, reportId: string): Report | undefined {
		const report = this.reports.get(reportId);
		return report?.seller === seller ? report : undefined;
	}

	findByDocument(documentId: string): Report | undefined {
		return [...this.reports.values()].find((report) => report.documentId === documentId && this.statusOf(report) === 'DONE');
	}

	/** The newest first. */
	list(seller: SellerWorld): Report[] {
		return [...this.reports.values()].filter((report) => report.seller === seller).reverse();
	}

	statusOf(report: Report): ReportStatus {
		if (this.now() >= report.endsAt) return report.end;
		return this.now() >= report.startsAt ? 'IN_PROGRESS' : 'IN_QUEUE';
	}

	/** The part of a download address behind the host; good for 5 minutes. */
	signDownload(documentId: string, contentEncoding: 'identity' | 'gzip'): string {
		const signedAt = this.now();
		const query = new URLSearchParams({ signedAt: String(signedAt), contentEncoding, signature: this.sign(documentId, signedAt, contentEncoding) });
		return `/report-documents/${documentId}?${query.toString()}`;
	}

	isSigned(documentId: string, query: URLSearchParams): boolean {
		return query.get('signature') === this.sign(documentId, Number(query.get('signedAt')), query.get('contentEncoding') ?? '');
	}

	writeFile(report: Report): ReportFile {
		if (this.lastFile?.documentId === report.documentId) return this.lastFile.file;
		const { content, contentType } = this.settings.document ?? write(report);
		const file = { content: this.settings.compression === 'GZIP' ? gzipSync(content) : content, contentType };
		this.lastFile = { documentId: report.documentId, file };
		return file;
	}

	private sign(documentId: string, signedAt: number, contentEncoding: string): string {
		return createHmac('sha256', this.secret).update(`${documentId} ${signedAt} ${contentEncoding}`).digest('hex');
	}
}

/** As the Reports API shows it. */
export function toReportAnswer(report: Report, status: ReportStatus): Record<string, unknown> {
	return {
		reportId: report.reportId,
		reportType: report.reportType,
		marketplaceIds: report.marketplaceIds,
		...(report.from === undefined ? {} : { dataStartTime: toIsoSeconds(report.from) }),
		...(report.to === undefined ? {} : { dataEndTime: toIsoSeconds(report.to) }),
		createdTime: toIsoSeconds(report.createdAt),
		processingStatus: status,
		...(status === 'IN_QUEUE' ? {} : { processingStartTime: toIsoSeconds(report.startsAt) }),
		...(status === 'IN_QUEUE' || status === 'IN_PROGRESS' ? {} : { processingEndTime: toIsoSeconds(report.endsAt) }),
		...(status === 'DONE' ? { reportDocumentId: report.documentId } : {}),
	};
}

function isTooLong({ reportType, from, to }: ReportRequest): boolean {
	return reportType !== 'GET_MERCHANT_LISTINGS_ALL_DATA' && from !== undefined && to !== undefined && to - from > MAX_ORDER_SPAN_MS;
}

function hasData(seller: SellerWorld, request: ReportRequest, now: number): boolean {
	if (request.reportType === 'GET_MERCHANT_LISTINGS_ALL_DATA') return request.marketplaceIds.some((id) => hasListings(seller, fetchMarketplace(id)));
	return hasOrders(seller, toReportSearch({ from: request.from ?? now, to: request.to ?? now, now }, request.marketplaceIds));
}

function write(report: Report): ReportFile {
	const { seller, endsAt: now } = report;
	const marketplace = fetchMarketplace(report.marketplaceIds[0] ?? '');
	const charset = charsetOf(marketplace.countryCode);
	const text =
		report.reportType === 'GET_MERCHANT_LISTINGS_ALL_DATA'
			? writeListingsReport(seller, marketplace, report.locale)
			: writeOrdersReport(seller, toReportSearch({ from: report.from ?? now, to: report.to ?? now, now }, report.marketplaceIds));
	return { content: charset.encode(text), contentType: `text/plain; charset=${charset.label}` };
}
