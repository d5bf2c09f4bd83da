import { CURSOR_DOCTYPE } from '../../../lib/erpnext/schema';
import { finishRun } from '../../../lib/sync/finishRun';
import { startRun } from '../../../lib/sync/startRun';
import { progressOf, startInput, withBooks } from './books';

describe('startRun', () => {
	it('prepares ERPNext, takes the lease and tells the first window', async () => {
		await withBooks(async ({ sandbox, erp, clock }) => {
			const window = await startRun({ erp: erp(), clock, runId: '7' }, startInput());
			expect(window).toMatchObject({
				runId: 'A2TESTSELLER:orders:7',
				skipped: false,
				by: 'updated',
				after: '2026-11-01T04:00:00Z',
				before: '2026-11-24T11:57:00Z',
				pageToken: null,
				retryIds: [],
				notices: ['Made 4 document types and 8 fields in ERPNext; needs System Manager this once.', "Made 9 accounts under 'Indirect Expenses - ACME'."],
			});
			expect(window.settings).toMatchObject({ timeZone: 'America/New_York', currencyPrecision: 2, sellerId: 'A2TESTSELLER' });
			expect(window.settings.companies['Acme Inc']?.accounts.shipping).toBe('Amazon Shipping - ACME');
			expect(sandbox.site.doc(CURSOR_DOCTYPE, 'A2TESTSELLER:orders')).toMatchObject({
				position: '2026-11-01T04:00:00Z',
				lease_run: 'A2TESTSELLER:orders:7',
				lease_until: '2026-11-24T12:30:00Z',
			});
		});
	});

	it('costs seven calls with Finish when nothing changed, as a user of every day', async () => {
		await withBooks(async ({ erp, clock, sandbox }) => {
			const first = await startRun({ erp: erp(), clock, runId: '1' }, startInput());
			await finishRun({ erp: erp(), clock }, { results: [], progress: progressOf(first), allowMissing: false });
			clock.advance(15 * 60_000);
			const before = sandbox.requests.length;
			const second = await startRun({ erp: erp('dayToDay'), clock, runId: '2' }, startInput());
			await finishRun({ erp: erp('dayToDay'), clock }, { results: [], progress: progressOf(second), allowMissing: false });
			expect(sandbox.requests.length - before).toBe(7);
			expect(second).toMatchObject({ after: '2026-11-24T11:47:00Z', before: '2026-11-24T12:12:00Z' });
		});
	});
});
