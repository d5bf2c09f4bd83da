import type { Clock } from '../../lib/clock';
import type { SyncStream } from '../../lib/sync/types';
import { type Line, type Run, runOnce } from './line';

const QUARTER_MS = 15 * 60_000;

/** As the templates' schedule: on every quarter of an hour. */
export async function sleepToNextQuarter(clock: Clock): Promise<void> {
	await clock.sleep(QUARTER_MS - (clock.now() % QUARTER_MS));
}

/** Runs a stream, a quarter of an hour apart, until nothing more waits at Amazon. Throws when a run is not what it should be. */
export async function runUntilDone(line: Line, stream: SyncStream, name: string): Promise<Run[]> {
	const runs: Run[] = [];
	for (;;) {
		const run = await runOnce(line, stream, `${name}-${runs.length + 1}`);
		if (run.status === 'Skipped') throw new Error(`A run of '${stream}' was skipped: ${run.message}`);
		runs.push(run);
		if (!run.more) return runs;
		await sleepToNextQuarter(line.clock);
	}
}
