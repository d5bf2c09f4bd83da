/**
 * Token buckets as Amazon counts them: one per seller, application and operation
 * (https://developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits). All nodes of a process share them; what
 * another process uses shows only as 429, which empties the bucket here too.
 */
import type { Clock } from '../clock';
import { QuotaExhaustedError } from './errors';
import type { AmazonOperation } from './operations';

/**
 * What to do when an operation's quota is used up. `reserve` requests are left in its bucket for others (a backfill
 * leaves some to the normal run); absent: 0.
 */
export type QuotaPolicy =
	/** Throw QuotaExhaustedError at once, so that the caller stops here and a later run goes on. */
	| { kind: 'stop'; reserve?: number }
	/** Wait, but never longer than this in one go; past it, QuotaExhaustedError. */
	| { kind: 'wait'; maxWaitMs: number; reserve?: number };

interface Bucket {
	ratePerSecond: number;
	/** May fall below zero: requests that wait have taken theirs already. */
	tokens: number;
	countedAtMs: number;
	/** A request found the bucket full and is under way. */
	isHeld: boolean;
	/** Set by a 429 that says when to come back. */
	blockedUntilMs: number;
}

/** Sellers x applications x operations in one process; the oldest is forgotten past it. */
const MAX_BUCKETS = 2_000;

export class QuotaBook {
	private readonly buckets = new Map<string, Bucket>();

	/**
	 * Takes one request of `owner` (seller and application); resolves with the milliseconds waited. Throws
	 * QuotaExhaustedError, with nothing taken, where the policy does not allow the wait. `answered` must follow.
	 */
	async take(owner: string, operation: AmazonOperation, policy: QuotaPolicy, clock: Clock): Promise<number> {
		const bucket = this.counted(owner, operation, clock.now());
		const isFull = bucket.tokens >= operation.burst;
		const needed = Math.min(operation.burst, 1 + (policy.reserve ?? 0));
		const missing = Math.max(0, needed - bucket.tokens);
		const refillMs = Math.ceil((missing / bucket.ratePerSecond) * 1000);
		const waitMs = Math.max(refillMs, bucket.blockedUntilMs - clock.now());
		const allowedMs = policy.kind === 'wait' ? policy.maxWaitMs : 0;
		if (waitMs > allowedMs) throw new QuotaExhaustedError(operation.name, clock.now() + waitMs);
		bucket.tokens -= 1;
		if (waitMs > 0) await clock.sleep(waitMs);
		bucket.isHeld ||= isFull;
		return Math.max(0, waitMs);
	}

	/**
	 * A request came to its end, one way or the other. Amazon begins to refill a full bucket when the first request reaches
	 * it, which may be later than that was sent, but is no later than now: counted from here, the next one never comes early.
	 */
	answered(owner: string, operation: AmazonOperation, clock: Clock): void {
		this.counted(owner, operation, clock.now()).isHeld = false;
	}

	/** Takes over the rate that Amazon announced (`x-amzn-RateLimit-Limit`: one number, requests per second). */
	announce(owner: string, operation: AmazonOperation, header: string | undefined, clock: Clock): void {
		const ratePerSecond = Number(header);
		if (!header || !Number.isFinite(ratePerSecond) || ratePerSecond <= 0) return;
		this.counted(owner, operation, clock.now()).ratePerSecond = ratePerSecond;
	}

	/** A 429 came: nothing is left, and nothing goes out for `blockMs`. */
	empty(owner: string, operation: AmazonOperation, blockMs: number, clock: Clock): void {
		const bucket = this.counted(owner, operation, clock.now());
		bucket.tokens = Math.min(bucket.tokens, 0);
		bucket.blockedUntilMs = Math.max(bucket.blockedUntilMs, clock.now() + blockMs);
	}

	/** Requests per second as last announced. */
	rateOf(owner: string, operation: AmazonOperation, clock: Clock): number {
		return this.counted(owner, operation, clock.now()).ratePerSecond;
	}

	private counted(owner: string, operation: AmazonOperation, nowMs: number): Bucket {
		const key = `${owner}|${operation.name}`;
		const found = this.buckets.get(key);
		if (!found) {
			const bucket = {
				ratePerSecond: operation.ratePerSecond,
				tokens: operation.burst,
				countedAtMs: nowMs,
				isHeld: false,
				blockedUntilMs: 0,
			};
			this.forgetOldest();
			this.buckets.set(key, bucket);
			return bucket;
		}
		// A clock that was set back must neither take tokens away nor lengthen a block.
		const setBackMs = Math.max(0, found.countedAtMs - nowMs);
		found.blockedUntilMs -= setBackMs;
		const elapsedMs = found.isHeld ? 0 : Math.max(0, nowMs - found.countedAtMs);
		found.tokens = Math.min(operation.burst, found.tokens + (elapsedMs / 1000) * found.ratePerSecond);
		found.countedAtMs = nowMs;
		return found;
	}

	private forgetOldest(): void {
		if (this.buckets.size < MAX_BUCKETS) return;
		const oldest = this.buckets.keys().next();
		if (!oldest.done) this.buckets.delete(oldest.value);
	}
}

export const sharedQuotas = new QuotaBook();
