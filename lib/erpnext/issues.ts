/** Orders and SKUs that wait: why, how often they were tried, and when they are due again. */
import { inParts } from '../inParts';
import type { ErpClient } from './client';
import { toInstant } from './cursor';
import { isDuplicate, isOutcomeUnknown } from './errors';
import { MOST_INSERTS } from './http';
import { type ErpSyncIssue, ISSUE_DOCTYPE } from './schema';

export interface IssueScope {
	sellerId: string;
	/** `orders` (a backfill's too) or `products`. */
	stream: 'orders' | 'products';
}

export interface IssueReport {
	/** Names the issue: the Amazon order id, or the listing key of a SKU. */
	key: string;
	/** As a person knows it: the order id, or the SKU. */
	amazonId: string;
	marketplaceId?: string;
	reason: string;
	detail?: string;
	salesOrder?: string;
}

/** Which run writes an issue, and when. */
export interface RunStamp {
	runId: string;
	nowMs: number;
}

const MINUTES_UNTIL_NEXT_TRY = [15, 60, 4 * 60, 12 * 60, 24 * 60];
/** Documents in one bulk_update: each is read, checked and saved, about 10 ms. */
const MOST_UPDATES = 100;
/** Names in one look-up. */
const MOST_NAMES = 500;

/** 15 min, 1 h, 4 h, 12 h, then daily. Pure. */
export function nextTryMs(attempts: number, nowMs: number): number {
	const last = MINUTES_UNTIL_NEXT_TRY.length - 1;
	const minutes = MINUTES_UNTIL_NEXT_TRY[Math.min(Math.max(attempts, 1) - 1, last)] ?? 0;
	return nowMs + minutes * 60_000;
}

export type UnresolvedIssue = Pick<ErpSyncIssue, 'issue_key' | 'amazon_id' | 'marketplace_id' | 'status' | 'next_try'>;

/** Open and Ignored issues, the longest due first; one call for every 500. */
export async function fetchUnresolvedIssues(erp: ErpClient, { sellerId, stream }: IssueScope): Promise<UnresolvedIssue[]> {
	return await erp.list<UnresolvedIssue>(ISSUE_DOCTYPE, {
		fields: ['name', 'issue_key', 'amazon_id', 'marketplace_id', 'status', 'next_try'],
		filters: [['seller_id', '=', sellerId], ['stream', '=', stream], ['status', 'in', ['Open', 'Ignored']]],
		orderBy: 'next_try asc, name asc',
	});
}

/** Open and due now. A person who empties `next_try` makes it due. Pure. */
export function isDue(issue: UnresolvedIssue, nowMs: number): boolean {
	return issue.status === 'Open' && (!issue.next_try || issue.next_try <= toInstant(nowMs));
}

type Known = Pick<ErpSyncIssue, 'issue_key' | 'status' | 'attempts' | 'run'> & { name: string };

async function fetchKnown(erp: ErpClient, keys: readonly string[]): Promise<Map<string, Known>> {
	const known = new Map<string, Known>();
	for (const names of inParts(keys, MOST_NAMES)) {
		const rows = await erp.list<Known>(ISSUE_DOCTYPE, {
			fields: ['name', 'issue_key', 'status', 'attempts', 'run'],
			filters: [['name', 'in', names]],
		});
		for (const row of rows) known.set(row.name, row);
	}
	return known;
}

/**
 * Opens an issue for each report, or counts one more attempt on the one that is there; never reopens an Ignored one. Safe
 * to repeat: an issue that this run wrote already counts no second attempt. Throws when one cannot be written, since an
 * order that stands nowhere would be lost.
 */
