/** What one run of a list comes to: shared by orders and products. */
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import type { SyncProgress, SyncWindow } from './types';

/** The settings travel past the lists to the writing nodes. */
export type ListWindow = Omit<SyncWindow, 'settings'>;

/**
 * A run that is to stop at an empty quota still waits out what comes back within seconds (listings 5/s, catalogue 2/s,
 * single orders 0.5/s): otherwise it would stop after five pages. Orders' 179 s are beyond it.
 */
const BRIEF_WAIT_MS = 10_000;

/** Pure. */
export function withBriefWaits(quota: QuotaPolicy): QuotaPolicy {
	return quota.kind === 'stop' ? { kind: 'wait', maxWaitMs: BRIEF_WAIT_MS, reserve: quota.reserve } : quota;
}

export class ListTally {
	count = 0;
	readonly goneIds: string[] = [];
	private readonly notices = new Set<string>();
	private readonly before: { calls: number; quotaWaitMs: number };

	constructor(
		private readonly client: AmazonClient,
		private readonly window: ListWindow,
	) {
		this.before = { ...client.usage };
	}

	/** Each notice is said once. */
	notice(sentence: string): void {
		this.notices.add(sentence);
	}

	progress(end: { complete: boolean; nextPageToken: string | null; windowEnd?: string }): SyncProgress {
		const { runId, stream } = this.window;
		return {
			runId,
			stream,
			count: this.count,
			complete: end.complete,
			nextPageToken: end.nextPageToken,
			windowEnd: end.windowEnd ?? this.window.before,
			skipped: false,
			amazonCalls: this.client.usage.calls - this.before.calls,
			quotaWaitMs: this.client.usage.quotaWaitMs - this.before.quotaWaitMs,
			erpnextCalls: 0,
			goneIds: [...this.goneIds],
			notices: [...this.notices],
		};
	}

}

/** Of a window that is left to the run that holds the lease: nothing was read, and Finish reports why. Pure. */
export function skippedProgress({ runId, stream, pageToken, before, reason }: ListWindow): SyncProgress {
	return {
		runId,
		stream,
		count: 0,
		complete: false,
		nextPageToken: pageToken,
		windowEnd: before,
		skipped: true,
		...(reason === undefined ? {} : { reason }),
		amazonCalls: 0,
		quotaWaitMs: 0,
		erpnextCalls: 0,
		goneIds: [],
		notices: [],
	};
}
