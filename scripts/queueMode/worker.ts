import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

import type { DemoFolders } from '../demo/n8nInstall';
import { n8nEnv, type N8nPorts, spawnN8n, stop } from '../demo/n8nProcess';

const READY = 'n8n worker is now ready';
const START_LIMIT_MS = 180_000;
const POLL_MS = 250;
const LAST_CHARACTERS = 3000;

/** One execution as a worker's log tells it. */
export interface WorkedExecution {
	id: string;
	startedMs: number;
	finishedMs?: number;
}

export interface RunningWorker {
	name: string;
	logFile: string;
	/** Of its log, for a test's message. */
	lastLines(): string;
	ready(): Promise<void>;
	executions(): WorkedExecution[];
	/** At once, in the middle of whatever it does. */
	kill(): void;
	stop(): Promise<void>;
}

/** A worker of n8n's queue mode; `ready` resolves once it takes jobs. */
export function startWorker(folders: DemoFolders, ports: N8nPorts, name: string): RunningWorker {
	const logFile = join(folders.demo, `${name}.log`);
	const child = spawnN8n(folders, { ...n8nEnv(folders, ports), N8N_LOG_LEVEL: 'info' }, ['worker', '--concurrency=5']);
	const log = createWriteStream(logFile);
	const seen: WorkedExecution[] = [];
	let isReady = false;
	let printed = '';
	const listen = (chunk: Buffer): void => {
		log.write(chunk);
		const text = chunk.toString();
		printed = (printed + text).slice(-LAST_CHARACTERS);
		isReady ||= text.includes(READY);
		readExecutions(text, seen);
	};
	child.stdout.on('data', listen);
	child.stderr.on('data', listen);
	return {
		name,
		logFile,
		lastLines: () => printed.slice(-LAST_CHARACTERS),
		ready: async () => await waitUntilReady(child, () => isReady, `${name} (see ${logFile})`),
		executions: () => seen.map((one) => ({ ...one })),
		kill: () => void child.kill('SIGKILL'),
		stop: async () => await stop(child),
	};
}

function readExecutions(text: string, seen: WorkedExecution[]): void {
	for (const [, event, id = ''] of text.matchAll(/Worker (started|finished) execution (\S+)/g)) {
		if (event === 'started') seen.push({ id, startedMs: Date.now() });
		else Object.assign(seen.findLast((one) => one.id === id) ?? {}, { finishedMs: Date.now() });
	}
}

async function waitUntilReady(child: ChildProcess, isReady: () => boolean, who: string): Promise<void> {
	const deadline = Date.now() + START_LIMIT_MS;
	while (!isReady()) {
		if (child.exitCode !== null) throw new Error(`${who} ended with ${child.exitCode} while it started`);
		if (Date.now() > deadline) throw new Error(`${who} was not ready within ${START_LIMIT_MS / 1000} s`);
		await new Promise((resolve) => setTimeout(resolve, POLL_MS));
	}
}
