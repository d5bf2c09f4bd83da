import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a rule sees of a request. */
export interface FaultRequest {
	method: string;
	/** Decoded path without the query. */
	path: string;
	query: URLSearchParams;
	/** 1 for the first request of this method and path, 2 for the next one, and so on. */
	count: number;
}

/** What a server wants to answer, before a fault touches it. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer;
}

export type Fault =
	/** Answers with this instead of the real answer; `processed`: the request did its work first. */
	| { kind: 'answer'; status: number; headers?: Record<string, string>; body?: unknown; processed?: boolean }
	/** Resets the connection; `midAnswer` sends the headers and half of the body first. */
	| { kind: 'cut'; when: 'beforeProcessing' | 'afterProcessing' | 'midAnswer' }
	/** Answers late by this many milliseconds, after the work was done. */
	| { kind: 'delay'; ms: number }
	/** Does the work (unless `processed` is false) and never answers; the client has to give up. */
	| { kind: 'silence'; processed?: boolean }
	/** Sends the body in pieces of this many bytes, also inside a character. */
	| { kind: 'split'; chunkBytes: number }
	/** Ends the body early as if it were whole; `keepBytes` default: half of it. */
	| { kind: 'truncate'; keepBytes?: number };

export interface FaultRule {
	match(request: FaultRequest): boolean;
	fault: Fault;
	/** How often the rule applies; default: always. */
	times?: number;
}

