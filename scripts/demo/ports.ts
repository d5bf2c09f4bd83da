import { createServer } from 'node:net';

import type { N8nPorts } from './n8nProcess';

interface WantedPort {
	purpose: string;
	variable: string;
	port: number;
}

const N8N: WantedPort = { purpose: 'n8n', variable: 'N8N_PORT', port: 5678 };
const AMAZON: WantedPort = { purpose: 'the local Amazon', variable: 'AMAZON_SANDBOX_PORT', port: 9080 };
const ERPNEXT: WantedPort = { purpose: 'the local ERPNext', variable: 'ERPNEXT_SANDBOX_PORT', port: 9081 };
const SIGNED_IN: WantedPort = { purpose: 'the link that opens n8n signed in', variable: 'DEMO_LINK_PORT', port: 9082 };

/** Up to here most systems ask for an administrator. */
const MOST_RESERVED = 1023;

export interface DemoPorts {
	n8n: N8nPorts;
	amazon: number;
	erpnext: number;
	signedIn: number;
}

/** Ports that people can note down; with `once` nobody looks, and any free ones do. */
export async function choosePorts(once: boolean): Promise<DemoPorts> {
	const takesAny = ({ variable }: WantedPort) => once && !process.env[variable];
	requireDifferent([N8N, AMAZON, ERPNEXT, SIGNED_IN].filter((wanted) => !takesAny(wanted)));
	const choose = async (wanted: WantedPort) => (takesAny(wanted) ? await anyFreePort() : await requireFreePort(wanted));
	return {
		n8n: { web: await choose(N8N), broker: await anyFreePort() },
		amazon: await choose(AMAZON),
		erpnext: await choose(ERPNEXT),
		signedIn: await choose(SIGNED_IN),
	};
}

/** Undefined when it can be had, else why not. */
async function whyNot(port: number): Promise<string | undefined> {
	return await new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(undefined)));
	});
}

function requireDifferent(wanted: WantedPort[]): void {
	const seen = new Map<string, string>();
	for (const { variable, port } of wanted) {
		const chosen = process.env[variable] || String(port);
		const other = seen.get(chosen);
		if (other) throw new Error(`${variable} and ${other} are both ${chosen}: each needs a port of its own`);
		seen.set(chosen, variable);
	}
}

/** A port that nobody uses right now. */
async function anyFreePort(): Promise<number> {
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
async function requireFreePort({ purpose, variable, port: usual }: WantedPort): Promise<number> {
	const given = process.env[variable];
	const port = Number(given || usual);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${variable} '${given}' is no port: give a number such as ${usual}`);
	const why = await whyNot(port);
	if (why === undefined) return port;
	const told = why === 'EACCES' ? 'is for administrators only. Choose' : 'is in use. Stop what uses it, or choose';
	const another = port > MOST_RESERVED && port < 65_000 ? port + 100 : usual + 100;
	throw new Error(`Port ${port}, wanted for ${purpose}, ${told} another: ${variable}=${another} npm start`);
}
