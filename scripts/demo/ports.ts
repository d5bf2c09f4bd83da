import { createServer } from 'node:net';

import type { N8nPorts } from './n8nProcess';

interface WantedPort {
	purpose: string;
	variable: string;
	port: number;
}

const N8N: WantedPort = { purpose: 'n8n', variable: 'N8N_PORT', port: 5678 };
const AMAZON: WantedPort = { purpose: "the sandbox's Amazon", variable: 'AMAZON_SANDBOX_PORT', port: 9080 };
const ERPNEXT: WantedPort = { purpose: "the sandbox's ERPNext", variable: 'ERPNEXT_SANDBOX_PORT', port: 9081 };
const SIGNED_IN: WantedPort = { purpose: 'the link that opens n8n signed in', variable: 'DEMO_LINK_PORT', port: 9082 };

export interface DemoPorts {
	n8n: N8nPorts;
	amazon: number;
	erpnext: number;
	signedIn: number;
}

/** Ports that people can note down; with `once` nobody looks, and any free ones do. */
export async function choosePorts(once: boolean): Promise<DemoPorts> {
	const choose = async (wanted: WantedPort) => (once && !process.env[wanted.variable] ? await anyFreePort() : await requireFreePort(wanted));
	return {
		n8n: { web: await choose(N8N), broker: await anyFreePort() },
		amazon: await choose(AMAZON),
		erpnext: await choose(ERPNEXT),
		signedIn: await choose(SIGNED_IN),
	};
}

async function isFree(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
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
	const port = Number(given ?? usual);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${variable} '${given}' is no port: give a number such as ${usual}`);
	if (await isFree(port)) return port;
	throw new Error(
		`Port ${port}, wanted for ${purpose}, is in use. Stop what uses it, or choose another: ${variable}=${port + 100} npm start`,
	);
}
