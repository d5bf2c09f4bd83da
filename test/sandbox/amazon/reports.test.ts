import { gunzipSync } from 'node:zlib';
import type { Item } from '@sp-api-sdk/listings-items-api-2021-08-01';
import { charsetOf } from '../../../sandbox/amazon/reports/charsets';
import { type Called, type Caller, DE, expectRefusal, JP, makeWorld, NOW, US, withCaller } from './caller';

const REPORTS = '/reports/2021-06-30/reports';
const LISTINGS = 'GET_MERCHANT_LISTINGS_ALL_DATA';
const ORDERS = 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL';
const field = (called: Called, name: string) => (called.body as Record<string, string | undefined>)[name];

async function create({ call, token }: Caller, body: unknown): Promise<Called> {
	return await call(REPORTS, {}, { method: 'POST', headers: { 'x-amz-access-token': token, 'Content-Type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) });
}

/** Creates a report, waits until it is done, and gives its download address. */
async function finish(caller: Caller, body: unknown): Promise<{ document: Called; url: string }> {
	const { reportId } = (await create(caller, body)).body as Record<string, string>;
	caller.clock.advance(15_000);
	const report = await caller.call(`${REPORTS}/${reportId}`);
	const document = await caller.call(`/reports/2021-06-30/documents/${field(report, 'reportDocumentId')}`);
	return { document, url: field(document, 'url') ?? '' };
}

async function download(url: string): Promise<{ text: string; type: string; bytes: Buffer }> {
	const response = await fetch(url);
	const type = response.headers.get('content-type') ?? '';
	const bytes = Buffer.from(await response.arrayBuffer());
	const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
	return { type, bytes, text: new TextDecoder(type.split('charset=')[1]).decode(content) };
}

function toRows(text: string): Array<Record<string, string>> {
	const [header = '', ...lines] = text.trimEnd().split('\r\n');
	const names = header.split('\t');
	return lines.map((line) => Object.fromEntries(line.split('\t').map((value, index) => [names[index] ?? `extra ${index}`, value])));
}

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

describe('GET_MERCHANT_LISTINGS_ALL_DATA', () => {
	it('holds the same SKUs, ASINs, prices and channels as a search of the listings', async () => {
		await withCaller(async (caller) => {
			const { url } = await finish(caller, { reportType: LISTINGS, marketplaceIds: [US] });
			const rows = toRows((await download(url)).text);
			const pages = await caller.callAllPages('/listings/2021-08-01/items/A1SELLER', { marketplaceIds: US, includedData: 'summaries,offers,fulfillmentAvailability' }, 'items');
			const items = pages.flatMap((page) => (page.body as unknown as { items: Item[] }).items);
			const ofItem = (item: Item) => [item.sku, item.summaries?.[0]?.asin, item.summaries?.[0]?.itemName];
			expect(rows.map((row) => [row['seller-sku'], row.asin1, row['item-name']]).sort()).toEqual(items.map(ofItem).sort());
			const prices = new Map(items.flatMap((item) => (item.offers?.[0] ? [[item.sku, item.offers[0].price.amount]] : [])));
			for (const row of rows) if (row.status === 'Active' && row.price !== '') expect(row.price).toBe(prices.get(row['seller-sku'] ?? ''));
			expect(new Set(rows.map((row) => row['fulfillment-channel']))).toEqual(new Set(['DEFAULT', 'AMAZON_NA']));
		}, makeWorld({ skuCount: 100 }));
	});

	it('keeps quotes as they are and turns a tab inside a field into a blank', async () => {
		const world = makeWorld();
		const [listing] = [...world.eachListing()];
		if (!listing) throw new Error('no listing');
		world.putListing({ ...listing, sku: ' QUOTE/1 ', title: 'Sleeve for 15.6" laptops, "slim"', titles: {}, description: 'one\ttwo\nthree' });
		await withCaller(async (caller) => {
			const { url } = await finish(caller, { reportType: LISTINGS, marketplaceIds: [US] });
			const row = toRows((await download(url)).text).find((candidate) => candidate['seller-sku'] === ' QUOTE/1 ');
			expect(row).toMatchObject({ 'item-name': 'Sleeve for 15.6" laptops, "slim"', 'item-description': 'one two three' });
		}, world);
	});

	it('comes to Germany in Cp1252 under German headers, with question marks for what the page lacks', async () => {
		const world = makeWorld({ country: 'DE', orderCount: 1 });
		const [listing] = [...world.eachListing()];
		if (!listing) throw new Error('no listing');
		world.putListing({ ...listing, sku: 'PL-1', titles: { [DE]: 'Kubek „Żółw“ – 5 €' } });
		await withCaller(async (caller) => {
			const { text, type } = await download((await finish(caller, { reportType: LISTINGS, marketplaceIds: [DE] })).url);
			expect(type).toBe('text/plain; charset=Cp1252');
			const row = toRows(text).find((candidate) => candidate['Händler-SKU'] === 'PL-1');
			expect(row).toMatchObject({ Artikelbezeichnung: 'Kubek „?ó?w“ – 5 €', 'ASIN 1': listing.asin, Status: 'Active' });
			const english = await finish(caller, { reportType: LISTINGS, marketplaceIds: [DE], reportOptions: { preferredReportDocumentLocale: 'en_US' } });
			expect((await download(english.url)).text).toMatch(/^item-name\titem-description\t/);
		}, world);
	});

	it('comes to Japan in Shift_JIS under Japanese headers, without a column for the ASIN', async () => {
		await withCaller(async (caller) => {
			const { text, type } = await download((await finish(caller, { reportType: LISTINGS, marketplaceIds: [JP] })).url);
			expect(type).toBe('text/plain; charset=Shift_JIS');
			const [row] = toRows(text);
			const listing = caller.world.findListing(row?.['出品者SKU'] ?? '');
			expect(row).toMatchObject({ '商品名': (listing?.titles?.[JP] ?? '').replace(/[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Common}A-Za-z]/gu, '?'), '商品IDタイプ': '1', '商品ID': listing?.asin });
			expect(row?.['商品名']).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
		}, makeWorld({ country: 'JP' }));
	});

	it('encodes what the code pages hold, Microsoft additions among them', () => {
		expect([...charsetOf('JP').encode('髙①あｱ~')]).toEqual([0xee, 0xe0, 0x87, 0x40, 0x82, 0xa0, 0xb1, 0x7e]);
		expect([...charsetOf('DE').encode('€äŸ漢')]).toEqual([0x80, 0xe4, 0x9f, 0x3f]);
		expect(charsetOf('US').encode('漢').toString('utf8')).toBe('漢');
	});
});

describe('GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL', () => {
	it('has one row for each item of the orders placed in the window', async () => {
		await withCaller(async (caller) => {
			const [from, to] = [NOW - 20 * 86_400_000, NOW - 5 * 86_400_000];
			const body = { reportType: ORDERS, marketplaceIds: [US], dataStartTime: new Date(from).toISOString(), dataEndTime: new Date(to).toISOString() };
			const rows = toRows((await download((await finish(caller, body)).url)).text);
			const orders = [...caller.world.eachOrder()].filter((order) => Date.parse(order.createdTime) >= from && Date.parse(order.createdTime) <= to);
			const items = orders.flatMap((order) => order.orderItems.map((item) => [order.orderId, item.product.sellerSku, String(item.quantityOrdered), item.proceeds?.breakdowns?.[0]?.subtotal.amount ?? '']));
			expect(rows.map((row) => [row['amazon-order-id'], row.sku, row.quantity, row['item-price']])).toEqual(items);
			expect(items.length).toBeGreaterThan(100);
			expect(new Set(rows.map((row) => row['order-status']))).toContain('Cancelled');
		}, makeWorld({ orderCount: 300 }));
	});
});
