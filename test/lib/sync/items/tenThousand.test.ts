import type { ListedSku } from '../../../../lib/amazon/types';
import { writeListings } from '../../../../lib/sync/writeListings';
import { sampleSettings, sampleSku, US } from './sampleSku';
import { withErp } from './withErp';

const SKUS = 10_000;
const settings = sampleSettings({ itemGroupFrom: 'amazonClassification', disableClosedListings: true });

function sku(n: number, more: Partial<Parameters<typeof sampleSku>[0]> = {}): ListedSku {
	return sampleSku({
		sku: `SKU-${n}`,
		asin: `B${String(n).padStart(9, '0')}`,
		price: (5 + (n % 100) / 4).toFixed(2),
		catalogItem: {
			summaries: [{ marketplaceId: US, brand: `Brand ${n % 500}` }],
			classifications: [
				{
					marketplaceId: US,
					classifications: [{ displayName: `Class ${n % 300}`, classificationId: `c${n % 300}`, parent: { displayName: `Room ${n % 10}`, classificationId: `r${n % 10}` } }],
				},
			],
		},
		...more,
	});
}

describe('a seller of 10 000 SKUs', () => {
	it('imports within 0.05 calls a SKU, costs 0.01 when quiet, and then changes exactly what changed', async () => {
		await withErp(async (erp) => {
			const first = erp.connect();
			const listed = Array.from({ length: SKUS }, (_, n) => sku(n));
			const imported = await writeListings({ ...erp, erp: first }, listed, settings);
			expect(imported.filter(({ action }) => action === 'created')).toHaveLength(SKUS);
			expect(first.usage.calls).toBeLessThanOrEqual(0.05 * SKUS);

			const second = erp.connect();
			erp.countWrites();
			const quiet = await writeListings({ ...erp, erp: second }, listed, settings);
			expect(quiet.filter(({ action }) => action === 'unchanged')).toHaveLength(SKUS);
			expect(second.usage.calls).toBeLessThanOrEqual(0.01 * SKUS);
			expect(erp.countWrites()).toBe(0);

			const changed = new Set(Array.from({ length: 37 }, (_, n) => n * 250));
			const closed = new Set([1, 5001, 9999]);
			const next = [
				...listed.map((each, n) => (changed.has(n) ? sku(n, { price: '99.99' }) : closed.has(n) ? sku(n, { isOpen: false }) : each)),
				...Array.from({ length: 5 }, (_, n) => sku(SKUS + n)),
			];
			const modified = new Map(['Item', 'Item Price', 'Amazon Listing'].map((doctype) => [doctype, modifiedOf(erp.site.docs(doctype))]));
			erp.clock.advance(60_000);
			const results = await writeListings({ ...erp, erp: erp.connect() }, next, settings);
			const by = (action: string) => results.filter((result) => result.action === action).map((result) => result.sku);
			expect(by('created')).toEqual([0, 1, 2, 3, 4].map((n) => `SKU-${SKUS + n}`));
			expect(new Set(by('updated'))).toEqual(new Set([...changed, ...closed].map((n) => `SKU-${n}`)));
			expect(by('unchanged')).toHaveLength(SKUS - 40);
			const touched = (doctype: string) => {
				const before = modified.get(doctype);
				return erp.site.docs(doctype).filter(({ name, modified: at }) => before?.get(name) !== at).length;
			};
			expect([touched('Item'), touched('Item Price'), touched('Amazon Listing')]).toEqual([5 + 3, 5 + 37, 5 + 37 + 3]);
			expect(erp.site.docs('Item').filter(({ disabled }) => disabled === 1).map(({ name }) => name).sort()).toEqual(['SKU-1', 'SKU-5001', 'SKU-9999']);
		});
	}, 180_000);
});

function modifiedOf(docs: Array<Record<string, unknown>>): Map<unknown, unknown> {
	return new Map(docs.map(({ name, modified }) => [name, modified]));
}
