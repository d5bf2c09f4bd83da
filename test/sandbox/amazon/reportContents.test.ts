import type { Item } from '@sp-api-sdk/listings-items-api-2021-08-01';
import { charsetOf } from '../../../sandbox/amazon/reports/charsets';
import { DE, JP, makeWorld, NOW, US, withCaller } from './caller';
import { download, finish, LISTINGS, ORDERS, toRows } from './reportCalls';

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
		expect([...charsetOf('JP').encode('髙①あｱ~')]).toEqual([0xfb, 0xfc, 0x87, 0x40, 0x82, 0xa0, 0xb1, 0x7e]);
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
