/** History, backwards: windows by creation date, newest first, whose length follows what they held. Pure. */
import { parseInstant, readPosition, toInstant } from '../erpnext/cursor';
import type { ErpSyncCursor } from '../erpnext/schema';
import { completedFields, freshWindow, latestBeforeMs, type PlannedWindow, unfinishedWindow } from './window';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** Ten pages of searchOrders: a run's share of the quota, and little to read again when a token runs out. */
const ORDERS_A_WINDOW = 1000;
const FIRST_CHUNK_MINUTES = 2 * DAY_MINUTES;
const SHORTEST_CHUNK_MINUTES = 15;
const LONGEST_CHUNK_MINUTES = 60 * DAY_MINUTES;
/** One quiet week says little of the week before it. */
const MOST_GROWTH = 4;
/** Two windows share a minute, so that nothing falls between them. */
const OVERLAP_MS = MINUTE_MS;
/**
 * searchOrders: 0.0056 requests a second (its model), less one each quarter of an hour for the normal run; the last page of
 * a window is not full (`npm run bench -- backfill 100000`: 98 orders a request, 63 hours).
 */
const ORDERS_AN_HOUR = (0.0056 * 3600 - 4) * 98;
/** Requests of searchOrders (burst 20) that the normal run finds whenever it starts. */
export const KEPT_CALLS = 10;

export interface BackfillPlan extends PlannedWindow {
	/** The history is read down to its end: nothing is left to do. */
	isDone: boolean;
}

/** `startMs`: where history begins, newest end. Throws ErpSettingsError when the cursor's position is nonsense. */
export function planBackfillWindow(cursor: ErpSyncCursor | undefined, startMs: number, untilMs: number, nowMs: number): BackfillPlan {
	const backfill_until = toInstant(untilMs);
	const unfinished = unfinishedWindow(cursor, nowMs);
	if (unfinished) return { ...unfinished, fields: { backfill_until }, isDone: false };
	const newestMs = Math.min(startMs, latestBeforeMs(nowMs));
	const positionMs = cursor ? readPosition(cursor, nowMs) : newestMs;
	const chunkMinutes = cursor?.chunk_minutes || FIRST_CHUNK_MINUTES;
	const afterMs = Math.max(untilMs, positionMs - chunkMinutes * MINUTE_MS);
	const beforeMs = Math.min(positionMs + OVERLAP_MS, latestBeforeMs(nowMs));
	const planned = freshWindow(afterMs, beforeMs, cursor?.position ?? toInstant(positionMs));
	const from = cursor?.backfill_from || toInstant(positionMs);
	return {
		...planned,
		fields: { ...planned.fields, backfill_from: from, backfill_until, chunk_minutes: chunkMinutes },
		isDone: positionMs <= untilMs,
	};
}

/** Minutes of the next window after one of `minutes` that held `orders`. */
export function nextChunkMinutes(minutes: number, orders: number): number {
	const fitting = orders === 0 ? minutes * MOST_GROWTH : (minutes * ORDERS_A_WINDOW) / orders;
	const steady = Math.min(fitting, minutes * MOST_GROWTH);
	return Math.round(Math.min(Math.max(steady, SHORTEST_CHUNK_MINUTES), LONGEST_CHUNK_MINUTES));
}

/** The cursor once its window was read to the end; `listed` came in this run, `window_count` in the ones before. */
export function completedBackfillFields(cursor: ErpSyncCursor, listed: number, nowMs: number): Partial<ErpSyncCursor> {
	const orders = (cursor.window_count ?? 0) + listed;
	const after = cursor.window_after ?? cursor.position;
	const minutes = (spanMs(after, cursor.window_before) - OVERLAP_MS) / MINUTE_MS;
	return {
		...completedFields(after, nowMs),
		total_count: (cursor.total_count ?? 0) + orders,
		chunk_minutes: nextChunkMinutes(Math.max(minutes, 1), orders),
	};
}

function spanMs(after: string | null | undefined, before: string | null | undefined): number {
	return Math.max((parseInstant(before) ?? 0) - (parseInstant(after) ?? 0), 0);
}

/** How far it is, e.g. "back to 2025-08-14, 31 % of the period, about 26 hours to go at Amazon's pace". */
export function describeBackfill(cursor: ErpSyncCursor): string {
	const position = parseInstant(cursor.position);
	const from = parseInstant(cursor.backfill_from);
	const until = parseInstant(cursor.backfill_until);
	if (position === undefined || from === undefined || until === undefined) return '';
	const day = toInstant(position).slice(0, 10);
	if (position <= until) return `back to ${day}, the backfill is complete`;
	const done = from - position;
	const percent = Math.floor((100 * done) / (from - until));
	const said = `back to ${day}, ${percent} % of the period`;
	if (done <= 0 || !cursor.total_count) return said;
	const ordersToGo = (cursor.total_count / done) * (position - until);
	return `${said}, ${sayHours(ordersToGo / ORDERS_AN_HOUR)} to go at Amazon's pace`;
}

function sayHours(hours: number): string {
	if (hours < 1) return 'less than an hour';
	const rounded = Math.round(hours);
	return rounded < 72 ? `about ${rounded} hour${rounded === 1 ? '' : 's'}` : `about ${Math.round(rounded / 24)} days`;
}
