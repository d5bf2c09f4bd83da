import { writeListings } from '../../../../lib/sync/writeListings';
import { sampleSettings, sampleSku, US } from './sampleSku';
import { withErp } from './withErp';

const dry = sampleSettings({ dryRun: true, itemGroupFrom: 'amazonClassification' });
const real = { ...dry, dryRun: false };
const rich = (sku: string, price = '19.99') =>
	sampleSku({
		sku,
		price,
		catalogItem: {
			summaries: [{ marketplaceId: US, brand: 'Acme' }],
			classifications: [{ marketplaceId: US, classifications: [{ displayName: 'Kettles', classificationId: '1' }] }],
		},
	});

describe('a dry run of listings', () => {
	it('writes nothing and says what a real run then does', async () => {
		await withErp(async (erp) => {
			await writeListings(erp, [rich('OLD'), rich('SAME')], real);
			erp.countWrites();
			const listed = [rich('NEW'), rich('OLD', '21.00'), rich('SAME'), rich('new')];
			const said = await writeListings(erp, listed, dry);
			expect(erp.countWrites()).toBe(0);
			const done = await writeListings(erp, listed, real);
			expect(said.map(({ action, itemCode }) => [action, itemCode])).toEqual(done.map(({ action, itemCode }) => [action, itemCode]));
			expect(said.map(({ action }) => action)).toEqual(['created', 'updated', 'unchanged', 'failed']);
			expect(said.every(({ dryRun }) => dryRun === true)).toBe(true);
			expect(said[0]?.wouldSend).toMatchObject({
				item: { doctype: 'Item', item_code: 'NEW', brand: 'Acme', item_group: 'Kettles' },
				itemPrice: { item_code: 'NEW', price_list_rate: 19.99 },
				amazonListing: { sku: 'NEW', item: 'NEW' },
			});
			expect(said[1]?.wouldSend).toMatchObject({ itemPrice: { price_list_rate: 21 }, amazonListing: { price: 21 } });
			expect(said[2]?.wouldSend).toBeUndefined();
		});
	});

	it('works before the set-up, when there is no Amazon Listing yet', async () => {
		await withErp(async (erp) => {
			expect(await writeListings(erp, [rich('NEW')], dry)).toMatchObject([{ action: 'created', itemCode: 'NEW', dryRun: true }]);
			erp.site.insert('Item', { item_code: 'THERE', item_group: 'Products', stock_uom: 'Nos' });
			expect(await writeListings(erp, [rich('THERE')], dry)).toMatchObject([{ action: 'updated', itemCode: 'THERE' }]);
			expect(erp.countWrites()).toBe(0);
		}, false);
	});
});
