import { MADE_FROM_ORDER } from '../../../lib/sync/items/orderLineRecords';
import { countListingRecords } from '../../../scripts/demo/listingRecords';
import { withBooks } from '../../lib/sync/books';

const US = { marketplaceId: 'ATVPDKIKX0DER' };

describe('countListingRecords', () => {
	it.each(['manager', 'dayToDay'] as const)('counts none on a site that is not prepared, for %s too', async (user) => {
		await withBooks(async ({ erp }) => {
			expect(await countListingRecords(erp(user), 'A1DEMO', US)).toBe(0);
		});
	});

	it('counts no record of an order line whose SKU no longer sells', async () => {
		const records = [{ fingerprint: 'abc' }, { fingerprint: MADE_FROM_ORDER }, { fingerprint: null }];
		expect(await countListingRecords({ list: async <T>() => records as T[] }, 'A1DEMO', US)).toBe(1);
	});
});
