import { findCursor, parseInstant, readPosition, toInstant } from '../../../lib/erpnext/cursor';
import { readStartNote } from '../../../lib/erpnext/cursorNote';
import { expireMemory, isFresh, readMemory, stampOf } from '../../../lib/erpnext/settingsCheckMemory';
import { checkSettings } from '../../../lib/erpnext/settingsCheck';
import { ensureSchema } from '../../../lib/erpnext/setup';
import { goodSettings, withBooks } from '../sync/books';

const now = Date.parse('2026-11-24T12:00:00Z');
const cursorAt = (position: string) => ({ cursor_key: 'S:orders', seller_id: 'S', stream: 'orders', position });

describe('the position of a cursor', () => {
	it.each([
		['2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z'],
		['2026-11-20', '2026-11-20T00:00:00Z'],
		[' 2026-11-20 10:00 ', '2026-11-20T10:00:00Z'],
		['2026-11-20T10:00:00.123Z', '2026-11-20T10:00:00Z'],
		['2026-11-20T10:00:00+02:00', '2026-11-20T08:00:00Z'],
		['2026-11-20t10:00:00z', '2026-11-20T10:00:00Z'],
	])('obeys %s', (text, instant) => {
		expect(toInstant(readPosition(cursorAt(text), now))).toBe(instant);
	});

	it.each(['', 'yesterday', '20.11.2026', '2026-13-01', '2026-02-30', '2026-09-31T10:00:00Z', '2026-11-20T25:00:00Z', '26-11-20', '1026-11-20'])('refuses %p and shows the right form', (text) => {
		expect(() => readPosition(cursorAt(text), now)).toThrow(
			`'Position' of Amazon Sync Cursor 'S:orders' is '${text}', which is no date: write it like '2026-11-24T12:00:00Z' (UTC) or '2026-11-24'.`,
		);
	});

	it('refuses one that lies ahead', () => {
		expect(() => readPosition(cursorAt('2027-01-01'), now)).toThrow(
			"'Position' of Amazon Sync Cursor 'S:orders' is '2027-01-01', which lies ahead: by the clock of this machine it is now '2026-11-24T12:00:00Z' (UTC).",
		);
	});

	it('goes on from a worker whose clock is a quarter of an hour ahead', () => {
		expect(toInstant(readPosition(cursorAt('2026-11-24T12:15:00Z'), now))).toBe('2026-11-24T12:15:00Z');
		expect(() => readPosition(cursorAt('2026-11-24T12:15:01Z'), now)).toThrow('which lies ahead');
	});

	it('reads no instant where there is none', () => {
		expect([parseInstant(null), parseInstant(undefined), parseInstant('')]).toEqual([undefined, undefined, undefined]);
	});
});

describe('findCursor', () => {
	it('tells an ERPNext that is not prepared from one without this cursor', async () => {
		await withBooks(async ({ erp }) => {
			expect(await findCursor(erp(), 'S:orders')).toEqual({ isPrepared: false });
			expect(await findCursor(erp('dayToDay'), 'S:orders')).toEqual({ isPrepared: false });
			await ensureSchema(erp());
			expect(await findCursor(erp('dayToDay'), 'S:orders')).toEqual({ isPrepared: true, cursor: undefined });
		});
	});
});

describe('what a cursor remembers', () => {
	it('holds settings right for an hour, for the same choices', async () => {
		await withBooks(async ({ erp }) => {
			const settings = await checkSettings(erp(), goodSettings, { sellerId: 'S' });
			const stamp = stampOf(goodSettings, 'S', ['US']);
			const memory = readMemory(JSON.stringify({ stamp, checkedAt: now, settings }));
			expect(memory?.settings).toEqual(settings);
			expect(isFresh(memory, stamp, now + 59 * 60_000)).toBe(true);
			expect(isFresh(memory, stamp, now + 60 * 60_000)).toBe(false);
			expect(isFresh(memory, stampOf({ ...goodSettings, territory: 'X' }, 'S', ['US']), now)).toBe(false);
			expect(isFresh(memory, stampOf(goodSettings, 'S', ['US', 'CA']), now)).toBe(false);
			expect(isFresh(readMemory(expireMemory(JSON.stringify(memory))), stamp, now)).toBe(false);
			expect(readMemory(expireMemory(JSON.stringify(memory)))?.settings).toEqual(settings);
		});
	});

	it.each(['', 'nonsense', '[]', '{"stamp":1}', null])('forgets what a person made of it: %p', (json) => {
		expect(readMemory(json)).toBeUndefined();
		expect(expireMemory(json)).toBe('');
		expect(readStartNote(json)).toEqual({ startedAt: '', erpnextCalls: 0, notices: [] });
	});
});
