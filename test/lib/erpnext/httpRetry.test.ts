import { createErpClient } from '../../../lib/erpnext/http';
import { isDown } from '../../../lib/erpnext/errors';
import { FakeClock } from '../../support/fakeClock';
import { type Answer, thrownBy, withSite } from './site';

describe('repeats', () => {
	const deadlock: Answer = {
		status: 500,
		json: { exception: "frappe.exceptions.QueryDeadlockError: (1213, 'Deadlock found when trying to get lock')", exc_type: 'QueryDeadlockError' },
	};

	it.each<[string, Answer]>([
		['a cut connection', 'cut'],
		['a 502', { status: 502, html: 'bad gateway' }],
		['a 504', { status: 504, html: 'gateway time-out' }],
		['a 500 that is not Frappe\'s', { status: 500, html: '<h1>500</h1>' }],
		['an answer that broke off as if it were whole', { text: '{"data": [{"name": "A"' }],
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

	it('waits for no answer for ever: a read is asked again, a write is not', async () => {
		await withSite(
			() => 'silence',
			async ({ url, clock, asked }) => {
				const erp = createErpClient({ url, apiKey: 'k', apiSecret: 's', ignoreSslIssues: false }, { clock, timeoutMs: 30 });
				const unheard = await thrownBy(erp.insertMany([{ doctype: 'Sales Order' }]));
				expect(unheard).toMatchObject({ isOutcomeUnknown: true, message: `ERPNext at '${url}' does not answer: no answer in time (ECONNABORTED).` });
				expect(asked).toHaveLength(1);
				await thrownBy(erp.findDoc('Item', 'A'));
				expect(asked).toHaveLength(6);
			},
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
