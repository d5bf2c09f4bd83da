import { fetchUnresolvedIssues, isDue, type IssueReport, type IssueScope, nextTryMs, recordIssues, resolveIssues } from '../../../lib/erpnext/issues';
import { ISSUE_DOCTYPE } from '../../../lib/erpnext/schema';
import { ensureSchema } from '../../../lib/erpnext/setup';
import { type Books, withBooks } from '../sync/books';
import { breakOff } from '../sync/breakOff';
import { thrownBy } from './site';

const scope: IssueScope = { sellerId: 'S', stream: 'orders' };
const report = (key: string, reason = 'No rate'): IssueReport => ({ key, amazonId: key, marketplaceId: 'US', reason, detail: 'Exchange Rate is mandatory' });
const reports = (count: number) => Array.from({ length: count }, (_, at) => report(`902-${at}`));

async function withIssues(test: (books: Books) => Promise<void>): Promise<void> {
	await withBooks(async (books) => {
		await ensureSchema(books.erp());
		await test(books);
	});
}

const issueOf = ({ sandbox }: Books, key: string) => sandbox.site.doc(ISSUE_DOCTYPE, key);
const runOf = (books: Books, runId: string) => ({ runId, nowMs: books.clock.now() });

describe('recordIssues', () => {
	it('opens an issue with its reason and the time of its next try', async () => {
		await withIssues(async (books) => {
			await recordIssues(books.erp('dayToDay'), scope, [report('902-1')], runOf(books, 'r1'));
			expect(issueOf(books, '902-1')).toMatchObject({
				status: 'Open',
				reason: 'No rate',
				detail: 'Exchange Rate is mandatory',
				attempts: 1,
				next_try: '2026-11-24T12:15:00Z',
				first_seen: '2026-11-24T12:00:00Z',
				marketplace_id: 'US',
				stream: 'orders',
				run: 'r1',
			});
		});
	});

	it('counts attempts over runs, with growing delays, and not twice for one run', async () => {
		await withIssues(async (books) => {
			const nextTries: unknown[] = [];
			for (const run of ['r1', 'r2', 'r2', 'r3', 'r4', 'r5', 'r6']) {
				await recordIssues(books.erp(), scope, [report('902-1')], runOf(books, run));
				nextTries.push(issueOf(books, '902-1')?.next_try);
			}
			const at = (clock: string) => `2026-11-24T${clock}:00Z`;
			expect(nextTries).toEqual([at('12:15'), at('13:00'), at('13:00'), at('16:00'), '2026-11-25T00:00:00Z', '2026-11-25T12:00:00Z', '2026-11-25T12:00:00Z']);
			expect(issueOf(books, '902-1')?.attempts).toBe(6);
		});
	});

	it('leaves an Ignored one as it is and begins a Resolved one anew', async () => {
		await withIssues(async (books) => {
			await recordIssues(books.erp(), scope, reports(2), runOf(books, 'r1'));
			books.sandbox.site.update(ISSUE_DOCTYPE, '902-0', { status: 'Ignored' });
			books.sandbox.site.update(ISSUE_DOCTYPE, '902-1', { status: 'Resolved', attempts: 4 });
			const again = [report('902-0', 'Other'), report('902-1', 'Other')];
			await recordIssues(books.erp(), scope, again, runOf(books, 'r2'));
			expect(issueOf(books, '902-0')).toMatchObject({ status: 'Ignored', reason: 'No rate' });
			expect(issueOf(books, '902-1')).toMatchObject({ status: 'Open', reason: 'Other', attempts: 1 });
		});
	});

	it('writes many in few calls', async () => {
		await withIssues(async (books) => {
			const erp = books.erp();
			await recordIssues(erp, scope, reports(250), runOf(books, 'r1'));
			expect(erp.usage.calls).toBe(3);
			expect(books.sandbox.site.count(ISSUE_DOCTYPE)).toBe(250);
		});
	});

	it.each(['beforeProcessing', 'afterProcessing'] as const)('writes each once when the connection is cut (%s)', async (when) => {
		await withIssues(async (books) => {
			books.faults.add({ match: ({ path }) => path.endsWith('insert_many'), fault: { kind: 'cut', when }, times: 1 });
			await recordIssues(books.erp(), scope, reports(3), runOf(books, 'r1'));
			expect(books.sandbox.site.docs(ISSUE_DOCTYPE).map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
		});
	});

	it('is healed by the next run wherever it broke off', async () => {
		await withIssues(async (books) => {
			await recordIssues(books.erp(), scope, [report('902-0')], runOf(books, 'r0'));
			const before = books.sandbox.site.snapshot();
			for (let at = 1; at <= 3; at += 1) {
				books.sandbox.site.restore(before);
				breakOff(books.faults, at, 'afterProcessing');
				await thrownBy(recordIssues(books.erp(), scope, reports(2), runOf(books, 'r1')));
				books.faults.clear();
				await recordIssues(books.erp(), scope, reports(2), runOf(books, 'r1'));
				expect([issueOf(books, '902-0')?.attempts, issueOf(books, '902-1')?.attempts]).toEqual([2, 1]);
			}
		});
	});

	it('throws when one cannot be written, for an order that stands nowhere is lost', async () => {
		await withIssues(async (books) => {
			const bad = { ...report('902-1'), key: '9<0>2' };
			expect((await thrownBy(recordIssues(books.erp(), scope, [bad], runOf(books, 'r1')))).message).toContain('special characters');
		});
	});
});

describe('unresolved issues', () => {
	it('come the longest due first, of this seller and stream, without the Resolved', async () => {
		await withIssues(async (books) => {
			await recordIssues(books.erp(), scope, reports(4), runOf(books, 'r1'));
			await recordIssues(books.erp(), { sellerId: 'S', stream: 'products' }, [report('SKU|US|1')], runOf(books, 'r1'));
			await recordIssues(books.erp(), { sellerId: 'T', stream: 'orders' }, [report('903-1')], runOf(books, 'r1'));
			await resolveIssues(books.erp(), [{ key: '902-0', salesOrder: 'SAL-1' }], runOf(books, 'r2'));
			books.sandbox.site.update(ISSUE_DOCTYPE, '902-1', { status: 'Ignored' });
			books.sandbox.site.update(ISSUE_DOCTYPE, '902-3', { next_try: '' });
			const found = await fetchUnresolvedIssues(books.erp('dayToDay'), scope);
			expect(found.map(({ issue_key, status }) => [issue_key, status])).toEqual([
				['902-3', 'Open'],
				['902-1', 'Ignored'],
				['902-2', 'Open'],
			]);
			const due = (ms: number) => found.filter((issue) => isDue(issue, ms)).map(({ issue_key }) => issue_key);
			expect(due(books.clock.now())).toEqual(['902-3']);
			expect(due(books.clock.now() + 15 * 60_000)).toEqual(['902-3', '902-2']);
			expect(issueOf(books, '902-0')).toMatchObject({ status: 'Resolved', sales_order: 'SAL-1' });
		});
	});
});

describe('nextTryMs', () => {
	it('waits 15 minutes, 1, 4 and 12 hours, then a day each time', () => {
		expect([0, 1, 2, 3, 4, 5, 6, 99].map((attempts) => nextTryMs(attempts, 0) / 60_000)).toEqual([15, 15, 60, 240, 720, 1440, 1440, 1440]);
	});
});
