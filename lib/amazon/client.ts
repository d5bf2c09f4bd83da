import type { Clock } from '../clock';
import { faultError, readAnswer } from './answer';
import type { Reading } from './answer';
import { targetOf } from './connection';
import type { AmazonTarget } from './connection';
import { AmazonAuthError, OWN_CODES, QuotaExhaustedError, redactorOf } from './errors';
import type { AmazonCredentialField } from './errors';
import { operationOf } from './operations';
import type { AmazonOperation } from './operations';
import { sharedQuotas } from './quota';
import type { QuotaPolicy } from './quota';
import { delayMs, MAX_ATTEMPTS, shouldRetry, throttleMs } from './retry';
import { NetworkFault, send } from './send';
import type { AmazonRequest, RawAnswer } from './send';
import { sharedTokens } from './tokens';
import type { TokenRequest } from './tokens';
import type { AmazonCredentials } from './types';

export type { QuotaPolicy } from './quota';

/** Of a single look-up that somebody waits for: at the slowest, getOrder, one request comes free every two seconds. */
export const LOOK_UP_QUOTA: QuotaPolicy = { kind: 'wait', maxWaitMs: 60_000 };

/** Of a panel that somebody fills in: nobody waits long before a dropdown, so it says so at once. */
export const PANEL_QUOTA: QuotaPolicy = { kind: 'wait', maxWaitMs: 5_000 };

/**
 * One seller at Amazon. Knows tokens, quotas and retries, no business. Every call throws AmazonApiError or
 * QuotaExhaustedError (see errors.ts).
 */
export interface AmazonClient {
	readonly credentials: Pick<AmazonCredentials, 'sellerId' | 'country' | 'environment'>;
	readonly usage: { calls: number; quotaWaitMs: number };
	/** How far this machine's clock is ahead of Amazon's, by its last answer; undefined before the first. */
	clockAheadMs(): number | undefined;
	call<T>(operation: string, request: AmazonRequest, quota: QuotaPolicy): Promise<T>;
}

export interface AmazonClientDeps {
	clock: Clock;
	/** Random numbers in [0, 1) for jitter. */
	random?: () => number;
	onRequest?: (line: string) => void;
	/** Time for a whole answer, and between two pieces of one; see connection.ts for what holds without them. */
	timeouts?: { deadlineMs: number; idleMs: number };
}

/**
 * Throws AmazonAuthError at once for a credential that leads nowhere (empty field, unknown country, bad local address).
 * Tokens and quotas are shared with every other client of the same credential in this process.
 */
export function createAmazonClient(credentials: AmazonCredentials, deps: AmazonClientDeps): AmazonClient {
	checkFilledIn(credentials);
	return new WrappedClient(credentials, deps);
}

/** What came of one exchange, other than a body that cannot be read, which is a fault of the network. */
type Exchanged = Exclude<Reading, { kind: 'garbled' }> | { kind: 'fault'; fault: NetworkFault };

class WrappedClient implements AmazonClient {
	readonly credentials: AmazonClient['credentials'];
	readonly usage = { calls: 0, quotaWaitMs: 0 };
	private readonly target: AmazonTarget;
	private readonly tokenRequest: TokenRequest;
	/** Whose quota it is: Amazon counts per seller and application. */
	private readonly owner: string;
	private readonly secrets: string[];
	private readonly random: () => number;
	private aheadMs: number | undefined;

	constructor(
		credentials: AmazonCredentials,
		private readonly deps: AmazonClientDeps,
	) {
		const { sellerId, country, environment, clientId, clientSecret, refreshToken } = credentials;
		this.credentials = { sellerId, country, environment };
		this.target = targetOf(credentials, deps.timeouts);
		this.random = deps.random ?? Math.random;
		this.secrets = [clientSecret, refreshToken];
		this.owner = [sellerId, clientId, this.target.region, this.target.tokenUrl, environment].join('|');
		this.tokenRequest = {
			secrets: { clientId, clientSecret, refreshToken },
			url: this.target.tokenUrl,
			local: this.target.localUrl !== undefined,
			clock: deps.clock,
			random: this.random,
		};
	}

	clockAheadMs(): number | undefined {
		return this.aheadMs;
	}

	async call<T>(name: string, request: AmazonRequest, quota: QuotaPolicy): Promise<T> {
		const operation = operationOf(name);
		// Before the quota: a credential that Amazon refuses must say so even where the quota is used up.
		await sharedTokens.token(this.tokenRequest);
		let throttled = 0;
		let renewed = false;
		for (let attempt = 1; ; attempt++) {
			await this.takeTurn(operation, quota, throttled);
			const { token, reading } = await this.sendOnce(operation, request);
			// The one place where Amazon's answer gets its type; readers check the parts they stand on.
			if (reading.kind === 'ok') return reading.value as T;
			if (reading.kind === 'throttled') {
				throttled++;
				this.blockAfter429(operation, throttled, reading.retryAfterMs);
			} else if (reading.kind === 'tokenRefused' || (reading.kind === 'refused' && reading.mayBeToken)) {
				const isInVain = renewed || (reading.kind === 'refused' && sharedTokens.isFresh(this.tokenRequest, token));
				if (isInVain) throw reading.error(attempt);
				renewed = true;
				sharedTokens.forget(this.tokenRequest, token);
			} else {
				await this.sleepOrThrow(operation, attempt, reading);
			}
		}
	}

