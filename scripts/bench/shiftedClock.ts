import { performance } from 'node:perf_hooks';
import { type Clock, systemClock } from '../../lib/clock';

/**
 * Real time plus what was skipped: waiting for Amazon's quota or for the next run passes at once, and everything that is
 * work takes as long as it takes. `follow` tells the other processes of a bench, so that all share one time.
 */
export class ShiftedClock implements Clock {
	/** What waiting would have taken. */
	skippedMs = 0;
	/** Real time that it took to tell the others. */
	tellingMs = 0;

	constructor(
		public offsetMs: number,
		private readonly follow: (offsetMs: number) => Promise<void> = async () => {},
	) {}

	now(): number {
		return systemClock.now() + this.offsetMs;
	}

	async sleep(ms: number): Promise<void> {
		this.skippedMs += ms;
		this.offsetMs += ms;
		const startedMs = performance.now();
		await this.follow(this.offsetMs);
		this.tellingMs += performance.now() - startedMs;
	}
}
