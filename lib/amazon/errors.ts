/** What lib/amazon throws. Messages are sentences for a person; Amazon's own words stand in `detail`. Never secrets. */

export type AmazonCredentialField =
	| 'sellerId'
	| 'clientIdOrSecret'
	| 'refreshToken'
	| 'role'
	| 'country'
	| 'localUrl';

export interface AmazonApiErrorFacts {
	operation: string;
	/** HTTP status; absent when no whole answer came. */
	status?: number;
	/** Amazon's code (e.g. `InvalidInput`), LWA's (e.g. `invalid_grant`), or ours: see `OWN_CODES`. */
	code: string;
	/** Amazon's `x-amzn-RequestId`, which its support asks for. */
	requestId?: string;
	retryAfterMs?: number;
	/** Amazon's own words, secrets cut out. */
	detail?: string;
}

/** Codes for what Amazon gives no code to. */
export const OWN_CODES = {
	network: 'NetworkFault',
	timeout: 'TimedOut',
	garbled: 'GarbledAnswer',
	noCode: 'NoErrorCode',
	repeatedPageToken: 'RepeatedPageToken',
	notFound: 'NotFound',
	tooManyResults: 'TooManyResults',
	report: 'ReportNotMade',
} as const;

export class AmazonApiError extends Error implements AmazonApiErrorFacts {
	readonly operation: string;
	readonly status?: number;
	readonly code: string;
	readonly requestId?: string;
	readonly retryAfterMs?: number;
	readonly detail?: string;

	constructor(message: string, facts: AmazonApiErrorFacts) {
		super(message);
		this.name = 'AmazonApiError';
		this.operation = facts.operation;
		this.status = facts.status;
		this.code = facts.code;
		this.requestId = facts.requestId;
		this.retryAfterMs = facts.retryAfterMs;
		this.detail = facts.detail;
	}
}

/** Of an answer that is JSON but lacks what a caller cannot do without. */
export function unreadableAnswer(operation: string): AmazonApiError {
	return new AmazonApiError(`Amazon's answer to '${operation}' lacks what its API model promises.`, { operation, code: OWN_CODES.garbled });
}

/** Of pages that turn in a circle. */
export function repeatedPage(operation: string): AmazonApiError {
	return new AmazonApiError(`Amazon repeats a page of '${operation}' without end; the listing was stopped.`, {
		operation,
		code: OWN_CODES.repeatedPageToken,
	});
}

/** Amazon does not let this credential in; `field` says where to look. */
export class AmazonAuthError extends AmazonApiError {
	constructor(
		message: string,
		facts: AmazonApiErrorFacts,
		readonly field: AmazonCredentialField,
	) {
		super(message, facts);
		this.name = 'AmazonAuthError';
	}
}

/** The operation's quota is used up: an answer, not a fault. The caller stops and goes on after `retryAtMs`. */
export class QuotaExhaustedError extends Error {
	constructor(
		readonly operation: string,
		/** Milliseconds since 1970 at which the next request may be sent. */
		readonly retryAtMs: number,
		readonly attempts = 0,
	) {
		const times = attempts > 1 ? ` after ${attempts} answers of 429` : '';
		super(
			`Amazon's quota for '${operation}' is used up${times}; ` +
				`the next request may go out at ${new Date(retryAtMs).toISOString()}.`,
		);
		this.name = 'QuotaExhaustedError';
	}
}

/** How LWA's access tokens, refresh tokens and client secrets begin. */
const SECRET_SHAPES = /(Atza|Atzr)\|[^\s"'<>]+|amzn1\.oa2-cs\.[^\s"'<>]+/g;

/** Pure: a function that cuts the given secrets, and whatever has the shape of one, out of texts that Amazon may echo. */
export function redactorOf(secrets: string[]): (text: string) => string {
	const known = secrets.filter((secret) => secret !== '');
	return (text) => known.reduce((cut, secret) => cut.replaceAll(secret, '***'), text).replace(SECRET_SHAPES, '***');
}
