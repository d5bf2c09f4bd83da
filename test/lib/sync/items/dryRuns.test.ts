import fc from 'fast-check';

import type { ListedSku } from '../../../../lib/amazon/types';
import type { ListingResult } from '../../../../lib/sync/types';
import { writeListings } from '../../../../lib/sync/writeListings';
import { CA, sampleSettings, sampleSku, US } from './sampleSku';
import { withErp, type ErpForItems } from './withErp';

const SKUS = ['RED-M', 'RED-L', 'BLUE-M', 'KETTLE', 'kettle', 'SHIRT'];
const asinOf = (sku: string) => `B0${sku.toUpperCase().replace(/\W/g, '').padEnd(8, '0').slice(0, 8)}`;
const variationTheme = { attributes: ['color', 'size'], theme: 'COLOR/SIZE' };

/** What the previous connector, people and earlier runs left of a SKU. */
const drawnRemains = fc.record({
	sku: fc.constantFrom(...SKUS),
	leaves: fc.constantFrom('itemByAsin', 'mapping', 'mappingToOwnItem', 'itemBySku', 'disabledItem', 'templateItem', 'price'),
});
const drawnSku = fc.record({
	sku: fc.constantFrom(...SKUS),
	marketplaceId: fc.constantFrom(US, US, CA),
	title: fc.constantFrom('Kettle', 'Kettle <big>'),
	price: fc.constantFrom('1.00', '19.99', null),
	isOpen: fc.constantFrom(true, true, true, false),
});
const drawnSettings = fc.record({
	variations: fc.constantFrom('plainItems' as const, 'templateAndVariants' as const),
	itemCodeFrom: fc.constantFrom('sku' as const, 'asin' as const),
	itemGroupFrom: fc.constantFrom('parentItemGroup' as const, 'amazonClassification' as const),
	disableClosedListings: fc.boolean(),
	overwriteItemFields: fc.subarray(['item_name', 'description'] as const).map((fields) => [...fields]),
});

function leaveRemains({ site }: ErpForItems, remains: ReadonlyArray<{ sku: string; leaves: string }>): void {
	const ensure = (item_code: string, more: object = {}): void => {
		const isThere = site.docs('Item').some(({ name }) => String(name).toLowerCase() === item_code.toLowerCase());
		if (!isThere) site.insert('Item', { item_code, item_name: item_code, item_group: 'Products', stock_uom: 'Nos', ...more });
	};
	for (const { sku, leaves } of remains) {
		const asin = asinOf(sku);
		const map = (code: string) => site.insert('Ecommerce Item', { integration: 'Amazon', integration_item_code: asin, sku, erpnext_item_code: code });
		if (leaves === 'itemByAsin' || leaves === 'mapping') ensure(asin, { item_name: sku });
		if (leaves === 'mapping') map(asin);
		if (leaves === 'mappingToOwnItem') {
			ensure(`OWN ${sku}`.toUpperCase());
			map(`OWN ${sku}`.toUpperCase());
		}
		if (leaves === 'itemBySku' || leaves === 'price') ensure(sku);
		if (leaves === 'disabledItem') ensure(sku, { disabled: 1 });
		if (leaves === 'templateItem') {
			if (!site.doc('Item Attribute', 'Color')) site.insert('Item Attribute', { attribute_name: 'Color', item_attribute_values: [{ attribute_value: 'Red', abbr: 'R' }] });
			ensure(sku, { has_variants: 1, variant_based_on: 'Item Attribute', attributes: [{ attribute: 'Color' }] });
		}
	}
}

