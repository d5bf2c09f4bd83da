import { delayMs, faultKindOf, readRetryAfterMs, shouldRetry, throttleMs } from '../../../lib/amazon/retry';

describe('shouldRetry', () => {
	it.each([500, 502, 503, 504])('reads again after %i', (status) => {
		expect(shouldRetry({ kind: 'read', attempt: 1, status })).toBe(true);
	});
	it.each([400, 401, 403, 404, 413, 415, 501])('does not read again after %i', (status) => {
		expect(shouldRetry({ kind: 'read', attempt: 1, status })).toBe(false);
	});
	it.each(['reset', 'timeout', 'garbled'] as const)('reads again after %s, but never writes again', (fault) => {
		expect(shouldRetry({ kind: 'read', attempt: 1, fault })).toBe(true);
		expect(shouldRetry({ kind: 'write', attempt: 1, fault })).toBe(false);
	});
	it('writes again where nothing was reached', () => {
		expect(shouldRetry({ kind: 'write', attempt: 1, fault: 'unreachable' })).toBe(true);
	});
	it('never tries a certificate twice', () => {
		expect(shouldRetry({ kind: 'read', attempt: 1, fault: 'untrusted' })).toBe(false);
	});
	it('stops after the fifth attempt', () => {
		expect(shouldRetry({ kind: 'read', attempt: 4, status: 503 })).toBe(true);
		expect(shouldRetry({ kind: 'read', attempt: 5, status: 503 })).toBe(false);
	});
});

describe('delayMs', () => {
	it('doubles, half of it by chance, up to half a minute', () => {
		expect([1, 2, 3, 4].map((attempt) => delayMs(attempt, 0))).toEqual([500, 1000, 2000, 4000]);
		expect(delayMs(2, 0.5)).toBe(1500);
		expect(delayMs(30, 0)).toBe(15_000);
	});
	it('waits as long as Retry-After asks, ten minutes at most', () => {
		expect(delayMs(1, 0, 9_000)).toBe(9_000);
		expect(delayMs(1, 0, 86_400_000)).toBe(600_000);
	});
});

describe('throttleMs', () => {
	it('is one refill, or what Amazon asks, and up to a quarter more', () => {
		expect(throttleMs(0.5, 0)).toBe(2_000);
		expect(throttleMs(0.5, 0.999)).toBe(2_500);
		expect(throttleMs(0.5, 0, 7_000)).toBe(7_000);
	});
});

describe('readRetryAfterMs', () => {
	const now = Date.parse('2026-11-24T12:00:00Z');
	it('reads seconds and dates, and nothing else', () => {
		expect(readRetryAfterMs('3', now)).toBe(3_000);
		expect(readRetryAfterMs('Tue, 24 Nov 2026 12:00:05 GMT', now)).toBe(5_000);
		expect(readRetryAfterMs('Tue, 24 Nov 2026 11:00:00 GMT', now)).toBe(0);
		expect(readRetryAfterMs('soon', now)).toBeUndefined();
		expect(readRetryAfterMs(undefined, now)).toBeUndefined();
	});
});

describe('faultKindOf', () => {
	it.each([
		['ECONNREFUSED', 'unreachable'],
		['ENOTFOUND', 'unreachable'],
		['ECONNRESET', 'reset'],
		['EPIPE', 'reset'],
		['HPE_INVALID_CONSTANT', 'reset'],
		['ETIMEDOUT', 'timeout'],
		['API_IDLE_TIMEOUT', 'timeout'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted'],
		['CERT_HAS_EXPIRED', 'untrusted'],
	])('sorts %s as %s', (code, kind) => {
		expect(faultKindOf(code)).toBe(kind);
	});
});
