import { spawn, type SpawnOptions } from 'node:child_process';

const LAST_LINES = 15;

/** Runs a program to its end; throws with its last lines when it does not succeed. Returns what it printed. */
export async function runQuietly(
	program: string,
	args: string[],
	options: SpawnOptions & { timeLimitMs?: number } = {},
): Promise<string> {
	const { timeLimitMs, ...spawnOptions } = options;
	return await new Promise((resolve, reject) => {
		const child = spawn(program, args, { ...spawnOptions, stdio: ['pipe', 'pipe', 'pipe'] });
		// A child that is left behind would go on writing.
		const end = (): void => void child.kill();
		process.once('exit', end);
		let printed = '';
		const keep = (chunk: Buffer) => {
			printed += chunk.toString();
		};
		child.stdout?.on('data', keep);
		child.stderr?.on('data', keep);
		const timer = timeLimitMs ? setTimeout(() => child.kill('SIGKILL'), timeLimitMs) : undefined;
		child.on('error', reject);
		child.on('close', (code) => {
			process.off('exit', end);
			clearTimeout(timer);
			if (code === 0) return resolve(printed);
			const tail = printed.trim().split('\n').slice(-LAST_LINES).join('\n');
			reject(new Error(`\`${program} ${args.join(' ')}\` ended with ${code ?? 'a signal'}:\n${tail}`));
		});
	});
}
