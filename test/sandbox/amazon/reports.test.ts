import { type Called, expectRefusal, makeWorld, US, withCaller } from './caller';
import { create, download, field, finish, LISTINGS, ORDERS, REPORTS } from './reportCalls';

describe('the life of a report', () => {
	it('goes from the queue through progress to done, as time goes on', async () => {
		await withCaller(async (caller) => {
			const created = await create(caller, { reportType: LISTINGS, marketplaceIds: [US] });
			expect(created.status).toBe(202);
			const path = `${REPORTS}/${field(created, 'reportId')}`;
			const status = async () => field(await caller.call(path), 'processingStatus');
			expect(await status()).toBe('IN_QUEUE');
			caller.clock.advance(5000);
			expect(await status()).toBe('IN_PROGRESS');
			expect((await caller.call(path)).body).not.toHaveProperty('reportDocumentId');
			caller.clock.advance(10_000);
			expect((await caller.call(path)).body).toMatchObject({
				processingStatus: 'DONE',
				createdTime: '2026-11-24T12:00:00Z',
				processingStartTime: '2026-11-24T12:00:05Z',
				processingEndTime: '2026-11-24T12:00:15Z',
				reportDocumentId: expect.stringMatching(/^amzn1\.spdoc\./),
			});
		});
	});

	it('ends cancelled when there is nothing to report', async () => {
		await withCaller(async (caller) => {
			const body = { reportType: ORDERS, marketplaceIds: [US], dataStartTime: '2020-01-01T00:00:00Z', dataEndTime: '2020-01-02T00:00:00Z' };
			const { reportId } = (await create(caller, body)).body as Record<string, string>;
			caller.clock.advance(15_000);
			expect((await caller.call(`${REPORTS}/${reportId}`)).body).toMatchObject({ processingStatus: 'CANCELLED' });
		});
	});

	it('ends fatal on demand, and for orders of more than 30 days', async () => {
		await withCaller(async (caller) => {
			const long = await create(caller, { reportType: ORDERS, marketplaceIds: [US], dataStartTime: '2026-10-01T00:00:00Z', dataEndTime: '2026-11-01T00:00:00Z' });
			caller.sandbox.reports.fatal = true;
			const told = await create(caller, { reportType: LISTINGS, marketplaceIds: [US] });
			caller.clock.advance(15_000);
			for (const created of [long, told]) {
				const { body } = await caller.call(`${REPORTS}/${field(created, 'reportId')}`);
				expect(body).toMatchObject({ processingStatus: 'FATAL' });
				expect(body).not.toHaveProperty('reportDocumentId');
			}
		});
	});

	it('is cancelled on request while in the queue, and refuses it later', async () => {
		await withCaller(async (caller) => {
			const remove = async (reportId: string | undefined) => await caller.call(`${REPORTS}/${reportId}`, {}, { method: 'DELETE', headers: { 'x-amz-access-token': caller.token } });
			const [first, second] = [await create(caller, { reportType: LISTINGS, marketplaceIds: [US] }), await create(caller, { reportType: LISTINGS, marketplaceIds: [US] })];
			expect((await remove(field(first, 'reportId'))).status).toBe(200);
			expect((await caller.call(`${REPORTS}/${field(first, 'reportId')}`)).body).toMatchObject({ processingStatus: 'CANCELLED' });
			caller.clock.advance(5000);
			expectRefusal(await remove(field(second, 'reportId')), 400, 'InvalidInput');
		});
	});

	it('lists reports, the newest first, page by page, the token standing alone', async () => {
		await withCaller(async (caller) => {
			for (let index = 0; index < 12; index += 1) await create(caller, { reportType: LISTINGS, marketplaceIds: [US] });
			const first = await caller.call(REPORTS, { reportTypes: LISTINGS });
			const nextToken = field(first, 'nextToken');
			const second = await caller.call(REPORTS, { nextToken });
			const idsOf = (called: Called) => (called.body as unknown as { reports: Array<{ reportId: string }> }).reports.map((report) => Number(report.reportId));
			expect([idsOf(first).length, idsOf(second).length]).toEqual([10, 2]);
			const ids = [...idsOf(first), ...idsOf(second)];
			expect(ids).toEqual([...ids].sort((one, other) => other - one));
			expectRefusal(await caller.call(REPORTS, { nextToken, pageSize: 5 }), 400, 'InvalidInput');
			expectRefusal(await caller.call(REPORTS), 400, 'InvalidInput');
			expectRefusal(await caller.call(REPORTS, { reportTypes: LISTINGS, processingStatuses: 'BAD_VALUE' }), 400, 'InvalidInput');
			expectRefusal(await caller.call(REPORTS, { reportTypes: LISTINGS, pageSize: 101 }), 400, 'InvalidInput');
		});
	});

	it.each([
		['an unknown type', { reportType: 'BAD_FEE_DISCOUNTS_REPORT', marketplaceIds: [US] }],
		['no marketplace', { reportType: LISTINGS, marketplaceIds: [] }],
		['an unknown marketplace', { reportType: LISTINGS, marketplaceIds: ['A0NOWHERE'] }],
		['a date that is none', { reportType: ORDERS, marketplaceIds: [US], dataStartTime: 'today' }],
		['a date to come', { reportType: ORDERS, marketplaceIds: [US], dataEndTime: '2027-01-01T00:00:00Z' }],
		['an end before the start', { reportType: ORDERS, marketplaceIds: [US], dataStartTime: '2026-11-02T00:00:00Z', dataEndTime: '2026-11-01T00:00:00Z' }],
		['a field that it does not have', { reportType: LISTINGS, marketplaceIds: [US], dataStart: '2026-11-02T00:00:00Z' }],
		['options that are no text', { reportType: LISTINGS, marketplaceIds: [US], reportOptions: { custom: true } }],
		['a body that is no JSON', 'reportType'],
	])('answers 400 to %s', async (_what, body) => {
		await withCaller(async (caller) => expectRefusal(await create(caller, body), 400, 'InvalidInput'));
	});

	it("answers 404 for an unknown report or document, another seller's among them", async () => {
		await withCaller(async (caller) => {
			expectRefusal(await caller.call(`${REPORTS}/50000000001`), 404, 'NotFound');
			expectRefusal(await caller.call('/reports/2021-06-30/documents/amzn1.spdoc.none'), 404, 'NotFound');
		});
	});
});