export async function recordIssues(
	erp: ErpClient,
	scope: IssueScope,
	reports: readonly IssueReport[],
	run: RunStamp,
): Promise<void> {
	const byKey = new Map(reports.map((report) => [report.key, report]));
	const known = await fetchKnown(erp, [...byKey.keys()]);
	const updates: Array<{ name: string } & Partial<ErpSyncIssue>> = [];
	const fresh: IssueReport[] = [];
	for (const report of byKey.values()) {
		const there = known.get(report.key);
		if (!there) fresh.push(report);
		else if (there.status !== 'Ignored') updates.push({ name: there.name, ...toUpdate(report, there, run) });
	}
	for (const part of inParts(fresh, MOST_INSERTS)) {
		try {
			await erp.insertMany(part.map((report) => ({ doctype: ISSUE_DOCTYPE, ...toIssue(report, scope, run) })));
		} catch (error) {
			if (!isDuplicate(error) && !isOutcomeUnknown(error)) throw error;
			// All or nothing, and either it went through unheard or another run opened some of them.
			const standing = await fetchKnown(erp, part.map(({ key }) => key));
			await insertOneByOne(erp, scope, part.filter(({ key }) => !standing.has(key)), run);
		}
	}
	await updateIssues(erp, updates);
}

async function insertOneByOne(erp: ErpClient, scope: IssueScope, reports: readonly IssueReport[], run: RunStamp): Promise<void> {
	for (const report of reports) {
		try {
			await erp.insert(ISSUE_DOCTYPE, toIssue(report, scope, run), { safe: true });
		} catch (error) {
			if (!isDuplicate(error)) throw error;
		}
	}
}

/** The ones that worked are Resolved; safe to repeat. */
export async function resolveIssues(
	erp: ErpClient,
	solved: ReadonlyArray<{ key: string; salesOrder?: string }>,
	run: RunStamp,
): Promise<void> {
	const last_tried = toInstant(run.nowMs);
	await updateIssues(
		erp,
		solved.map(({ key, salesOrder }) => ({
			name: key,
			status: 'Resolved',
			next_try: '',
			last_tried,
			run: run.runId,
			...(salesOrder ? { sales_order: salesOrder } : {}),
		})),
	);
}

async function updateIssues(erp: ErpClient, updates: ReadonlyArray<{ name: string } & Partial<ErpSyncIssue>>): Promise<void> {
	for (const part of inParts(updates, MOST_UPDATES)) {
		const failed = new Set((await erp.bulkUpdate(ISSUE_DOCTYPE, part)).map(({ name }) => name));
		for (const { name, ...fields } of part.filter((update) => failed.has(update.name))) {
			// Alone it says why; a second try also outlives somebody who saved it just then.
			await erp.update(ISSUE_DOCTYPE, name, fields, { safe: true });
		}
	}
}

function whatFailed(report: IssueReport, run: RunStamp) {
	return {
		reason: report.reason,
		detail: report.detail ?? '',
		last_tried: toInstant(run.nowMs),
		run: run.runId,
		...(report.salesOrder ? { sales_order: report.salesOrder } : {}),
	};
}

function toUpdate(report: IssueReport, there: Known, run: RunStamp): Partial<ErpSyncIssue> {
	// One that was Resolved begins anew: what fails now is another matter.
	const before = there.status === 'Resolved' ? 0 : there.attempts;
	const attempts = there.run === run.runId && there.status === 'Open' ? there.attempts : before + 1;
	return { status: 'Open', attempts, next_try: toInstant(nextTryMs(attempts, run.nowMs)), ...whatFailed(report, run) };
}

function toIssue(report: IssueReport, { sellerId, stream }: IssueScope, run: RunStamp): ErpSyncIssue {
	return {
		issue_key: report.key,
		seller_id: sellerId,
		stream,
		amazon_id: report.amazonId,
		...(report.marketplaceId ? { marketplace_id: report.marketplaceId } : {}),
		status: 'Open',
		attempts: 1,
		next_try: toInstant(nextTryMs(1, run.nowMs)),
		first_seen: toInstant(run.nowMs),
		...whatFailed(report, run),
	};
}
