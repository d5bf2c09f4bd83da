import { toInstant } from '../../../lib/erpnext/cursor';
import type { ErpSyncCursor } from '../../../lib/erpnext/schema';
import { planUpdatedWindow } from '../../../lib/sync/window';

const now = Date.parse('2026-11-24T12:00:00Z');
const first = Date.parse('2026-11-01T00:00:00Z');
const cursor: ErpSyncCursor = { cursor_key: 'S:orders', seller_id: 'S', stream: 'orders', position: '2026-11-24T11:00:00Z', last_completed: '2026-11-24T11:03:00Z' };
const unfinished: ErpSyncCursor = {
	...cursor,
	window_after: '2026-11-24T10:50:00Z',
	window_before: '2026-11-24T11:42:00Z',
	window_position: cursor.position,
	page_token: 'next',
	page_token_at: '2026-11-24T11:45:00Z',
};

describe('planUpdatedWindow', () => {
	it('starts at the first date, without an overlap', () => {
		expect(planUpdatedWindow(undefined, first, now, 10)).toMatchObject({
			after: '2026-11-01T00:00:00Z',
			before: '2026-11-24T11:57:00Z',
			pageToken: null,
			fields: { position: '2026-11-01T00:00:00Z', window_position: '2026-11-01T00:00:00Z' },
		});
	});

	it('starts an overlap before the position and ends where Amazon allows, with a minute for clocks', () => {
		expect(planUpdatedWindow(cursor, first, now, 10)).toMatchObject({ after: '2026-11-24T10:50:00Z', before: '2026-11-24T11:57:00Z' });
	});

	it('keeps to the first date until a window was read to its end', () => {
		expect(planUpdatedWindow({ ...cursor, last_completed: '' }, first, now, 10).after).toBe('2026-11-24T11:00:00Z');
	});

	it('goes on where the last run stopped', () => {
		expect(planUpdatedWindow(unfinished, first, now, 10)).toMatchObject({
			after: '2026-11-24T10:50:00Z',
			before: '2026-11-24T11:42:00Z',
			pageToken: 'next',
		});
	});

	it.each<[string, Partial<ErpSyncCursor>]>([
		['the page token is nearly a day old', { page_token_at: toInstant(now - 23.6 * 3_600_000) }],
		['nobody knows how old the page token is', { page_token_at: '' }],
		['a person moved the position since', { position: '2026-11-10' }],
		['there is no token', { page_token: '' }],
	])('starts the window again when %s', (_, change) => {
		const planned = planUpdatedWindow({ ...unfinished, ...change }, first, now, 10);
		expect(planned.pageToken).toBeNull();
		expect(planned.before).toBe('2026-11-24T11:57:00Z');
		expect(planned.fields).toMatchObject({ page_token: '', window_count: 0 });
	});

	it('never begins after it ends', () => {
		const planned = planUpdatedWindow({ ...cursor, position: '2026-11-24T11:59:30Z' }, first, now, 0);
		expect([planned.after, planned.before]).toEqual(['2026-11-24T11:56:00Z', '2026-11-24T11:57:00Z']);
	});
});
