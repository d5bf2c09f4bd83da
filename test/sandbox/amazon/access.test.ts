import { FaultPlan, NAMED_FAULTS } from '../../../sandbox/faults';
import { startAmazonSandbox } from '../../../sandbox/amazon/server';
import { type Caller, expectRefusal, fetchToken, makeWorld, US, withCaller } from './caller';

const PARTICIPATIONS = '/sellers/v1/marketplaceParticipations';
const DENIED = 'Access to requested resource is denied.';

describe('Login with Amazon', () => {
	it('gives a token that lives an hour', async () => {
		await withCaller(async ({ sandbox, call, clock }) => {
			expect(await (await fetchToken(sandbox)).json()).toMatchObject({ token_type: 'bearer', expires_in: 3600, access_token: expect.stringMatching(/^Atza\|/) });
			clock.advance(3_599_000);
			expect((await call(PARTICIPATIONS)).status).toBe(200);
			clock.advance(1000);
			const called = await call(PARTICIPATIONS);
			expect(called.status).toBe(403);
			expect(called.body.errors).toEqual([{ code: 'Unauthorized', message: DENIED, details: 'The access token you provided has expired.' }]);
		});
	});

	it.each([
		['a wrong client id', { client_id: 'amzn1.application-oa2-client.other' }, 401, 'invalid_client'],
		['a wrong client secret', { client_secret: 'other' }, 401, 'invalid_client'],
		['a wrong refresh token', { refresh_token: 'Atzr|other' }, 400, 'invalid_grant'],
		['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
		['a missing refresh token', { refresh_token: '' }, 400, 'invalid_request'],
	])('refuses %s', async (_what, change, status, error) => {
		await withCaller(async ({ sandbox }) => {
			const response = await fetchToken(sandbox, 0, change);
			expect(response.status).toBe(status);
			expect(await response.json()).toEqual({ error, error_description: expect.any(String) });
		});
	});

	it("refuses another application's refresh token", async () => {
		await withCaller(
			async ({ sandbox }) => {
				const response = await fetchToken(sandbox, 0, { refresh_token: sandbox.sellers[1]?.credentials.refreshToken ?? '' });
				expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
			},
			makeWorld(),
			{ sellers: [makeWorld({ sellerId: 'A2OTHER', seed: 2 })] },
		);
	});

	it('takes JSON as well as a form', async () => {
		await withCaller(async ({ sandbox }) => {
			const { clientId, clientSecret, refreshToken } = sandbox.sellers[0]?.credentials ?? {};
			const body = JSON.stringify({ grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken });
			const response = await fetch(`${sandbox.url}/auth/o2/token`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
			expect(response.status).toBe(200);
		});
	});
});

describe('access', () => {
	it.each([
		['a missing token', {}],
		['an unknown token', { 'x-amz-access-token': 'Atza|nonsense' }],
	])('answers 403 to %s, without announcing a limit', async (_what, headers: Record<string, string>) => {
		await withCaller(async ({ call }) => {
			const called = await call(PARTICIPATIONS, {}, { headers });
			expectRefusal(called, 403, 'Unauthorized');
			expect(called.headers.get('x-amzn-ratelimit-limit')).toBeNull();
			expect(called.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
		});
	});

	it('answers 403 to tokens given before they were revoked', async () => {
		await withCaller(async ({ sandbox, call }) => {
			sandbox.revokeAccessTokens();
			expectRefusal(await call(PARTICIPATIONS), 403, 'Unauthorized');
		});
	});

	it("answers 403 for another seller's listings", async () => {
		await withCaller(async ({ call }) => {
			expectRefusal(await call('/listings/2021-08-01/items/A2OTHER', { marketplaceIds: US }), 403, 'Unauthorized');
		});
	});

	it('answers 404 for an address that it does not have', async () => {
		await withCaller(async ({ call }) => {
			expectRefusal(await call('/orders/v0/orders'), 404, 'NotFound');
		});
	});

	it('lists the marketplaces of the seller', async () => {
		await withCaller(async ({ call, world }) => {
			const { body } = await call(PARTICIPATIONS);
			expect(body).toMatchObject({
				payload: [{ marketplace: { id: US, countryCode: 'US', defaultCurrencyCode: 'USD' }, participation: { isParticipating: true }, storeName: world.storeName }],
			});
		});
	});

	it('writes down each request', async () => {
		await withCaller(async ({ sandbox, call }) => {
			await call(PARTICIPATIONS);
			await call('/orders/2026-01-01/orders');
			expect(sandbox.requests).toEqual([
				{ operation: 'token', sellerId: '', status: 200 },
				{ operation: 'getMarketplaceParticipations', sellerId: 'A1SELLER', status: 200 },
				{ operation: 'searchOrders', sellerId: 'A1SELLER', status: 400 },
			]);
		});
	});

	it('goes wrong as its fault plan says', async () => {
		const faults = new FaultPlan([{ match: ({ path, count }) => path === PARTICIPATIONS && count === 1, fault: NAMED_FAULTS.throttled }]);
		await withCaller(
			async ({ call }) => {
				expect((await call(PARTICIPATIONS)).status).toBe(429);
				expect((await call(PARTICIPATIONS)).status).toBe(200);
			},
			makeWorld(),
			{ faults },
		);
	});

	it('says which port is taken', async () => {
		await withCaller(async ({ sandbox }) => {
			await expect(startAmazonSandbox({ port: Number(new URL(sandbox.url).port) })).rejects.toThrow('EADDRINUSE');
		});
	});
});

describe('quotas', () => {
	const search = async ({ call }: Caller) => await call('/orders/2026-01-01/orders', { createdAfter: '2026-11-01T00:00:00Z' });

	it('allows the burst, then one request per 1 / rate seconds', async () => {
		await withCaller(
			async (caller) => {
				for (let index = 0; index < 20; index += 1) expect((await search(caller)).status).toBe(200);
				const refused = await search(caller);
				expect(refused.status).toBe(429);
				expect(refused.body.errors).toEqual([{ code: 'QuotaExceeded', message: 'You exceeded your quota for the requested resource.', details: '' }]);
				expect(refused.headers.get('x-amzn-ratelimit-limit')).toBeNull();
				caller.clock.advance(178_000);
				expect((await search(caller)).status).toBe(429);
				caller.clock.advance(572);
				expect((await search(caller)).status).toBe(200);
				expect((await search(caller)).status).toBe(429);
			},
			makeWorld(),
			{ quotas: 'amazon' },
		);
	});

	it('never saves up more than the burst', async () => {
		await withCaller(
			async (caller) => {
				caller.clock.advance(3_000_000);
				const statuses: number[] = [];
				for (let index = 0; index < 21; index += 1) statuses.push((await search(caller)).status);
				expect(statuses.filter((status) => status === 200)).toHaveLength(20);
			},
			makeWorld(),
			{ quotas: 'amazon' },
		);
	});

	it('counts each operation and each seller alone, and refused requests too', async () => {
		await withCaller(
			async (caller) => {
				await caller.call('/orders/2026-01-01/orders');
				expect((await search(caller)).status).toBe(429);
				expect((await caller.call(PARTICIPATIONS)).status).toBe(200);
				const { access_token: token } = (await (await fetchToken(caller.sandbox, 1)).json()) as { access_token: string };
				const other = await caller.call('/orders/2026-01-01/orders', { createdAfter: '2026-11-01T00:00:00Z' }, { headers: { 'x-amz-access-token': token } });
				expect(other.status).toBe(200);
			},
			makeWorld(),
			{ quotas: { searchOrders: { ratePerSecond: 0.01, burst: 1 } }, sellers: [makeWorld({ sellerId: 'A2OTHER', seed: 2 })] },
		);
	});

	it('announces the limit on success, 400 and 404, and on 429 of the Sellers API', async () => {
		await withCaller(
			async (caller) => {
				expect((await search(caller)).headers.get('x-amzn-ratelimit-limit')).toBe('0.0056');
				expect((await caller.call('/orders/2026-01-01/orders')).headers.get('x-amzn-ratelimit-limit')).toBe('0.0056');
				expect((await caller.call('/orders/2026-01-01/orders/111-0000000-0000000')).headers.get('x-amzn-ratelimit-limit')).toBe('0.5');
				for (let index = 0; index < 15; index += 1) await caller.call(PARTICIPATIONS);
				const refused = await caller.call(PARTICIPATIONS);
				expect([refused.status, refused.headers.get('x-amzn-ratelimit-limit')]).toEqual([429, '0.016']);
			},
			makeWorld(),
			{ quotas: 'amazon' },
		);
	});

});
