import { describeConnection } from '../../../lib/amazon/describeConnection';
import { fetchListing } from '../../../lib/amazon/listingLookups';
import { fetchOrder } from '../../../lib/amazon/orders';
import { type Handler, refusal, thrownBy, withAmazon } from './amazonServer';
import { withSandboxSeller } from './sandboxSeller';

const participation = (id: string, isParticipating = true, storeName = 'Example Store', hasSuspendedListings = false) => ({
	marketplace: { id, name: id, countryCode: 'XX', defaultCurrencyCode: 'EUR', defaultLanguageCode: 'de_DE', domainName: 'x' },
	participation: { isParticipating, hasSuspendedListings },
	storeName,
});
/** Answers for an account that takes part so, and whose listings may be seen. */
const sellingAt = (...payload: object[]): Handler => ({ path }) => ({ json: path.startsWith('/listings/') ? { items: [] } : { payload } });
const DE = 'A1PA6795UKMFR9';
const FR = 'A13V1IB3VIYZZH';

describe('describeConnection', () => {
	it('names the shop and where it sells, its own country first', async () => {
		await withAmazon(
			sellingAt(participation(FR), participation('A38D8NSA03LJTC'), participation(DE), participation('A1F83G8C2ARO7P', false)),
			async ({ client }) => expect(await describeConnection(client)).toBe('Connected: Example Store, amazon.de and amazon.fr'),
		);
	});

	it('says where listings are suspended', async () => {
		await withAmazon(
			sellingAt(participation(DE), participation(FR, true, '', true)),
			async ({ client }) =>
				expect(await describeConnection(client)).toBe('Connected: Example Store, amazon.de and amazon.fr; listings are suspended at amazon.fr'),
		);
	});

	it('names a country where the seller does not take part, and those where it does', async () => {
		await withAmazon(
			sellingAt(participation(FR)),
			async ({ client }) => {
				const error = await thrownBy(describeConnection(client));
				expect(error).toMatchObject({
					field: 'country',
					message:
						"Amazon lets the credential in, but the seller does not take part in amazon.de of its 'Country' 'DE'. It sells at amazon.fr. Choose one of those countries.",
				});
			},
		);
	});

	it.each([
		[403, 'Unauthorized', 'Access to requested resource is denied.'],
		[400, 'InvalidInput', 'Invalid sellerId'],
	])('says that the seller id may be of another account (%s)', async (status, code, words) => {
		await withAmazon(
			(asked, response) => (asked.path.startsWith('/listings/') ? refusal(status, code, words) : sellingAt(participation(DE))(asked, response)),
			async ({ client, credentials }) => {
				const error = await thrownBy(describeConnection(client));
				expect(error).toMatchObject({ field: 'sellerId', status, message: expect.stringContaining(`'Seller ID' '${credentials.sellerId}'`) });
			},
		);
	});

	it('connects to the sandbox', async () => {
		await withSandboxSeller({ marketplaces: ['DE', 'FR', 'IT'] }, async ({ client, world }) => {
			expect(await describeConnection(client)).toBe(`Connected: ${world.storeName}, amazon.de, amazon.fr and amazon.it`);
		});
	});
});

describe('single look-ups', () => {
	it('fetches one SKU with its catalogue item', async () => {
		await withSandboxSeller({ withParents: false }, async ({ client, world }) => {
			const [listing] = [...world.eachListing()];
			const found = await fetchListing(client, DE, listing?.sku ?? '');
			expect(found).toMatchObject({ sku: listing?.sku, asin: listing?.asin, sellerId: world.sellerId, marketplaceId: DE, isOpen: true });
			expect(found.catalogItem?.asin).toBe(listing?.asin);
		});
	});
	it('says which SKU Amazon does not list', async () => {
		await withSandboxSeller({}, async ({ client }) => {
			const error = await thrownBy(fetchListing(client, DE, 'NO/SUCH SKU'));
			expect(error.message).toBe(`Amazon lists no SKU 'NO/SUCH SKU' of this seller in marketplace '${DE}'.`);
		});
	});
	it('fetches one order, and says which one Amazon does not know', async () => {
		await withSandboxSeller({ orderCount: 5 }, async ({ client, world }) => {
			const [order] = [...world.eachOrder()];
			expect(await fetchOrder(client, order?.orderId ?? '')).toMatchObject({ orderId: order?.orderId });
			const error = await thrownBy(fetchOrder(client, '902-0000000-0000000'));
			expect(error.message).toBe("Amazon knows no order '902-0000000-0000000' of this seller; order ids look like '902-1845936-5435065'.");
		});
	});
});
