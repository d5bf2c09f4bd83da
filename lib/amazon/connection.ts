/**
 * Where requests go, and the one https agent behind them. amazon-sp-api always speaks to Amazon's own host name; its
 * option `https_proxy_agent` lets an agent of ours decide where that leads and see what the library overlooks.
 */
import { Agent } from 'node:https';
import type { ClientRequest } from 'node:http';
import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Duplex } from 'node:stream';
import { AmazonAuthError, OWN_CODES } from './errors';
import { LWA_TOKEN_PATH, LWA_TOKEN_URL, marketplaceByCountry } from './marketplaces';
import type { AmazonRegion } from './marketplaces';
import type { AmazonCredentials } from './types';

export interface AmazonTarget {
	region: AmazonRegion;
	useSandbox: boolean;
	tokenUrl: string;
	/** Set for a local sandbox only. */
	localUrl?: URL;
	agent: Agent;
	timeouts: { deadlineMs: number; idleMs: number };
}

/** A page of 100 orders takes Amazon seconds, not minutes; past these the request is given up and sent again. */
const DEFAULT_TIMEOUTS = { deadlineMs: 90_000, idleMs: 30_000 };

declare module 'node:https' {
	interface Agent {
		/** Node asks every agent for this method ("Agent-like Object"), though its types leave it out. */
		addRequest(request: ClientRequest, options: object): void;
	}
}

/**
 * Without a listener a response that breaks off ends in silence and amazon-sp-api waits for ever; here the break
 * becomes an error of the request, which it does hear. Connections are not kept: a stale one looks like a reset.
 */
class AttentiveAgent extends Agent {
	constructor(private readonly localUrl?: URL) {
		super({ keepAlive: false });
	}

	override addRequest(request: ClientRequest, options: object): void {
		request.once('response', (response) => {
			response.once('error', (cause) => request.emit('error', cause));
		});
		if (this.localUrl) {
			request.setHeader('host', this.localUrl.host);
			request.path = this.localUrl.pathname.replace(/\/+$/, '') + request.path;
		}
		super.addRequest(request, options);
	}

	override createConnection(...args: Parameters<Agent['createConnection']>): Duplex | null | undefined {
		if (!this.localUrl) return super.createConnection(...args);
		const secure = this.localUrl.protocol === 'https:';
		const host = this.localUrl.hostname.replace(/^\[|\]$/g, '');
		const port = Number(this.localUrl.port || (secure ? 443 : 80));
		return secure ? connectTls({ host, port, servername: host }) : connectPlain({ host, port });
	}
}

/** Throws AmazonAuthError naming the credential field that leads nowhere. */
export function targetOf(
	credentials: AmazonCredentials,
	timeouts: AmazonTarget['timeouts'] = DEFAULT_TIMEOUTS,
): AmazonTarget {
	const marketplace = marketplaceByCountry(credentials.country);
	if (!marketplace) {
		throw wrongField('country', `The credential's 'Country' is '${credentials.country}', where Amazon has no shop.`);
	}
	const localUrl = credentials.environment === 'local' ? localUrlOf(credentials.localUrl) : undefined;
	return {
		region: marketplace.region,
		useSandbox: credentials.environment === 'sandbox',
		tokenUrl: localUrl ? localUrl.href.replace(/\/+$/, '') + LWA_TOKEN_PATH : LWA_TOKEN_URL,
		localUrl,
		agent: new AttentiveAgent(localUrl),
		timeouts,
	};
}

function localUrlOf(address: string | undefined): URL {
	const text = address?.trim() ?? '';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url && /^https?:$/.test(url.protocol)) return url;
	throw wrongField(
		'localUrl',
		`The credential's address of the local sandbox is '${text}', which is no address like 'http://127.0.0.1:9080'.`,
	);
}

function wrongField(field: 'country' | 'localUrl', message: string): AmazonAuthError {
	return new AmazonAuthError(message, { operation: 'connect', code: OWN_CODES.noCode }, field);
}
