import { availableParallelism, cpus, platform, totalmem } from 'node:os';

const GB = 1024 ** 3;

/** What the figures come from, in one line. */
export function describeMachine(): string {
	const model = (cpus()[0]?.model ?? 'unknown processor').replace(/\s+/g, ' ').trim();
	return `${model}, ${availableParallelism()} cores, ${Math.round(totalmem() / GB)} GB, ${platform()}, Node ${process.version}`;
}
