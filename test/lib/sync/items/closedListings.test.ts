import { toListingKey } from '../../../../lib/mapping/toItemCode';
import { writeListings } from '../../../../lib/sync/writeListings';
import { CA, sampleSettings, sampleSku, US } from './sampleSku';
import { withErp, type ErpForItems } from './withErp';

const write = async (erp: ErpForItems, parts: Parameters<typeof sampleSku>[0][], changes = {}) =>
	await writeListings(erp, parts.map(sampleSku), sampleSettings(changes));
const gone = (sku: string, marketplaceId = US) => ({ ...sampleSku({ sku, marketplaceId, isOpen: false }), listing: { sku } });
const statusOf = ({ site }: ErpForItems, sku: string) => site.doc('Amazon Listing', toListingKey(sku, US))?.status;
const disable = { disableClosedListings: true };

describe('listings that Amazon closed', () => {
	it('are marked, and keep title, price and Item', async () => {
		await withErp(async (erp) => {
			await write(erp, [{ sku: 'S', asin: 'B1' }]);
			expect(await writeListings(erp, [gone('S')], sampleSettings())).toMatchObject([{ action: 'updated', itemCode: 'S' }]);
			expect(erp.site.doc('Amazon Listing', toListingKey('S', US))).toMatchObject({ status: 'Closed', asin: 'B1', title: 'Title of S', price: 19.99, item: 'S' });
			expect(erp.site.doc('Item', 'S')).toMatchObject({ disabled: 0 });
			expect(await writeListings(erp, [gone('S')], sampleSettings())).toMatchObject([{ action: 'unchanged' }]);
		});
	});

	it('disable their Item when so set, and enable it when they come back', async () => {
		await withErp(async (erp) => {
			await write(erp, [{ sku: 'S' }], disable);
			await writeListings(erp, [gone('S')], sampleSettings(disable));
			expect(erp.site.doc('Item', 'S')).toMatchObject({ disabled: 1 });
			await write(erp, [{ sku: 'S' }], disable);
			expect(erp.site.doc('Item', 'S')).toMatchObject({ disabled: 0 });
			expect(statusOf(erp, 'S')).toBe('Active');
		});
	});

	it('leave an Item enabled that is still sold elsewhere or under another SKU', async () => {
		await withErp(async (erp) => {
			await write(erp, [{ sku: 'S' }, { sku: 'S', marketplaceId: CA, price: null }], disable);
			await writeListings(erp, [gone('S')], sampleSettings(disable));
			expect(erp.site.doc('Item', 'S')).toMatchObject({ disabled: 0 });
			await writeListings(erp, [gone('S', CA)], sampleSettings(disable));
			expect(erp.site.doc('Item', 'S')).toMatchObject({ disabled: 1 });
		});
	});

	it('do not enable an Item that a person disabled while it was listed', async () => {
		await withErp(async (erp) => {
			await write(erp, [{ sku: 'S' }], disable);
			erp.site.update('Item', 'S', { disabled: 1 });
			await write(erp, [{ sku: 'S', price: '1.00' }], disable);
			expect(erp.site.doc('Item', 'S')).toMatchObject({ disabled: 1 });
		});
	});

	it('make no Item when ERPNext never had one', async () => {
		await withErp(async (erp) => {
			expect(await writeListings(erp, [gone('NEVER')], sampleSettings(disable))).toMatchObject([
				{ action: 'notImported', reason: "Amazon shows SKU 'NEVER' to nobody (closed, incomplete or deleted), and it never had an Item in ERPNext" },
			]);
			expect(erp.countWrites()).toBe(0);
		});
	});
});
