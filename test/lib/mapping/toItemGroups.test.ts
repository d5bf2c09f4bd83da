import type { AmazonCatalogItem } from '../../../lib/amazon/types';
import { toItem } from '../../../lib/mapping/toItem';
import { toClassificationPath, toItemGroupNames } from '../../../lib/mapping/toItemGroups';
import { CA, sampleSettings, sampleSku, US } from '../sync/items/sampleSku';

describe('item group', () => {
	const catalogItem: AmazonCatalogItem = {
		asin: 'B1',
		classifications: [
			{
				marketplaceId: US,
				classifications: [{ displayName: 'QLED TVs', classificationId: '3', parent: { displayName: 'Televisions', classificationId: '2' } }],
			},
		],
	};

	it('follows Amazon\'s classification from the root down', () => {
		expect(toClassificationPath(catalogItem, US)).toEqual([
			{ name: 'Televisions', id: '2' },
			{ name: 'QLED TVs', id: '3' },
		]);
		expect(toClassificationPath(catalogItem, CA)).toEqual([]);
	});

	it('has other names at hand where ERPNext has the first one elsewhere', () => {
		expect(toItemGroupNames({ name: 'Accessories', id: '77' }, 'Cameras')).toEqual(['Accessories', 'Accessories (Cameras)', 'Accessories (77)']);
		for (const name of toItemGroupNames({ name: 'N'.repeat(140), id: '7' }, 'P'.repeat(140))) expect(Array.from(name).length).toBeLessThanOrEqual(140);
	});

	it('is the parent item group unless set otherwise', () => {
		expect(toItem(sampleSku({ sku: 'S', catalogItem }), sampleSettings()).groupPath).toEqual([]);
		const tree = sampleSettings({ itemGroupFrom: 'amazonClassification' });
		expect(toItem(sampleSku({ sku: 'S', catalogItem }), tree).groupPath).toHaveLength(2);
	});
});
