import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ErpClient } from '../../../lib/erpnext/client';
import { createErpClient } from '../../../lib/erpnext/http';
import { FakeClock } from '../../support/fakeClock';
import { readRecordings, titleOf } from '../../support/recordings';

export interface Asked {
	method: string;
	/** Path and query as sent. */
	target: string;
	path: string;
	query: URLSearchParams;
	body: unknown;
	headers: IncomingMessage['headers'];
	/** How many requests came before this one. */
	nth: number;
}

export type Answer = { status?: number; json?: unknown; html?: string; text?: string; headers?: Record<string, string> } | 'cut' | 'silence';

const recordings = new Map(readRecordings().map((recording) => [titleOf(recording), recording]));

/** An answer of a real ERPNext 15.71.1. */
export function recordedAnswer(title: string): Answer {
	const recording = recordings.get(title);
	if (!recording) throw new TypeError(`There is no recording '${title}'`);
	const { status, contentType, body } = recording.response;
	return contentType.startsWith('text/html') ? { status, html: JSON.stringify(body) } : { status, json: body };
}

export interface Site {
	url: string;
	erp: ErpClient;
	clock: FakeClock;
	asked: Asked[];
	lines: string[];
}

async function readBody(request: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	const text = Buffer.concat(chunks).toString('utf8');
	return text === '' ? undefined : JSON.parse(text);
}

function send(response: ServerResponse, answer: Answer): void {
	if (answer === 'silence') return;
	if (answer === 'cut') {
		response.destroy();
		return;
	}
	const isHtml = answer.html !== undefined;
	response.writeHead(answer.status ?? 200, {
		'content-type': isHtml ? 'text/html; charset=utf-8' : 'application/json',
		...answer.headers,
	});
	response.end(answer.html ?? answer.text ?? JSON.stringify(answer.json ?? {}));
}

/** A real server on a free port that answers as the test says, closed when the test ends. */
export async function withSite(answer: (asked: Asked) => Answer, test: (site: Site) => Promise<void>): Promise<void> {
	const asked: Asked[] = [];
	const server = createServer((request, response) => {
		void readBody(request).then((body) => {
			const url = new URL(request.url ?? '/', 'http://site');
			const one: Asked = {
				method: request.method ?? '',
				target: request.url ?? '',
				path: url.pathname,
				query: url.searchParams,
				body,
				headers: request.headers,
				nth: asked.length,
			};
			asked.push(one);
			send(response, answer(one));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address() as AddressInfo;
	const url = `http://127.0.0.1:${address.port}`;
	const clock = new FakeClock();
	const lines: string[] = [];
	const credentials = { url, apiKey: 'the-key', apiSecret: 'the-secret', ignoreSslIssues: false };
	const erp = createErpClient(credentials, { clock, random: () => 1, onRequest: (line) => lines.push(line) });
	try {
		await test({ url, erp, clock, asked, lines });
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}

/** The error that `promise` rejects with; fails the test when it does not. */
export async function thrownBy(promise: Promise<unknown>): Promise<Error> {
	try {
		await promise;
	} catch (error) {
		if (error instanceof Error) return error;
		throw new TypeError('something other than an Error was thrown');
	}
	throw new TypeError('nothing was thrown');
}
