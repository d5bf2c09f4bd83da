import { cleanSiteUrl, createErpClient } from '../../../lib/erpnext/client';
import { ErpApiError, isDown } from '../../../lib/erpnext/errors';
import { FakeClock } from '../../support/fakeClock';
import { type Answer, type RecordedName, recordedAnswer, thrownBy, withSite } from './site';

const rows = (count: number, from = 0) => Array.from({ length: count }, (_, at) => ({ name: `ROW-${from + at}` }));

describe('createErpClient', () => {
	it('sends the key as a token and names url-encoded', async () => {
		await withSite(
			() => ({ json: { data: { name: 'A/B #1?%&' } } }),
			async ({ erp, asked }) => {
				expect(await erp.findDoc('Item', 'A/B #1?%&')).toEqual({ name: 'A/B #1?%&' });
				expect(asked[0]?.target).toBe('/api/resource/Item/A%2FB%20%231%3F%25%26');
				expect(asked[0]?.headers.authorization).toBe('token the-key:the-secret');
			},
		);
	});

	it('finds nothing where ERPNext has no such document', async () => {
		await withSite(
			() => recordedAnswer('who and what/unknown document'),
			async ({ erp }) => expect(await erp.findDoc('Item', 'NOPE')).toBeUndefined(),
		);
	});

	it('throws where the document type itself is missing', async () => {
		await withSite(
			() => recordedAnswer('who and what/unknown doctype'),
			async ({ erp }) => {
				const error = await thrownBy(erp.findDoc('Nope Doctype', 'x'));
				expect(error.message).toBe('DocType Nope Doctype not found');
			},
		);
	});

	it('reads a list of more than a page to its end, in a stable order', async () => {
		await withSite(
			({ query }) => ({ json: { data: rows(501).slice(Number(query.get('limit_start'))).slice(0, Number(query.get('limit_page_length'))) } }),
			async ({ erp, asked }) => {
				const found = await erp.list<{ name: string }>('Item', { fields: ['name'] });
				expect(found.map(({ name }) => name)).toEqual(rows(501).map(({ name }) => name));
				expect(asked.map(({ query }) => [query.get('limit_start'), query.get('order_by')])).toEqual([
					['0', 'name asc'],
					['500', 'name asc'],
				]);
			},
		);
	});

	it('gives no document twice when others are written between two pages', async () => {
		await withSite(
			({ nth }) => ({ json: { data: nth === 0 ? rows(500) : rows(2, 499) } }),
			async ({ erp }) => expect(await erp.list('Item', { fields: ['name'] })).toHaveLength(501),
		);
	});

	it('asks for no more rows than wanted', async () => {
		await withSite(
			() => ({ json: { data: rows(3) } }),
			async ({ erp, asked }) => {
				await erp.list('Item', { fields: ['name'], limit: 3, start: 7 });
				expect(asked.map(({ query }) => [query.get('limit_start'), query.get('limit_page_length')])).toEqual([['7', '3']]);
			},
		);
	});

	it('sends long filters by POST', async () => {
		const ids = Array.from({ length: 200 }, (_, at) => `902-1845936-${5_435_065 + at}`);
		await withSite(
			() => ({ json: { message: [{ name: 'SO-1' }] } }),
			async ({ erp, asked }) => {
				expect(await erp.list('Sales Order', { fields: ['name'], filters: [['amazon_order_id', 'in', ids]] })).toEqual([{ name: 'SO-1' }]);
				expect(asked[0]).toMatchObject({ method: 'POST', path: '/api/method/frappe.client.get_list' });
			},
		);
	});

	it('tells documents that bulk_update could not change, with the reason', async () => {
		await withSite(
			() => recordedAnswer('amending/bulk_update with one that fails'),
			async ({ erp, asked }) => {
				expect(await erp.bulkUpdate('Sales Order', [{ name: 'NOPE', amazon_order_status: 'X' }])).toEqual([
					{ name: 'NOPE', reason: 'Sales Order NOPE not found' },
				]);
				expect(asked[0]?.body).toEqual({ docs: '[{"doctype":"Sales Order","docname":"NOPE","amazon_order_status":"X"}]' });
			},
		);
	});

	it('says whether a document was there to delete', async () => {
		await withSite(
			({ nth }) => (nth === 0 ? { status: 202, json: { data: 'ok' } } : recordedAnswer('who and what/unknown document')),
			async ({ erp }) => expect([await erp.remove('Item', 'A'), await erp.remove('Item', 'A')]).toEqual([true, false]),
		);
	});

	it('counts every request, repeats too, and names them in the log without keys', async () => {
		await withSite(
			({ nth }) => (nth === 0 ? { status: 503, html: 'down' } : { json: { data: [] } }),
			async ({ erp, lines }) => {
				await erp.list('Item', { fields: ['name'] });
				expect(erp.usage.calls).toBe(2);
				expect(lines).toEqual(['GET /api/resource/Item', 'GET /api/resource/Item']);
			},
		);
	});
});

