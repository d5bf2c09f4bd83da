import { toItem } from '../../../lib/mapping/toItem';
import { toListedPrice } from '../../../lib/mapping/toItemPrice';
import { CA, sampleSettings, sampleSku, US } from '../sync/items/sampleSku';

describe('price', () => {
	it('is the seller\'s regular price, not the sale', () => {
		const { listing } = sampleSku({
			sku: 'S',
			price: '15.00',
			listing: {
				attributes: {
					purchasable_offer: [
						{
							marketplace_id: US,
							currency: 'USD',
							audience: 'ALL',
							our_price: [{ schedule: [{ value_with_tax: 19.99 }] }],
							discounted_price: [{ schedule: [{ value_with_tax: 15, start_at: '2026-11-20', end_at: '2026-11-30' }] }],
						},
					],
				},
			},
		});
		expect(toListedPrice(listing, US)).toEqual({ amount: '19.99', currency: 'USD' });
	});

	it('comes from the consumer offer of the marketplace', () => {
		const { listing } = sampleSku({
			sku: 'S',
			listing: {
				offers: [
					{ marketplaceId: US, offerType: 'B2B', price: { currencyCode: 'USD', amount: '90.00' } },
					{ marketplaceId: CA, offerType: 'B2C', price: { currencyCode: 'CAD', amount: '130.00' } },
					{ marketplaceId: US, offerType: 'B2C', price: { currencyCode: 'USD', amount: '100.00' } },
				],
			},
		});
		expect(toListedPrice(listing, US)).toEqual({ amount: '100', currency: 'USD' });
		expect(toListedPrice(listing, CA)).toEqual({ amount: '130', currency: 'CAD' });
	});

	it('reads every notation of a number that RFC 7159 knows, as the model allows', () => {
		expect(toListedPrice(sampleSku({ sku: 'S', price: '1999e-2' }).listing, US)).toEqual({ amount: '19.99', currency: 'USD' });
	});

	it.each([null, '', '0', '-3', 'n/a'])('is absent for %s', (price) => {
		expect(toListedPrice(sampleSku({ sku: 'S', price }).listing, US)).toBeUndefined();
	});

	it('is left out with a sentence when the price list has another currency', () => {
		const mapped = toItem(sampleSku({ sku: 'S', currency: 'CAD' }), sampleSettings());
		expect(mapped.price).toBeUndefined();
		expect(mapped.notes).toEqual([
			"No Item Price was written: the price is in CAD and price list 'Standard Selling' is in USD. Choose a CAD price list for marketplace 'ATVPDKIKX0DER'.",
		]);
	});
});
