import { writeListings } from '../../../../lib/sync/writeListings';
import { sampleSettings, sampleSku, US } from './sampleSku';
import { withErp, type ErpForItems } from './withErp';

const tree = sampleSettings({ itemGroupFrom: 'amazonClassification' });
type Step = [name: string, id: string];
const classified = (sku: string, ...steps: Step[]) => {
	let leaf: { displayName: string; classificationId: string; parent?: object } | undefined;
	for (const [displayName, classificationId] of steps) leaf = { displayName, classificationId, ...(leaf ? { parent: leaf } : {}) };
	return sampleSku({
		sku,
		catalogItem: { classifications: [{ marketplaceId: US, classifications: leaf ? [leaf as { displayName: string; classificationId: string }] : [] }] },
	});
};
const groupOf = ({ site }: ErpForItems, sku: string) => site.doc('Item', sku)?.item_group;
const parentOf = ({ site }: ErpForItems, group: string) => site.doc('Item Group', group)?.parent_item_group;

describe('Item Groups from Amazon\'s classification', () => {
	it('stand as a tree below the parent item group, each made once', async () => {
		await withErp(async (erp) => {
			const listed = [
				classified('TV', ['Electronics', '1'], ['Televisions', '2']),
				classified('RADIO', ['Electronics', '1'], ['Radios', '3']),
				classified('ODD', ['Electronics', '1']),
				classified('NONE'),
			];
			await writeListings(erp, listed, tree);
			expect(['TV', 'RADIO', 'ODD', 'NONE'].map((sku) => groupOf(erp, sku))).toEqual(['Televisions', 'Radios', 'Electronics', 'Products']);
			expect(['Televisions', 'Radios', 'Electronics'].map((group) => parentOf(erp, group))).toEqual(['Electronics', 'Electronics', 'Products']);
			expect(erp.site.doc('Item Group', 'Electronics')).toMatchObject({ is_group: 1 });
			const groups = erp.site.count('Item Group');
			await writeListings({ ...erp, erp: erp.connect() }, [classified('TV-2', ['Electronics', '1'], ['Televisions', '2'])], tree);
			expect(erp.site.count('Item Group')).toBe(groups);
			expect(groupOf(erp, 'TV-2')).toBe('Televisions');
		});
	});

	it('take another name where the tree has the first one elsewhere, the same one on every run', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item Group', { item_group_name: 'accessories', parent_item_group: 'Services' });
			const page = (n: number) => [
				classified(`CAM-${n}`, ['Cameras', '10'], ['Accessories', '11']),
				classified(`CAR-${n}`, ['Cars', '20'], ['Accessories', '21']),
			];
			await writeListings(erp, page(1), tree);
			await writeListings({ ...erp, erp: erp.connect() }, page(2), tree);
			expect([1, 2].map((n) => groupOf(erp, `CAM-${n}`))).toEqual(['Accessories (Cameras)', 'Accessories (Cameras)']);
			expect([1, 2].map((n) => groupOf(erp, `CAR-${n}`))).toEqual(['Accessories (Cars)', 'Accessories (Cars)']);
			expect(parentOf(erp, 'Accessories (Cars)')).toBe('Cars');
		});
	});

	it('reuse a group that people made below the same parent, in their spelling', async () => {
		await withErp(async (erp) => {
			erp.site.insert('Item Group', { item_group_name: 'ÉLECTRONICS', parent_item_group: 'Products' });
			await writeListings(erp, [classified('TV', ['Electronics', '1'])], tree);
			expect(groupOf(erp, 'TV')).toBe('ÉLECTRONICS');
		});
	});

	it('never take the parent item group for its own child', async () => {
		await withErp(async (erp) => {
			await writeListings(erp, [classified('S', ['Products', '9'])], tree);
			expect(groupOf(erp, 'S')).toBe('Products (9)');
			expect(parentOf(erp, 'Products (9)')).toBe('Products');
		});
	});

	it('are safe from angle brackets', async () => {
		await withErp(async (erp) => {
			await writeListings(erp, [classified('S', ['Size <M>', '9'])], tree);
			expect(groupOf(erp, 'S')).toBe('Size ‹M›');
		});
	});

	it('move an Item later only when its group may be overwritten', async () => {
		await withErp(async (erp) => {
			await writeListings(erp, [classified('S', ['Radios', '3'])], tree);
			await writeListings(erp, [classified('S', ['Televisions', '2'])], tree);
			expect(groupOf(erp, 'S')).toBe('Radios');
			await writeListings(erp, [classified('S', ['Televisions', '2'])], { ...tree, overwriteItemFields: ['item_group'] });
			expect(groupOf(erp, 'S')).toBe('Televisions');
		});
	});
});
