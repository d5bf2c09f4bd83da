import { type AmazonSandbox, type AmazonSandboxOptions, startAmazonSandbox } from '../../../sandbox/amazon/server';
import { makeSellerWorld, type SellerWorld, type WorldOptions } from '../../../sandbox/amazon/world/sellerWorld';
import { FakeClock } from '../../support/fakeClock';

export const NOW = Date.parse('2026-11-24T12:00:00Z');
export const US = 'ATVPDKIKX0DER';
export const DE = 'A1PA6795UKMFR9';
export const JP = 'A1VC38T7YXB528';

export interface Called {
	status: number;
	headers: Headers;
	/** Checked by each test as it needs. */
	body: Record<string, never> & { errors?: Array<{ code: string; message: string; details: string }> };
}

export interface Caller {
	sandbox: AmazonSandbox;
	world: SellerWorld;
	clock: FakeClock;
	token: string;
	/** GET with the seller's access token, unless `init` says otherwise. */
	call(path: string, query?: Record<string, string | number | undefined>, init?: RequestInit): Promise<Called>;
	/** Follows page tokens to the end. */
	callAllPages(path: string, query: Record<string, string | number | undefined>, kind: 'orders' | 'items'): Promise<Called[]>;
}

export function makeWorld(options: Partial<WorldOptions> = {}): SellerWorld {
	return makeSellerWorld({ seed: 1, sellerId: 'A1SELLER', country: 'US', skuCount: 30, orderCount: 60, endsAt: NOW, spanDays: 30, ...options });
}

export async function fetchToken(sandbox: AmazonSandbox, seller = 0, change: Record<string, string> = {}): Promise<Response> {
	const credentials = sandbox.sellers[seller]?.credentials;
	const fields = {
		grant_type: 'refresh_token',
		client_id: credentials?.clientId ?? '',
		client_secret: credentials?.clientSecret ?? '',
		refresh_token: credentials?.refreshToken ?? '',
		...change,
	};
	return await fetch(`${sandbox.url}/auth/o2/token`, { method: 'POST', body: new URLSearchParams(fields) });
}

/** One seller behind a sandbox on a free port and a fake clock; closed at the end. */
export async function withCaller(test: (caller: Caller) => Promise<void>, world = makeWorld(), options: AmazonSandboxOptions = {}): Promise<void> {
	const clock = new FakeClock(NOW);
	const sandbox = await startAmazonSandbox({ quotas: 'off', clock, ...options, sellers: [world, ...(options.sellers ?? [])] });
	try {
		const { access_token: token } = (await (await fetchToken(sandbox)).json()) as { access_token: string };
		const call: Caller['call'] = async (path, query = {}, init = {}) => {
			const parameters = new URLSearchParams();
			for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
			const response = await fetch(`${sandbox.url}${path}?${parameters.toString()}`, { headers: { 'x-amz-access-token': token }, ...init });
			const text = await response.text();
			return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
		};
		const callAllPages: Caller['callAllPages'] = async (path, query, kind) => {
			const pages: Called[] = [];
			let next: string | undefined;
			do {
				const page = await call(path, { ...query, ...(next === undefined ? {} : { [kind === 'orders' ? 'paginationToken' : 'pageToken']: next }) });
				pages.push(page);
				const { pagination } = page.body as { pagination?: { nextToken?: string } };
				next = pagination?.nextToken;
			} while (next !== undefined);
			return pages;
		};
		await test({ sandbox, world, clock, token, call, callAllPages });
	} finally {
		await sandbox.close();
	}
}

export const expectRefusal = (called: Called, status: number, code: string) => {
	expect({ status: called.status, code: called.body.errors?.[0]?.code }).toEqual({ status, code });
};
