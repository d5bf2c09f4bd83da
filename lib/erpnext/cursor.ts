/** The cursor of one seller and stream: where the next run starts. ERPNext is its only home. */
import { DateTime } from 'luxon';
import type { ErpClient } from './client';
import { ErpSettingsError, isPermission, isUnknownDocType, isUnknownField } from './errors';
import { CURSOR_DOCTYPE, type ErpSyncCursor } from './schema';
import { DOCTYPES } from './schemaDocTypes';

const FIELDS = DOCTYPES.filter(({ name }) => name === CURSOR_DOCTYPE).flatMap(({ fields }) => fields.map(({ fieldname }) => fieldname));

export function cursorKey(sellerId: string, stream: string): string {
	return `${sellerId}:${stream}`;
}

export interface FoundCursor {
	/** False when ERPNext is not prepared for this package, or not for this user. */
	isPrepared: boolean;
	cursor?: ErpSyncCursor;
}

/** One call, safe to repeat; names every field, so that it also proves the document type. */
export async function findCursor(erp: ErpClient, key: string): Promise<FoundCursor> {
	try {
		const rows = await erp.list<ErpSyncCursor>(CURSOR_DOCTYPE, {
			fields: ['name', 'modified', ...FIELDS],
			filters: [['name', '=', key]],
			limit: 1,
		});
		return { isPrepared: true, cursor: rows[0] };
	} catch (error) {
		if (isUnknownDocType(error) || isUnknownField(error) || isPermission(error)) return { isPrepared: false };
		throw error;
	}
}

/** ISO 8601 in UTC to the second, the form of every instant that the cursor keeps. Pure. */
export function toInstant(ms: number): string {
	return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** A whole day or a time; of ISO 8601's other forms ("2026", "2026-W48") each is more likely a slip of the pen. */
const INSTANT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?$/i;

/** Milliseconds of an ISO 8601 date or time, UTC where it names no zone; undefined when it is none. Pure. */
export function parseInstant(text: string | null | undefined): number | undefined {
	const trimmed = (text ?? '').trim();
	if (!INSTANT.test(trimmed)) return undefined;
	const instant = DateTime.fromISO(trimmed.replace(' ', 'T').toUpperCase(), { zone: 'utc' });
	return instant.isValid ? instant.toMillis() : undefined;
}

/** Amazon's shops began in 1995; an earlier year is a slip of the pen. */
const EARLIEST_MS = Date.UTC(1995, 0, 1);

/** Workers whose clocks differ by less than this take over from each other. */
const CLOCKS_DIFFER_MS = 15 * 60_000;

/** The position, which people may edit, in milliseconds. Throws ErpSettingsError when it is none or lies ahead. */
export function readPosition(cursor: ErpSyncCursor, nowMs: number): number {
	const ms = parseInstant(cursor.position);
	const where = `'Position' of Amazon Sync Cursor '${cursor.cursor_key}' is '${cursor.position}'`;
	if (ms === undefined || ms < EARLIEST_MS) {
		throw new ErpSettingsError([`${where}, which is no date: write it like '${toInstant(nowMs)}' (UTC) or '${toInstant(nowMs).slice(0, 10)}'.`]);
	}
	if (ms > nowMs + CLOCKS_DIFFER_MS) {
		throw new ErpSettingsError([`${where}, which lies ahead: by the clock of this machine it is now '${toInstant(nowMs)}' (UTC).`]);
	}
	return ms;
}
