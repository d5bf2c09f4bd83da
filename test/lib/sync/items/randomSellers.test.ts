import fc from 'fast-check';
import { toLooseName } from '../../../../lib/erpnext/looseName';
import type { SyncSettings } from '../../../../lib/settings';
import type { ListedSku } from '../../../../lib/amazon/types';
import { writeListings } from '../../../../lib/sync/writeListings';
import { CA, sampleSettings, sampleSku, US } from './sampleSku';
import { withErp, type ErpForItems } from './withErp';

const SKU_POOL = ['A', 'a', 'Á', ' A', 'A ', 'B/1', 'b/1', 'C<1>', 'C(1)', 'ケトル', 'D', 'E', 'F', 'G'];
const EAN_POOL = ['4006381333931', '96385074', '4006381333932'];

const skuArbitrary = fc.record({
	sku: fc.constantFrom(...SKU_POOL),
	marketplaceId: fc.constantFrom(US, US, CA),
	title: fc.constantFrom('Kettle', 'Kettle <big> & red', 'x'.repeat(200), '電気ケトル'),
	price: fc.constantFrom('1.00', '19.99', '20.00', null),
	quantity: fc.integer({ min: 0, max: 3 }),
	brand: fc.constantFrom('Acme', 'ACME', 'Acmé', 'Other', undefined),
	ean: fc.constantFrom(...EAN_POOL, undefined),
	isParent: fc.constantFrom(false, false, false, true),
});
const closedArbitrary = fc.tuple(skuArbitrary, fc.integer({ min: 0, max: 4 })).map(([parts, draw]) => ({ ...parts, isOpen: draw !== 0 }));
const runArbitrary = fc.array(closedArbitrary, { minLength: 1, maxLength: 12 });
const settingsArbitrary = fc.record({
	itemGroupFrom: fc.constantFrom('parentItemGroup' as const, 'amazonClassification' as const),
	overwriteItemFields: fc.subarray(['item_name', 'description', 'brand', 'barcodes', 'item_group'] as const).map((fields) => [...fields]),
	disableClosedListings: fc.boolean(),
	writeItemPrices: fc.boolean(),
});

function toListed({ brand, ean, isParent, ...parts }: typeof closedArbitrary extends fc.Arbitrary<infer T> ? T : never): ListedSku {
	const { marketplaceId } = parts;
	return sampleSku({
		...parts,
		currency: marketplaceId === CA ? 'CAD' : 'USD',
		catalogItem: {
			summaries: [{ marketplaceId, ...(brand ? { brand } : {}), ...(isParent ? { itemClassification: 'VARIATION_PARENT' as const } : {}) }],
			identifiers: [{ marketplaceId, identifiers: ean ? [{ identifierType: 'EAN', identifier: ean }] : [] }],
			classifications: [{ marketplaceId, classifications: [{ displayName: `Class ${brand ?? 'none'}`, classificationId: brand ?? '0' }] }],
		},
	});
}

const said = (results: Awaited<ReturnType<typeof writeListings>>) => results.map(({ sku, action, itemCode, reason, notes }) => ({ sku, action, itemCode, reason, notes }));

async function runOnce(erp: ErpForItems, listed: ListedSku[], settings: SyncSettings) {
	return await writeListings({ ...erp, erp: erp.connect() }, listed, settings);
}

/** Every record of a SKU points at an Item of its own: never one that another SKU's name merely resembles. */
function expectNothingMerged({ site }: ErpForItems): void {
	const skusByItem = new Map<string, Set<string>>();
	for (const { item, name } of site.docs('Amazon Listing')) {
		if (!item) continue;
		const hash = String(name).slice(-8);
		skusByItem.set(String(item), (skusByItem.get(String(item)) ?? new Set()).add(hash));
	}
	for (const [item, hashes] of skusByItem) expect({ item, skus: hashes.size }).toEqual({ item, skus: 1 });
	const codes = site.docs('Item').map(({ name }) => toLooseName(String(name)));
	expect(new Set(codes).size).toBe(codes.length);
}

describe('random sellers', () => {
	it('a dry run says exactly what the real run does, writes nothing, and a second real run changes nothing', async () => {
		await withErp(async (erp) => {
			const empty = erp.site.snapshot();
			await fc.assert(
				fc.asyncProperty(fc.array(runArbitrary, { minLength: 1, maxLength: 3 }), settingsArbitrary, async (runs, chosen) => {
					erp.site.restore(empty);
					const settings = sampleSettings(chosen);
					for (const parts of runs) {
						const listed = parts.map(toListed);
						erp.countWrites();
						const dry = await runOnce(erp, listed, { ...settings, dryRun: true });
						expect(erp.countWrites()).toBe(0);
						const real = await runOnce(erp, listed, settings);
						expect(said(dry)).toEqual(said(real));
						expect(real).toHaveLength(listed.length);
						expectNothingMerged(erp);
						erp.countWrites();
						const again = await runOnce(erp, listed, settings);
						expect(erp.countWrites()).toBe(0);
						expect(again.filter(({ action }) => action === 'created' || action === 'updated')).toEqual([]);
					}
				}),
				{ numRuns: 40, seed: 20261124 },
			);
		});
	}, 120_000);

	it('two and four runs at once leave the books of one', async () => {
		await withErp(async (erp) => {
			const listed = Array.from({ length: 60 }, (_, n) =>
				toListed({ sku: `S-${n}`, marketplaceId: US, title: 'Kettle', price: '1.00', quantity: 1, isOpen: true, brand: n % 2 ? 'Acme' : 'Other', ean: undefined, isParent: false }),
			);
			for (const runs of [2, 4]) {
				const empty = erp.site.snapshot();
				const all = await Promise.all(Array.from({ length: runs }, async () => await runOnce(erp, listed, sampleSettings({ itemGroupFrom: 'amazonClassification' }))));
				expect(all.flat().filter(({ action }) => action === 'failed')).toEqual([]);
				expect(['Item', 'Item Price', 'Amazon Listing', 'Brand'].map((doctype) => erp.site.count(doctype))).toEqual([60, 60, 60, 2]);
				erp.site.restore(empty);
			}
		});
	}, 60_000);
});
