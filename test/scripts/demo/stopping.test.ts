import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const UNTIL_PARENT_ENDS = join(ROOT, 'scripts', 'demo', 'untilParentEnds.mjs');

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'stopping-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An address where somebody listens and nothing is ever said. */
async function openSilence(): Promise<{ server: Server; url: string }> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	return { server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
}

describe('npm start', () => {
	it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops on %s while it still works, and frees its folder', async (signal) => {
		const { server, url } = await openSilence();
		const env = { ...process.env, DEMO_FOLDER: folder, ERPNEXT_URL: url, ERPNEXT_API_KEY: 'key', ERPNEXT_API_SECRET: 'secret' };
		const demo = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts', 'demo', 'main.ts'), '--once'], { cwd: ROOT, env });
		let printed = '';
		demo.stdout.on('data', (chunk) => (printed += String(chunk)));
		await once(server, 'connection');
		expect(existsSync(join(folder, 'npm-start.pid'))).toBe(true);
		demo.kill(signal);
		const [code] = await once(demo, 'close');
		server.close();
		expect(code).toBe(130);
		expect(printed).toMatch(/Stopping \.\.\.\n$/);
		expect(existsSync(join(folder, 'npm-start.pid'))).toBe(false);
	});
});

describe('untilParentEnds', () => {
	it('ends its program when the process that started it is killed', async () => {
		const program = join(folder, 'program.cjs');
		writeFileSync(program, `process.stdout.write(process.argv.slice(2).join(' ')); setInterval(() => {}, 1000);`);
		const starter = join(folder, 'starter.cjs');
		writeFileSync(
			starter,
			`require('node:child_process').spawn(process.execPath, ${JSON.stringify([UNTIL_PARENT_ENDS, program, 'start', '--x'])}, { stdio: ['pipe', 'inherit', 'inherit'], detached: true });`,
		);
		const parent = spawn(process.execPath, [starter]);
		const [said] = await once(parent.stdout, 'data');
		expect(String(said)).toBe('start --x');
		parent.kill('SIGKILL');
		// The program holds the other end of this pipe: it closes once both are gone.
		await once(parent.stdout, 'close');
	});
});