	private async takeTurn(operation: AmazonOperation, quota: QuotaPolicy, throttled: number): Promise<void> {
		try {
			this.usage.quotaWaitMs += await sharedQuotas.take(this.owner, operation, quota, this.deps.clock);
		} catch (cause) {
			if (!(cause instanceof QuotaExhaustedError) || throttled === 0) throw cause;
			throw new QuotaExhaustedError(operation.name, cause.retryAtMs, throttled);
		}
	}

	private blockAfter429(operation: AmazonOperation, throttled: number, retryAfterMs: number | undefined): void {
		const { clock } = this.deps;
		const ratePerSecond = sharedQuotas.rateOf(this.owner, operation, clock);
		const blockMs = throttleMs(ratePerSecond, this.random(), retryAfterMs);
		sharedQuotas.empty(this.owner, operation, blockMs, clock);
		if (throttled >= MAX_ATTEMPTS) throw new QuotaExhaustedError(operation.name, clock.now() + blockMs, throttled);
	}

	private async sendOnce(operation: AmazonOperation, request: AmazonRequest) {
		try {
			const token = await sharedTokens.token(this.tokenRequest);
			return { token, reading: await this.exchange(operation, request, token) };
		} finally {
			sharedQuotas.answered(this.owner, operation, this.deps.clock);
		}
	}

	private async exchange(operation: AmazonOperation, request: AmazonRequest, token: string): Promise<Exchanged> {
		const { clock, onRequest } = this.deps;
		this.usage.calls++;
		const sentAtMs = clock.now();
		try {
			const answer = await send(this.target, token, operation, request);
			this.compareClocks(answer, sentAtMs);
			onRequest?.(`${operation.name} ${answer.status}`);
			sharedQuotas.announce(this.owner, operation, answer.headers['x-amzn-ratelimit-limit'], clock);
			const reading = readAnswer(answer, {
				operation: operation.name,
				country: this.credentials.country,
				nowMs: clock.now(),
				redact: redactorOf([...this.secrets, token]),
			});
			return reading.kind === 'garbled' ? { kind: 'fault', fault: new NetworkFault('garbled', 'no JSON') } : reading;
		} catch (cause) {
			if (!(cause instanceof NetworkFault)) throw cause;
			onRequest?.(`${operation.name} ${cause.code}`);
			return { kind: 'fault', fault: cause };
		}
	}

	/** By the moment of sending, so that a slow answer makes no clock look ahead. Only Amazon's own answers have its request id. */
	private compareClocks({ headers }: RawAnswer, sentAtMs: number): void {
		const dateMs = Date.parse(headers.date ?? '');
		if (headers['x-amzn-requestid'] && !Number.isNaN(dateMs)) this.aheadMs = sentAtMs - dateMs;
	}

	private async sleepOrThrow(
		{ name, kind }: AmazonOperation,
		attempt: number,
		failed: Extract<Exchanged, { kind: 'refused' | 'fault' }>,
	): Promise<void> {
		const { clock } = this.deps;
		if (failed.kind === 'fault') {
			const { kind: fault, code } = failed.fault;
			if (!shouldRetry({ kind, attempt, fault })) throw faultError(name, fault, code, attempt);
			await clock.sleep(delayMs(attempt, this.random()));
			return;
		}
		const { status, retryAfterMs } = failed;
		if (!shouldRetry({ kind, attempt, status })) throw failed.error(attempt);
		await clock.sleep(delayMs(attempt, this.random(), retryAfterMs));
	}
}

const REQUIRED: ReadonlyArray<[keyof AmazonCredentials, string, AmazonCredentialField]> = [
	['sellerId', 'Seller ID', 'sellerId'],
	['clientId', 'Client ID', 'clientIdOrSecret'],
	['clientSecret', 'Client Secret', 'clientIdOrSecret'],
	['refreshToken', 'Refresh Token', 'refreshToken'],
];

function checkFilledIn(credentials: AmazonCredentials): void {
	for (const [key, label, field] of REQUIRED) {
		if ((credentials[key] ?? '').trim() !== '') continue;
		const facts = { operation: 'connect', code: OWN_CODES.noCode };
		throw new AmazonAuthError(`The Amazon credential's '${label}' is empty; fill it in.`, facts, field);
	}
}
