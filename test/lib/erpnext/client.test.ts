import { cleanSiteUrl } from '../../../lib/erpnext/http';
import { recordedAnswer, thrownBy, withSite } from './site';

const rows = (count: number, from = 0) => Array.from({ length: count }, (_, at) => ({ name: `ROW-${from + at}` }));

describe('createErpClient', () => {
	it('sends the key as a token, names url-encoded, and asks for English causes', async () => {
		await withSite(
			() => ({ json: { data: { name: 'A/B #1?%&' } } }),
			async ({ erp, asked }) => {
				expect(await erp.findDoc('Item', 'A/B #1?%&')).toEqual({ name: 'A/B #1?%&' });
				expect(asked[0]?.target).toBe('/api/resource/Item/A%2FB%20%231%3F%25%26');
				expect(asked[0]?.headers.authorization).toBe('token the-key:the-secret');
				expect(asked[0]?.headers['accept-language']).toBe('en');
			},
		);
	});

	it.each(['/A', 'A/', 'page.html', '..'])('names %s in the body, since an address would lose it', async (name) => {
		await withSite(
			() => ({ json: { message: { name } } }),
			async ({ erp, asked }) => {
				await erp.findDoc('Item', name);
				await erp.update('Item', name, { brand: 'Acme' });
				expect(asked.map(({ path, body }) => [path, body])).toEqual([
					['/api/method/frappe.client.get', { doctype: 'Item', name }],
					['/api/method/frappe.client.set_value', { doctype: 'Item', name, fieldname: { brand: 'Acme' } }],
				]);
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
