/** Windows that a fast clock let end too late. */
import type { AmazonClient } from '../amazon/client';
import type { Clock } from '../clock';
import { latestBeforeMs } from './window';

/** Windows end three minutes ago: a clock that is ahead by less than this costs only a part of that. */
const TOLERATED_MS = 60_000;

/**
 * The window's end as Amazon's own clock allows it, where a fast clock, of this machine or of one that began the window, has
 * put it later; undefined where it may stay. What changes after a search would else lie before the next window's start.
 */
export function endByAmazonClock(client: AmazonClient, clock: Clock, before: string): string | undefined {
	const latestMs = latestBeforeMs(clock.now() - (client.clockAheadMs() ?? 0));
	return Date.parse(before) - latestMs > TOLERATED_MS ? new Date(latestMs).toISOString() : undefined;
}

/** What the run says of it. Pure. */
export function sayClockAhead(client: AmazonClient): string {
	const minutes = Math.round((client.clockAheadMs() ?? 0) / 60_000);
	if (minutes <= 0) return "A clock is ahead of Amazon's, so the last minutes were left to the next run. Set the clocks of n8n's machines right.";
	const by = `${minutes} minute${minutes === 1 ? '' : 's'}`;
	return `This machine's clock is ${by} ahead of Amazon's, so the last minutes were left to the next run. Set the clock right.`;
}
