import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Two starts of n8n's processes, a lease that runs out, and the first build. */
const LIMIT_MS = 15 * 60_000;

const PROJECT = join(__dirname, '..');
const NODE_24 = join(PROJECT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const TSX = join(PROJECT, 'node_modules', 'tsx', 'dist', 'cli.mjs');

/** A process of its own: n8n wants another Node than the tests may have. */
function queueMode(...args: string[]): { status: number | null; printed: string } {
	// n8n ends at once, without a word, where it finds Jest's "test".
	const env = { ...process.env, NODE_ENV: 'production' };
	// eslint-disable-next-line @n8n/community-nodes/no-dangerous-functions -- a test's own program, with nobody's words in it
	const { status, stdout, stderr } = spawnSync(NODE_24, [TSX, join('scripts', 'queueMode', 'main.ts'), ...args], { cwd: PROJECT, env, encoding: 'utf8', timeout: LIMIT_MS });
	return { status, printed: `${stdout}${stderr}`.trim() };
}

const check = queueMode('--check');
const isMissing = check.status !== 0;
// Jest shows no titles while several files run, and a person should see why.
if (isMissing) process.stderr.write(`\nQueue-mode test: ${check.printed}\n`);

describe("n8n's queue mode, with two workers of which one is killed", () => {
	(isMissing ? it.skip : it)(
		isMissing ? check.printed : 'leaves the books of one process, and no order twice',
		() => {
			const { status, printed } = queueMode();
			expect(printed).toContain('Queue mode: the books are those of one process');
			expect(status).toBe(0);
		},
		LIMIT_MS,
	);
});
