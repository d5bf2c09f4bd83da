/** One exchange with Amazon through amazon-sp-api, which is used for its paths, encoding and sending only. */
import { SellingPartner } from 'amazon-sp-api';
import { isRecord } from '../isRecord';
import { isCertificateCode } from '../networkCodes';
import type { AmazonTarget } from './connection';
import type { AmazonOperation } from './operations';
import { faultKindOf } from './retry';
import type { FaultKind } from './retry';

export interface AmazonRequest {
	/** Fills the `{…}` parts of the operation's path. */
	path?: Record<string, string>;
	query?: Record<string, string | number | string[] | undefined>;
	body?: unknown;
}

export interface RawAnswer {
	status: number;
	/** Lower-case names. */
	headers: Readonly<Record<string, string>>;
	text: string;
}

/** Nothing whole came back. Carries the code only: the library's own error may hold the request. */
export class NetworkFault extends Error {
	constructor(
		readonly kind: FaultKind,
		readonly code: string,
	) {
		super(code);
		this.name = 'NetworkFault';
	}
}

/** Node's codes, its HTTP parser's and the library's timers; what is none, nor a certificate's, is the library refusing our call. */
const NETWORK_CODE = /^(E[A-Z]|HPE_|ERR_|API_)/;

/** As Amazon asks: https://developer-docs.amazon.com/sp-api/docs/include-a-user-agent-header-in-all-requests */
const USER_AGENT = 'n8n-nodes-amazon-erpnext/0.1 (Language=JavaScript; Platform=Node.js)';

/** The part of the library that is used; its own types lag behind its operations. */
interface Caller {
	callAPI(request: object): Promise<unknown>;
}

/** Resolves with any answer of HTTP, good or bad; throws NetworkFault. Not retried here. */
export async function send(
	target: AmazonTarget,
	token: string,
	operation: AmazonOperation,
	request: AmazonRequest,
): Promise<RawAnswer> {
	try {
		return readRaw(await callerFor(target, token).callAPI(toLibraryRequest(operation, request)));
	} catch (cause) {
		if (cause instanceof NetworkFault) throw cause;
		const code = codeOf(cause);
		if (!NETWORK_CODE.test(code) && !isCertificateCode(code)) throw new Error(`amazon-sp-api did not send '${operation.name}': ${code}`);
		throw new NetworkFault(faultKindOf(code), code);
	}
}

/** Made anew for each request (microseconds): it holds the token, and the library would share its timers otherwise. */
function callerFor(target: AmazonTarget, token: string): Caller {
	return new SellingPartner({
		region: target.region,
		// The library renews no token, so it is not given what it would need for it.
		refresh_token: 'held by tokens.ts',
		access_token: token,
		credentials: { SELLING_PARTNER_APP_CLIENT_ID: '-', SELLING_PARTNER_APP_CLIENT_SECRET: '-' },
		options: {
			auto_request_tokens: false,
			auto_request_throttled: false,
			version_fallback: false,
			retry_remote_timeout: false,
			use_sandbox: target.useSandbox,
			user_agent: USER_AGENT,
			https_proxy_agent: target.agent,
			timeouts: { deadline: target.timeouts.deadlineMs, idle: target.timeouts.idleMs },
		},
	});
}

function toLibraryRequest(operation: AmazonOperation, request: AmazonRequest): object {
	return {
		operation: `${operation.api}.${operation.name}`,
		// Copies: the library writes the encoded path back into what it is given.
		...(request.path ? { path: { ...request.path } } : {}),
		query: toQuery(request.query),
		...(request.body === undefined ? {} : { body: request.body }),
		options: { version: operation.version, raw_result: true },
	};
}

/** An empty list would be sent as `name=`, which Amazon reads as a list of one empty text. */
function toQuery(query: AmazonRequest['query'] = {}): Record<string, string | number | string[]> {
	const sent: Record<string, string | number | string[]> = {};
	for (const [name, value] of Object.entries(query)) {
		if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
		sent[name] = value;
	}
	return sent;
}

/** `body` of the library is decoded piece by piece and breaks characters; `chunks` are the bytes as they came. */
function readRaw(raw: unknown): RawAnswer {
	if (!isRecord(raw) || !Array.isArray(raw.chunks)) throw new NetworkFault('garbled', 'NO_CHUNKS');
	const chunks = raw.chunks.filter((chunk): chunk is Buffer => Buffer.isBuffer(chunk));
	const status = typeof raw.statusCode === 'number' ? raw.statusCode : 0;
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(isRecord(raw.headers) ? raw.headers : {})) {
		if (typeof value === 'string') headers[name] = value;
	}
	return { status, headers, text: Buffer.concat(chunks).toString('utf8').replace(/^\uFEFF/, '') };
}

/** The code of a thrown thing, e.g. `ECONNRESET`. Pure. */
export function codeOf(cause: unknown): string {
	return isRecord(cause) && typeof cause.code === 'string' ? cause.code : 'UNKNOWN';
}
