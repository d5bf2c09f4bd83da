import type { SyncAction, SyncStream } from '../../lib/sync/types';
import type { Ends } from './ends';
import { type Cost, gauged } from './gauge';
import type { Line, Run } from './line';
import { runUntilDone } from './schedule';

/** One stream read to its end. */
export interface Import extends Cost {
	runs: number;
	listed: number;
	notImported: number;
	/** ERPNext calls of the writing node alone. */
	writingCalls: number;
}

/** Throws when an order or SKU failed, or anything happened that is not among `allowed`. */
export async function importAll(ends: Ends, line: Line, stream: SyncStream, name: 'first' | 'again', allowed: readonly SyncAction[]): Promise<Import> {
	let runs: Run[] = [];
	const cost = await gauged(ends, name === 'first' ? 'process' : 'live', async (onHeld) => {
		runs = await runUntilDone({ ...line, onHeld }, stream, name);
	});
	for (const { counts, message } of runs) {
		const others = Object.entries(counts).filter(([action, count]) => count > 0 && !allowed.some((each) => each === action));
		if (others.length > 0) throw new Error(`The import '${name}' did what it should not: ${message}`);
	}
	const sum = (pick: (run: Run) => number) => runs.reduce((total, run) => total + pick(run), 0);
	return { ...cost, runs: runs.length, listed: sum(({ listed }) => listed), notImported: sum(({ counts }) => counts.notImported), writingCalls: sum(({ writingCalls }) => writingCalls) };
}
