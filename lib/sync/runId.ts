/**
 * A run's id names the cursor that it belongs to, since nothing but items travels from Start to Finish:
 * `<seller id>:<stream>:<unique>`, with `dry:` before it in a dry run.
 */
import { cursorKey } from '../erpnext/cursor';
import { SYNC_STREAMS, type SyncStream } from './types';

const DRY = 'dry:';

export interface RunIdParts {
	sellerId: string;
	stream: SyncStream;
	cursorKey: string;
	isDryRun: boolean;
}

/** It names a record in ERPNext, which takes at most 140 characters and no angle brackets. */
const LONGEST = 140;

/** Pure. `unique` tells two runs apart, e.g. n8n's execution id and the node's name. */
export function toRunId(sellerId: string, stream: SyncStream, unique: string, isDryRun: boolean): string {
	const plain = unique.replace(/[^\w .-]+/g, '-');
	return `${isDryRun ? DRY : ''}${cursorKey(sellerId, stream)}:${plain}`.slice(0, LONGEST).trimEnd();
}

/** Pure. Undefined when Start did not make it. */
export function parseRunId(runId: string): RunIdParts | undefined {
	const isDryRun = runId.startsWith(DRY);
	const [sellerId, streamName, ...unique] = (isDryRun ? runId.slice(DRY.length) : runId).split(':');
	const stream = SYNC_STREAMS.find((candidate) => candidate === streamName);
	if (!sellerId || !stream || unique.length === 0) return undefined;
	return { sellerId, stream, cursorKey: cursorKey(sellerId, stream), isDryRun };
}
