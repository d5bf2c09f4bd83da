/** One HTTP request to ERPNext by axios: agents, time-outs, sizes. Knows nothing of Frappe. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { isAxiosError } from 'axios';
import type { RawAnswer } from './httpAnswer';
import type { ErpCredentials } from './types';

/** Gunicorn, as ERPNext's own set-up starts it, gives a request up after 120 s; past that no answer comes. */
const TIMEOUT_MS = 125_000;
/** A page of 500 Sales Orders with rows is about 2 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Path and query, already encoded. */
	target: string;
	body?: unknown;
	/** May use a connection that was open before. */
	reuseConnection: boolean;
}

/** Thrown when no answer came; `code` is Node's. */
export class NoAnswer extends Error {
	constructor(readonly code: string) {
		super(code);
	}
}

export type SendHttp = (request: HttpRequest) => Promise<RawAnswer>;

/**
 * An idle connection may be closed by the server just as the next request leaves. Then nobody knows whether a write
 * arrived, so writes that must not be repeated take a new connection.
 */
export function createSend(url: string, credentials: ErpCredentials, timeoutMs = TIMEOUT_MS): SendHttp {
	const tls = { rejectUnauthorized: !credentials.ignoreSslIssues };
	const kept = { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: new HttpsAgent({ keepAlive: true, ...tls }) };
	const fresh = { httpAgent: new HttpAgent({ keepAlive: false }), httpsAgent: new HttpsAgent({ keepAlive: false, ...tls }) };
	const authorization = `token ${credentials.apiKey.trim()}:${credentials.apiSecret.trim()}`;

	return async ({ method, target, body, reuseConnection }) => {
		try {
			const response = await axios.request<string>({
				method,
				url: url + target,
				data: body === undefined ? undefined : JSON.stringify(body),
				headers: {
					Authorization: authorization,
					Accept: 'application/json',
					// A site in another language would refuse in its own words; causes are told by ERPNext's English ones. A request
					// with an API key is still nobody's when Frappe chooses the language (frappe/translate.py, get_language).
					'Accept-Language': 'en',
					...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
				},
				responseType: 'text',
				transformRequest: (data: unknown) => data,
				transformResponse: (data: unknown) => (typeof data === 'string' ? data : ''),
				validateStatus: () => true,
				// A redirect would turn a POST into a GET; it is told to the user instead.
				maxRedirects: 0,
				timeout: timeoutMs,
				maxContentLength: MOST_BYTES,
				maxBodyLength: MOST_BYTES,
				...(reuseConnection ? kept : fresh),
			});
			const retryAfter: unknown = response.headers['retry-after'];
			return {
				status: response.status,
				headers: { 'retry-after': typeof retryAfter === 'string' ? retryAfter : undefined },
				text: response.data,
			};
		} catch (error) {
			if (!isAxiosError(error)) throw error;
			throw new NoAnswer(error.code ?? 'ECONNRESET');
		}
	};
}
