import type { Clock } from '../../lib/clock';

/** Rejects as soon as the signal fires, whatever `work` still does. */
async function orStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
	signal.throwIfAborted();
	await new Promise<void>((resolve, reject) => {
		const stop = (): void => reject(new Error('The execution was stopped while it waited'));
		signal.addEventListener('abort', stop, { once: true });
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
}

/** A clock whose waits end when a person stops the execution in n8n, or its time limit does. */
export function stoppableClock(clock: Clock, signal: AbortSignal | undefined): Clock {
	if (!signal) return clock;
	return { now: () => clock.now(), sleep: async (ms) => await orStopped(clock.sleep(ms), signal) };
}
