/** What failed stands in an issue before the cursor moves; what works again is resolved. */
import type { ErpClient } from '../erpnext/client';
import { fetchUnresolvedIssues, type IssueReport, type IssueScope, recordIssues, resolveIssues, type UnresolvedIssue } from '../erpnext/issues';
import { isOrder, issueKeyOf, toReport } from './finishRunResults';
import { issueKeyOfRetryId } from './retryIds';
import type { RunIdParts } from './runId';
import type { SyncProgress, SyncResult } from './types';

function scopeOf({ sellerId, stream }: RunIdParts): IssueScope {
	return { sellerId, stream: stream === 'products' ? 'products' : 'orders' };
}

/** Issues of the stream as they stand before this run's results. */
export async function fetchStanding(erp: ErpClient, run: RunIdParts): Promise<UnresolvedIssue[]> {
	return await fetchUnresolvedIssues(erp, scopeOf(run));
}

/** Returns how many issues of the stream are open afterwards. Safe to repeat. */
export async function settleIssues(
	erp: ErpClient,
	results: readonly SyncResult[],
	progress: SyncProgress,
	parts: RunIdParts,
	unresolved: readonly UnresolvedIssue[],
	nowMs: number,
): Promise<number> {
	const { stream } = parts;
	const scope = scopeOf(parts);
	const run = { runId: progress.runId, nowMs };
	const open = new Map(unresolved.filter(({ status }) => status === 'Open').map((issue) => [issue.issue_key, issue]));
	const gone = progress.goneIds.flatMap((id) => goneReport(open.get(issueKeyOfRetryId(id, stream)), id));
	const failed = results.filter(({ action }) => action === 'failed').map(toReport);
	const reports = [...failed, ...gone];
	if (reports.length > 0) await recordIssues(erp, scope, reports, run);
	const reported = new Set(reports.map(({ key }) => key));
	const solved = new Map<string, { key: string; salesOrder?: string }>();
	for (const result of results) {
		const key = issueKeyOf(result);
		if (result.action === 'failed' || reported.has(key) || !open.has(key)) continue;
		solved.set(key, { key, ...(isOrder(result) && result.salesOrder ? { salesOrder: result.salesOrder } : {}) });
	}
	await resolveIssues(erp, [...solved.values()], run);
	// An Ignored one that failed again is neither opened nor reopened.
	const ignored = new Set(unresolved.filter(({ status }) => status === 'Ignored').map(({ issue_key }) => issue_key));
	const opened = [...reported].filter((key) => !open.has(key) && !ignored.has(key)).length;
	return open.size - solved.size + opened;
}

function goneReport(issue: UnresolvedIssue | undefined, id: string): IssueReport[] {
	if (!issue) return [];
	return [
		{
			key: issue.issue_key,
			amazonId: issue.amazon_id,
			...(issue.marketplace_id ? { marketplaceId: issue.marketplace_id } : {}),
			reason: `'${issue.amazon_id || id}': Amazon no longer knows it. If it is missing in ERPNext, enter it by hand; then set this issue to Ignored.`,
		},
	];
}
