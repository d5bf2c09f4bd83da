/** Moves the cursor and gives the lease back. */
import type { ErpClient } from '../erpnext/client';
import { parseInstant, toInstant } from '../erpnext/cursor';
import { readStartNote } from '../erpnext/cursorNote';
import { changeCursor } from '../erpnext/lease';
import type { ErpSyncCursor } from '../erpnext/schema';
import { expireMemory } from '../erpnext/settingsCheckMemory';
import { completedBackfillFields } from './backfill';
import type { RunIdParts } from './runId';
import type { SyncProgress, SyncResult } from './types';
import { completedFields } from './window';

export interface FinishedCursor {
	/** As it was before; undefined when it is gone. */
	before: ErpSyncCursor | undefined;
	/** As it is now, where it was moved. */
	after?: ErpSyncCursor;
	/** Whether this run still held the cursor. */
	isOurs: boolean;
	notices: string[];
}

const FREED = { lease_run: '', lease_until: '' } as const;

/**
 * All of the window is written or stands in an issue by now. Safe to repeat: a second call finds the lease given back and
 * changes nothing.
 */
export async function finishCursor(
	erp: ErpClient,
	progress: SyncProgress,
	run: RunIdParts,
	results: readonly SyncResult[],
	nowMs: number,
): Promise<FinishedCursor> {
	let fields: Partial<ErpSyncCursor> | undefined;
	const before = await changeCursor(erp, run.cursorKey, (cursor) => {
		fields = cursor.lease_run === progress.runId ? toFields(cursor, progress, run, results, nowMs) : undefined;
		return fields;
	});
	if (!before) return { before, isOurs: false, notices: [`Amazon Sync Cursor '${run.cursorKey}' is gone: the next run starts at 'After Date' again.`] };
	if (!fields) return { before, isOurs: isMoved(before, progress), notices: isMoved(before, progress) ? [] : [lostNotice(before)] };
	const notices = isEdited(before) ? [`'Position' of Amazon Sync Cursor '${run.cursorKey}' was changed by hand to '${before.position}' during this run: the next one starts there.`] : [];
	return { before, after: { ...before, ...fields }, isOurs: true, notices };
}

/** A person moved the position while this run was under way; theirs stands. */
function isEdited(cursor: ErpSyncCursor): boolean {
	return Boolean(cursor.window_position) && cursor.window_position !== cursor.position;
}

/** A Finish that was called again finds its own work done. */
function isMoved(cursor: ErpSyncCursor, progress: SyncProgress): boolean {
	return !cursor.lease_run && cursor.position === progress.windowEnd;
}

function lostNotice({ lease_run }: ErpSyncCursor): string {
	const who = lease_run ? `run '${lease_run}' took the cursor over` : 'its lease was given back';
	return `This run took longer than its lease and ${who}: what it wrote stands, and the window is read again.`;
}

function toFields(
	cursor: ErpSyncCursor,
	progress: SyncProgress,
	run: RunIdParts,
	results: readonly SyncResult[],
	nowMs: number,
): Partial<ErpSyncCursor> {
	const hasFailed = results.some(({ action }) => action === 'failed');
	const memory = hasFailed ? { settings_check: expireMemory(cursor.settings_check) } : {};
	if (isEdited(cursor)) return { ...FREED, ...memory, page_token: '', page_token_at: '' };
	if (!progress.complete) return { ...FREED, ...memory, ...goOnFields(cursor, progress, nowMs) };
	if (run.stream === 'ordersBackfill') return { ...FREED, ...memory, ...completedBackfillFields(cursor, progress.count, nowMs) };
	const { marketplaceIds, isWhole } = readStartNote(cursor.start_note);
	// A catalogue that was listed whole by report may be hours old: its changes since then are read again.
	const position = isWhole ? progress.windowEnd : laterOf(cursor.position, progress.windowEnd);
	const loaded = marketplaceIds ? { loaded_marketplaces: marketplaceIds.join(' ') } : {};
	return { ...FREED, ...memory, ...completedFields(position, nowMs), ...loaded };
}

function goOnFields(cursor: ErpSyncCursor, progress: SyncProgress, nowMs: number): Partial<ErpSyncCursor> {
	return {
		page_token: progress.nextPageToken ?? '',
		page_token_at: progress.nextPageToken ? toInstant(nowMs) : '',
		window_count: (cursor.window_count ?? 0) + progress.count,
	};
}

/** A window never moves the position back. */
function laterOf(position: string, windowEnd: string): string {
	return (parseInstant(position) ?? 0) > (parseInstant(windowEnd) ?? 0) ? position : windowEnd;
}

/** Gives the lease back and leaves everything else, so that the next run reads the same window. Safe to repeat. */
export async function releaseLease(erp: ErpClient, progress: SyncProgress, run: RunIdParts): Promise<ErpSyncCursor | undefined> {
	return await changeCursor(erp, run.cursorKey, (cursor) =>
		cursor.lease_run === progress.runId ? { ...FREED, settings_check: expireMemory(cursor.settings_check) } : undefined,
	);
}
