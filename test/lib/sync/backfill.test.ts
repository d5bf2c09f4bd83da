import { toInstant } from '../../../lib/erpnext/cursor';
import type { ErpSyncCursor } from '../../../lib/erpnext/schema';
import { completedBackfillFields, describeBackfill, nextChunkMinutes, planBackfillWindow } from '../../../lib/sync/backfill';

const DAY = 86_400_000;
const now = Date.parse('2026-11-24T12:00:00Z');
const start = Date.parse('2026-11-01T00:00:00Z');
const until = Date.parse('2024-11-01T00:00:00Z');
const bare: ErpSyncCursor = { cursor_key: 'S:ordersBackfill', seller_id: 'S', stream: 'ordersBackfill', position: '' };

describe('planBackfillWindow', () => {
	it('begins with two days before the first run', () => {
		expect(planBackfillWindow(undefined, start, until, now)).toMatchObject({
			after: '2026-10-30T00:00:00Z',
			before: '2026-11-01T00:01:00Z',
			isDone: false,
			fields: { position: '2026-11-01T00:00:00Z', backfill_from: '2026-11-01T00:00:00Z', backfill_until: '2024-11-01T00:00:00Z' },
		});
	});

	it('begins now where there is no first date, no later than Amazon allows', () => {
		expect(planBackfillWindow(undefined, now, until, now)).toMatchObject({ before: '2026-11-24T11:57:00Z', after: '2026-11-22T11:57:00Z' });
	});

	it('goes no further back than wanted, and says when it is done', () => {
		const near = { ...bare, position: '2024-11-02T00:00:00Z', chunk_minutes: 5000 };
		expect(planBackfillWindow(near, start, until, now)).toMatchObject({ after: '2024-11-01T00:00:00Z', isDone: false });
		expect(planBackfillWindow({ ...bare, position: '2024-11-01T00:00:00Z' }, start, until, now).isDone).toBe(true);
	});

	it('goes on when a person sets an earlier end', () => {
		expect(planBackfillWindow({ ...bare, position: '2024-11-01T00:00:00Z' }, start, until - 30 * DAY, now).isDone).toBe(false);
	});

	it('obeys a position that a person moved', () => {
		const moved = { ...bare, position: '2026-06-01', chunk_minutes: 1440, window_position: '2026-05-01', page_token: 'x', page_token_at: toInstant(now) };
		expect(planBackfillWindow(moved, start, until, now)).toMatchObject({ before: '2026-06-01T00:01:00Z', after: '2026-05-31T00:00:00Z', pageToken: null });
	});
});

describe('nextChunkMinutes', () => {
	it.each([
		['aims at 1000 orders', 1440, 500, 2880],
		['grows no more than fourfold', 1440, 10, 5760],
		['grows fourfold past a quiet window', 1440, 0, 5760],
		['shrinks at once where there was much', 14_400, 20_000, 720],
		['never falls below a quarter of an hour', 60, 90_000, 15],
		['never spans more than 60 days', 80_000, 0, 86_400],
	])('%s', (_, minutes, orders, next) => {
		expect(nextChunkMinutes(minutes, orders)).toBe(next);
	});
});

/** One run after another over a history of `perDay` orders a day, as Start and Finish would; 100 orders a call. */
function walk(perDay: (atMs: number) => number) {
	let cursor: ErpSyncCursor | undefined;
	let windows = 0;
	let calls = 0;
	let orders = 0;
	let largest = 0;
	let edge = start;
	for (;;) {
		const planned = planBackfillWindow(cursor, start, until, now);
		if (planned.isDone) return { windows, calls, orders, largest, cursor };
		const [after, before] = [Date.parse(planned.after), Date.parse(planned.before)];
		// No gap: each window begins where the one before it ended.
		expect(before).toBeGreaterThanOrEqual(edge);
		let held = 0;
		for (let at = after; at < edge; at += 3_600_000) held += perDay(at) / 24;
		held = Math.round(held);
		edge = after;
		windows += 1;
		calls += Math.max(1, Math.ceil(held / 100));
		orders += held;
		largest = Math.max(largest, held);
		const leased: ErpSyncCursor = { ...bare, ...cursor, ...planned.fields };
		cursor = { ...leased, ...completedBackfillFields(leased, held, now) };
	}
}

describe('a backfill of two years', () => {
	it('needs at most 12 calls for 1000 orders and reads everything once', () => {
		const { calls, orders, cursor, largest } = walk(() => 137);
		expect(orders).toBeGreaterThanOrEqual(100_000);
		expect(cursor?.total_count).toBe(orders);
		expect(calls / (orders / 1000)).toBeLessThanOrEqual(12);
		expect(largest).toBeLessThan(1200);
	});

	it('holds against seasons and pauses', () => {
		const { calls, orders, cursor } = walk((at) => {
			const month = new Date(at).getUTCMonth();
			if (month === 11) return 900;
			return month > 5 && month < 9 ? 0 : 60;
		});
		expect(cursor?.position).toBe('2024-11-01T00:00:00Z');
		expect(calls / (orders / 1000)).toBeLessThanOrEqual(12);
	});

	it('says of 100 000 orders what their backfill takes beside a normal run each quarter of an hour', () => {
		const cursor = { ...bare, position: '2025-12-31T00:00:00Z', backfill_from: '2026-01-01T00:00:00Z', backfill_until: '2024-01-01T00:00:00Z', total_count: 137 };
		expect(describeBackfill(cursor)).toContain("about 63 hours to go at Amazon's pace");
	});

	it('says how far it is and when it will be done', () => {
		const cursor = { ...bare, position: '2025-08-14T00:00:00Z', backfill_from: '2025-12-01T00:00:00Z', backfill_until: '2025-01-01T00:00:00Z', total_count: 25_000 };
		expect(describeBackfill(cursor)).toBe("back to 2025-08-14, 32 % of the period, about 33 hours to go at Amazon's pace");
		expect(describeBackfill({ ...cursor, total_count: 0 })).toBe('back to 2025-08-14, 32 % of the period');
		expect(describeBackfill({ ...cursor, total_count: 250_000 })).toContain('about 14 days to go');
		expect(describeBackfill({ ...cursor, total_count: 500 })).toContain('less than an hour to go');
		expect(describeBackfill({ ...cursor, position: '2025-01-01T00:00:00Z' })).toBe('back to 2025-01-01, the backfill is complete');
	});
});
