/** Which part of time a run reads: from the cursor, with an overlap, to shortly before now. Pure. */
import { parseInstant, readPosition, toInstant } from '../erpnext/cursor';
import type { ErpSyncCursor } from '../erpnext/schema';

const MINUTE_MS = 60_000;
/**
 * Amazon refuses a "before" less than 2 minutes ago (model of searchOrders); one more minute for clocks that differ.
 */
const BEFORE_MARGIN_MS = 3 * MINUTE_MS;
/** A page token is valid for 24 hours (model of searchOrders); half an hour of it is left to the run itself. */
const TOKEN_VALID_MS = 23.5 * 60 * MINUTE_MS;

export interface PlannedWindow {
	after: string;
	before: string;
	pageToken: string | null;
	/** What goes on the cursor with the lease. */
	fields: Partial<ErpSyncCursor>;
}

/** The latest "before" that Amazon takes. */
export function latestBeforeMs(nowMs: number): number {
	return nowMs - BEFORE_MARGIN_MS;
}

/**
 * The window that an earlier run left unfinished, if its token still holds and nobody edited the position since; otherwise
 * undefined, and the window starts again.
 */
export function unfinishedWindow(cursor: ErpSyncCursor | undefined, nowMs: number): PlannedWindow | undefined {
	if (!cursor?.page_token || !cursor.window_after || !cursor.window_before) return undefined;
	if (cursor.window_position !== cursor.position) return undefined;
	const at = parseInstant(cursor.page_token_at);
	if (at === undefined || nowMs - at > TOKEN_VALID_MS) return undefined;
	return { after: cursor.window_after, before: cursor.window_before, pageToken: cursor.page_token, fields: {} };
}

/** Fields of a window that begins at its start. */
export function freshWindow(afterMs: number, beforeMs: number, position: string): PlannedWindow {
	const after = toInstant(Math.min(afterMs, beforeMs - MINUTE_MS));
	const before = toInstant(beforeMs);
	return {
		after,
		before,
		pageToken: null,
		fields: {
			position,
			window_after: after,
			window_before: before,
			window_position: position,
			window_count: 0,
			page_token: '',
			page_token_at: '',
		},
	};
}

/** `firstMs`: where the very first run starts. Throws ErpSettingsError when the cursor's position is nonsense. */
export function planUpdatedWindow(cursor: ErpSyncCursor | undefined, firstMs: number, nowMs: number, overlapMinutes: number): PlannedWindow {
	const unfinished = unfinishedWindow(cursor, nowMs);
	if (unfinished) return unfinished;
	if (!cursor) return freshWindow(firstMs, latestBeforeMs(nowMs), toInstant(firstMs));
	const positionMs = readPosition(cursor, nowMs);
	// Before the first window was read to its end there is nothing that it could overlap.
	const overlapMs = cursor.last_completed ? overlapMinutes * MINUTE_MS : 0;
	return freshWindow(positionMs - overlapMs, latestBeforeMs(nowMs), cursor.position);
}

/** The cursor once its window was read to the end. */
export function completedFields(position: string, nowMs: number): Partial<ErpSyncCursor> {
	return {
		position,
		last_completed: toInstant(nowMs),
		window_after: '',
		window_before: '',
		window_position: '',
		window_count: 0,
		page_token: '',
		page_token_at: '',
	};
}
