import { AmazonAuthError } from '../../../lib/amazon/errors';
import { html, ok, refusal, SECRETS, STOP, thrownBy, tokenReply, withAmazon } from './amazonServer';

const EXPIRED = refusal(403, 'Unauthorized', 'Access to requested resource is denied.', 'The access token you provided has expired.');

describe('createAmazonClient, with tokens', () => {
	it('asks for one token however many calls wait for it', async () => {
		await withAmazon(
			() => ok,
			async ({ newClient, logins }) => {
				await Promise.all(Array.from({ length: 8 }, async () => await newClient().call('searchOrders', {}, STOP)));
				expect(logins).toHaveLength(1);
				expect(new URLSearchParams(logins[0]?.body).get('grant_type')).toBe('refresh_token');
			},
		);
	});

	it('never shares a token between two sellers of one application', async () => {
		await withAmazon(
			() => ok,
			async ({ newClient, asked }) => {
				await newClient().call('searchOrders', {}, STOP);
				await newClient({ sellerId: 'OTHER', refreshToken: 'Atzr|of-another-seller' }).call('searchOrders', {}, STOP);
				expect(asked.map(({ headers }) => headers['x-amz-access-token'])).toEqual(['Atza|for Atzr|refresh-token-of-the-seller', 'Atza|for Atzr|of-another-seller']);
			},
			({ body }) => ({ json: { access_token: `Atza|for ${new URLSearchParams(body).get('refresh_token')}`, expires_in: 3600 } }),
		);
	});

	it('renews a token a minute before its end', async () => {
		await withAmazon(
			() => ok,
			async ({ client, clock, logins }) => {
				await client.call('searchOrders', {}, STOP);
				clock.advance(3_539_999);
				await client.call('searchOrders', {}, STOP);
				expect(logins).toHaveLength(1);
				clock.advance(1);
				await client.call('searchOrders', {}, STOP);
				expect(logins).toHaveLength(2);
			},
		);
	});

	it('renews once a token that Amazon refuses', async () => {
		await withAmazon(
			({ headers }) => (headers['x-amz-access-token'] === 'Atza|token-0' ? EXPIRED : ok),
			async ({ client, logins, asked }) => {
				expect(await client.call('searchOrders', {}, STOP)).toEqual({ orders: [] });
				expect([logins.length, asked.length]).toEqual([2, 2]);
			},
		);
	});

	it('gives up where the new token is refused too, and blames no role for it', async () => {
		await withAmazon(
			() => EXPIRED,
			async ({ client, asked }) => {
				const error = await thrownBy(client.call('searchOrders', {}, STOP));
				expect(error).toBeInstanceOf(AmazonAuthError);
				expect(error).toMatchObject({ field: 'refreshToken', status: 403 });
				expect(error.message).toMatch(/^Amazon refuses for 'searchOrders' the access token that it gave a moment ago\./);
				expect(asked).toHaveLength(2);
			},
		);
	});

	it("takes a firewall's 403 for no missing role", async () => {
		await withAmazon(
			() => html(403),
			async ({ client, asked }) => {
				const error = await thrownBy(client.call('searchOrders', {}, STOP));
				expect(error).not.toBeInstanceOf(AmazonAuthError);
				expect(error).toMatchObject({ status: 403, code: 'NoErrorCode', detail: '403 Something' });
				expect(asked).toHaveLength(1);
			},
		);
	});

	it('does not renew a token for a missing role', async () => {
		await withAmazon(
			() => refusal(403, 'Unauthorized', 'Access to requested resource is denied.'),
			async ({ client, logins, asked }) => {
				expect(await thrownBy(client.call('searchOrders', {}, STOP))).toMatchObject({ field: 'role', status: 403, detail: 'Access to requested resource is denied.' });
				expect([logins.length, asked.length]).toEqual([1, 1]);
			},
		);
	});

	it('renews once a token of some age where Amazon does not say why it refuses', async () => {
		await withAmazon(
			({ headers }) => (headers['x-amz-access-token'] === 'Atza|token-0' ? refusal(403, 'Unauthorized', 'Access to requested resource is denied.') : ok),
			async ({ client, clock, logins, asked }) => {
				expect(await thrownBy(client.call('searchOrders', {}, STOP))).toMatchObject({ field: 'role' });
				clock.advance(60_000);
				expect(await client.call('searchOrders', {}, STOP)).toEqual({ orders: [] });
				expect([logins.length, asked.length]).toEqual([2, 3]);
			},
		);
	});

	it.each([
		[401, 'invalid_client', 'clientIdOrSecret', "Amazon does not accept the 'Client ID' or the 'Client Secret'."],
		[400, 'invalid_grant', 'refreshToken', "Amazon does not accept the 'Refresh Token'."],
	])('tells by %i %s which field is wrong', async (status, code, field, sentence) => {
		await withAmazon(
			() => ok,
			async ({ client, asked, logins }) => {
				const error = await thrownBy(client.call('searchOrders', {}, STOP));
				expect(error).toBeInstanceOf(AmazonAuthError);
				expect(error).toMatchObject({ field, code, status });
				expect(error.message.startsWith(sentence)).toBe(true);
				expect([logins.length, asked.length]).toEqual([1, 0]);
			},
			() => ({ status, json: { error: code, error_description: `no ${SECRETS.refreshToken}` } }),
		);
	});

	it('asks again where the login is down for a moment', async () => {
		await withAmazon(
			() => ok,
			async ({ client, clock, logins }) => {
				await client.call('searchOrders', {}, STOP);
				expect(logins).toHaveLength(3);
				expect(clock.sleeps).toEqual([500, 1000]);
			},
			({ nth }) => (nth < 2 ? html(503) : tokenReply(nth)),
		);
	});

	it('does not keep a refusal', async () => {
		await withAmazon(
			() => ok,
			async ({ client }) => {
				await thrownBy(client.call('searchOrders', {}, STOP));
				expect(await client.call('searchOrders', {}, STOP)).toEqual({ orders: [] });
			},
			({ nth }) => (nth === 0 ? { status: 400, json: { error: 'invalid_grant' } } : tokenReply(nth)),
		);
	});
});
