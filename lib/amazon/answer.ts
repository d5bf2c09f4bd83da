/** Reads one answer of Amazon: its JSON, or what it says went wrong, as a sentence for a person. */
import { isRecord, recordsOf } from '../isRecord';
import { parseJson } from '../parseJson';
import { AmazonApiError, AmazonAuthError, OWN_CODES } from './errors';
import { readRetryAfterMs } from './retry';
import type { FaultKind } from './retry';
import type { RawAnswer } from './send';

export type Reading =
	| { kind: 'ok'; value: unknown }
	/** 2xx whose body is no JSON: cut off on its way. */
	| { kind: 'garbled' }
	| { kind: 'throttled'; retryAfterMs?: number }
	/** The access token is expired or revoked; a new one may do. */
	| { kind: 'tokenRefused'; error: (attempts: number) => AmazonApiError }
	/** `mayBeToken`: a 403 that does not say why; by the models an expired token is among its reasons. */
	| { kind: 'refused'; status: number; mayBeToken: boolean; retryAfterMs?: number; error: (attempts: number) => AmazonApiError };

export interface AnswerContext {
	operation: string;
	country: string;
	nowMs: number;
	redact: (text: string) => string;
}

/** Amazon's `details`: "The access token you provided has expired." / "... is revoked, malformed or invalid." */
const TOKEN_WORDS = /token/i;
const MAX_DETAIL_LENGTH = 500;

/** Pure. */
export function readAnswer(answer: RawAnswer, context: AnswerContext): Reading {
	const { status } = answer;
	const retryAfterMs = readRetryAfterMs(answer.headers['retry-after'], context.nowMs);
	if (status === 429) return { kind: 'throttled', retryAfterMs };
	const body = parseJson(answer.text);
	if (status >= 200 && status < 300) return body === undefined ? { kind: 'garbled' } : { kind: 'ok', value: body };

	const { code, words, saysWhy } = firstErrorOf(body, answer.text);
	const facts = {
		operation: context.operation,
		status,
		code,
		requestId: answer.headers['x-amzn-requestid'],
		retryAfterMs,
		detail: words === undefined ? undefined : context.redact(words).slice(0, MAX_DETAIL_LENGTH),
	};
	if (status === 401 || (status === 403 && TOKEN_WORDS.test(words ?? ''))) {
		return { kind: 'tokenRefused', error: () => new AmazonAuthError(tokenSentence(context), facts, 'refreshToken') };
	}
	// A 403 in words other than Amazon's is a firewall's or a gateway's, and says nothing of what the account may see.
	const isDenied = status === 403 && code !== OWN_CODES.noCode;
	const error = (attempts: number) =>
		isDenied
			? new AmazonAuthError(deniedSentence(context), facts, 'role')
			: new AmazonApiError(refusalSentence(context.operation, status, code, attempts), facts);
	return { kind: 'refused', status, mayBeToken: isDenied && !saysWhy, retryAfterMs, error };
}

const FAULT_WORDS: Record<FaultKind, string> = {
	unreachable: 'Amazon cannot be reached',
	reset: 'The connection to Amazon broke',
	timeout: 'Amazon did not answer in time',
	garbled: "Amazon's answer was cut off or unreadable",
	untrusted: 'The certificate that answered for Amazon is not trusted',
};
const FAULT_CODES: Partial<Record<FaultKind, string>> = { timeout: OWN_CODES.timeout, garbled: OWN_CODES.garbled };

/** What to throw once a network fault was met `attempts` times. */
export function faultError(operation: string, kind: FaultKind, code: string, attempts: number): AmazonApiError {
	const times = attempts > 1 ? `, tried ${attempts} times` : '';
	return new AmazonApiError(`${FAULT_WORDS[kind]} for '${operation}' (${code}${times}).`, {
		operation,
		code: FAULT_CODES[kind] ?? OWN_CODES.network,
	});
}

function refusalSentence(operation: string, status: number, code: string, attempts: number): string {
	if (status === 404) return `Amazon knows nothing under the id that '${operation}' was given (404).`;
	const times = attempts > 1 ? ` ${attempts} times` : '';
	if (status >= 500) return `Amazon had trouble of its own and answered '${operation}' with ${status}${times}.`;
	return `Amazon does not accept the request '${operation}' (${status} ${code}).`;
}

function tokenSentence({ operation, country }: AnswerContext): string {
	return (
		`Amazon refuses for '${operation}' the access token that it gave a moment ago. If it stays so, authorize the application ` +
		`again in Seller Central, and check that the credential's 'Country' '${country}' is of the region that it was authorized in.`
	);
}

function deniedSentence({ operation, country }: AnswerContext): string {
	return (
		`Amazon denies '${operation}' to this account: the application lacks the role for it in Seller Central, the seller ` +
		`does not sell in the marketplace, or the credential's 'Seller ID' or 'Country' '${country}' belongs to another account.`
	);
}

/** Bodies of gateways in front of Amazon are HTML; of those only the title says anything. */
function firstErrorOf(body: unknown, text: string): { code: string; words?: string; saysWhy: boolean } {
	const [first] = recordsOf(isRecord(body) ? body.errors : undefined);
	if (first) {
		const { code, message, details } = first;
		const words = [message, details].filter((part) => typeof part === 'string' && part !== '').join(' ');
		return { code: typeof code === 'string' ? code : OWN_CODES.noCode, words: words || undefined, saysWhy: typeof details === 'string' && details !== '' };
	}
	const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1]?.trim();
	return { code: OWN_CODES.noCode, words: title || undefined, saysWhy: false };
}
