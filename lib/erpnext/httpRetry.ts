/** When a request to ERPNext is sent again, and after how long. Pure. */
import type { ErpApiError } from './errors';

/** Tries in all; with the waits below a hiccup of about 15 s is outlived, a real outage ends the run soon. */
const MOST_TRIES = 5;
const FIRST_DELAY_MS = 1000;
/** A Retry-After beyond this is not waited for: the run ends and the next one goes on. */
const LONGEST_DELAY_MS = 60_000;

/**
 * Whether sending it again can do no harm. A request that was refused before it was carried out (429, maintenance,
 * never arrived) or rolled back whole (deadlock) always may; one whose outcome is unknown only when it is `safe`.
 */
export function shouldRetry(error: ErpApiError, safe: boolean, triesSoFar: number): boolean {
	if (triesSoFar >= MOST_TRIES || error.isCertificate || error.code === 'ENOTFOUND') return false;
	if (error.status === 429) return (error.retryAfterMs ?? 0) <= LONGEST_DELAY_MS;
	// Frappe answers maintenance (SessionStopped) and read-only mode before it begins; a gateway's bare 503 may be late.
	if (error.status === 503 && error.excType !== '') return true;
	if (error.isUnreached || error.isDeadlock) return true;
	return safe && error.isOutcomeUnknown;
}

/** 1 s, 2 s, 4 s, 8 s, each between half and the whole of it; ERPNext's own wish comes first. */
export function retryDelayMs(error: ErpApiError, triesSoFar: number, random: () => number): number {
	if (error.retryAfterMs !== undefined) return Math.min(error.retryAfterMs, LONGEST_DELAY_MS);
	const delayMs = FIRST_DELAY_MS * 2 ** (triesSoFar - 1);
	return Math.round(delayMs / 2 + (delayMs / 2) * random());
}
