import { createServer, type IncomingMessage } from 'node:http';
import { randomBytes, randomUUID } from 'node:crypto';
import { type Answer, answerWithFaults, type FaultPlan, sendAnswer } from '../faults';
import { accessDenied, ApiRefusal, notFound, quotaExceeded, toJsonAnswer, toRefusalBody } from './apiAnswers';
import { getCatalogItem, searchCatalogItems } from './catalogRoutes';
import type { RequestContext } from './context';
import { getListingsItem, searchListingsItems } from './listingsRoutes';
import { LoginWithAmazon } from './lwa';
import { findOperation, type Operation } from './operations';
import { getOrder, searchOrders } from './ordersRoutes';
import { PageTokens } from './pageTokens';
import { Parameters } from './parameters';
import { type QuotaOption, Quotas } from './quotas';
import { ReportDesk, type ReportSettings } from './reports/reportDesk';
import { answerDownload, cancelReport, createReport, getReport, getReportDocument, getReports } from './reportsRoutes';
import { getMarketplaceParticipations } from './sellersRoutes';
import type { SellerWorld } from './world/sellerWorld';

export interface AmazonSandboxOptions {
	/** Default: any free port. */
	port?: number;
	/** Default: the machine's clock. */
	clock?: { now(): number };
	sellers?: SellerWorld[];
	/** Default: the models' rates. */
	quotas?: QuotaOption;
	faults?: FaultPlan;
	/** Default: 5 s in the queue, 10 s in progress, compressed. */
	reports?: Partial<ReportSettings>;
}

export interface SandboxSeller {
	world: SellerWorld;
	/** In the shape that the package's credential has. */
	credentials: {
		sellerId: string;
		country: string;
		clientId: string;
		clientSecret: string;
		refreshToken: string;
		environment: 'local';
		localUrl: string;
	};
}

export interface LoggedRequest {
	/** Amazon's name of the operation, `token` for LWA, `download` for a report's file, `unknown` for any other address. */
	operation: string;
	sellerId: string;
	status: number;
}

export interface AmazonSandbox {
	url: string;
	sellers: SandboxSeller[];
	/** Every request that was processed, in order; one that a fault answered before processing is not among them. */
	requests: LoggedRequest[];
	/** May be changed while the sandbox runs; holds for reports created, and files written, from then on. */
	reports: ReportSettings;
	/** Access tokens given so far stop working. */
	revokeAccessTokens(): void;
	close(): Promise<void>;
}

type Route = (context: RequestContext) => unknown;
const ROUTES: Record<string, Route> = {
	getMarketplaceParticipations,
	searchOrders,
	getOrder,
	searchListingsItems,
	getListingsItem,
	searchCatalogItems,
	getCatalogItem,
	getReports,
	createReport,
	getReport,
	cancelReport,
	getReportDocument,
};
const SUCCESS: Record<string, number> = { createReport: 202 };
const DOWNLOADS = '/report-documents/';
const TOKEN_REFUSALS = {
	missing: 'Access token is missing in the request header.',
	invalid: 'The access token you provided is revoked, malformed or invalid.',
	expired: 'The access token you provided has expired.',
};

/** Serves Login with Amazon and the Selling Partner API on one port of this machine. */
export async function startAmazonSandbox(options: AmazonSandboxOptions = {}): Promise<AmazonSandbox> {
	const now = () => options.clock?.now() ?? Date.now();
	const worlds = options.sellers ?? [];
	for (const world of worlds) world.useClock(now);
	const lwa = new LoginWithAmazon(worlds, now);
	const quotas = new Quotas(options.quotas ?? 'amazon', now);
	const pageTokens = new PageTokens(now, randomBytes(16).toString('hex'));
	const reports = new ReportDesk({ inQueueMs: 5000, inProgressMs: 10_000, compression: 'GZIP', fatal: false, ...options.reports }, now, randomBytes(16).toString('hex'));
	const requests: LoggedRequest[] = [];
	let url = '';

	const answer = async (request: IncomingMessage): Promise<Answer> => {
		const address = new URL(request.url ?? '/', url);
		const body = await readBody(request);
		if (address.pathname === '/auth/o2/token' && request.method === 'POST') {
			const answered = lwa.answerTokenRequest(body, request.headers['content-type'] ?? '');
			requests.push({ operation: 'token', sellerId: '', status: answered.status });
			return answered;
		}
		if (address.pathname.startsWith(DOWNLOADS)) {
			const answered = answerDownload(reports, address.pathname.slice(DOWNLOADS.length), address.searchParams, now());
			requests.push({ operation: 'download', sellerId: '', status: answered.status });
			return answered;
		}
		const found = findOperation(request.method ?? 'GET', address.pathname);
		const header = request.headers['x-amz-access-token'];
		const seller = lwa.findSeller(typeof header === 'string' ? header : undefined);
		let status = 200;
		let answered: unknown;
		try {
			if (typeof seller === 'string') throw accessDenied(TOKEN_REFUSALS[seller]);
			const route = found && ROUTES[found.operation.name];
			if (!found || !route) throw notFound('The resource specified does not exist.');
			if (!quotas.take(found.operation, `${seller.sellerId} ${seller.secrets.clientId}`)) throw quotaExceeded();
			answered = route({ seller, path: found.pathParameters, query: new Parameters(address.searchParams), body, now: now(), pageTokens, reports, url });
			status = SUCCESS[found.operation.name] ?? 200;
		} catch (cause) {
			const refusal = cause instanceof ApiRefusal ? cause : toOwnFault(cause);
			status = refusal.status;
			answered = toRefusalBody(refusal);
		}
		requests.push({ operation: found?.operation.name ?? 'unknown', sellerId: typeof seller === 'string' ? '' : seller.sellerId, status });
		return toJsonAnswer(status, answered, { ...toHeaders(status, found?.operation, quotas), Date: new Date(now()).toUTCString() });
	};

	const server = createServer((request, response) => {
		answerWithFaults(options.faults, request, response, async () => await answer(request)).catch((cause: unknown) => {
			sendAnswer(response, toJsonAnswer(500, toRefusalBody(toOwnFault(cause))));
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	const bound = server.address();
	url = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : options.port}`;
	return {
		url,
		sellers: worlds.map((world) => ({
			world,
			credentials: { sellerId: world.sellerId, country: world.country, ...world.secrets, environment: 'local', localUrl: url },
		})),
		requests,
		reports: reports.settings,
		revokeAccessTokens: () => lwa.revokeAccessTokens(),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** A bug of the sandbox itself, told loudly in the shape of Amazon's 500. */
function toOwnFault(cause: unknown): ApiRefusal {
	return new ApiRefusal(500, 'InternalFailure', cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
}

/** The request id is always there; the limit where the models say so: on success, 400 and 404. */
function toHeaders(status: number, operation: Operation | undefined, quotas: Quotas): Record<string, string> {
	const announcesLimit = status < 300 || status === 400 || status === 404 || (status === 429 && operation?.limitHeaderOn429);
	return {
		'x-amzn-RequestId': randomUUID(),
		...(operation && announcesLimit ? { 'x-amzn-RateLimit-Limit': String(quotas.limitOf(operation).ratePerSecond) } : {}),
	};
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks).toString('utf8');
}
