import { listCatalogItems } from '../../../lib/sync/listCatalogItems';
import type { FaultRequest } from '../../../sandbox/faults';
import { drained, thrownBy, withAmazon } from '../amazon/amazonServer';
import { type SandboxSellerTools, withSandboxSeller } from '../amazon/sandboxSeller';
import { load, seller, skusOf, windowOf } from './reportLoads';

const STOP = { kind: 'stop' } as const;
const INSTEAD = 'The products are listed by search instead, which takes more calls.';

const isCreate = ({ method, path }: FaultRequest) => method === 'POST' && path.endsWith('/reports');
const isState = ({ method, path }: FaultRequest) => method === 'GET' && /\/reports\/\d+$/.test(path);
const isDocument = ({ path }: FaultRequest) => path.includes('/documents/');

function refuse({ faults }: SandboxSellerTools, match: (request: FaultRequest) => boolean, status: number): void {
	const body = { errors: [{ code: status === 404 ? 'NotFound' : 'Unauthorized', message: 'Access to requested resource is denied.', details: '' }] };
	faults.add({ match, fault: { kind: 'answer', status, body } });
}

describe('a first load whose report does not come', () => {
	it.each([['FATAL'], ['CANCELLED']])('goes by search where the report ends %s, and says so', async (end) => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			if (end === 'FATAL') tools.amazon.reports.fatal = true;
			else tools.faults.add({ match: ({ path }) => /\/reports\/\d+$/.test(path), fault: { kind: 'answer', status: 200, body: { reportId: '1', processingStatus: 'CANCELLED', reportType: 'x', createdTime: '2026-11-24T12:00:00Z' } } });
			const { items, runs } = await load(tools, 'DE', 60);
			expect(runs.length).toBeGreaterThan(2);
			expect(runs[0]?.notices[0]).toMatch(new RegExp(`^Amazon did not make the listings report '\\d+' \\(${end}\\)\\. The products are listed by search instead, which takes more calls\\.$`));
			// A run that goes on at an instant lists what shares it again.
			expect([...new Set(items.map(({ sku }) => sku))].sort()).toEqual(skusOf(tools));
			expect(tools.calls().createReport).toBe(1);
		});
	});

	it.each([
		['the report itself is refused (role missing)', isCreate, 403, "Amazon denies 'createReport' to this account"],
		['there is no Reports API', isCreate, 404, "Amazon knows nothing under the id that 'createReport' was given (404)."],
		['its options are not accepted', isCreate, 400, "Amazon does not accept the request 'createReport' (400 Unauthorized)."],
		['Amazon has trouble of its own', isCreate, 500, "Amazon had trouble of its own and answered 'createReport' with 500."],
		['its progress is refused', isState, 403, "Amazon denies 'getReport' to this account"],
		['its document is refused', isDocument, 403, "Amazon denies 'getReportDocument' to this account"],
		['its document is gone', isDocument, 404, "Amazon knows nothing under the id that 'getReportDocument' was given (404)."],
	])('lists every product by search where %s, and says so once', async (_why, match, status, said) => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			refuse(tools, match, status);
			const { items, runs } = await load(tools, 'DE', 5000);
			expect(items.map(({ sku }) => sku).sort()).toEqual(skusOf(tools));
			expect(runs).toHaveLength(1);
			expect(runs[0]?.notices).toHaveLength(1);
			expect(runs[0]?.notices[0]).toContain(said);
			expect(runs[0]?.notices[0]).toContain(INSTEAD);
			expect(tools.faults.injected).toHaveLength(1);
		});
	});

	it('says once for several marketplaces that the account may not have reports', async () => {
		await withSandboxSeller({ ...seller('DE'), marketplaces: ['DE', 'FR'] }, async (tools) => {
			refuse(tools, isCreate, 403);
			const window = { ...windowOf('DE'), marketplaceIds: ['A1PA6795UKMFR9', 'A13V1IB3VIYZZH'] };
			const { items, end } = await drained(listCatalogItems(tools.newClient(), window, { maxSkus: 5000, quota: STOP, clock: tools.clock, reportAbove: 50 }));
			expect(new Set(items.map(({ marketplaceId }) => marketplaceId)).size).toBe(2);
			expect(end).toMatchObject({ complete: true, notices: [expect.stringContaining(INSTEAD)] });
		});
	});

	it('does not take a wrong credential for a missing report', async () => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			tools.faults.add({ match: isCreate, fault: { kind: 'answer', status: 401, body: { errors: [{ code: 'Unauthorized', message: 'The access token you provided has expired.' }] } } });
			const error = await thrownBy(load(tools, 'DE', 5000));
			expect(error).toMatchObject({ status: 401, operation: 'createReport' });
		});
	});

	it.each([['DONE_NO_DATA'], ['DONE'], ['EXPIRED']])('takes status %s without a document for an end, not for something to wait for', async (processingStatus) => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			tools.faults.add({ match: isState, fault: { kind: 'answer', status: 200, body: { reportId: '1', processingStatus, reportType: 'x', createdTime: '2026-11-24T12:00:00Z' } } });
			const { items, runs } = await load(tools, 'DE', 5000);
			expect(items.map(({ sku }) => sku).sort()).toEqual(skusOf(tools));
			expect(runs.map(({ notices }) => notices)).toEqual([[expect.stringContaining(`(${processingStatus}). ${INSTEAD}`)]]);
			expect(tools.faults.injected).toHaveLength(1);
		});
	});

	it.each([
		['nothing but a header', 'item-name\tseller-sku\tprice\n'],
		['nothing at all', ''],
		['no column for the SKU', 'id\tname\n1\tKettle\n'],
	])('lists by search where the report holds %s', async (_what, content) => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			tools.amazon.reports.document = { content: Buffer.from(content), contentType: 'text/plain; charset=UTF-8' };
			const { items, runs } = await load(tools, 'DE', 5000);
			expect(items.map(({ sku }) => sku).sort()).toEqual(skusOf(tools));
			expect(runs.map(({ notices }) => notices)).toEqual([[expect.stringContaining(INSTEAD)]]);
		});
	});
});

describe('which way a first load goes', () => {
	it.each([
		[999, 'search'],
		[1000, 'report'],
		[50_000, 'report'],
	])('with a count of %d, beyond which a search may not count, by %s', async (numberOfResults, way) => {
		const items = [{ sku: 'A', summaries: [{ marketplaceId: 'A1PA6795UKMFR9', status: ['BUYABLE'], createdDate: '2026-01-01T00:00:00Z' }] }];
		await withAmazon(
			({ path }) => (path.includes('/listings/') ? { json: { numberOfResults, items } } : { status: 403, json: { errors: [{ code: 'Unauthorized', message: 'no' }] } }),
			async ({ client, clock, asked }) => {
				await drained(listCatalogItems(client, windowOf('DE'), { maxSkus: 1, quota: STOP, clock }));
				expect(asked.some(({ method }) => method === 'POST')).toBe(way === 'report');
			},
		);
	});
});
