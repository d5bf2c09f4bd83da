import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

import axios from 'axios';

import { type DemoFolders, node24Env } from './n8nInstall';
import { runQuietly } from './process';

const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 10_000;
const CLI_LIMIT_MS = 120_000;
const UNTIL_WE_END = join(__dirname, 'untilParentEnds.mjs');

export interface N8nPorts {
	web: number;
	/** Of n8n's task runners; the CLI needs another one than the server. */
	broker: number;
}

/** Of any n8n process of these folders: a server, a worker, a command. */
export function n8nEnv(folders: DemoFolders, ports: N8nPorts): NodeJS.ProcessEnv {
	return {
		...node24Env(),
		N8N_USER_FOLDER: folders.home,
		N8N_PORT: String(ports.web),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(ports.broker),
		// The demo is served without TLS on this machine alone.
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
	};
}

export function n8nCommand(folders: DemoFolders): string {
	return join(folders.n8n, 'node_modules', 'n8n', 'bin', 'n8n');
}

/** One command of n8n's CLI, beside a running server or without one. */
export async function n8nCli(folders: DemoFolders, ports: N8nPorts, args: string[]): Promise<string> {
	return await runQuietly(process.execPath, [UNTIL_WE_END, n8nCommand(folders), ...args], {
		env: n8nEnv(folders, ports),
		timeLimitMs: CLI_LIMIT_MS,
	});
}

/** n8n's server or a worker, in a process group of its own: Ctrl-C is for us, who stop it. It never outlives us. */
export function spawnN8n(folders: DemoFolders, env: NodeJS.ProcessEnv, args: string[]): ChildProcessByStdio<Writable, Readable, Readable> {
	return spawn(process.execPath, [UNTIL_WE_END, n8nCommand(folders), ...args], {
		env,
		stdio: ['pipe', 'pipe', 'pipe'],
		detached: process.platform !== 'win32',
	});
}

export interface RunningN8n {
	url: string;
	logFile: string;
	stop(): Promise<void>;
}

/** Starts the server and waits until it answers. Its log goes to a file: it is not what the demo's user came for. */
export async function startN8n(folders: DemoFolders, ports: N8nPorts): Promise<RunningN8n> {
	mkdirSync(folders.demo, { recursive: true });
	const logFile = join(folders.demo, 'n8n.log');
	const child = spawnN8n(folders, n8nEnv(folders, ports), ['start']);
	const log = createWriteStream(logFile);
	child.stdout.pipe(log);
	child.stderr.pipe(log);
	const url = `http://127.0.0.1:${ports.web}`;
	try {
		await waitUntilReady(child, url, logFile);
	} catch (cause) {
		await stop(child);
		throw cause;
	}
	return { url, logFile, stop: async () => await stop(child) };
}

async function waitUntilReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
	const deadline = Date.now() + START_LIMIT_MS;
	while (Date.now() < deadline) {
		if (child.exitCode !== null) throw new Error(`n8n ended with ${child.exitCode} while it started; see ${logFile}`);
		const answer = await axios.get(`${url}/healthz/readiness`, { validateStatus: () => true, timeout: 2_000 }).catch(() => undefined);
		if (answer?.status === 200) return;
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
	throw new Error(`n8n did not answer within ${START_LIMIT_MS / 1_000} s; see ${logFile}`);
}

export async function stop(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise((resolve) => child.once('exit', resolve));
	child.kill('SIGTERM');
	const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
	await ended;
	clearTimeout(timer);
}
