/** What one phase of a bench cost: calls at both ends, real and simulated time, whose time it was, memory. */
import { performance } from 'node:perf_hooks';
import type { Ends } from './ends';

export interface Cost {
	/** Operations of the Selling Partner API, by name. */
	amazon: Record<string, number>;
	amazonCalls: number;
	throttled: number;
	erpnextCalls: number;
	seconds: number;
	/** Seconds in which neither end had a request under way. */
	ownSeconds: number;
	cpuSeconds: number;
	/** Waiting for quota and for the next run, skipped. */
	simulatedSeconds: number;
	/** Of the process, as the system counts it: with what JavaScript no longer needs and has not cleared away yet. */
	peakMb: number | undefined;
	/** What is in use when a run holds the most. */
	liveMb: number | undefined;
	/** Longest bulk insert so far, which may hold ERPNext's naming lock. */
	longestInsertMs: number;
}

const SAMPLE_MS = 50;
const MB = 1024 * 1024;
/** Requests that are no operations of the Selling Partner API. */
const NO_OPERATIONS = new Set(['token', 'download']);

/**
 * Runs `work` and says what it cost; the line is to call what `work` is given whenever it holds the most. Memory is either
 * what the process takes when left alone, or what of it is in use: to know that it must be cleared up, which changes the other.
 */
export async function gauged(ends: Ends, about: 'process' | 'live', work: (onHeld: () => void) => Promise<void>): Promise<Cost> {
	const [amazonBefore, erpnextBefore] = await Promise.all([ends.amazon.tally(), ends.erpnext.tally()]);
	const { skippedMs, tellingMs } = ends.clock;
	const memory = new Memory(about);
	const cpuBefore = process.cpuUsage();
	const startedMs = performance.now();
	await memory.watch(work);
	const { user, system } = process.cpuUsage(cpuBefore);
	// What the bench itself costs is left out.
	const tookMs = performance.now() - startedMs - memory.collectingMs - (ends.clock.tellingMs - tellingMs);
	const [amazonAfter, erpnextAfter] = await Promise.all([ends.amazon.tally(), ends.erpnext.tally()]);
	const amazon = difference(amazonAfter.calls, amazonBefore.calls);
	const busyMs = amazonAfter.busyMs - amazonBefore.busyMs + erpnextAfter.busyMs - erpnextBefore.busyMs;
	return {
		amazon,
		amazonCalls: Object.values(amazon).reduce((sum, calls) => sum + calls, 0),
		throttled: amazonAfter.throttled - amazonBefore.throttled,
		erpnextCalls: erpnextAfter.calls - erpnextBefore.calls,
		seconds: tookMs / 1000,
		ownSeconds: (tookMs - busyMs) / 1000,
		cpuSeconds: (user + system) / 1_000_000,
		simulatedSeconds: (ends.clock.skippedMs - skippedMs) / 1000,
		...(about === 'live' ? { peakMb: undefined, liveMb: memory.mostMb } : { peakMb: memory.mostMb, liveMb: undefined }),
		longestInsertMs: erpnextAfter.longestInsertMs,
	};
}

class Memory {
	mostMb = 0;
	collectingMs = 0;

	constructor(private readonly about: 'process' | 'live') {}

	async watch(work: (onHeld: () => void) => Promise<void>): Promise<void> {
		if (this.about === 'live') {
			await work(() => this.sampleLive());
			return;
		}
		const sampler = setInterval(() => this.sample(), SAMPLE_MS);
		try {
			await work(() => this.sample());
		} finally {
			clearInterval(sampler);
		}
	}

	private sample(): void {
		this.mostMb = Math.max(this.mostMb, process.memoryUsage.rss() / MB);
	}

	private sampleLive(): void {
		if (!globalThis.gc) throw new Error('Start the measured process with --expose-gc');
		const startedMs = performance.now();
		globalThis.gc();
		const { heapUsed, external } = process.memoryUsage();
		this.mostMb = Math.max(this.mostMb, (heapUsed + external) / MB);
		this.collectingMs += performance.now() - startedMs;
	}
}

function difference(after: Record<string, number>, before: Record<string, number>): Record<string, number> {
	const entries = Object.entries(after).map(([operation, calls]) => [operation, calls - (before[operation] ?? 0)] as const);
	return Object.fromEntries(entries.filter(([operation, calls]) => calls > 0 && !NO_OPERATIONS.has(operation)));
}
