import type { ErpNextSandbox } from '../../../sandbox/erpnext/server';
import { as, withErpNext } from './people';

type Query = Record<string, unknown>;

async function names(sandbox: ErpNextSandbox, doctype: string, query: Query, field = 'name'): Promise<unknown[]> {
	const ask = as(sandbox, sandbox.users.manager);
	const { body } = await ask('POST', '/api/method/frappe.client.get_list', { doctype, order_by: 'name asc', limit_page_length: 0, fields: [field], ...query });
	if (!Array.isArray(body.message)) throw new Error(JSON.stringify(body));
	return body.message.map((row: Query) => row[field]);
}

function makeItems(sandbox: ErpNextSandbox): void {
	for (const [code, weight, brand] of [['A-1', 0, null], ['A-2', 2, 'Acme'], ['B-1', 3.5, 'Zeta']] as const) {
		if (brand) sandbox.site.insert('Brand', { brand });
		sandbox.site.insert('Item', { item_code: code, item_group: 'Products', stock_uom: 'Nos', weight_per_unit: weight, brand, barcodes: weight > 2 ? [{ barcode: 'X1' }, { barcode: 'X2' }] : [] });
	}
}

const CASES: Array<[title: string, filters: unknown, found: string[]]> = [
	['equals', [['brand', '=', 'acme']], ['A-2']],
	['differs, nulls included', [['brand', '!=', 'Acme']], ['A-1', 'B-1']],
	['less, nulls as 0', [['weight_per_unit', '<', 2]], ['A-1']],
	['at most', [['weight_per_unit', '<=', 2]], ['A-1', 'A-2']],
	['more', [['weight_per_unit', '>', '2']], ['B-1']],
	['at least', [['weight_per_unit', '>=', 2]], ['A-2', 'B-1']],
	['like', [['item_code', 'like', 'a-%']], ['A-1', 'A-2']],
	['not like', [['item_code', 'not like', 'a-%']], ['B-1']],
	['in, without case, accents and trailing blanks', [['name', 'in', ['a-1', 'Ä-2 ', 'C-1']]], ['A-1', 'A-2']],
	['in, as text', [['name', 'in', 'A-1,B-1']], ['A-1', 'B-1']],
	['not in', [['name', 'not in', ['A-1']]], ['A-2', 'B-1']],
	['is set', [['brand', 'is', 'set']], ['A-2', 'B-1']],
	['is not set', [['brand', 'is', 'not set']], ['A-1']],
	['between', [['weight_per_unit', 'between', [1, 3]]], ['A-2']],
	['an object', { brand: 'Zeta', item_code: ['like', '%1'] }, ['B-1']],
	['a child table, a row for each match', [['Item Barcode', 'barcode', 'like', 'X%']], ['B-1', 'B-1']],
	['below a node of a tree', [['item_group', 'descendants of', 'All Item Groups']], ['A-1', 'A-2', 'B-1']],
];

describe('lists', () => {
	it.each(CASES)('filters: %s', async (_title, filters, found) => {
		await withErpNext(async (sandbox) => {
			makeItems(sandbox);
			expect(await names(sandbox, 'Item', { filters })).toEqual(found);
		});
	});

	it('pages by 20 unless told otherwise, without a row twice', async () => {
		await withErpNext(async (sandbox) => {
			for (let number = 10; number < 31; number += 1) sandbox.site.insert('Brand', { brand: `Brand ${number}` });
			const first = await names(sandbox, 'Brand', { limit_page_length: undefined });
			const second = await names(sandbox, 'Brand', { limit_page_length: 20, limit_start: 20 });
			expect(first).toHaveLength(20);
			expect([...first, ...second]).toEqual(Array.from({ length: 21 }, (_, index) => `Brand ${index + 10}`));
		});
	});

	it('sorts the newest change first when no order is asked for', async () => {
		await withErpNext(async (sandbox) => {
			makeItems(sandbox);
			sandbox.site.update('Item', 'A-1', { item_name: 'Changed' });
			expect(await names(sandbox, 'Item', { order_by: undefined })).toEqual(['A-1', 'B-1', 'A-2']);
		});
	});

	it('renames columns and counts', async () => {
		await withErpNext(async (sandbox) => {
			makeItems(sandbox);
			const ask = as(sandbox, sandbox.users.manager);
			const renamed = await ask('GET', '/api/resource/Item?fields=["name as code","`tabItem`.`brand`"]&filters=[["name","=","A-2"]]');
			expect(renamed.body.data).toEqual([{ code: 'A-2', brand: 'Acme' }]);
			const counted = await ask('GET', '/api/resource/Item?fields=["count(name) as number"]');
			expect(counted.body.data).toEqual([{ number: 3 }]);
		});
	});

	it('takes one emoji for another, as the collation does', async () => {
		await withErpNext(async (sandbox) => {
			sandbox.site.insert('Brand', { brand: 'Tea 🍣' });
			expect(() => sandbox.site.insert('Brand', { brand: 'tea 🍺' })).toThrow('Duplicate entry');
		});
	});

	it('refuses a request line that gunicorn would not read', async () => {
		await withErpNext(async (sandbox) => {
			const { manager } = sandbox.users;
			const response = await fetch(`${sandbox.url}/api/resource/Item?filters=${'x'.repeat(4100)}`, { headers: { Authorization: `token ${manager.apiKey}:${manager.apiSecret}` } });
			expect(response.status).toBe(400);
			expect(response.headers.get('content-type')).toContain('text/html');
		});
	});
});
