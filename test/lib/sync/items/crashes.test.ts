import { writeListings } from '../../../../lib/sync/writeListings';
import type { ListedSku } from '../../../../lib/amazon/types';
import { breakAt, Died, type BreakKind } from './brokenErp';
import { CA, sampleSettings, sampleSku, US } from './sampleSku';
import { withErp, type ErpForItems } from './withErp';

const settings = sampleSettings({
	itemGroupFrom: 'amazonClassification',
	overwriteItemFields: ['item_name', 'brand'],
	disableClosedListings: true,
	requestsInFlight: 1,
});

const rich = (sku: string, n: number, more: Partial<Parameters<typeof sampleSku>[0]> = {}): ListedSku =>
	sampleSku({
		sku,
		catalogItem: {
			summaries: [{ marketplaceId: US, brand: `Brand ${n % 3}` }],
			classifications: [{ marketplaceId: US, classifications: [{ displayName: `Class ${n % 2}`, classificationId: `${n % 2}`, parent: { displayName: 'Home', classificationId: 'h' } }] }],
			identifiers: [{ marketplaceId: US, identifiers: [{ identifierType: 'EAN', identifier: n % 2 ? '4006381333931' : '96385074' }] }],
		},
		...more,
	});

const FIRST = [...Array.from({ length: 6 }, (_, n) => rich(`S-${n}`, n)), rich('s-0', 0), rich('S-1', 1, { marketplaceId: CA, price: null })];
const CHANGED = [
	rich('S-0', 0),
	rich('S-1', 2, { title: 'New title', price: '30.00' }),
	{ ...rich('S-2', 2, { isOpen: false }) },
	rich('S-3', 3, { quantity: 0 }),
	rich('S-9', 3),
];

/** What people see, without names and times that ERPNext draws. */
function booksOf({ site }: ErpForItems): string {
	const pick = (doctype: string, fields: string[]) =>
		site.docs(doctype).map((doc) => JSON.stringify(fields.map((field) => doc[field] ?? ''))).sort();
	const items = site.docs('Item').map((doc) => [doc.name, doc.item_name, doc.item_group, doc.brand, doc.disabled, ((doc.barcodes ?? []) as Array<{ barcode: string }>).map(({ barcode }) => barcode)]);
	return JSON.stringify({
		items: items.map((item) => JSON.stringify(item)).sort(),
		prices: pick('Item Price', ['item_code', 'price_list', 'price_list_rate', 'currency', 'uom']),
		records: pick('Amazon Listing', ['name', 'item', 'status', 'title', 'price', 'quantity', 'fingerprint']),
		brands: pick('Brand', ['name']),
		groups: pick('Item Group', ['name', 'parent_item_group']),
	});
}

/** Two runs, the second one broken at call n; then a run that goes through. Returns whether call n was reached. */
async function reaches(erp: ErpForItems, kind: BreakKind, n: number, pages: ListedSku[][], books: string): Promise<boolean> {
	for (const [index, page] of pages.entries()) {
		const isLast = index === pages.length - 1;
		const broken = isLast ? breakAt(erp.connect(), n, kind) : undefined;
		try {
			await writeListings({ ...erp, erp: broken ?? erp.connect() }, page, settings);
		} catch (error) {
			if (!(error instanceof Died)) throw error;
		}
		if (isLast && broken && broken.calls() < n) return false;
	}
	const [last = []] = pages.slice(-1);
	if (kind.startsWith('dies')) await writeListings({ ...erp, erp: erp.connect() }, last, settings);
	expect({ n, books: booksOf(erp) }).toEqual({ n, books });
	return true;
}

describe.each<[string, ListedSku[][]]>([
	['a first import', [FIRST]],
	['a run of changes', [FIRST, CHANGED]],
])('%s', (_, pages) => {
	it.each<BreakKind>(['diesBefore', 'diesAfter', 'losesAnswer', 'losesRequest'])('heals when call n %s, for every n', async (kind) => {
		let reached = 0;
		await withErp(async (erp) => {
			const empty = erp.site.snapshot();
			for (const page of pages) await writeListings({ ...erp, erp: erp.connect() }, page, settings);
			const books = booksOf(erp);
			for (let n = 1; n < 100; n++) {
				erp.site.restore(empty);
				if (!(await reaches(erp, kind, n, pages, books))) break;
				reached = n;
			}
		});
		expect(reached).toBeGreaterThan(8);
	}, 60_000);
});
