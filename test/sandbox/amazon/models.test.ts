import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Order } from '@sp-api-sdk/orders-api-2026-01-01';
import { publishedOrders } from '../../support/publishedOrders';
import { OPERATIONS } from '../../../sandbox/amazon/operations';
import { ORDER_DATA } from '../../../sandbox/amazon/ordersView';
import { CATALOG_DATA } from '../../../sandbox/amazon/catalogView';
import { LISTING_DATA } from '../../../sandbox/amazon/listingsView';
import { makeWorld, US, withCaller } from './caller';

const MODELS = join(__dirname, '../../../../shared/amazon-models');
const isHere = existsSync(MODELS);
const describeWhereModelsAre = isHere ? describe : describe.skip;
const title = `Amazon's models${isHere ? '' : ' (skipped: ../shared/amazon-models is not here)'}`;

type Json = { [key: string]: unknown };
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function readModel(file: string): Json {
	return JSON.parse(readFileSync(join(MODELS, `${file}.json`), 'utf8'));
}

/** Swagger 2 definitions as JSON Schema; fields that a definition does not name are refused, to catch invented ones. */
function toStrictSchema(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(toStrictSchema);
	if (!isJson(value)) return value;
	const kept = Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('x-') && key !== 'example').map(([key, inner]) => [key, toStrictSchema(inner)]));
	const isClosed = isJson(kept.properties) && kept.type === 'object' && kept.additionalProperties === undefined;
	return isClosed ? { ...kept, additionalProperties: false } : kept;
}

function compile(file: string, definition: string): ValidateFunction {
	const ajv = new Ajv({ strict: false, allErrors: true });
	addFormats(ajv);
	return ajv.compile({ definitions: toStrictSchema(readModel(file).definitions), $ref: `#/definitions/${definition}` });
}

function expectValid(validate: ValidateFunction, body: unknown): void {
	validate(body);
	expect(validate.errors ?? []).toEqual([]);
}