const htmlPage = (title: string) => `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
const QUOTA_EXCEEDED = { errors: [{ code: 'QuotaExceeded', message: 'You exceeded your quota for the requested resource.' }] };

/** Faults that a random plan draws from, by name. */
export const NAMED_FAULTS = {
	throttled: { kind: 'answer', status: 429, headers: { 'Retry-After': '1' }, body: QUOTA_EXCEEDED },
	throttledWithoutHeaders: { kind: 'answer', status: 429, body: QUOTA_EXCEEDED },
	internalFault: { kind: 'answer', status: 500, body: htmlPage('500 Internal Server Error') },
	badGateway: { kind: 'answer', status: 502, body: htmlPage('502 Bad Gateway') },
	badGatewayAfterProcessing: { kind: 'answer', status: 502, body: htmlPage('502 Bad Gateway'), processed: true },
	unavailable: { kind: 'answer', status: 503, body: htmlPage('503 Service Temporarily Unavailable') },
	gatewayTimeout: { kind: 'answer', status: 504, body: htmlPage('504 Gateway Time-out') },
	gatewayTimeoutAfterProcessing: { kind: 'answer', status: 504, body: htmlPage('504 Gateway Time-out'), processed: true },
	cutBeforeProcessing: { kind: 'cut', when: 'beforeProcessing' },
	cutAfterProcessing: { kind: 'cut', when: 'afterProcessing' },
	cutMidAnswer: { kind: 'cut', when: 'midAnswer' },
	split: { kind: 'split', chunkBytes: 61 },
	truncate: { kind: 'truncate' },
} as const satisfies Record<string, Fault>;
export type NamedFault = keyof typeof NAMED_FAULTS;

export interface RandomFaultOptions {
	/** Share of requests that get a fault, 0 to 1. */
	rate: number;
	/** Default: all names of NAMED_FAULTS. */
	kinds?: Array<NamedFault | Fault>;
	/** Only requests for which this holds; default: all. */
	match?: (request: FaultRequest) => boolean;
	/** No more faults than this in total; default: no limit. */
	limit?: number;
}

/** Decides for each request of a sandbox server whether, and how, it goes wrong. */
export class FaultPlan {
	/** What was done so far, for a test's message. */
	readonly injected: Array<{ method: string; path: string; count: number; fault: Fault }> = [];
	private readonly counts = new Map<string, number>();
	private readonly rules: Array<{ match: FaultRule['match']; pick: (request: FaultRequest) => Fault; left: number }> = [];

	constructor(rules: FaultRule[] = []) {
		for (const rule of rules) this.add(rule);
	}

	static random(seed: number, options: RandomFaultOptions): FaultPlan {
		const plan = new FaultPlan();
		plan.addRandom(seed, options);
		return plan;
	}

	/** The draw hangs on the seed, the request and its count, not on the order in which requests arrive. */
	addRandom(seed: number, options: RandomFaultOptions): void {
		const faults = (options.kinds ?? (Object.keys(NAMED_FAULTS) as NamedFault[])).map((kind) =>
			typeof kind === 'string' ? NAMED_FAULTS[kind] : kind,
		);
		const draw = (request: FaultRequest, purpose: string) => {
			const key = [seed, purpose, request.method, request.path, request.count].join('\n');
			return createHash('sha256').update(key).digest().readUInt32BE(0) / 2 ** 32;
		};
		this.rules.push({
			match: (request) => faults.length > 0 && (options.match?.(request) ?? true) && draw(request, 'rate') < options.rate,
			pick: (request) => faults[Math.floor(draw(request, 'kind') * faults.length)] ?? NAMED_FAULTS.unavailable,
			left: options.limit ?? Infinity,
		});
	}

	add(rule: FaultRule): void {
		this.rules.push({ match: rule.match.bind(rule), pick: () => rule.fault, left: rule.times ?? Infinity });
	}

	/** From here on everything goes well. */
	clear(): void {
		this.rules.length = 0;
	}

	/** Counts the request; the first rule that matches decides. */
	nextFault(method: string, path: string, query: URLSearchParams): Fault | undefined {
		const key = `${method} ${path}`;
		const count = (this.counts.get(key) ?? 0) + 1;
		this.counts.set(key, count);
		const request: FaultRequest = { method, path, query, count };
		const rule = this.rules.find((candidate) => candidate.left > 0 && candidate.match(request));
		if (!rule) return undefined;
		rule.left -= 1;
		const fault = rule.pick(request);
		this.injected.push({ method, path, count, fault });
		return fault;
	}
}

/** Answers one request of a sandbox server, with the plan's fault if there is one. `process` does the request's work. */
export async function answerWithFaults(
	plan: FaultPlan | undefined,
	request: IncomingMessage,
	response: ServerResponse,
	process: () => Promise<Answer>,
): Promise<void> {
	const url = new URL(request.url ?? '/', 'http://sandbox');
	const fault = plan?.nextFault(request.method ?? 'GET', decodePath(url.pathname), url.searchParams);
	const cut = () => response.socket?.resetAndDestroy();
	// Node would send this machine's time, which is not the sandbox's.
	response.sendDate = false;

	if (fault?.kind === 'cut' && fault.when === 'beforeProcessing') return void cut();
	if (fault?.kind === 'silence' && fault.processed === false) return;
	if (fault?.kind === 'answer' && !fault.processed) return sendAnswer(response, toFaultAnswer(fault));

	const answer = await process();
	const body = Buffer.from(answer.body);
	switch (fault?.kind) {
		case 'answer':
			return sendAnswer(response, toFaultAnswer(fault));
		case 'silence':
			return;
		case 'cut':
			if (fault.when === 'afterProcessing') return void cut();
			writeHead(response, answer, body.length);
			// The half that was sent has to leave before the reset, or the client sees no answer at all.
			response.write(body.subarray(0, Math.floor(body.length / 2)), () => setTimeout(cut, 5));
			return;
		case 'delay':
			await new Promise((resolve) => setTimeout(resolve, fault.ms));
			return sendAnswer(response, answer);
		case 'split':
			return await sendInPieces(response, answer, body, fault.chunkBytes);
		case 'truncate':
			return sendAnswer(response, { ...answer, body: body.subarray(0, fault.keepBytes ?? Math.floor(body.length / 2)) });
		default:
			return sendAnswer(response, answer);
	}
}

export function sendAnswer(response: ServerResponse, answer: Answer): void {
	const body = Buffer.from(answer.body);
	writeHead(response, answer, body.length);
	response.end(body);
}

function writeHead(response: ServerResponse, answer: Answer, length: number): void {
	response.writeHead(answer.status, { ...answer.headers, 'Content-Length': String(length) });
}

async function sendInPieces(response: ServerResponse, answer: Answer, body: Buffer, chunkBytes: number): Promise<void> {
	response.socket?.setNoDelay(true);
	writeHead(response, answer, body.length);
	for (let offset = 0; offset < body.length && !response.destroyed; offset += chunkBytes) {
		response.write(body.subarray(offset, offset + chunkBytes));
		await new Promise((resolve) => setImmediate(resolve));
	}
	response.end();
}

function toFaultAnswer(fault: Extract<Fault, { kind: 'answer' }>): Answer {
	const isText = typeof fault.body === 'string';
	return {
		status: fault.status,
		headers: { 'Content-Type': isText ? 'text/html; charset=utf-8' : 'application/json', ...fault.headers },
		body: isText ? String(fault.body) : fault.body === undefined ? '' : JSON.stringify(fault.body),
	};
}

function decodePath(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
