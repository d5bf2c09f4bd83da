import { createAmazonClient } from '../../../lib/amazon/client';
import { marketplaceByCountry } from '../../../lib/amazon/marketplaces';
import { countListingRecords } from '../../../scripts/demo/listingRecords';
import { FakeClock } from '../../support/fakeClock';
import { withBooks } from '../../lib/sync/books';

const marketplace = marketplaceByCountry('US');
const amazon = createAmazonClient(
	{ sellerId: 'A1DEMO', country: 'US', clientId: 'id', clientSecret: 'secret', refreshToken: 'token', environment: 'production' },
	{ clock: new FakeClock() },
);

describe('countListingRecords', () => {
	it.each(['manager', 'dayToDay'] as const)('counts none on a site that is not prepared, for %s too', async (user) => {
		await withBooks(async ({ erp }) => {
			if (!marketplace) throw new Error('US has a marketplace');
			expect(await countListingRecords(erp(user), amazon, marketplace)).toBe(0);
		});
	});
});
