import { AmazonApiError, AmazonAuthError, QuotaExhaustedError } from '../../../lib/amazon/errors';
import { createAmazonClient } from '../../../lib/amazon/client';
import { FakeClock } from '../../support/fakeClock';
import { type Reply, SECRETS, someCredentials, thrownBy, tokenReply, withAmazon } from './amazonServer';

const STOP = { kind: 'stop' } as const;
const WAIT = { kind: 'wait', maxWaitMs: 600_000 } as const;
const ok: Reply = { json: { orders: [] } };
const html = (status: number, headers = {}): Reply => ({
	status,
	headers: { 'content-type': 'text/html', ...headers },
	text: `<html><head><title>${status} Something</title></head><body>no JSON</body></html>`,
});
const refusal = (status: number, code: string, message: string, details = ''): Reply => ({
	status,
	headers: { 'x-amzn-RequestId': 'req-1' },
	json: { errors: [{ code, message, details }] },
});
const EXPIRED = refusal(403, 'Unauthorized', 'Access to requested resource is denied.', 'The access token you provided has expired.');

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

	describe('when the line breaks', () => {
		const reset: Parameters<typeof withAmazon>[0] = (_asked, response) => {
			response.socket?.resetAndDestroy();
			return undefined;
		};
		const cutInside: Parameters<typeof withAmazon>[0] = (_asked, response) => {
			response.writeHead(200, { 'content-length': '1000' });
			response.write('{"orders": [', () => setTimeout(() => response.socket?.destroy(), 5));
			return undefined;
		};
		it.each([
			['before the answer', reset],
			['inside the answer', cutInside],
		])('asks for a read again that broke %s', async (_when, broken) => {
			await withAmazon(
				(asked, response) => (asked.nth === 0 ? broken(asked, response) : ok),
				async ({ client, asked }) => {
					expect(await client.call('searchOrders', {}, STOP)).toEqual({ orders: [] });
					expect(asked).toHaveLength(2);
				},
			);
		});

		it.each([
			['before the answer', reset],
			['inside the answer', cutInside],
		])('never sends a POST again that broke %s', async (_when, broken) => {
			await withAmazon(broken, async ({ client, asked, clock }) => {
				const error = await thrownBy(client.call('createReport', { body: { reportType: 'X' } }, STOP));
				expect(error.message).toBe("The connection to Amazon broke for 'createReport' (ECONNRESET).");
				expect(asked).toHaveLength(1);
				expect(clock.sleeps).toEqual([]);
			});
		});

		it('never sends a POST again after 503', async () => {
			await withAmazon(
				() => html(503),
				async ({ client, asked }) => {
					await thrownBy(client.call('createReport', { body: {} }, STOP));
					expect(asked).toHaveLength(1);
				},
			);
		});

		it('takes JSON that is cut short for a broken read', async () => {
			await withAmazon(
				({ nth }) => (nth === 0 ? { text: '{"orders": [{"orderId": "1' } : ok),
				async ({ client, asked }) => {
					expect(await client.call('searchOrders', {}, STOP)).toEqual({ orders: [] });
					expect(asked).toHaveLength(2);
				},
			);
		});

		it('says so where JSON stays cut short', async () => {
			await withAmazon(
				() => ({ text: '{"orders": [' }),
				async ({ client }) => {
					const error = await thrownBy(client.call('searchOrders', {}, STOP));
					expect(error.message).toBe("Amazon's answer was cut off or unreadable for 'searchOrders' (no JSON, tried 5 times).");
					expect(error).toMatchObject({ code: 'GarbledAnswer' });
				},
			);
		});

		it('gives up on an answer that never comes', async () => {
			await withAmazon(
				() => undefined,
				async ({ newClient, asked }) => {
					const client = newClient({}, { timeouts: { deadlineMs: 40, idleMs: 40 } });
					const error = await thrownBy(client.call('searchOrders', {}, STOP));
					expect(error.message).toBe("Amazon did not answer in time for 'searchOrders' (API_DEADLINE_TIMEOUT, tried 5 times).");
					expect(error).toMatchObject({ code: 'TimedOut' });
					expect(asked).toHaveLength(5);
				},
			);
		});

		it('gives up on an answer that stops half-way', async () => {
			await withAmazon(
				({ nth }, response) => {
					if (nth > 0) return ok;
					response.writeHead(200);
					response.write('{"orders"');
					return undefined;
				},
				async ({ newClient, asked }) => {
					const client = newClient({}, { timeouts: { deadlineMs: 5_000, idleMs: 40 } });
					expect(await client.call('searchOrders', {}, STOP)).toEqual({ orders: [] });
					expect(asked).toHaveLength(2);
				},
			);
		});

		it('says where it looked for a login that cannot be reached', async () => {
			const clock = new FakeClock();
			let free = 'http://127.0.0.1:1';
			await withAmazon(
				() => ok,
				async ({ credentials }) => void (free = credentials.localUrl ?? ''),
			);
			const client = createAmazonClient(someCredentials(free), { clock, random: () => 0 });
			const error = await thrownBy(client.call('createReport', { body: {} }, STOP));
			expect(error.message).toBe(
				`Amazon's login at '${free}/auth/o2/token' cannot be reached (ECONNREFUSED), tried 5 times. ` +
					'Check the network of this machine and, for a local sandbox, its address in the credential.',
			);
			expect(clock.sleeps).toHaveLength(4);
		});
	});

	describe('under a quota', () => {
		it('lets the burst through and then stops, with nothing sent', async () => {
			await withAmazon(
				() => ok,
				async ({ client, asked, clock }) => {
					for (let nth = 0; nth < 20; nth++) await client.call('searchOrders', {}, STOP);
					const error = await thrownBy(client.call('searchOrders', {}, STOP));
					expect(error).toBeInstanceOf(QuotaExhaustedError);
					expect(error).toMatchObject({ operation: 'searchOrders', retryAtMs: clock.now() + 178_572 });
					expect(asked).toHaveLength(20);
				},
			);
		});

		it('is shared with every other client of the seller, and with no other seller', async () => {
			await withAmazon(
				() => ok,
				async ({ newClient }) => {
					for (let nth = 0; nth < 20; nth++) await newClient().call('searchOrders', {}, STOP);
					await expect(newClient().call('searchOrders', {}, STOP)).rejects.toBeInstanceOf(QuotaExhaustedError);
					await expect(newClient({ sellerId: 'ANOTHER', clientId: 'another' }).call('searchOrders', {}, STOP)).resolves.toBeDefined();
				},
			);
		});

		it('waits exactly as long as one request takes to come back', async () => {
			await withAmazon(
				() => ok,
				async ({ client, clock }) => {
					for (let nth = 0; nth < 5; nth++) await client.call('searchListingsItems', { path: { sellerId: 'S' } }, WAIT);
					expect(clock.sleeps).toEqual([]);
					await client.call('searchListingsItems', { path: { sellerId: 'S' } }, WAIT);
					await client.call('searchListingsItems', { path: { sellerId: 'S' } }, WAIT);
					expect(clock.sleeps).toEqual([200, 200]);
					expect(client.usage.quotaWaitMs).toBe(400);
				},
			);
		});

		it('leaves to others what is reserved for them', async () => {
			await withAmazon(
				() => ok,
				async ({ client, asked }) => {
					for (let nth = 0; nth < 15; nth++) await client.call('searchOrders', {}, { kind: 'stop', reserve: 5 });
					await expect(client.call('searchOrders', {}, { kind: 'stop', reserve: 5 })).rejects.toBeInstanceOf(QuotaExhaustedError);
					await client.call('searchOrders', {}, STOP);
					expect(asked).toHaveLength(16);
				},
			);
		});

		it('takes over the rate that Amazon announces', async () => {
			await withAmazon(
				() => ({ ...ok, headers: { 'x-amzn-RateLimit-Limit': '0.1' } }),
				async ({ client, clock }) => {
					for (let nth = 0; nth < 20; nth++) await client.call('searchOrders', {}, STOP);
					await client.call('searchOrders', {}, WAIT);
					expect(clock.sleeps).toEqual([10_000]);
				},
			);
		});

		it('takes a 429 for an empty bucket and stops', async () => {
			await withAmazon(
				() => refusal(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.'),
				async ({ client, asked, clock }) => {
					const error = await thrownBy(client.call('searchOrders', {}, STOP));
					expect(error).toBeInstanceOf(QuotaExhaustedError);
					expect(error).toMatchObject({ retryAtMs: clock.now() + 178_572, attempts: 1 });
					expect(asked).toHaveLength(1);
					await expect(client.call('searchOrders', {}, STOP)).rejects.toBeInstanceOf(QuotaExhaustedError);
					expect(asked).toHaveLength(1);
				},
			);
		});

		it('waits after a 429 as long as Retry-After asks, and goes on', async () => {
			await withAmazon(
				({ nth }) => (nth === 0 ? { status: 429, headers: { 'retry-after': '12' } } : ok),
				async ({ client, clock }) => {
					expect(await client.call('getOrder', { path: { orderId: '1' } }, WAIT)).toEqual({ orders: [] });
					expect(clock.sleeps).toEqual([12_000]);
					expect(client.usage).toEqual({ calls: 2, quotaWaitMs: 12_000 });
				},
			);
		});

		it('spreads the return after a 429 by chance', async () => {
			await withAmazon(
				({ nth }) => (nth === 0 ? { status: 429 } : ok),
				async ({ newClient, clock }) => {
					await newClient({}, { random: () => 0.5 }).call('getOrder', { path: { orderId: '1' } }, WAIT);
					expect(clock.sleeps).toEqual([2250]);
				},
			);
		});

		it('stops waiting after five 429s, and says so', async () => {
			await withAmazon(
				() => ({ status: 429 }),
				async ({ client, asked }) => {
					const error = await thrownBy(client.call('getOrder', { path: { orderId: '1' } }, WAIT));
					expect(error.message).toMatch(/^Amazon's quota for 'getOrder' is used up after 5 answers of 429; the next request may go out at 2026-/);
					expect(asked).toHaveLength(5);
				},
			);
		});
	});

	describe('with tokens', () => {
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

		it('gives up where the new token is refused too', async () => {
			await withAmazon(
				() => EXPIRED,
				async ({ client, asked }) => {
					const error = await thrownBy(client.call('searchOrders', {}, STOP));
					expect(error).toBeInstanceOf(AmazonAuthError);
					expect(asked).toHaveLength(2);
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
