/**
 * One run at a time per cursor. Saves work only: what is written stays right without it. Held by an optimistic lock: of two
 * that save what they read, the second gets TimestampMismatchError (recorded: custom fields and doctypes/save with an old modified time).
 */
import type { ErpClient } from './client';
import { findCursor, parseInstant } from './cursor';
import { readStartNote } from './cursorNote';
import { isDuplicate, isOutcomeUnknown, isTimestampMismatch } from './errors';
import { CURSOR_DOCTYPE, type ErpSyncCursor } from './schema';

/** Who wants the lease. */
export interface Claim {
	runId: string;
	nowMs: number;
	/** A person who starts a run anew saw the last one that was started by hand fail: it holds nothing any more. */
	byHand?: boolean;
}

export interface LeaseHolder {
	run: string;
	until: string;
}

/** Who holds it now, if it is somebody else and has not run out. Pure. */
export function otherHolder(cursor: ErpSyncCursor | undefined, { runId, nowMs, byHand }: Claim): LeaseHolder | undefined {
	const run = cursor?.lease_run;
	if (!cursor || !run || run === runId) return undefined;
	if (byHand && readStartNote(cursor.start_note).byHand) return undefined;
	const until = parseInstant(cursor.lease_until);
	return until !== undefined && until > nowMs ? { run, until: cursor.lease_until ?? '' } : undefined;
}

/** Races that are lost more often than this are no accident. */
const MOST_TRIES = 4;

/**
 * Saves `toFields(cursor)` on the cursor, making it when it is not there. Called again with the cursor as it is by then
 * when somebody else was quicker. Returns who holds the lease when it is somebody else. Safe to repeat for one run id.
 */
export async function takeLease(
	erp: ErpClient,
	key: string,
	claim: Claim,
	found: ErpSyncCursor | undefined,
	toFields: (cursor: ErpSyncCursor | undefined) => Partial<ErpSyncCursor>,
): Promise<LeaseHolder | undefined> {
	let cursor = found;
	for (let tries = 1; ; tries += 1) {
		const holder = otherHolder(cursor, claim);
		if (holder) return holder;
		try {
			await save(erp, key, cursor, toFields(cursor));
			return undefined;
		} catch (error) {
			const mayTryAgain = isTimestampMismatch(error) || isDuplicate(error) || isOutcomeUnknown(error);
			if (!mayTryAgain || tries >= MOST_TRIES) throw error;
			cursor = (await findCursor(erp, key)).cursor;
		}
	}
}

async function save(erp: ErpClient, key: string, cursor: ErpSyncCursor | undefined, fields: Partial<ErpSyncCursor>): Promise<void> {
	if (cursor) await erp.update(CURSOR_DOCTYPE, key, { ...fields, modified: cursor.modified });
	else await erp.insert(CURSOR_DOCTYPE, fields, { safe: true });
}

/**
 * Changes the cursor as it is now: `toFields` sees it freshly read, undefined from it leaves it alone. Safe to repeat when
 * `toFields` is. Returns the cursor that the change was made to.
 */
export async function changeCursor(
	erp: ErpClient,
	key: string,
	toFields: (cursor: ErpSyncCursor) => Partial<ErpSyncCursor> | undefined,
): Promise<ErpSyncCursor | undefined> {
	for (let tries = 1; ; tries += 1) {
		const { cursor } = await findCursor(erp, key);
		const fields = cursor && toFields(cursor);
		if (!fields) return cursor;
		try {
			await save(erp, key, cursor, fields);
			return cursor;
		} catch (error) {
			if (!(isTimestampMismatch(error) || isOutcomeUnknown(error)) || tries >= MOST_TRIES) throw error;
		}
	}
}
