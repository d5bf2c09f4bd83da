import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: somebody else's, but there.
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

/** Two starts in one folder would build into the same `dist/` and open the same database. Free again when this process ends. */
export function claimFolder(folder: string): void {
	const file = join(folder, 'npm-start.pid');
	const holder = readHolder(file);
	if (holder && holder !== process.pid && isAlive(holder)) {
		throw new Error(`Another \`npm start\` (process ${holder}) is at work in this folder: stop it first, or delete ${file} if that is none`);
	}
	try {
		mkdirSync(folder, { recursive: true });
		writeFileSync(file, String(process.pid));
	} catch (cause) {
		throw new Error(`The demo keeps everything in ${folder}, which cannot be written to: ${cause instanceof Error ? cause.message : String(cause)}`);
	}
	process.once('exit', () => rmSync(file, { force: true }));
}

function readHolder(file: string): number | undefined {
	try {
		return Number(readFileSync(file, 'utf8')) || undefined;
	} catch {
		// Nobody has been here.
		return undefined;
	}
}
