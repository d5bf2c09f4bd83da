import { listSearch, loadOptions, type MethodOptions } from '../support/runNodeMethods';
import { type Sandbox, withSandbox } from '../support/withSandbox';

const panelOf = ({ credentials, clock }: Sandbox, more: Partial<MethodOptions> = {}): MethodOptions => ({
	node: 'amazonSyncRun',
	credentials,
	clock,
	...more,
	parameters: { operation: 'start', ...more.parameters },
});
const chosen = (value: string) => ({ __rl: true as const, mode: 'list' as const, value });

describe('the dropdown of marketplaces', () => {
	it('offers those that the seller takes part in, by country', async () => {
		await withSandbox({ country: 'DE', marketplaces: ['DE', 'FR', 'BE'] }, async (sandbox) => {
			expect(await loadOptions('getMarketplaces', panelOf(sandbox))).toEqual([
				{ name: 'Belgium (amazon.com.be)', value: 'AMEN7PMS3EDWL' },
				{ name: 'France (amazon.fr)', value: 'A13V1IB3VIYZZH' },
				{ name: 'Germany (amazon.de)', value: 'A1PA6795UKMFR9' },
			]);
		});
	});

	it('says why it is empty when the credential does not work', async () => {
		await withSandbox({}, async (sandbox) => {
			const wrong = { ...sandbox.credentials.amazonSellingPartnerLwaApi, clientSecret: 'wrong-one' };
			const credentials = { ...sandbox.credentials, amazonSellingPartnerLwaApi: wrong };
			await expect(loadOptions('getMarketplaces', panelOf(sandbox, { credentials }))).rejects.toThrow(/client/i);
		});
	});

	it('names the field of the credential that was left empty, without asking Amazon', async () => {
		await withSandbox({}, async (sandbox) => {
			const credentials = { amazonSellingPartnerLwaApi: { ...sandbox.credentials.amazonSellingPartnerLwaApi, clientId: ' ' } };
			await expect(loadOptions('getMarketplaces', panelOf(sandbox, { credentials }))).rejects.toThrow(
				"The Amazon credential has no 'Client ID': fill that field in",
			);
			expect(sandbox.amazon.requests).toEqual([]);
		});
	});
});

describe("lists of ERPNext's documents", () => {
	it.each([
		['searchCompanies', 'Acme Inc'],
		['searchWarehouses', 'Stores - ACME'],
		['searchPriceLists', 'Standard Selling'],
		['searchItemGroups', 'Products'],
		['searchCustomerGroups', 'Individual'],
		['searchTerritories', 'Rest Of The World'],
		['searchAccountGroups', 'Indirect Income - ACME'],
		['searchAccounts', 'Sales - ACME'],
		['searchCostCenters', 'Main - ACME'],
	])('%s offers %s, with its address in ERPNext', async (method, name) => {
		await withSandbox({}, async (sandbox) => {
			const { results } = await listSearch(method, panelOf(sandbox));
			const found = results.find(({ value }) => value === name);
			expect(found?.url).toMatch(new RegExp(`^${sandbox.erp.url}/app/[a-z-]+/${encodeURIComponent(name)}$`));
		});
	});

	it('narrows by what was typed', async () => {
		await withSandbox({}, async (sandbox) => {
			const { results } = await listSearch('searchWarehouses', panelOf(sandbox), 'goods');
			expect(results.map(({ value }) => value)).toEqual(['Finished Goods - ACME', 'Goods In Transit - ACME']);
		});
	});

	it('narrows warehouses to the chosen company', async () => {
		await withSandbox({}, async (sandbox) => {
			sandbox.erp.site.addCompany({ name: 'Beta GmbH', abbr: 'BETA', currency: 'EUR', country: 'Germany' });
			const ofBeta = panelOf(sandbox, { parameters: { company: chosen('Beta GmbH') }, path: 'parameters.warehouse' });
			const { results } = await listSearch('searchWarehouses', ofBeta);
			expect(results.length).toBeGreaterThan(0);
			expect(results.filter(({ value }) => !String(value).endsWith(' - BETA'))).toEqual([]);
		});
	});

	it("narrows an override's warehouses to the override's own company", async () => {
		await withSandbox({}, async (sandbox) => {
			sandbox.erp.site.addCompany({ name: 'Beta GmbH', abbr: 'BETA', currency: 'EUR', country: 'Germany' });
			const overrides = [{ marketplaceId: 'A1PA6795UKMFR9', company: chosen('Beta GmbH') }];
			const panel = panelOf(sandbox, {
				parameters: { company: chosen('Acme Inc'), options: { marketplaceOverrides: { overrides } } },
				path: 'parameters.options.marketplaceOverrides.overrides[0].warehouse',
			});
			const { results } = await listSearch('searchWarehouses', panel);
			expect(results.length).toBeGreaterThan(0);
			expect(results.filter(({ value }) => !String(value).endsWith(' - BETA'))).toEqual([]);
		});
	});

	it('comes in pages, none twice', async () => {
		await withSandbox({}, async (sandbox) => {
			for (let number = 100; number < 151; number += 1) {
				sandbox.erp.site.insert('Territory', { territory_name: `Zone ${number}`, parent_territory: 'All Territories', is_group: 0 });
			}
			const first = await listSearch('searchTerritories', panelOf(sandbox), 'Zone');
			expect(first.results).toHaveLength(50);
			const second = await listSearch('searchTerritories', panelOf(sandbox), 'Zone', String(first.paginationToken));
			expect(second.results.map(({ value }) => value)).toEqual(['Zone 150']);
			expect(second.paginationToken).toBeUndefined();
		});
	});

	it('says which right is missing, never that there is nothing', async () => {
		await withSandbox({ erpRoles: ['Item Manager'] }, async (sandbox) => {
			await expect(listSearch('searchCompanies', panelOf(sandbox))).rejects.toThrow(/Company/);
		});
	});
});
