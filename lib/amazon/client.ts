import type { Clock } from '../clock';
import type { AmazonCredentials } from './types';

/**
 * What to do when an operation's quota is used up. `reserve` requests are left in its bucket for others (a backfill
 * leaves some to the normal run); absent: 0.
 */
export type QuotaPolicy =
	/** Throw QuotaExhaustedError at once, so that the caller stops here and a later run goes on. */
	| { kind: 'stop'; reserve?: number }
	/** Wait, but never longer than this in one go; past it, QuotaExhaustedError. */
	| { kind: 'wait'; maxWaitMs: number; reserve?: number };

export interface AmazonRequest {
	/** Fills the `{…}` parts of the operation's path. */
	path?: Record<string, string>;
	query?: Record<string, string | number | string[] | undefined>;
	body?: unknown;
}

/**
 * One seller at Amazon. Knows tokens, quotas and retries, no business. Every call throws AmazonApiError or
 * QuotaExhaustedError (see errors.ts).
 */
export interface AmazonClient {
	readonly credentials: Pick<AmazonCredentials, 'sellerId' | 'country' | 'environment'>;
	readonly usage: { calls: number; quotaWaitMs: number };
	call<T>(operation: string, request: AmazonRequest, quota: QuotaPolicy): Promise<T>;
}

export interface AmazonClientDeps {
	clock: Clock;
	/** Random numbers in [0, 1) for jitter. */
	random?: () => number;
	onRequest?: (line: string) => void;
	/** Time for a whole answer, and between two pieces of one; see connection.ts for what holds without them. */
	timeouts?: { deadlineMs: number; idleMs: number };
}

export type CreateAmazonClient = (credentials: AmazonCredentials, deps: AmazonClientDeps) => AmazonClient;
