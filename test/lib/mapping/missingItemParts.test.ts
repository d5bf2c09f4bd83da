import * as fc from 'fast-check';
import type { ListedSku } from '../../../lib/amazon/types';
import { toItem } from '../../../lib/mapping/toItem';
import { placesOf } from './partsOf';
import { fullSource } from './toItemFullSource';
import { sampleSettings } from '../sync/items/sampleSku';

describe('toItem for listings with parts missing', () => {
	it('makes what can be made, whatever Amazon leaves out, names as null or leaves empty', () => {
		const settings = sampleSettings({ itemGroupFrom: 'amazonClassification', variations: 'templateAndVariants' });
		const whole = toItem(fullSource(), settings);
		const cuts = fc.array(fc.tuple(fc.nat(), fc.constantFrom('gone', 'null', 'empty')), { minLength: 1, maxLength: 4 });
		let poorer = 0;
		fc.assert(
			fc.property(cuts, (places) => {
				const source: ListedSku = fullSource();
				const kept = { sku: source.sku, sellerId: source.sellerId, marketplaceId: source.marketplaceId, isOpen: true };
				for (const [at, how] of places) {
					const found = placesOf({ listing: source.listing, catalogItem: source.catalogItem });
					const place = found[at % found.length];
					if (!place || place[1] === 'listing') continue;
					const [tree, key] = place;
					if (Array.isArray(tree)) tree.splice(Number(key), 1, ...(how === 'null' ? [null] : []));
					else if (how === 'gone') delete tree[key];
					else tree[key] = how === 'null' || typeof tree[key] !== 'string' ? null : '';
				}
				const mapped = toItem({ ...source, ...kept }, settings);
				expect(mapped).toMatchObject({ itemCode: whole.itemCode, listingKey: whole.listingKey });
				expect(mapped.title).not.toBe('');
				if (mapped.fingerprint !== whole.fingerprint) poorer += 1;
			}),
			{ numRuns: 3000 },
		);
		expect(poorer).toBeGreaterThan(1000);
	});
});
