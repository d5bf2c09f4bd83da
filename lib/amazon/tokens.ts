/**
 * Access tokens of Login with Amazon (https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api):
 * one per credential, shared by all nodes of a process, asked for once however many wait for it. Never logged.
 */
import { createHash } from 'node:crypto';
import axios from 'axios';
import type { Clock } from '../clock';
import { isRecord } from '../isRecord';
import { parseJson } from '../parseJson';
import { AmazonApiError, AmazonAuthError, OWN_CODES, redactorOf } from './errors';
import { delayMs, faultKindOf, MAX_ATTEMPTS, readRetryAfterMs, shouldRetry } from './retry';
import type { AmazonCredentials } from './types';

type Secrets = Pick<AmazonCredentials, 'clientId' | 'clientSecret' | 'refreshToken'>;

export interface TokenRequest {
	secrets: Secrets;
	url: string;
	/** A local sandbox is never asked through a proxy. */
	local: boolean;
	clock: Clock;
	random: () => number;
}

interface Held {
	token: string;
	askedAtMs: number;
	/** Its end, less the margin. */
	renewAtMs: number;
}

/** Tokens live an hour; the last minute is left for requests under way. */
const MARGIN_MS = 60_000;
const LWA_TIMEOUT_MS = 20_000;
const MAX_HELD = 500;
const OPERATION = 'Login with Amazon';

class TokenStore {
	private readonly held = new Map<string, Held>();
	private readonly underWay = new Map<string, Promise<string>>();

	/** A token that lives at least a minute. Throws AmazonAuthError naming the credential field, or AmazonApiError. */
	async token(request: TokenRequest): Promise<string> {
		const key = keyOf(request);
		const held = this.held.get(key);
		if (held && request.clock.now() < held.renewAtMs) return held.token;
		const pending = this.underWay.get(key);
		if (pending) return await pending;
		const asked = this.ask(key, request).finally(() => this.underWay.delete(key));
		this.underWay.set(key, asked);
		return await asked;
	}

	/** Drops `refused`, unless another call renewed it already. */
	forget(request: TokenRequest, refused: string): void {
		const key = keyOf(request);
		if (this.held.get(key)?.token === refused) this.held.delete(key);
	}

	/** Whether Amazon gave this token less than a minute ago: it has not expired. */
	isFresh(request: TokenRequest, token: string): boolean {
		const held = this.held.get(keyOf(request));
		return held?.token === token && request.clock.now() - held.askedAtMs < MARGIN_MS;
	}

	private async ask(key: string, request: TokenRequest): Promise<string> {
		const askedAtMs = request.clock.now();
		const { token, livesMs } = await fetchToken(request);
		this.held.delete(key);
		if (this.held.size >= MAX_HELD) {
			const oldest = this.held.keys().next();
			if (!oldest.done) this.held.delete(oldest.value);
		}
		this.held.set(key, { token, askedAtMs, renewAtMs: askedAtMs + livesMs - MARGIN_MS });
		return token;
	}
}

export const sharedTokens = new TokenStore();

/** Everything that changes the token, hashed, so that no secret is kept as a key. */
function keyOf({ secrets, url }: TokenRequest): string {
	const parts = [url, secrets.clientId, secrets.clientSecret, secrets.refreshToken];
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

async function fetchToken(request: TokenRequest): Promise<{ token: string; livesMs: number }> {
	for (let attempt = 1; ; attempt++) {
		const answer = await send(request);
		if (answer.token !== undefined) return { token: answer.token, livesMs: answer.livesMs };
		if (!answer.transient || attempt >= MAX_ATTEMPTS) throw answer.thrown(attempt);
		await request.clock.sleep(delayMs(attempt, request.random(), answer.retryAfterMs));
	}
}

type LwaAnswer =
	| { token: string; livesMs: number }
	| { token?: undefined; transient: boolean; retryAfterMs?: number; thrown: (attempts: number) => AmazonApiError };

async function send({ secrets, url, local, clock }: TokenRequest): Promise<LwaAnswer> {
	const redact = redactorOf([secrets.clientSecret, secrets.refreshToken]);
	const form = new URLSearchParams({
		grant_type: 'refresh_token',
		refresh_token: secrets.refreshToken,
		client_id: secrets.clientId,
		client_secret: secrets.clientSecret,
	});
	try {
		const { status, data, headers } = await axios.post<string>(url, form.toString(), {
			headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
			timeout: LWA_TIMEOUT_MS,
			responseType: 'text',
			transformResponse: (text: string) => text,
			validateStatus: () => true,
			maxRedirects: 0,
			...(local ? { proxy: false as const } : {}),
		});
		const answer = parseJson(data);
		const body = isRecord(answer) ? answer : undefined;
		const token = body?.access_token;
		if (status === 200 && typeof token === 'string') {
			const seconds = Number(body?.expires_in);
			return { token, livesMs: (Number.isFinite(seconds) ? seconds : 3600) * 1000 };
		}
		const code = typeof body?.error === 'string' ? body.error : OWN_CODES.noCode;
		const words = typeof body?.error_description === 'string' ? body.error_description : undefined;
		const header: unknown = headers['retry-after'];
		return {
			transient: status === 429 || status === 200 || shouldRetry({ kind: 'read', attempt: 1, status }),
			retryAfterMs: readRetryAfterMs(typeof header === 'string' ? header : undefined, clock.now()),
			thrown: (attempts) => refusalOf(url, { operation: OPERATION, status, code, detail: words === undefined ? undefined : redact(words) }, attempts),
		};
	} catch (cause) {
		// axios's own error carries the form with all secrets in it: only its code goes on.
		const code = axios.isAxiosError(cause) && cause.code ? cause.code : OWN_CODES.network;
		return {
			transient: shouldRetry({ kind: 'read', attempt: 1, fault: faultKindOf(code) }),
			thrown: (attempts) =>
				new AmazonApiError(
					`Amazon's login at '${url}' cannot be reached (${code}), tried ${attempts} times. ` +
						'Check the network of this machine and, for a local sandbox, its address in the credential.',
					{ operation: OPERATION, code: OWN_CODES.network },
				),
		};
	}
}

/** LWA's codes: https://developer.amazon.com/docs/login-with-amazon/access-token.html */
function refusalOf(url: string, facts: { operation: string; status: number; code: string; detail?: string }, attempts: number): AmazonApiError {
	const { status, code } = facts;
	if (code === 'invalid_client' || code === 'unauthorized_client') {
		return new AmazonAuthError(
			"Amazon does not accept the 'Client ID' or the 'Client Secret'. Copy both again from Seller Central, under " +
				'Apps and Services > Develop Apps > LWA credentials.',
			facts,
			'clientIdOrSecret',
		);
	}
	if (code === 'invalid_grant') {
		return new AmazonAuthError(
			"Amazon does not accept the 'Refresh Token'. It belongs to another application than this client id, or it was " +
				'revoked: authorize the application again in Seller Central, under Apps and Services > Develop Apps > Authorize.',
			facts,
			'refreshToken',
		);
	}
	const times = attempts > 1 ? `, tried ${attempts} times` : '';
	const told = code === OWN_CODES.noCode ? status : `${status} ${code}`;
	return new AmazonApiError(`Amazon's login at '${url}' gave no token (${told}${times}).`, facts);
}
