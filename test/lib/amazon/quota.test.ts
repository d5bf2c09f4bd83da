import { QuotaExhaustedError } from '../../../lib/amazon/errors';
import { operationOf } from '../../../lib/amazon/operations';
import { QuotaBook } from '../../../lib/amazon/quota';
import { FakeClock } from '../../support/fakeClock';

const SEARCH = operationOf('searchOrders');
const CATALOG = operationOf('searchCatalogItems');
const STOP = { kind: 'stop' } as const;

describe('QuotaBook', () => {
	it('gives every waiting caller a turn of its own', async () => {
		const clock = new FakeClock();
		const book = new QuotaBook();
		const wait = { kind: 'wait', maxWaitMs: 10_000 } as const;
		expect(await book.take('S', CATALOG, wait, clock)).toBe(0);
		book.answered('S', CATALOG, clock);
		const waited = await Promise.all([2, 3, 4, 5].map(async () => await book.take('S', CATALOG, wait, clock)));
		expect(waited).toEqual([0, 500, 500, 500]);
		await expect(book.take('S', CATALOG, STOP, clock)).rejects.toBeInstanceOf(QuotaExhaustedError);
	});

	it('takes nothing where the wait would be too long', async () => {
		const clock = new FakeClock();
		const book = new QuotaBook();
		for (let nth = 0; nth < 20; nth++) await book.take('S', SEARCH, STOP, clock);
		await expect(book.take('S', SEARCH, { kind: 'wait', maxWaitMs: 178_571 }, clock)).rejects.toBeInstanceOf(QuotaExhaustedError);
		await expect(book.take('S', SEARCH, { kind: 'wait', maxWaitMs: 178_572 }, clock)).resolves.toBe(178_572);
	});

	it('refills to the burst and no further', async () => {
		const clock = new FakeClock();
		const book = new QuotaBook();
		await book.take('S', CATALOG, STOP, clock);
		book.answered('S', CATALOG, clock);
		clock.advance(86_400_000);
		await book.take('S', CATALOG, STOP, clock);
		await book.take('S', CATALOG, STOP, clock);
		await expect(book.take('S', CATALOG, STOP, clock)).rejects.toBeInstanceOf(QuotaExhaustedError);
	});

	it('loses nothing when the clock is set back', async () => {
		const clock = new FakeClock();
		const book = new QuotaBook();
		await book.take('S', CATALOG, STOP, clock);
		book.answered('S', CATALOG, clock);
		clock.advance(-3_600_000);
		await book.take('S', CATALOG, STOP, clock);
		await expect(book.take('S', CATALOG, STOP, clock)).rejects.toBeInstanceOf(QuotaExhaustedError);
		clock.advance(500);
		await expect(book.take('S', CATALOG, STOP, clock)).resolves.toBe(0);
	});

	it('does not lengthen a block when the clock is set back', async () => {
		const clock = new FakeClock();
		const book = new QuotaBook();
		book.empty('S', CATALOG, 5_000, clock);
		clock.advance(-86_400_000);
		await expect(book.take('S', CATALOG, { kind: 'wait', maxWaitMs: 4_999 }, clock)).rejects.toBeInstanceOf(QuotaExhaustedError);
		await expect(book.take('S', CATALOG, { kind: 'wait', maxWaitMs: 5_000 }, clock)).resolves.toBe(5_000);
	});

	it('refills a full bucket from the first answer on: the request may have reached Amazon only then', async () => {
		const clock = new FakeClock();
		const book = new QuotaBook();
		const wait = { kind: 'wait', maxWaitMs: 10_000 } as const;
		await book.take('S', CATALOG, wait, clock);
		clock.advance(300);
		book.answered('S', CATALOG, clock);
		await book.take('S', CATALOG, wait, clock);
		book.answered('S', CATALOG, clock);
		expect(await book.take('S', CATALOG, wait, clock)).toBe(500);
	});

	it.each(['', 'nan', '-1', '0', 'Infinity', undefined])('ignores an announced rate of %j', async (header) => {
		const clock = new FakeClock();
		const book = new QuotaBook();
		book.announce('S', SEARCH, header, clock);
		expect(book.rateOf('S', SEARCH, clock)).toBe(0.0056);
	});

	it('ends the block of a 429 after its time', async () => {
		const clock = new FakeClock();
		const book = new QuotaBook();
		book.empty('S', CATALOG, 5_000, clock);
		clock.advance(4_999);
		await expect(book.take('S', CATALOG, STOP, clock)).rejects.toBeInstanceOf(QuotaExhaustedError);
		clock.advance(1);
		await expect(book.take('S', CATALOG, STOP, clock)).resolves.toBe(0);
	});

	it('reserves no more than the burst', async () => {
		const clock = new FakeClock();
		const book = new QuotaBook();
		await expect(book.take('S', CATALOG, { kind: 'stop', reserve: 99 }, clock)).resolves.toBe(0);
	});
});