describe('the download of a report', () => {
	it('needs no access token, expires after 5 minutes, and can be asked for again', async () => {
		await withCaller(async (caller) => {
			const { document, url } = await finish(caller, { reportType: LISTINGS, marketplaceIds: [US] });
			expect((await fetch(url)).status).toBe(200);
			caller.clock.advance(300_000);
			expect((await fetch(url)).status).toBe(200);
			caller.clock.advance(1);
			const refused = await fetch(url);
			expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
			const again = await caller.call(`/reports/2021-06-30/documents/${field(document, 'reportDocumentId')}`);
			expect((await fetch(field(again, 'url') ?? '')).status).toBe(200);
			expect((await fetch(url.replace(/signature=[0-9a-f]{4}/, 'signature=0000'))).status).toBe(403);
		});
	});

	it('is compressed as the answer says, and by HTTP when that was asked for', async () => {
		await withCaller(async (caller) => {
			const { document, url } = await finish(caller, { reportType: LISTINGS, marketplaceIds: [US] });
			expect(document.body).toMatchObject({ compressionAlgorithm: 'GZIP' });
			expect((await download(url)).bytes.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
			const asEncoding = await caller.call(`/reports/2021-06-30/documents/${field(document, 'reportDocumentId')}`, { enableContentEncodingUrlHeader: 'true' });
			const response = await fetch(field(asEncoding, 'url') ?? '');
			expect(response.headers.get('content-encoding')).toBe('gzip');
			expect(await response.text()).toMatch(/^item-name\t/);
		});
	});

	it('is plain when the sandbox is told so', async () => {
		await withCaller(
			async (caller) => {
				const { document, url } = await finish(caller, { reportType: LISTINGS, marketplaceIds: [US] });
				expect(document.body).not.toHaveProperty('compressionAlgorithm');
				expect((await download(url)).bytes.toString('utf8')).toMatch(/^item-name\t/);
			},
			makeWorld(),
			{ reports: { compression: 'none' } },
		);
	});

	it('serves the very bytes that a test sets', async () => {
		await withCaller(async (caller) => {
			caller.sandbox.reports.document = { content: Buffer.from('a\t"b\r\n1\t2'), contentType: 'text/plain;charset=UTF-8' };
			const { url } = await finish(caller, { reportType: LISTINGS, marketplaceIds: [US] });
			expect(await download(url)).toMatchObject({ text: 'a\t"b\r\n1\t2', type: 'text/plain;charset=UTF-8' });
		});
	});
});