describe('repeats', () => {
	const deadlock: Answer = {
		status: 500,
		json: { exception: "frappe.exceptions.QueryDeadlockError: (1213, 'Deadlock found when trying to get lock')", exc_type: 'QueryDeadlockError' },
	};

	it.each<[string, Answer]>([
		['a cut connection', 'cut'],
		['a 502', { status: 502, html: 'bad gateway' }],
		['a 504', { status: 504, html: 'gateway time-out' }],
		['a deadlock', deadlock],
	])('asks again after %s when reading', async (_, answer) => {
		await withSite(
			({ nth }) => (nth < 2 ? answer : { json: { data: [{ name: 'A' }] } }),
			async ({ erp, clock }) => {
				expect(await erp.list('Item', { fields: ['name'] })).toEqual([{ name: 'A' }]);
				expect(clock.sleeps).toEqual([1000, 2000]);
			},
		);
	});

	it('waits as long as Retry-After says', async () => {
		await withSite(
			({ nth }) => (nth === 0 ? { status: 429, json: { exc_type: 'TooManyRequestsError' }, headers: { 'retry-after': '7' } } : { json: { data: { name: 'A' } } }),
			async ({ erp, clock }) => {
				await erp.insert('Item', { item_code: 'A' });
				expect(clock.sleeps).toEqual([7000]);
			},
		);
	});

	it('does not repeat a write whose outcome nobody knows', async () => {
		await withSite(
			() => 'cut',
			async ({ erp, asked }) => {
				const error = await thrownBy(erp.insert('Sales Order', { customer: 'C' }));
				expect(error).toMatchObject({ status: 0, isOutcomeUnknown: true, isDown: true });
				expect(asked).toHaveLength(1);
			},
		);
	});

	it('repeats such a write where the caller says that a unique key makes it harmless', async () => {
		await withSite(
			({ nth }) => (nth === 0 ? 'cut' : { json: { data: { name: 'x' } } }),
			async ({ erp }) => expect(await erp.insert('Amazon Sync Cursor', { cursor_key: 'x' }, { safe: true })).toEqual({ name: 'x' }),
		);
	});

	it('repeats a write that a deadlock rolled back', async () => {
		await withSite(
			({ nth }) => (nth === 0 ? deadlock : { json: { message: ['SO-1'] } }),
			async ({ erp }) => expect(await erp.insertMany([{ doctype: 'Sales Order' }])).toEqual(['SO-1']),
		);
	});

	it('gives up after five tries and says so', async () => {
		await withSite(
			() => ({ status: 503, html: '<h1>Updating</h1>' }),
			async ({ erp, url, asked }) => {
				const error = await thrownBy(erp.list('Item', { fields: ['name'] }));
				expect(error.message).toBe(`ERPNext at '${url}' is down or under maintenance (503). Asked 5 times.`);
				expect(asked).toHaveLength(5);
				expect(isDown(error)).toBe(true);
			},
		);
	});

	it('says in words that nothing listens', async () => {
		const clock = new FakeClock();
		const erp = createErpClient({ url: 'http://127.0.0.1:1', apiKey: 'k', apiSecret: 's', ignoreSslIssues: false }, { clock });
		const error = await thrownBy(erp.list('Item', { fields: ['name'] }));
		expect(error.message).toBe("ERPNext at 'http://127.0.0.1:1' does not answer: nothing listens there (ECONNREFUSED). Asked 5 times.");
	});
});

describe('what ERPNext refuses', () => {
	const refusals: Array<[RecordedName, string, Partial<ErpApiError>]> = [
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

describe('cleanSiteUrl', () => {
	it.each([
		['https://erp.example.com', 'https://erp.example.com'],
		[' https://erp.example.com/ ', 'https://erp.example.com'],
		['https://erp.example.com/app/sales-order/SAL-1?x=1#y', 'https://erp.example.com'],
		['https://erp.example.com/app', 'https://erp.example.com'],
		['http://127.0.0.1:8000/desk#Form', 'http://127.0.0.1:8000'],
		['erp.example.com/api/method/ping', 'https://erp.example.com'],
		['https://example.com/erp/', 'https://example.com/erp'],
		['', ''],
	])('makes %s to %s', (pasted, cleaned) => {
		expect(cleanSiteUrl(pasted)).toBe(cleaned);
	});
});