function toListed({ sku, marketplaceId, ...parts }: { sku: string; marketplaceId: string; title: string; price: string | null; isOpen: boolean }): ListedSku {
	const [color, size] = sku.split('-');
	const family =
		sku === 'SHIRT'
			? { relationships: [{ marketplaceId, relationships: [{ type: 'VARIATION' as const, childSkus: SKUS.slice(0, 3), variationTheme }] }] }
			: {
					relationships: [{ marketplaceId, relationships: [{ type: 'VARIATION' as const, parentSkus: ['SHIRT'], variationTheme }] }],
					attributes: { color: [{ value: color, marketplace_id: marketplaceId }], size: [{ value: size ?? '', marketplace_id: marketplaceId }] },
				};
	return sampleSku({
		...parts,
		sku,
		marketplaceId,
		asin: asinOf(sku),
		price: sku === 'SHIRT' ? null : parts.price,
		currency: marketplaceId === CA ? 'CAD' : 'USD',
		...(sku === 'SHIRT' || size ? { listing: family } : {}),
		catalogItem: { summaries: [{ marketplaceId, brand: 'Acme' }], classifications: [{ marketplaceId, classifications: [{ displayName: 'Kettles', classificationId: '1' }] }] },
	});
}

const said = ({ sku, marketplaceId, action, itemCode, reason, notes }: ListingResult) => ({ sku, marketplaceId, action, itemCode, reason, notes });

/** Fields of announced documents that stand otherwise in ERPNext. */
function announcedOtherwise({ wouldSend }: ListingResult, { site }: ErpForItems): unknown[] {
	const sent = Object(wouldSend) as Record<'item' | 'itemPrice' | 'amazonListing', Record<string, unknown> | undefined>;
	const find = (doctype: string, matches: (doc: Record<string, unknown>) => boolean) => site.docs(doctype).find(matches) ?? {};
	const stands: Array<[Record<string, unknown> | undefined, Record<string, unknown>]> = [
		[sent.item?.item_code ? sent.item : undefined, find('Item', ({ name }) => name === sent.item?.item_code)],
		[sent.itemPrice, find('Item Price', (doc) => (sent.itemPrice?.name ? doc.name === sent.itemPrice.name : doc.item_code === sent.itemPrice?.item_code && doc.price_list === sent.itemPrice?.price_list && doc.currency === sent.itemPrice?.currency))],
		[sent.amazonListing, find('Amazon Listing', ({ name }) => name === (sent.amazonListing?.name ?? sent.amazonListing?.listing_key))],
	];
	return stands.flatMap(([announced, doc]) =>
		Object.entries(announced ?? {}).filter(([field, value]) => field !== 'doctype' && typeof value !== 'object' && doc[field] !== value).map(([field, value]) => [field, value, doc[field]]),
	);
}

const RUNS = Number(process.env.DRY_RUNS ?? 40);

describe('a dry run of products', () => {
	it.each([['who may read the mappings', ['System Manager', 'Sales User']], ['who may not', ['System Manager']]])(
		`says just what a real run then does to what others left, for a user %s (${RUNS} cases)`,
		async (_who, readers) => {
			await withErp(async (erp) => {
				erp.site.insert('DocType', {
					name: 'Ecommerce Item',
					module: 'Selling',
					custom: 1,
					autoname: 'hash',
					fields: ['integration', 'integration_item_code', 'sku', 'erpnext_item_code'].map((fieldname) => ({ fieldname, label: fieldname, fieldtype: 'Data' })),
					permissions: readers.map((role) => ({ role, read: 1, write: 1, create: 1 })),
				});
				const empty = erp.site.snapshot();
				await fc.assert(
					fc.asyncProperty(fc.array(drawnRemains, { maxLength: 5 }), fc.array(fc.array(drawnSku, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 2 }), drawnSettings, async (remains, runs, chosen) => {
						erp.site.restore(empty);
						leaveRemains(erp, remains);
						for (const parts of runs) {
							const listed = parts.map(toListed);
							const settings = sampleSettings(chosen);
							erp.countWrites();
							const before = JSON.stringify(erp.site.snapshot());
							const dry = await writeListings({ ...erp, erp: erp.connect() }, listed, { ...settings, dryRun: true });
							expect([erp.countWrites(), JSON.stringify(erp.site.snapshot())]).toEqual([0, before]);
							const real = await writeListings({ ...erp, erp: erp.connect() }, listed, settings);
							expect(dry.map(said)).toEqual(real.map(said));
							expect(dry.flatMap((result) => announcedOtherwise(result, erp))).toEqual([]);
						}
					}),
					{ numRuns: RUNS },
				);
			});
		},
		240_000,
	);
});
