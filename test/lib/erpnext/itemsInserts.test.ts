import { runInFlight } from '../../../lib/erpnext/itemsInserts';
import { toLooseName } from '../../../lib/erpnext/itemsNames';
import { pickRegularPrice, type FoundItemPrice } from '../../../lib/erpnext/itemPrices';

describe('runInFlight', () => {
	it.each([1, 2])('has at most %d tasks under way and keeps their order', async (limit) => {
		let underWay = 0;
		let most = 0;
		const tasks = Array.from({ length: 7 }, (_, index) => async () => {
			most = Math.max(most, ++underWay);
			await new Promise((resolve) => setImmediate(resolve));
			underWay -= 1;
			return index;
		});
		expect(await runInFlight(limit, tasks)).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect(most).toBe(limit);
	});

	it('starts nothing after a task threw, and waits for what is under way', async () => {
		const done: number[] = [];
		const task = (index: number) => async () => {
			await new Promise((resolve) => setImmediate(resolve));
			if (index === 1) throw new Error('no');
			done.push(index);
		};
		await expect(runInFlight(2, [0, 1, 2, 3, 4, 5].map(task))).rejects.toThrow('no');
		expect(done.length).toBeLessThanOrEqual(2);
	});
});

describe('toLooseName', () => {
	it.each([
		['SKU-1', 'sku-1'],
		['SKU-1', 'SKU-1  '],
		['SKÜ-1', 'sku-1'],
		['ＡＢＣ', 'abc'],
		['Straße', 'STRASSE'],
		['A😀', 'a😁'],
	])('holds %s and %s equal', (a, b) => {
		expect(toLooseName(a)).toBe(toLooseName(b));
	});

	it('tells leading blanks and other signs apart', () => {
		expect(new Set(['A', ' A', 'A-', 'A/', 'B'].map(toLooseName)).size).toBe(5);
	});
});

describe('pickRegularPrice', () => {
	const key = { itemCode: 'S', priceList: 'Standard Selling', currency: 'USD', uom: 'Nos' };
	const price = (name: string, more: Partial<FoundItemPrice> = {}): FoundItemPrice => ({
		name,
		item_code: 'S',
		price_list: 'Standard Selling',
		price_list_rate: 1,
		currency: 'USD',
		uom: 'Nos',
		valid_from: '2026-01-01',
		valid_upto: null,
		customer: null,
		batch_no: null,
		packing_unit: 0,
		...more,
	});

	it('is the last one that has begun', () => {
		const rows = [price('old'), price('now', { valid_from: '2026-11-01' }), price('next year', { valid_from: '2027-01-01' })];
		expect(pickRegularPrice(rows, key, '2026-11-24')?.name).toBe('now');
	});

	it.each<[string, Partial<FoundItemPrice>]>([
		['with an end', { valid_upto: '2026-12-31' }],
		['of another unit', { uom: 'Box' }],
		['of another currency', { currency: 'EUR' }],
		['of another list', { price_list: 'Other' }],
		['for a customer', { customer: 'Jane' }],
		['of a batch', { batch_no: 'B1' }],
		['of a packing unit', { packing_unit: 12 }],
	])('is never one %s', (_, more) => {
		expect(pickRegularPrice([price('other', more)], key, '2026-11-24')).toBeUndefined();
	});
});
