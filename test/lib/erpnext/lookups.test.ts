import { searchChoices } from '../../../lib/erpnext/lookups';
import { withBooks } from '../sync/books';
import { thrownBy, withSite } from './site';

const names = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `Stores ${at} - ACME` }));

describe('searchChoices', () => {
	it('offers warehouses of the company that are no groups, and the next page', async () => {
		await withSite(
			() => ({ json: { data: names(51) } }),
			async ({ erp, asked }) => {
				const found = await searchChoices(erp, 'warehouse', { filter: ' 50%_ ', offset: 50, company: 'Acme Inc' });
				expect(found.results).toHaveLength(50);
				expect(found.nextOffset).toBe(100);
				expect(JSON.parse(asked[0]?.query.get('filters') ?? '')).toEqual([
					['is_group', '=', 0],
					['disabled', '=', 0],
					['name', 'like', '%50%_%'],
					['company', '=', 'Acme Inc'],
				]);
				expect(asked[0]?.query.get('limit_start')).toBe('50');
			},
		);
	});

	it('finds a name by a part of it that holds an underscore', async () => {
		await withBooks(async ({ erp, sandbox }) => {
			sandbox.site.insert('Warehouse', { warehouse_name: 'Back_Room', company: 'Acme Inc' });
			const { results } = await searchChoices(erp(), 'warehouse', { filter: 'back_r' });
			expect(results.map(({ name }) => name)).toEqual(['Back_Room - ACME']);
		});
	});

	it('ends at the last page and tells price lists apart by currency', async () => {
		await withSite(
			() => ({ json: { data: [{ name: 'Standard Selling', currency: 'USD' }] } }),
			async ({ erp }) => {
				expect(await searchChoices(erp, 'priceList')).toEqual({
					results: [{ name: 'Standard Selling', label: 'Standard Selling (USD)' }],
				});
			},
		);
	});

	it('throws when ERPNext refuses, so that nothing looks empty', async () => {
		await withSite(
			() => ({ status: 401, json: { exc_type: 'AuthenticationError' } }),
			async ({ erp }) => expect((await thrownBy(searchChoices(erp, 'company'))).message).toContain("'API Key'"),
		);
	});
});
