import { toItemVariation } from '../../../lib/mapping/toItemVariation';
import { sampleSku, US } from '../sync/items/sampleSku';

describe('variation', () => {
	it('knows a parent by its children, its attribute or its classification', () => {
		const relationships = [{ marketplaceId: US, relationships: [{ type: 'VARIATION' as const, childSkus: ['A', 'B'] }] }];
		expect(toItemVariation(sampleSku({ sku: 'P', listing: { relationships } })).isParent).toBe(true);
		const parentage_level = [{ value: 'parent', marketplace_id: US }];
		expect(toItemVariation(sampleSku({ sku: 'P', listing: { attributes: { parentage_level } } })).isParent).toBe(true);
		const summaries = [{ marketplaceId: US, itemClassification: 'VARIATION_PARENT' as const }];
		expect(toItemVariation(sampleSku({ sku: 'P', catalogItem: { summaries } })).isParent).toBe(true);
		expect(toItemVariation(sampleSku({ sku: 'C' })).isParent).toBe(false);
	});

	it('reads a child\'s parent and what tells it apart', () => {
		const variationTheme = { attributes: ['color', 'size_name'], theme: 'COLOR/SIZE_NAME' };
		const relationships = [{ marketplaceId: US, relationships: [{ type: 'VARIATION' as const, parentSkus: ['P'], variationTheme }] }];
		const attributes = { color: [{ value: 'Red', marketplace_id: US }], size_name: [{ value: 'XL', marketplace_id: US }] };
		expect(toItemVariation(sampleSku({ sku: 'C', listing: { relationships, attributes } }))).toEqual({
			isParent: false,
			parentSku: 'P',
			parentAsin: undefined,
			attributes: [
				{ name: 'Color', value: 'Red' },
				{ name: 'Size Name', value: 'XL' },
			],
		});
		expect(toItemVariation(sampleSku({ sku: 'C', listing: { relationships, attributes: { color: attributes.color } } })).attributes).toEqual([]);
	});
});
