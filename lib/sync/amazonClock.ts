/** Windows that a fast clock let end too late. */
import type { AmazonClient } from '../amazon/client';
import type { Clock } from '../clock';
import { latestBeforeMs } from './window';

/** Windows end three minutes ago: a clock that is ahead by less than this costs only a part of that. */
const TOLERATED_MS = 60_000;

/**
 * The window's end as Amazon's own clock allows it, where this machine's is ahead and has put it later; undefined where it
 * may stay. What changes after a search would else lie before the next window's start.
 */
export function endByAmazonClock(client: AmazonClient, clock: Clock, before: string): string | undefined {
	const aheadMs = client.clockAheadMs() ?? 0;
	if (aheadMs <= TOLERATED_MS) return undefined;
	const latestMs = latestBeforeMs(clock.now() - aheadMs);
	return latestMs < Date.parse(before) ? new Date(latestMs).toISOString() : undefined;
}

/** What the run says of it. Pure. */
export function sayClockAhead(client: AmazonClient): string {
	const minutes = Math.round((client.clockAheadMs() ?? 0) / 60_000);
	const by = minutes > 0 ? `${minutes} minute${minutes === 1 ? '' : 's'} ahead of` : 'ahead of';
	return `This machine's clock is ${by} Amazon's, so the last minutes were left to the next run. Set the clock right.`;
}
