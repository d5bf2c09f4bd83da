import type { ErpClient } from '../../../lib/erpnext/client';
import { ErpApiError } from '../../../lib/erpnext/errors';
import { recordedAnswer, thrownBy, withSite } from './site';

describe('what ERPNext refuses', () => {
	const refusals: Array<[string, string, Partial<ErpApiError>]> = [
		['who and what/who am I, unknown key', "ERPNext does not accept the credential: 'API Key' or 'API Secret' is not the one that it knows (401). Generate keys again in ERPNext under User > Settings > API Access.", { status: 401, isDown: true }],
		['who and what/who am I, no key', "ERPNext got no usable key: fill in 'API Key' and 'API Secret' in the credential (403).", { isPermission: true, isDown: false }],
		['who and what/list without a key', "ERPNext got no usable key: fill in 'API Key' and 'API Secret' in the credential (403).", { isPermission: true }],
		['who and what/limited user makes an item', "ERPNext user 'limited@example.com' may not write 'Item': give that user the role 'Item Manager' in ERPNext (403).", { isPermission: true, isDown: false }],
		['items/code taken', 'Item SKU-1 already exists', { isDuplicate: true, isUniqueViolation: false, isDown: false }],
		['items/angle brackets in the code', "Name cannot contain special characters like '<', '>'", { isDuplicate: false, status: 409 }],
		['items/unknown item group', 'Could not find Item Group: Nope', { excType: 'LinkValidationError' }],
		['items/list an unknown field', 'Field not permitted in query: nope', { isUnknownField: true }],
		['sales orders/same amazon id, other customer', 'Amazon Order ID must be unique', { isUniqueViolation: true, isDuplicate: false }],
		['sales orders/foreign currency without an exchange rate', 'Unable to find exchange rate for EUR to USD for key date 2026-11-20. Please create a Currency Exchange record manually Exchange Rate is mandatory. Maybe Currency Exchange record is not created for EUR to USD.', { status: 417 }],
		['sales orders/date with a time zone', "(1292, \"Incorrect date value: '2026-11-20T10:00:00Z' for column `erp_local`.`tabSales Order`.`transaction_date` at row 1\")", { status: 500, isDown: false }],
		['custom fields and doctypes/save with an old modified time', 'Error: Document has been modified after you have opened it (2026-11-23 21:51:28.461624, 2026-11-23 21:51:28.481327). Please refresh to get the latest document.', { isTimestampMismatch: true }],
		['who and what/unknown doctype', 'DocType Nope Doctype not found', { isMissing: true, isUnknownDocType: true }],
	];

	it.each(refusals)('reads %s', async (name, message, facts) => {
		await withSite(
			() => recordedAnswer(name),
			async ({ erp, asked }) => {
				const error = await thrownBy(erp.insert('Item', { item_code: 'A' }));
				expect(error).toBeInstanceOf(ErpApiError);
				expect(error.message).toBe(message);
				expect(error).toMatchObject(facts);
				expect(asked).toHaveLength(1);
			},
		);
	});

	it.each([
		['read', 'Sales User', async (erp: ErpClient) => await erp.list('Account', { fields: ['name'], filters: [['name', 'in', ['A'.repeat(2000)]]] })],
		['write', 'Accounts Manager', async (erp: ErpClient) => await erp.insert('Account', { account_name: 'A' }, { safe: true })],
		['write', 'Accounts Manager', async (erp: ErpClient) => await erp.bulkUpdate('Account', [{ name: 'A' }])],
		['write', 'Accounts Manager', async (erp: ErpClient) => await erp.remove('Account', 'A/')],
	])('says whether the right to %s is missing, and the role %s, whichever way it asked', async (right, role, ask) => {
		await withSite(
			() => recordedAnswer('who and what/limited user makes an item'),
			async ({ erp }) => {
				const error = await thrownBy(ask(erp));
				expect(error.message).toBe(`ERPNext user 'limited@example.com' may not ${right} 'Account': give that user the role '${role}' in ERPNext (403).`);
			},
		);
	});

	it('says that a page is not ERPNext', async () => {
		await withSite(
			() => ({ html: '<html>A shop</html>' }),
			async ({ erp, url }) => {
				const error = await thrownBy(erp.list('Item', { fields: ['name'] }));
				expect(error.message).toBe(
					`There is no ERPNext at '${url}': it answered GET /api/resource/Item with something that is not ERPNext's (200). Check 'Site URL' in the credential.`,
				);
				expect(error).toMatchObject({ isDown: true });
			},
		);
	});

	it('says where a redirect belongs', async () => {
		await withSite(
			() => ({ status: 301, html: 'moved', headers: { location: 'https://erp.example.com/' } }),
			async ({ erp, url }) => {
				const error = await thrownBy(erp.insert('Item', {}));
				expect(error.message).toBe(`ERPNext at '${url}' sends the request elsewhere (301): put the address that a browser ends up at into 'Site URL'.`);
			},
		);
	});

	it('keeps the key out of what it throws', async () => {
		await withSite(
			() => 'cut',
			async ({ erp }) => {
				const error = await thrownBy(erp.insert('Item', { item_code: 'A' }));
				expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toMatch(/the-key|the-secret/);
			},
		);
	});
});
