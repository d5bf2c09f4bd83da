import { pickRegularPrice, type FoundItemPrice } from '../../../lib/erpnext/itemPrices';

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
