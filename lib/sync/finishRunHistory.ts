/** One record per run in ERPNext's list "Amazon Sync Run". Clearing old ones out is left to people. */
import type { Clock } from '../clock';
import type { ErpClient } from '../erpnext/client';
import { toInstant } from '../erpnext/cursor';
import { insertRun } from '../erpnext/runs';
import type { ErpSyncCursor } from '../erpnext/schema';
import type { RunIdParts } from './runId';
import type { SyncSummary } from './types';

export interface HistoryDeps {
	erp: ErpClient;
	clock: Clock;
	executionUrl?: string;
}

/** Safe to repeat: the record is named by the run. */
export async function writeHistory(
	{ erp, clock, executionUrl }: HistoryDeps,
	summary: SyncSummary,
	run: RunIdParts,
	cursor: ErpSyncCursor | undefined,
	status: SyncSummary['status'] | 'Failed' = summary.status,
): Promise<void> {
	const { counts } = summary;
	const nowMs = clock.now();
	await insertRun(erp, {
		run_id: summary.runId,
		seller_id: run.sellerId,
		stream: run.stream,
		status,
		message: summary.message,
		started: toInstant(nowMs - summary.durationMs),
		finished: toInstant(nowMs),
		window_after: cursor?.window_after ?? '',
		window_before: summary.windowEnd,
		listed: summary.listed,
		created_count: counts.created,
		updated_count: counts.updated,
		amended_count: counts.amended,
		cancelled_count: counts.cancelled,
		unchanged_count: counts.unchanged,
		not_imported_count: counts.notImported,
		failed_count: counts.failed,
		open_issues: summary.openIssues,
		amazon_calls: summary.amazonCalls,
		// This record's own call is one more.
		erpnext_calls: summary.erpnextCalls + 1,
		quota_wait_seconds: Math.round(summary.quotaWaitMs / 1000),
		duration_seconds: Math.round(summary.durationMs / 1000),
		totals: summary.totals.map(({ currency, amazon, erpnext, difference }) => `${currency}: Amazon ${amazon}, ERPNext ${erpnext}, difference ${difference}`).join('\n'),
		notices: summary.notices.join('\n'),
		execution_url: executionUrl ?? '',
	});
}
