import { cursorKey, findCursor } from '../../../lib/erpnext/cursor';
import { changeCursor, otherHolder, takeLease } from '../../../lib/erpnext/lease';
import { CURSOR_DOCTYPE, type ErpSyncCursor } from '../../../lib/erpnext/schema';
import { ensureSchema } from '../../../lib/erpnext/setup';
import { type Books, withBooks } from '../sync/books';

const KEY = cursorKey('S', 'orders');
const UNTIL = '2026-11-24T12:30:00Z';

const leaseOf = (run: string): Partial<ErpSyncCursor> => ({
	cursor_key: KEY,
	seller_id: 'S',
	stream: 'orders',
	position: '2026-11-01',
	lease_run: run,
	lease_until: UNTIL,
});

async function withCursor(test: (books: Books, cursor: ErpSyncCursor | undefined) => Promise<void>): Promise<void> {
	await withBooks(async (books) => {
		await ensureSchema(books.erp());
		books.sandbox.site.insert(CURSOR_DOCTYPE, { ...leaseOf(''), lease_until: '' });
		await test(books, (await findCursor(books.erp(), KEY)).cursor);
	});
}

const holderNow = ({ sandbox }: Books) => sandbox.site.doc(CURSOR_DOCTYPE, KEY)?.lease_run;

describe('takeLease', () => {
	it('lets one of two that read the same cursor have it', async () => {
		await withCursor(async (books, cursor) => {
			const now = books.clock.now();
			const taken = await Promise.all(['one', 'two'].map(async (run) => await takeLease(books.erp(), KEY, { runId: run, nowMs: now }, cursor, () => leaseOf(run))));
			const winner = holderNow(books);
			expect(taken.filter((holder) => holder === undefined)).toHaveLength(1);
			expect(taken).toContainEqual({ run: winner, until: UNTIL });
		});
	});

	it('lets one of two that both find no cursor have it', async () => {
		await withBooks(async (books) => {
			await ensureSchema(books.erp());
			const now = books.clock.now();
			const taken = await Promise.all(['one', 'two'].map(async (run) => await takeLease(books.erp(), KEY, { runId: run, nowMs: now }, undefined, () => leaseOf(run))));
			expect(taken.filter((holder) => holder === undefined)).toHaveLength(1);
			expect(books.sandbox.site.count(CURSOR_DOCTYPE)).toBe(1);
		});
	});

	it('takes over what has run out', async () => {
		await withCursor(async (books, cursor) => {
			expect(await takeLease(books.erp(), KEY, { runId: 'dead', nowMs: books.clock.now() }, cursor, () => leaseOf('dead'))).toBeUndefined();
			const { cursor: held } = await findCursor(books.erp(), KEY);
			expect(await takeLease(books.erp(), KEY, { runId: 'next', nowMs: books.clock.now() }, held, () => leaseOf('next'))).toEqual({ run: 'dead', until: UNTIL });
			books.clock.advance(30 * 60_000);
			expect(await takeLease(books.erp(), KEY, { runId: 'next', nowMs: books.clock.now() }, held, () => leaseOf('next'))).toBeUndefined();
			expect(holderNow(books)).toBe('next');
		});
	});

	it.each(['beforeProcessing', 'afterProcessing'] as const)('has it once even when the connection is cut (%s)', async (when) => {
		await withCursor(async (books, cursor) => {
			books.faults.add({ match: ({ method }) => method === 'PUT', fault: { kind: 'cut', when }, times: 1 });
			expect(await takeLease(books.erp(), KEY, { runId: 'one', nowMs: books.clock.now() }, cursor, () => leaseOf('one'))).toBeUndefined();
			expect(holderNow(books)).toBe('one');
		});
	});

	it('tells the cursor as a person left it when that came between', async () => {
		await withCursor(async (books, cursor) => {
			books.sandbox.site.update(CURSOR_DOCTYPE, KEY, { position: '2026-10-01' });
			const seen: Array<string | undefined> = [];
			await takeLease(books.erp(), KEY, { runId: 'one', nowMs: books.clock.now() }, cursor, (found) => {
				seen.push(found?.position);
				return { lease_run: 'one', lease_until: UNTIL };
			});
			expect(seen).toEqual(['2026-11-01', '2026-10-01']);
		});
	});
});

describe('otherHolder', () => {
	const now = Date.parse('2026-11-24T12:00:00Z');
	const cursor = { cursor_key: KEY, seller_id: 'S', stream: 'orders', position: '2026-11-01' };

	it.each<[string, Partial<ErpSyncCursor>, boolean]>([
		['nobody', {}, false],
		['another run', { lease_run: 'other', lease_until: UNTIL }, true],
		['this very run', { lease_run: 'me', lease_until: UNTIL }, false],
		['a run whose lease has run out', { lease_run: 'other', lease_until: '2026-11-24T12:00:00Z' }, false],
		['a run whose time a person emptied', { lease_run: 'other', lease_until: '' }, false],
	])('sees %s', (_, fields, isHeld) => {
		expect(otherHolder({ ...cursor, ...fields }, { runId: 'me', nowMs: now }) !== undefined).toBe(isHeld);
	});
});

describe('changeCursor', () => {
	it('sees the cursor freshly read and leaves it alone when told so', async () => {
		await withCursor(async (books) => {
			const before = books.writes();
			expect((await changeCursor(books.erp(), KEY, () => undefined))?.position).toBe('2026-11-01');
			expect(books.writes()).toBe(before);
		});
	});

	it('finds nothing to change where the cursor is gone', async () => {
		await withCursor(async (books) => {
			books.sandbox.site.remove(CURSOR_DOCTYPE, KEY);
			expect(await changeCursor(books.erp(), KEY, () => ({ position: 'x' }))).toBeUndefined();
		});
	});
});
