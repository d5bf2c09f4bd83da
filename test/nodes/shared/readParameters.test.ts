import { DateTime } from 'luxon';

import { toInstant } from '../../../nodes/shared/readParameters';

describe('toInstant', () => {
	it.each([
		['2026-11-01T09:30:00Z', '2026-11-01T09:30:00.000Z'],
		['2026-11-01T09:30:00+01:00', '2026-11-01T08:30:00.000Z'],
		['2026-11-01', '2026-10-31T23:00:00.000Z'],
		['2026-07-01T00:00:00', '2026-06-30T22:00:00.000Z'],
		['2026-11-01 09:30:00', '2026-11-01T08:30:00.000Z'],
		['2026-W45-1', '2026-11-01T23:00:00.000Z'],
	])("reads '%s', in the workflow's zone where it has none", (text, instant) => {
		expect(toInstant(text, 'Europe/Berlin')).toBe(instant);
	});

	it('reads what expressions make: a Date or a Luxon DateTime', () => {
		const instant = '2026-11-01T08:30:00.000Z';
		expect(toInstant(new Date(instant), 'Europe/Berlin')).toBe(instant);
		expect(toInstant(DateTime.fromISO(instant), 'Europe/Berlin')).toBe(instant);
	});

	it.each(['', undefined, null])('is empty for %j', (raw) => {
		expect(toInstant(raw, 'UTC')).toBe('');
	});

	it.each(['soon', '2026-13-01', 42, {}])('knows no instant in %j', (raw) => {
		expect(toInstant(raw, 'UTC')).toBeUndefined();
	});
});
