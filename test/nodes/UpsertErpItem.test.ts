import type { IDataObject } from 'n8n-workflow';

import { runNode } from '../support/runNode';
import { START_SETTINGS } from '../support/runWorkflowLine';
import { type Sandbox, withSandbox } from '../support/withSandbox';

const listAll = async ({ credentials, clock }: Sandbox): Promise<IDataObject[]> => {
	const parameters = { operation: 'getMany', marketplaces: ['ATVPDKIKX0DER'], returnAll: true };
	const run = await runNode({ node: 'listCatalogItems', parameters, credentials, clock });
	expect(run.error).toBeUndefined();
	return run.json;
};

const write = async ({ credentials, clock }: Sandbox, items: IDataObject[], more: object = {}) =>
	await runNode({
		node: 'upsertErpItem',
		parameters: JSON.parse(JSON.stringify({ ...START_SETTINGS, settingsSource: 'defineBelow' })),
		items,
		credentials,
		clock,
		...more,
	});

describe('List Catalog Items and Upsert ERP Item in a workflow without a run', () => {
	it('carry the whole catalogue, and nothing the second time', async () => {
		await withSandbox({ skuCount: 12, withParents: false }, async (sandbox) => {
			const listed = await listAll(sandbox);
			expect(listed).toHaveLength(12);
			const first = await write(sandbox, listed);
			expect(first.error).toBeUndefined();
			expect(first.json.map(({ sku, action }) => [sku, action])).toEqual(listed.map(({ sku }) => [sku, 'created']));
			expect(first.items.map(({ pairedItem }) => pairedItem)).toEqual(listed.map((_, item) => ({ item })));
			for (const { itemCode } of first.json) expect(sandbox.erp.site.doc('Item', String(itemCode))).toBeDefined();
			const again = await write(sandbox, await listAll(sandbox));
			expect(new Set(again.json.map(({ action }) => action))).toEqual(new Set(['unchanged']));
		});
	});

	it('name what an item of another node lacks', async () => {
		await withSandbox({}, async (sandbox) => {
			const run = await write(sandbox, [{ sku: 'KETTLE-RED' }]);
			expect(run.error?.message).toBe(
				"Item 0 is no item of List Catalog Items: it has no 'sku', 'marketplaceId', 'sellerId' or 'listing'",
			);
		});
	});

	it('go on past a SKU that cannot be written when told to', async () => {
		await withSandbox({ skuCount: 3, withParents: false }, async (sandbox) => {
			const [one, two] = await listAll(sandbox);
			const sameToErpNext = { ...one, sku: `${String(one?.sku).toLowerCase()}` };
			const items = [{ ...one }, { ...two }, sameToErpNext];
			const stopped = await write(sandbox, items);
			expect(stopped.error?.context?.itemIndex).toBe(2);
			const run = await write(sandbox, items, { onError: 'continueRegularOutput' });
			expect(run.json[2]).toEqual({ error: expect.any(String), sku: sameToErpNext.sku, marketplaceId: one?.marketplaceId });
		});
	});
});

describe('List Catalog Items, Get', () => {
	it('returns one SKU with what the catalogue says of it', async () => {
		await withSandbox({ skuCount: 3, withParents: false }, async ({ credentials, clock, seller }) => {
			const [listing] = seller.eachListing();
			const run = await runNode({
				node: 'listCatalogItems',
				parameters: { operation: 'get', marketplaceId: 'ATVPDKIKX0DER', sku: listing?.sku },
				credentials,
				clock,
			});
			expect(run.json).toEqual([expect.objectContaining({ sku: listing?.sku, marketplaceId: 'ATVPDKIKX0DER', isOpen: true })]);
			expect(run.json[0]).toHaveProperty('catalogItem');
		});
	});

	it('names the SKU that Amazon does not list', async () => {
		await withSandbox({}, async ({ credentials, clock }) => {
			const parameters = { operation: 'get', marketplaceId: 'ATVPDKIKX0DER', sku: 'NO-SUCH-SKU' };
			const run = await runNode({ node: 'listCatalogItems', parameters, credentials, clock });
			expect(run.error?.message).toContain("'NO-SUCH-SKU'");
			expect(run.error).toMatchObject({ httpCode: '404' });
		});
	});
});
