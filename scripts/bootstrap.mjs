/**
 * What must stand before anything else can run, on a machine that has Node and nothing more. Plain JavaScript on
 * purpose: it runs before a single dependency is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];
const LOCK_SEEN = join(projectFolder, 'node_modules', '.installed-from');

/** n8n needs Node 24; the npm package `node` brings it, whatever the machine runs. */
export const node24 = join(
	projectFolder,
	'node_modules',
	'node',
	'bin',
	process.platform === 'win32' ? 'node.exe' : 'node',
);

export function fail(sentence) {
	process.stderr.write(`\n${sentence}\n`);
	process.exit(1);
}

export function requireFitNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	const [oldestMajor, oldestMinor] = OLDEST_NODE;
	if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
		fail(`Node ${process.versions.node} is too old: install Node ${OLDEST_NODE.join('.')} or newer and run this again.`);
	}
}

const LINES_OF_REASON = 15;

/** npm tells the cause first and its usage after it. */
function npmReason(printed) {
	const lines = printed.trim().split('\n');
	const told = lines.filter((line) => line.startsWith('npm error') && line.trim() !== 'npm error');
	return (told.length > 0 ? told.slice(0, LINES_OF_REASON) : lines.slice(-LINES_OF_REASON)).join('\n');
}

/** Runs npm in `folder`; its output is shown only when it does not succeed. */
export function npm(args, { folder = projectFolder, env = process.env } = {}) {
	// npm of the running Node; on Windows npm is a script that only a shell can start.
	const result = spawnSync('npm', args, { cwd: folder, env, encoding: 'utf8', shell: process.platform === 'win32' });
	if (result.status === 0) return;
	fail(`\`npm ${args.join(' ')}\` did not succeed:\n${result.error?.message ?? npmReason(result.stderr)}\nPut that right (most often it is the network), then run this again.`);
}

/** Installs the project's own dependencies when they are missing or the lock file changed since. */
export function ensureInstalled() {
	const lock = createHash('sha256').update(readFileSync(join(projectFolder, 'package-lock.json'))).digest('hex');
	const upToDate = existsSync(LOCK_SEEN) && readFileSync(LOCK_SEEN, 'utf8') === lock && existsSync(node24);
	if (upToDate) return;
	console.log('Installing dependencies (once, about 2 minutes) ...');
	// Install scripts stay off; `node` alone needs its own, which fetches the binary from the same registry.
	npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
	npm(['rebuild', 'node']);
	if (!existsSync(node24)) fail('The npm package `node` brought no Node 24 binary for this platform: install Node 24 and run this again with it.');
	mkdirSync(dirname(LOCK_SEEN), { recursive: true });
	writeFileSync(LOCK_SEEN, lock);
}
