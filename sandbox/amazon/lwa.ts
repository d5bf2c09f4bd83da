import type { Answer } from '../faults';
import { toJsonAnswer } from './apiAnswers';
import type { SellerWorld } from './world/sellerWorld';

const LIFETIME_SECONDS = 3600;

/** Login with Amazon: gives access tokens and knows whose they are. */
export class LoginWithAmazon {
	private readonly grants = new Map<string, { seller: SellerWorld; expiresAt: number }>();
	private issued = 0;

	constructor(
		private readonly sellers: readonly SellerWorld[],
		private readonly now: () => number,
	) {}

	/** `POST /auth/o2/token`; takes a form or JSON, as Amazon does. */
	answerTokenRequest(text: string, contentType: string): Answer {
		const fields = readFields(text, contentType);
		if (!fields) return refuse(400, 'invalid_request', 'The request body cannot be read.');
		const missing = ['grant_type', 'client_id', 'client_secret'].find((name) => !fields[name]);
		if (missing) return refuse(400, 'invalid_request', `The request is missing a required parameter : ${missing}`);
		if (fields.grant_type !== 'refresh_token') {
			return refuse(400, 'unsupported_grant_type', 'The authorization grant type is not supported by the authorization server');
		}
		if (!fields.refresh_token) return refuse(400, 'invalid_request', 'The request is missing a required parameter : refresh_token');
		const isClient = this.sellers.some(({ secrets }) => secrets.clientId === fields.client_id && secrets.clientSecret === fields.client_secret);
		if (!isClient) return refuse(401, 'invalid_client', 'Client authentication failed');
		const seller = this.sellers.find(({ secrets }) => secrets.refreshToken === fields.refresh_token && secrets.clientId === fields.client_id);
		if (!seller) {
			return refuse(400, 'invalid_grant', "The request has an invalid grant parameter : refresh_token. User may have revoked or didn't grant the permission.");
		}
		this.issued += 1;
		const token = `Atza|${Buffer.from(`${seller.sellerId}:${this.issued}:${this.now()}`).toString('base64url')}`;
		this.grants.set(token, { seller, expiresAt: this.now() + LIFETIME_SECONDS * 1000 });
		return toJsonAnswer(200, { access_token: token, refresh_token: fields.refresh_token, token_type: 'bearer', expires_in: LIFETIME_SECONDS });
	}

	/** The seller that the token speaks for, or why it is not accepted. */
	findSeller(token: string | undefined): SellerWorld | 'missing' | 'invalid' | 'expired' {
		if (!token) return 'missing';
		const grant = this.grants.get(token);
		if (!grant) return 'invalid';
		return grant.expiresAt > this.now() ? grant.seller : 'expired';
	}

	/** Every token given so far stops working, as after a seller revoked the application. */
	revokeAccessTokens(): void {
		this.grants.clear();
	}
}

function readFields(text: string, contentType: string): Record<string, string> | undefined {
	if (!contentType.includes('json')) return Object.fromEntries(new URLSearchParams(text));
	try {
		const parsed: unknown = JSON.parse(text);
		if (typeof parsed !== 'object' || parsed === null) return undefined;
		return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
	} catch {
		return undefined;
	}
}

function refuse(status: number, error: string, description: string): Answer {
	return toJsonAnswer(status, { error_description: description, error });
}