describeWhereModelsAre(title, () => {
	it('refuse an invented field, a missing one and a wrong type', () => {
		const validate = compile('orders_2026-01-01', 'GetOrderResponse');
		const [order] = [...makeWorld().eachOrder()];
		expect(validate({ order })).toBe(true);
		expect(validate({ order: { ...order, total: '1.00' } })).toBe(false);
		expect(validate({ order: { ...order, orderItems: undefined } })).toBe(false);
		expect(validate({ order: { ...order, createdTime: 'yesterday' } })).toBe(false);
	});

	it('agree with the answers of the Sellers API', async () => {
		const validate = compile('sellers', 'GetMarketplaceParticipationsResponse');
		await withCaller(async ({ call }) => expectValid(validate, (await call('/sellers/v1/marketplaceParticipations')).body), makeWorld({ country: 'DE', marketplaces: ['DE', 'FR', 'GB'] }));
	});

	it.each(['US', 'DE', 'GB', 'JP'])('agree with the orders of a seller in %s', async (country) => {
		const validate = compile('orders_2026-01-01', 'SearchOrdersResponse');
		const validateOne = compile('orders_2026-01-01', 'GetOrderResponse');
		await withCaller(async ({ call, callAllPages, world }) => {
			const query = { createdAfter: '2026-01-01T00:00:00Z', includedData: ORDER_DATA.join(',') };
			for (const page of await callAllPages('/orders/2026-01-01/orders', query, 'orders')) expectValid(validate, page.body);
			for (const order of [...world.eachOrder()].slice(0, 20)) {
				expectValid(validateOne, (await call(`/orders/2026-01-01/orders/${order.orderId}`, { includedData: ORDER_DATA.join(',') })).body);
			}
		}, makeWorld({ country, orderCount: 500 }));
	});

	it('agree with the answers of the Listings Items API', async () => {
		const [validate, validateOne] = [compile('listingsItems_2021-08-01', 'ItemSearchResults'), compile('listingsItems_2021-08-01', 'Item')];
		await withCaller(async ({ call, callAllPages, world }) => {
			const query = { marketplaceIds: US, includedData: LISTING_DATA.join(','), pageSize: 20 };
			for (const page of await callAllPages('/listings/2021-08-01/items/A1SELLER', query, 'items')) expectValid(validate, page.body);
			const [listing] = [...world.eachListing()];
			expectValid(validateOne, (await call(`/listings/2021-08-01/items/A1SELLER/${listing?.sku}`, { marketplaceIds: US, includedData: LISTING_DATA.join(',') })).body);
		}, makeWorld({ skuCount: 100 }));
	});

	it('agree with the answers of the Catalog Items API', async () => {
		const [validate, validateOne] = [compile('catalogItems_2022-04-01', 'ItemSearchResults'), compile('catalogItems_2022-04-01', 'Item')];
		await withCaller(async ({ call, callAllPages, world }) => {
			const query = { marketplaceIds: US, includedData: CATALOG_DATA.join(','), keywords: 'a' };
			for (const page of await callAllPages('/catalog/2022-04-01/items', query, 'items')) expectValid(validate, page.body);
			const [listing] = [...world.eachListing()];
			expectValid(validateOne, (await call(`/catalog/2022-04-01/items/${listing?.asin}`, { marketplaceIds: US, includedData: CATALOG_DATA.join(',') })).body);
		}, makeWorld({ skuCount: 100 }));
	});

	it('agree with the answers of the Reports API', async () => {
		const validators = ['CreateReportResponse', 'Report', 'GetReportsResponse', 'ReportDocument'].map((definition) => compile('reports_2021-06-30', definition));
		await withCaller(async ({ call, token, clock }) => {
			const body = JSON.stringify({ reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: [US] });
			const created = await call('/reports/2021-06-30/reports', {}, { method: 'POST', headers: { 'x-amz-access-token': token }, body });
			const { reportId } = created.body as Record<string, string>;
			clock.advance(15_000);
			const report = await call(`/reports/2021-06-30/reports/${reportId}`);
			const { reportDocumentId } = report.body as Record<string, string>;
			const list = await call('/reports/2021-06-30/reports', { reportTypes: 'GET_MERCHANT_LISTINGS_ALL_DATA' });
			const document = await call(`/reports/2021-06-30/documents/${reportDocumentId}`);
			for (const [index, answer] of [created, report, list, document].entries()) expectValid(validators[index] as ValidateFunction, answer.body);
		});
	});

	it.each([
		['orders_2026-01-01', '/orders/2026-01-01/orders'],
		['listingsItems_2021-08-01', '/listings/2021-08-01/items/A1SELLER'],
		['catalogItems_2022-04-01', '/catalog/2022-04-01/items'],
		['reports_2021-06-30', '/reports/2021-06-30/reports'],
	])('agree with the refusals of %s', async (file, path) => {
		const validate = compile(file, 'ErrorList');
		await withCaller(async ({ call, sandbox }) => {
			expectValid(validate, (await call(path)).body);
			sandbox.revokeAccessTokens();
			expectValid(validate, (await call(path)).body);
		});
	});

	it('name the same rates, bursts and methods', () => {
		const files = ['sellers', 'orders_2026-01-01', 'listingsItems_2021-08-01', 'catalogItems_2022-04-01', 'reports_2021-06-30'];
		const plans = new Map<string, string>();
		for (const file of files) {
			for (const [path, methods] of Object.entries(readModel(file).paths as Record<string, Json>)) {
				for (const [method, operation] of Object.entries(methods)) {
					if (!isJson(operation) || typeof operation.description !== 'string') continue;
					const [, rate, burst] = /\| ([0-9.]+) \| ([0-9]+) \|/.exec(operation.description) ?? [];
					plans.set(String(operation.operationId), `${method.toUpperCase()} ${path} ${rate} ${burst}`);
				}
			}
		}
		for (const { name, method, path, ratePerSecond, burst } of OPERATIONS) expect(plans.get(name)).toBe(`${method} ${path} ${ratePerSecond} ${burst}`);
	});

	it("hold example orders that are served as they are, but for the buyer's email of one that Amazon fulfils", async () => {
		const examples = new Map(publishedOrders.map((order) => [order.orderId, order]));
		expect(examples.size).toBeGreaterThanOrEqual(6);
		const world = makeWorld({ orderCount: 1, marketplaces: ['US', 'GB', 'JP', 'BR', 'TR'] });
		for (const order of examples.values()) world.putOrder(order);
		await withCaller(async ({ call }) => {
			const query = { createdAfter: '2024-12-01T00:00:00Z', createdBefore: '2025-12-01T00:00:00Z', includedData: ORDER_DATA.join(',') };
			const { orders } = (await call('/orders/2026-01-01/orders', query)).body as unknown as { orders: Order[] };
			expect(orders).toHaveLength(examples.size);
			for (const order of orders) {
				const example = structuredClone(examples.get(order.orderId));
				if (example?.fulfillment?.fulfilledBy === 'AMAZON') delete example.buyer?.buyerEmail;
				expect(order).toEqual(example);
			}
		}, world);
	});
});
