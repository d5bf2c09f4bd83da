import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAmazonClient } from '../../../lib/amazon/client';
import type { AmazonClient, AmazonClientDeps } from '../../../lib/amazon/client';
import type { AmazonCredentials } from '../../../lib/amazon/types';
import { FakeClock } from '../../support/fakeClock';

export interface Asked {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: string;
	/** 0 for the first request to the API (LWA is counted apart). */
	nth: number;
}

export type Reply = { status?: number; headers?: Record<string, string>; json?: unknown; text?: string | Buffer };
/** A handler that answers by itself returns nothing. */
export type Handler = (asked: Asked, response: ServerResponse) => Reply | undefined;

export interface TestAmazon {
	client: AmazonClient;
	clock: FakeClock;
	credentials: AmazonCredentials;
	/** Requests to the API. */
	asked: Asked[];
	/** Requests to LWA. */
	logins: Asked[];
	newClient(changes?: Partial<AmazonCredentials>, deps?: Partial<AmazonClientDeps>): AmazonClient;
}

let sellers = 0;

export const SECRETS = {
	clientSecret: ['amzn1', 'oa2-cs', 'v1', 'made-up'].join('.'),
	refreshToken: ['Atzr', 'refresh-token-of-the-seller'].join('|'),
};

/** Quotas and tokens are shared in a process, so each test is another seller. */
export function someCredentials(localUrl: string, changes: Partial<AmazonCredentials> = {}): AmazonCredentials {
	sellers += 1;
	return {
		sellerId: `SELLER${sellers}`,
		country: 'DE',
		clientId: `client-${sellers}`,
		...SECRETS,
		environment: 'local',
		localUrl,
		...changes,
	};
}

export const STOP = { kind: 'stop' } as const;

export const tokenReply = (nth: number): Reply => ({ json: { access_token: `Atza|token-${nth}`, expires_in: 3600, token_type: 'bearer' } });
export const ok: Reply = { json: { orders: [] } };
export const html = (status: number, headers = {}): Reply => ({
	status,
	headers: { 'content-type': 'text/html', ...headers },
	text: `<html><head><title>${status} Something</title></head><body>no JSON</body></html>`,
});
export const refusal = (status: number, code: string, message: string, details = ''): Reply => ({
	status,
	headers: { 'x-amzn-RequestId': 'req-1' },
	json: { errors: [{ code, message, details }] },
});

/** A real server on a free port; `login` answers LWA. */
export async function withAmazon(
	handler: Handler,
	use: (amazon: TestAmazon) => Promise<void>,
	login: Handler = ({ nth }) => tokenReply(nth),
): Promise<void> {
	const asked: Asked[] = [];
	const logins: Asked[] = [];
	const clock = new FakeClock();
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const url = new URL(request.url ?? '/', 'http://amazon');
			const isLogin = url.pathname.endsWith('/auth/o2/token');
			const list = isLogin ? logins : asked;
			const one: Asked = {
				method: request.method ?? '',
				path: url.pathname,
				query: url.searchParams,
				headers: request.headers,
				body: Buffer.concat(chunks).toString('utf8'),
				nth: list.length,
			};
			list.push(one);
			const reply = (isLogin ? login : handler)(one, response);
			if (!reply) return;
			const text = reply.text ?? JSON.stringify(reply.json ?? {});
			response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', date: new Date(clock.now()).toUTCString(), ...reply.headers });
			response.end(text);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const credentials = someCredentials(`http://127.0.0.1:${port}`);
	const newClient: TestAmazon['newClient'] = (changes = {}, deps = {}) =>
		createAmazonClient({ ...credentials, ...changes }, { clock, random: () => 0, ...deps });
	try {
		await use({ client: newClient(), clock, credentials, asked, logins, newClient });
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}

export async function thrownBy(promise: Promise<unknown>): Promise<Error> {
	try {
		await promise;
	} catch (cause) {
		if (cause instanceof Error) return cause;
		throw cause;
	}
	throw new Error('Nothing was thrown');
}

/** All that a generator yields, and what it returns. */
export async function drained<T, R>(pages: AsyncGenerator<T[], R>): Promise<{ items: T[]; pages: T[][]; end: R }> {
	const seen: T[][] = [];
	let step = await pages.next();
	while (!step.done) {
		seen.push(step.value);
		step = await pages.next();
	}
	return { items: seen.flat(), pages: seen, end: step.value };
}
