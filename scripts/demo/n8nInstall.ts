/**
 * n8n and this package, installed the way a user installs them: n8n from npm, the package as the tarball that npm would
 * publish. Kept under `.demo/` for the next start.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { runQuietly } from './process';

const N8N_VERSION = '2.40.7';
const PACKAGE = 'n8n-nodes-amazon-erpnext';

export interface DemoFolders {
	project: string;
	/** Everything that the demo keeps; deleted by hand to start afresh. */
	demo: string;
	n8n: string;
	/** n8n's user folder. */
	home: string;
}

export function demoFolders(project: string): DemoFolders {
	const demo = process.env.DEMO_FOLDER ?? join(project, '.demo');
	return { project, demo, n8n: join(demo, 'n8n'), home: join(demo, 'home') };
}

/** Node 24 (the one that runs this) first on PATH, so that n8n and its install find it. */
export function node24Env(): NodeJS.ProcessEnv {
	return { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}` };
}

async function npm(args: string[], folder: string): Promise<void> {
	await runQuietly('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: folder,
		env: node24Env(),
		shell: process.platform === 'win32',
	});
}

const stampOf = (folders: DemoFolders): string => join(folders.n8n, `installed-${N8N_VERSION}`);

export function isN8nInstalled(folders: DemoFolders): boolean {
	return existsSync(stampOf(folders));
}

export async function ensureN8n(folders: DemoFolders, say: (line: string) => void): Promise<void> {
	if (isN8nInstalled(folders)) return;
	say(`Installing n8n ${N8N_VERSION} (once, about 4 minutes, 2.2 GB) ...`);
	mkdirSync(folders.n8n, { recursive: true });
	writeFileSync(join(folders.n8n, 'package.json'), JSON.stringify({ private: true }));
	// Install scripts are off because most of n8n's are for features that the demo does not use; sqlite3 needs its own.
	await npm(['install', `n8n@${N8N_VERSION}`, '--ignore-scripts', '--legacy-peer-deps'], folders.n8n);
	say('Preparing its database driver (once, up to 3 minutes) ...');
	await npm(['rebuild', 'sqlite3'], folders.n8n);
	writeFileSync(stampOf(folders), '');
}

/** Builds and packs the project and installs the tarball into n8n's folder for community nodes. */
export async function installPackage(folders: DemoFolders, say: (line: string) => void): Promise<void> {
	say('Building the package ...');
	await runQuietly('npm', ['run', 'build'], { cwd: folders.project, env: node24Env(), shell: process.platform === 'win32' });
	const packed = join(folders.demo, 'packed');
	rmSync(packed, { recursive: true, force: true });
	mkdirSync(packed, { recursive: true });
	await npm(['pack', '--ignore-scripts', '--pack-destination', packed], folders.project);
	const file = readdirSync(packed).find((name) => name.endsWith('.tgz'));
	if (!file) throw new Error('`npm pack` made no tarball of the package');
	const tarball = join(packed, file);

	const nodes = join(folders.home, '.n8n', 'nodes');
	const stamp = join(nodes, 'installed-tarball');
	const hash = createHash('sha256').update(readFileSync(tarball)).digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
	say('Installing the package into n8n ...');
	mkdirSync(nodes, { recursive: true });
	writeFileSync(join(nodes, 'package.json'), JSON.stringify({ private: true }));
	rmSync(join(nodes, 'node_modules', PACKAGE), { recursive: true, force: true });
	rmSync(join(nodes, 'package-lock.json'), { force: true });
	// Without --legacy-peer-deps npm would add a second n8n-workflow beside n8n's own.
	await npm(['install', tarball, '--ignore-scripts', '--omit=dev', '--legacy-peer-deps'], nodes);
	writeFileSync(stamp, hash);
}
