import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { systemClock, type Clock } from '../../lib/clock';
import { answerWithFaults, type Answer, type FaultPlan } from '../faults';
import { errorAnswer, htmlAnswer, jsonAnswer, NOT_FOUND_PAGE } from './answers';
import { Users, type ApiUser } from './auth';
import { refusalFrom, refuse, type ServerMessage } from './errors';
import { Pace } from './pace';
import { pageFor } from './pages';
import { handleApi, subjectOf, type ApiRequest } from './routes';
import { seedSite } from './seed/site';
import { DAY_TO_DAY_ROLES, MANAGER_ROLES, SALES_ROLES, type Session, type User } from './session';
import { Site } from './site';
import { siteHandle, type SiteHandle } from './siteHandle';
import { isRecord } from './values';

export interface ErpNextSandboxOptions {
	/** Default 0: any free port, on 127.0.0.1 only. */
	port?: number;
	clock?: Clock;
	faults?: FaultPlan;
	/** `measured`: every request takes as long as on a 2-core server; default none. */
	latency?: 'none' | 'measured';
}

export interface LoggedRequest {
	method: string;
	/** Decoded, without the query. */
	path: string;
	/** Document type or method name. */
	subject: string;
	isWrite: boolean;
	/** Undefined while the request is under way, or when a fault kept it from being processed. */
	status?: number;
}

export interface ErpNextSandbox {
	url: string;
	users: {
		manager: ApiUser;
		/** Sales User, Sales Master Manager and Item Manager. */
		dayToDay: ApiUser;
		/** Sales User only. */
		sales: ApiUser;
		addUser(roles: string[]): ApiUser;
	};
	site: SiteHandle;
	/** Every API request in order of arrival. */
	requests: LoggedRequest[];
	close(): Promise<void>;
}

/** gunicorn's limit for the first line of a request: longer filters must go by POST. */
const LONGEST_REQUEST_LINE = 4094;

/** A local ERPNext 15 in memory that behaves as the recordings of a real one (test/fixtures/erpnext-contract). */
export async function startErpNextSandbox(options: ErpNextSandboxOptions = {}): Promise<ErpNextSandbox> {
	const clock = options.clock ?? systemClock;
	let url = '';
	const site = new Site(clock, () => url);
	seedSite(site);
	const users = new Users();
	const manager = users.add('integration@example.com', MANAGER_ROLES);
	const sales = users.add('limited@example.com', SALES_ROLES);
	const dayToDay = users.add('daytoday@example.com', DAY_TO_DAY_ROLES);
	const requests: LoggedRequest[] = [];
	const jobs = new Jobs(site);
	const pace = new Pace(clock, options.latency ?? 'none');

	async function answer(request: IncomingMessage): Promise<Answer> {
		const target = new URL(request.url ?? '/', 'http://sandbox');
		if ((request.url ?? '').length > LONGEST_REQUEST_LINE - 20) {
			return htmlAnswer(400, '<html><head><title>Bad Request</title></head><body><h1><p>Bad Request</p></h1>Request Line is too large</body></html>');
		}
		const body = await readBody(request);
		if (!target.pathname.startsWith('/api/')) {
			const page = pageFor(site, target);
			return page === undefined ? htmlAnswer(404, NOT_FOUND_PAGE) : htmlAnswer(200, page);
		}
		const method = request.method ?? 'GET';
		const logged: LoggedRequest = { method, path: decode(target.pathname), ...subjectOf(method, target.pathname) };
		requests.push(logged);
		const apiRequest: ApiRequest = { method, path: target.pathname, query: Object.fromEntries(target.searchParams), body: parseBody(request, body) };
		const done = await pace.run(apiRequest, logged.subject, () => process(apiRequest, request.headers.authorization));
		logged.status = done.status;
		return done;
	}

	/** Runs one request to its end; nothing else runs in between, and a refusal leaves nothing behind. */
	function process(request: ApiRequest, authorization: string | undefined): { answer: Answer; workMs: number } {
		const messages: ServerMessage[] = [];
		try {
			const user: User = users.identify(authorization);
			const session: Session = { site, user, messages, workMs: 0, enqueue: (job) => jobs.add(job) };
			const { status, body } = handleApi(session, request);
			site.commit();
			return { answer: jsonAnswer(status, body, messages), workMs: session.workMs };
		} catch (thrown) {
			site.rollback();
			return { answer: errorAnswer(refusalFrom(thrown), messages), workMs: 0 };
		}
	}

	const server = createServer((request: IncomingMessage, response: ServerResponse) => {
		answerWithFaults(options.faults, request, response, async () => await answer(request)).catch((error: unknown) => {
			// A defect of the sandbox itself: shown in the answer, so that a test sees where it is.
			const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
			if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
			response.end(`Sandbox defect: ${text}`);
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The sandbox has no port');
	url = `http://127.0.0.1:${address.port}`;

	return {
		url,
		users: { manager, dayToDay, sales, addUser: (roles) => users.add(`user${users.count + 1}@example.com`, roles) },
		site: siteHandle(site, manager, jobs),
		requests,
		close: async () => {
			jobs.stop();
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

/** Background jobs: run soon after the request that asked for them, or at once when a test says so. */
export class Jobs {
	private waiting: Array<() => void> = [];
	private timer: NodeJS.Timeout | undefined;

	constructor(private readonly site: Site) {}

	add(job: () => void): void {
		this.waiting.push(job);
		this.timer ??= setTimeout(() => this.runAll(), 50).unref();
	}

	runAll(): void {
		this.stop();
		const jobs = this.waiting;
		this.waiting = [];
		for (const job of jobs) job();
		this.site.commit();
	}

	stop(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
	}
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks).toString('utf8');
}

function parseBody(request: IncomingMessage, body: string): Record<string, unknown> {
	if (body === '') return {};
	if ((request.headers['content-type'] ?? '').includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(body));
	try {
		const parsed: unknown = JSON.parse(body);
		return isRecord(parsed) ? parsed : {};
	} catch {
		return { data: refuse('Invalid JSON').message };
	}
}

function decode(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
