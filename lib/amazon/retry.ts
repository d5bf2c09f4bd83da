/** When a request is sent again, and after how long. Pure: randomness is passed in. */
import { isCertificateCode, isUnreachedCode } from '../networkCodes';

/** How an exchange went wrong below HTTP, or in its body. */
export type FaultKind =
	/** No connection was made, so nothing was done: name not found, refused, no route. */
	| 'unreachable'
	/** The connection broke before the whole answer was here. */
	| 'reset'
	| 'timeout'
	/** The answer came, but is no JSON: cut off or mixed up on its way. */
	| 'garbled'
	/** The certificate is not accepted; asking again changes nothing. */
	| 'untrusted';

export interface FailedAttempt {
	kind: 'read' | 'write';
	/** 1 for the first. */
	attempt: number;
	status?: number;
	fault?: FaultKind;
}

/** The first request and four more: with the delays below about half a minute. */
export const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;
/** A Retry-After beyond this is cut: the next run asks anyway. */
const MAX_RETRY_AFTER_MS = 600_000;
/** A 429 is answered by up to a quarter more than the wait itself, so that several processes do not return at once. */
const THROTTLE_JITTER = 0.25;

const TRANSIENT_STATUSES = new Set([500, 502, 503, 504]);

/**
 * Whether to send again. 429 is not asked here: the quota decides it. A write is sent again only where no connection
 * was made, because a report that was made twice costs quota twice.
 */
export function shouldRetry({ kind, attempt, status, fault }: FailedAttempt): boolean {
	if (attempt >= MAX_ATTEMPTS || fault === 'untrusted') return false;
	if (fault === 'unreachable') return true;
	if (kind === 'write') return false;
	return fault !== undefined || (status !== undefined && TRANSIENT_STATUSES.has(status));
}

/** Milliseconds before attempt + 1: 1, 2, 4, 8 s, of which half is random; a Retry-After that asks for more wins. */
export function delayMs(attempt: number, random: number, retryAfterMs = 0): number {
	const full = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
	return Math.max(Math.round(full / 2 + (full / 2) * random), Math.min(retryAfterMs, MAX_RETRY_AFTER_MS));
}

/** Milliseconds for which a 429 blocks its operation: Amazon's Retry-After or one refill, and jitter. */
export function throttleMs(ratePerSecond: number, random: number, retryAfterMs?: number): number {
	const asked = retryAfterMs ?? 1000 / ratePerSecond;
	return Math.ceil(Math.min(asked, MAX_RETRY_AFTER_MS) * (1 + THROTTLE_JITTER * random));
}

/** Reads `Retry-After`: seconds or an HTTP date; undefined for anything else. */
export function readRetryAfterMs(header: string | undefined, nowMs: number): number | undefined {
	if (!header) return undefined;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds * 1000));
	const dateMs = Date.parse(header);
	return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}

/** The first three are amazon-sp-api's own timers, ECONNABORTED is axios's. */
const TIMEOUTS = new Set([
	'API_RESPONSE_TIMEOUT',
	'API_IDLE_TIMEOUT',
	'API_DEADLINE_TIMEOUT',
	'ETIMEDOUT',
	'ECONNABORTED',
]);

/** Sorts a thrown network error by its `code`; what is unknown counts as a broken connection. */
export function faultKindOf(code: string): FaultKind {
	if (isUnreachedCode(code)) return 'unreachable';
	if (TIMEOUTS.has(code)) return 'timeout';
	if (isCertificateCode(code)) return 'untrusted';
	return 'reset';
}
