import type { Operation } from './operations';

export interface QuotaSetting {
	ratePerSecond: number;
	burst: number;
}
/** `amazon`: the models' rates; `off`: no limit; a table: these operations differ from the models. */
export type QuotaOption = 'amazon' | 'off' | Record<string, QuotaSetting>;

/** Token buckets per operation and key (seller and application), as Amazon's usage plans describe them. */
export class Quotas {
	private readonly buckets = new Map<string, { tokens: number; filledAt: number }>();

	constructor(
		private readonly option: QuotaOption,
		private readonly now: () => number,
	) {}

	limitOf(operation: Operation): QuotaSetting {
		const override = typeof this.option === 'object' ? this.option[operation.name] : undefined;
		return override ?? { ratePerSecond: operation.ratePerSecond, burst: operation.burst };
	}

	/** Takes one token; false when the bucket is empty. */
	take(operation: Operation, key: string): boolean {
		if (this.option === 'off') return true;
		const { ratePerSecond, burst } = this.limitOf(operation);
		const now = this.now();
		const name = `${operation.name} ${key}`;
		const bucket = this.buckets.get(name) ?? { tokens: burst, filledAt: now };
		const tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.filledAt) / 1000) * ratePerSecond);
		// The small allowance keeps a caller that waited exactly long enough from failing by a rounding of floats.
		const allowed = tokens >= 1 - 1e-9;
		this.buckets.set(name, { tokens: allowed ? Math.max(0, tokens - 1) : tokens, filledAt: now });
		return allowed;
	}
}
