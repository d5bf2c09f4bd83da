import type { ErpNextSandbox } from '../../../sandbox/erpnext/server';
import { as, furnish, order, withErpNext, type Answered } from './people';

const ROLES = ['Sales User', 'Sales Manager', 'Sales Master Manager', 'Item Manager', 'Stock User', 'Accounts Manager', 'Sales User + Sales Master Manager + Item Manager', 'System Manager'];
type Attempt = (sandbox: ErpNextSandbox, ask: ReturnType<typeof as>, number: number) => Promise<Answered>;

const get = (path: string): Attempt => async (_, ask) => await ask('GET', path);
const post = (doctype: string, fields: (number: number) => Record<string, unknown>): Attempt => async (_, ask, number) => await ask('POST', `/api/resource/${doctype}`, fields(number));
const submitted = (sandbox: ErpNextSandbox): string => {
	const name = String(sandbox.site.insert('Sales Order', order()).name);
	sandbox.site.update('Sales Order', name, { docstatus: 1 });
	return name;
};

/** The table in test/fixtures/erpnext-contract/README.md, row by row: y = 2xx, n = 403, - = not reached there. */
const TABLE: Array<[action: string, attempt: Attempt, allowed: string]> = [
	['read Company', get('/api/resource/Company'), 'ynnnyyyy'],
	['read Warehouse', get('/api/resource/Warehouse'), 'ynnyynyn'],
	['read Price List', get('/api/resource/Price List'), 'ynynnnyn'],
	['read Account', get('/api/resource/Account'), 'ynnnnyyn'],
	['read Item Group', get('/api/resource/Item Group'), 'yyyyyyyy'],
	['read Country', get('/api/resource/Country'), 'yyyyyyyy'],
	['System Settings', get('/api/resource/System Settings/System Settings'), 'nnnnnnny'],
	['read DocType', get('/api/resource/DocType'), 'nnnnnnny'],
	['read Custom Field', get('/api/resource/Custom Field'), 'nnnnnnny'],
	['Item Group', post('Item Group', (number) => ({ item_group_name: `Group ${number}`, parent_item_group: 'All Item Groups' })), 'nnnynnyn'],
	['Brand', post('Brand', (number) => ({ brand: `Brand ${number}` })), 'nnnynnyn'],
	['Item', post('Item', (number) => ({ item_code: `ITEM-${number}`, item_group: 'Products', stock_uom: 'Nos' })), 'nnnynnyn'],
	['Item change', async (_, ask) => await ask('PUT', '/api/resource/Item/KETTLE', { item_name: 'Kettle' }), 'nnnynnyn'],
	['Item Price', post('Item Price', (number) => ({ item_code: 'KETTLE', price_list: 'Standard Selling', price_list_rate: 1, valid_from: `2026-01-0${number + 1}` })), 'nnynnnyn'],
	['Customer', post('Customer', (number) => ({ customer_name: `Customer ${number}` })), 'ynynnnyn'],
	['Address', post('Address', (number) => ({ address_title: `Address ${number}`, address_line1: '1 Main St', city: 'New York' })), 'yyyyyyyy'],
	['Contact', post('Contact', (number) => ({ first_name: `Contact ${number}` })), 'yyyyyyyy'],
	['Account', post('Account', (number) => ({ account_name: `Account ${number}`, parent_account: 'Indirect Expenses - ACME', company: 'Acme Inc' })), 'nnnnnynn'],
	['Sales Order draft', post('Sales Order', () => order()), 'yynnnnyn'],
	['submit', async (sandbox, ask) => await ask('PUT', `/api/resource/Sales Order/${String(sandbox.site.insert('Sales Order', order()).name)}`, { docstatus: 1 }), 'yy----y-'],
	['cancel', async (sandbox, ask) => await ask('PUT', `/api/resource/Sales Order/${submitted(sandbox)}`, { docstatus: 2 }), 'yy----y-'],
	['delete draft', async (sandbox, ask) => await ask('DELETE', `/api/resource/Sales Order/${String(sandbox.site.insert('Sales Order', order()).name)}`), 'yy----y-'],
	['insert_many', async (_, ask, number) => await ask('POST', '/api/method/frappe.client.insert_many', { docs: [{ doctype: 'Contact', first_name: `Many ${number}` }] }), 'yyyyyyyy'],
	['Custom Field', post('Custom Field', (number) => ({ dt: 'Item', fieldname: `extra_${number}`, label: 'Extra' })), 'nnnnnnny'],
	['DocType', post('DocType', (number) => ({ name: `Type ${number}`, module: 'Selling', custom: 1, fields: [], permissions: [] })), 'nnnnnnny'],
];

describe('rights by role', () => {
	it.each(TABLE)('lets just those roles do it that may: %s', async (_action, attempt, allowed) => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			const found: string[] = [];
			for (const [number, roles] of ROLES.entries()) {
				const ask = as(sandbox, sandbox.users.addUser(roles.split(' + ')));
				const { status } = await attempt(sandbox, ask, number);
				found.push(allowed[number] === '-' ? '-' : status < 300 ? 'y' : status === 403 ? 'n' : String(status));
			}
			expect(found.join('')).toBe(allowed);
		});
	});

	it('keeps ignore_pricing_rule of a Sales Manager alone', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			for (const [role, kept] of [['Sales User', 0], ['Sales Manager', 1]] as const) {
				const { body } = await as(sandbox, sandbox.users.addUser([role]))('POST', '/api/resource/Sales Order', order());
				expect(body.data).toMatchObject({ ignore_pricing_rule: kept });
			}
		});
	});

	it('opens the time zone to guests', async () => {
		await withErpNext(async (sandbox) => {
			const response = await fetch(`${sandbox.url}/api/method/frappe.client.get_time_zone`);
			expect(await response.json()).toEqual({ message: { time_zone: 'America/New_York' } });
		});
	});

	it('gives a custom document type to the roles that it names', async () => {
		await withErpNext(async (sandbox) => {
			sandbox.site.insert('DocType', { name: 'Note', module: 'Selling', custom: 1, fields: [{ fieldname: 'body', label: 'Body', fieldtype: 'Data' }], permissions: [{ role: 'Sales User', write: 0, create: 0 }] });
			const ask = as(sandbox, sandbox.users.sales);
			expect((await ask('GET', '/api/resource/Note')).status).toBe(200);
			expect((await ask('POST', '/api/resource/Note', { body: 'x' })).status).toBe(403);
		});
	});
});
