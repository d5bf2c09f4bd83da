import { createServer } from 'node:net';

async function isFree(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
}

/** A port that nobody uses right now. */
export async function anyFreePort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			probe.close(() => resolve(port));
		});
	});
}

/** `port`, if nobody uses it; otherwise throws one sentence that says how to choose another. */
export async function requireFreePort(port: number, purpose: string, variable: string): Promise<number> {
	if (await isFree(port)) return port;
	throw new Error(
		`Port ${port}, wanted for ${purpose}, is in use. Stop what uses it, or choose another: ${variable}=${port + 100} npm start`,
	);
}
