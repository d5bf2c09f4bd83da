/** Runs that never reach Finish: their record in the history, and their lease. */
import type { Clock } from '../clock';
import type { ErpClient } from '../erpnext/client';
import { toInstant } from '../erpnext/cursor';
import { readStartNote } from '../erpnext/cursorNote';
import { ErpApiError } from '../erpnext/errors';
import { changeCursor } from '../erpnext/lease';
import { insertRun } from '../erpnext/runs';
import type { ErpSyncCursor, ErpSyncRun } from '../erpnext/schema';
import { expireMemory } from '../erpnext/settingsCheckMemory';
import { parseRunId } from './runId';
import type { SyncProgress } from './types';

const UNKNOWN_WHY = "a node of it failed, or it was stopped; n8n's list of executions says why.";
/** The note is for a sentence, not for a traceback. */
const MOST_CHARACTERS = 500;

/** Its record, by what Start left on the cursor. Undefined when a person put something else there. Pure. */
function toRecord(cursor: ErpSyncCursor, message: string, nowMs: number): ErpSyncRun | undefined {
	const runId = cursor.lease_run ?? '';
	const run = parseRunId(runId);
	if (!run) return undefined;
	const note = readStartNote(cursor.start_note);
	const startedMs = Date.parse(note.startedAt);
	return {
		run_id: runId,
		seller_id: run.sellerId,
		stream: run.stream,
		status: 'Failed',
		message,
		started: note.startedAt || toInstant(nowMs),
		finished: toInstant(nowMs),
		window_after: cursor.window_after ?? '',
		window_before: cursor.window_before ?? '',
		listed: 0,
		created_count: 0,
		updated_count: 0,
		amended_count: 0,
		cancelled_count: 0,
		unchanged_count: 0,
		not_imported_count: 0,
		failed_count: 0,
		open_issues: 0,
		amazon_calls: 0,
		erpnext_calls: note.erpnextCalls,
		quota_wait_seconds: 0,
		duration_seconds: Number.isNaN(startedMs) ? 0 : Math.max(Math.round((nowMs - startedMs) / 1000), 0),
		notices: note.notices.join('\n'),
		execution_url: note.executionUrl ?? '',
	};
}

/** Of a run whose lease another one took over. Safe to repeat: a record that stands is left as it is. */
export async function recordAbandoned(erp: ErpClient, cursor: ErpSyncCursor, nextRunId: string, nowMs: number): Promise<void> {
	const why = readStartNote(cursor.start_note).failure ?? UNKNOWN_WHY;
	const record = toRecord(cursor, `This run did not reach its end: ${why} Run '${nextRunId}' reads its window again.`, nowMs);
	if (record) await insertRun(erp, record);
}

/**
 * For a step between Start and Finish that throws: lets the next run take over at once, and tells it why. The run keeps the
 * cursor until then, since n8n may try the step again. Never throws what ERPNext answers: then the lease runs out by itself.
 */
export async function giveUpRun({ erp, clock }: { erp: ErpClient; clock: Clock }, progress: SyncProgress, message: string): Promise<void> {
	const run = parseRunId(progress.runId);
	if (!run || run.isDryRun || progress.skipped) return;
	try {
		await changeCursor(erp, run.cursorKey, (cursor) =>
			cursor.lease_run === progress.runId
				? {
						lease_until: toInstant(clock.now()),
						start_note: JSON.stringify({ ...readStartNote(cursor.start_note), failure: message.slice(0, MOST_CHARACTERS) }),
						settings_check: expireMemory(cursor.settings_check),
					}
				: undefined,
		);
	} catch (error) {
		if (!(error instanceof ErpApiError)) throw error;
	}
}
