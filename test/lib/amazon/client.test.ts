import { createAmazonClient } from '../../../lib/amazon/client';
import { AmazonApiError } from '../../../lib/amazon/errors';
import { FakeClock } from '../../support/fakeClock';
import { html, ok, refusal, type Reply, SECRETS, someCredentials, STOP, thrownBy, withAmazon } from './amazonServer';

describe('createAmazonClient', () => {
	it('sends lists by comma, the token in its header, and leaves out what is empty', async () => {
		await withAmazon(
			() => ok,
			async ({ client, asked }) => {
				await client.call('searchOrders', { query: { marketplaceIds: ['A', 'B'], includedData: [], x: undefined } }, STOP);
				expect(asked[0]).toMatchObject({ method: 'GET', path: '/orders/2026-01-01/orders' });
				expect([...(asked[0]?.query ?? [])]).toEqual([['marketplaceIds', 'A,B']]);
				expect(asked[0]?.headers['x-amz-access-token']).toBe('Atza|token-0');
				expect(asked[0]?.headers['user-agent']).toMatch(/^n8n-nodes-amazon-erpnext\/[\d.]+ \(Language=/);
			},
		);
	});

	it('keeps slashes, blanks and other scripts in a path one part', async () => {
		await withAmazon(
			() => ok,
			async ({ client, asked }) => {
				await client.call('getListingsItem', { path: { sellerId: 'S', sku: 'a/b 100% Ü茶' } }, STOP);
				expect(asked[0]?.path).toBe(`/listings/2021-08-01/items/S/${encodeURIComponent('a/b 100% Ü茶')}`);
			},
		);
	});

	it('reaches a local server below a path', async () => {
		await withAmazon(
			() => ok,
			async ({ newClient, credentials, asked, logins }) => {
				await newClient({ localUrl: `${credentials.localUrl}/amazon/` }).call('searchOrders', {}, STOP);
				expect(logins[0]?.path).toBe('/amazon/auth/o2/token');
				expect(asked[0]?.path).toBe('/amazon/orders/2026-01-01/orders');
				expect(asked[0]?.headers.host).toBe(new URL(credentials.localUrl ?? '').host);
			},
		);
	});

	it('puts characters together that came in two pieces', async () => {
		const name = 'Žofie 茶 👩‍🚀';
		await withAmazon(
			(_asked, response) => {
				const bytes = Buffer.from(JSON.stringify({ orders: [{ name }] }));
				response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
				let at = 0;
				const next = () => {
					if (at >= bytes.length) return response.end();
					response.write(bytes.subarray(at, at + 1));
					at += 1;
					return setImmediate(next);
				};
				next();
				return undefined;
			},
			async ({ client }) => {
				expect(await client.call('searchOrders', {}, STOP)).toEqual({ orders: [{ name }] });
			},
		);
	});

	it.each([500, 502, 503, 504])('asks again after %i with an HTML body, and says how often it tried', async (status) => {
		await withAmazon(
			() => html(status),
			async ({ client, asked, clock }) => {
				const error = await thrownBy(client.call('searchOrders', {}, STOP));
				expect(asked).toHaveLength(5);
				expect(clock.sleeps).toEqual([500, 1000, 2000, 4000]);
				expect(error).toBeInstanceOf(AmazonApiError);
				expect(error.message).toBe(`Amazon had trouble of its own and answered 'searchOrders' with ${status} 5 times.`);
				expect(error).toMatchObject({ status, detail: `${status} Something` });
			},
		);
	});

	it('goes on once Amazon is well again', async () => {
		await withAmazon(
			({ nth }) => (nth < 2 ? html(503) : ok),
			async ({ client, asked }) => {
				expect(await client.call('searchOrders', {}, STOP)).toEqual({ orders: [] });
				expect(asked).toHaveLength(3);
				expect(client.usage).toEqual({ calls: 3, quotaWaitMs: 0 });
			},
		);
	});

	it('honours the Retry-After of a 503', async () => {
		await withAmazon(
			({ nth }) => (nth === 0 ? html(503, { 'retry-after': '7' }) : ok),
			async ({ client, clock }) => {
				await client.call('searchOrders', {}, STOP);
				expect(clock.sleeps).toEqual([7000]);
			},
		);
	});

	it('does not ask again after 400, and tells it in Amazon’s words', async () => {
		await withAmazon(
			() => refusal(400, 'InvalidInput', 'Bad date.', 'createdAfter'),
			async ({ client, asked }) => {
				const error = await thrownBy(client.call('searchOrders', {}, STOP));
				expect(error.message).toBe("Amazon does not accept the request 'searchOrders' (400 InvalidInput).");
				expect(error).toMatchObject({ code: 'InvalidInput', requestId: 'req-1', detail: 'Bad date. createdAfter', operation: 'searchOrders' });
				expect(asked).toHaveLength(1);
			},
		);
	});

	it.each([
		[{ sellerId: ' ' }, 'sellerId', "The Amazon credential's 'Seller ID' is empty; fill it in."],
		[{ refreshToken: '' }, 'refreshToken', "The Amazon credential's 'Refresh Token' is empty; fill it in."],
		[{ country: 'XX' }, 'country', "The credential's 'Country' is 'XX', where Amazon has no shop."],
		[{ localUrl: 'sandbox' }, 'localUrl', "The credential's address of the local sandbox is 'sandbox', which is no address like 'http://127.0.0.1:9080'."],
	])('refuses a credential with %j at once', async (changes, field, message) => {
		const make = async () => createAmazonClient(someCredentials('http://127.0.0.1:1', changes), { clock: new FakeClock() });
		const error = await thrownBy(make());
		expect(error).toMatchObject({ field, message });
	});

	it('holds no secret in anything that it throws', async () => {
		const echo = (text: string) => `${text} ${SECRETS.clientSecret} ${SECRETS.refreshToken} Atza|token-0`;
		const replies: Reply[] = [
			refusal(400, 'InvalidInput', echo('message'), echo('details')),
			refusal(403, 'Unauthorized', echo('message'), 'The access token you provided has expired.'),
			refusal(404, 'NotFound', echo('nothing')),
			{ status: 500, text: `<title>${echo('oops')}</title>` },
			{ text: echo('no JSON') },
			{ status: 429 },
		];
		const logins: Reply[] = [
			{ status: 400, json: { error: 'invalid_grant', error_description: echo('bad') } },
			{ status: 401, json: { error: 'invalid_client', error_description: echo('bad') } },
			{ status: 403, json: { error: 'odd', error_description: echo('bad') } },
			{ status: 500, text: echo('down') },
		];
		const thrown: Error[] = [];
		for (const reply of replies) {
			await withAmazon(() => reply, async ({ client }) => void thrown.push(await thrownBy(client.call('searchOrders', {}, STOP))));
		}
		for (const reply of logins) {
			await withAmazon(
				() => ok,
				async ({ client }) => void thrown.push(await thrownBy(client.call('searchOrders', {}, STOP))),
				() => reply,
			);
		}
		expect(thrown).toHaveLength(replies.length + logins.length);
		for (const error of thrown) {
			const told = JSON.stringify([error.message, error.stack, Object.entries(error), String(error.cause)]);
			for (const secret of [...Object.values(SECRETS), 'Atza|token-0']) expect(told).not.toContain(secret);
		}
	});
});
