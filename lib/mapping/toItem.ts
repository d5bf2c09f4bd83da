import { createHash } from 'node:crypto';
import type { ErpListing } from '../erpnext/schema';
import type { ErpItem } from '../erpnext/types';
import { settingsForMarketplace, type SyncSettings } from '../settings';
import { withoutNulls } from '../withoutNulls';
import { toItemBarcode, type ItemBarcode } from './toItemBarcodes';
import { toItemCode, toListingKey } from './toItemCode';
import { toClassificationPath, type ClassificationStep } from './toItemGroups';
import { toListingRecord } from './toItemListing';
import { toListedPrice } from './toItemPrice';
import type { ListedSku } from '../amazon/types';
import { attributeText, inMarketplace } from './amazonAttributes';
import { toHtml, toItemName } from './toItemText';
import { toItemVariation, type ItemVariation } from './toItemVariation';
import { toItemWeight, type ItemWeight } from './toItemWeight';

/** One SKU in one marketplace, ready to be compared with ERPNext and written. */
export interface MappedListing {
	sku: string;
	marketplaceId: string;
	asin?: string;
	isOpen: boolean;
	listingKey: string;
	/** Of the Item that is made when nothing else is known. */
	itemCode: string;
	/** The SKU or ASIN that `itemCode` was made of. */
	codeFrom: string;
	title: string;
	description: string;
	/** Amazon's classification, when groups are made from it; else empty: the parent item group itself. */
	groupPath: ClassificationStep[];
	brand?: string;
	image?: string;
	barcode?: ItemBarcode;
	weight?: ItemWeight;
	variation: ItemVariation;
	/** Of the marketplace's price list; absent when there is no price or it is not to be written. */
	price?: { amount: string; currency: string; priceList: string };
	/** Without `item` and `fingerprint`: the writer sets them. */
	record: ErpListing;
	/** Equal while nothing changed that would be written. */
	fingerprint: string;
	/** What was left out, in a person's words. */
	notes: string[];
}

/** Changes when a new version of this mapping must look at every SKU again. */
const FINGERPRINT_VERSION = 1;
const FINGERPRINT_CHARACTERS = 24;

/** Maps what Amazon says of a SKU; fields that Amazon did not give stay away. Pure. */
export function toItem(given: ListedSku, settings: SyncSettings): MappedListing {
	const source = withoutNulls(given);
	const { sku, marketplaceId, listing, catalogItem } = source;
	const summary = inMarketplace(listing.summaries, marketplaceId);
	const inCatalogue = inMarketplace(catalogItem?.summaries, marketplaceId);
	const asin = source.asin ?? summary?.asin ?? catalogItem?.asin;
	const codeFrom = settings.itemCodeFrom === 'asin' && asin ? asin : sku;
	const fullTitle = summary?.itemName || inCatalogue?.itemName || sku.trim() || asin || sku;
	const brand = toItemName(inCatalogue?.brand ?? attributeText(listing.attributes, 'brand', marketplaceId));
	const { price, note } = toPrice(source, settings);
	const mapped: Omit<MappedListing, 'fingerprint'> = {
		sku,
		marketplaceId,
		asin,
		isOpen: source.isOpen,
		listingKey: toListingKey(sku, marketplaceId),
		itemCode: toItemCode(codeFrom),
		codeFrom,
		title: toItemName(fullTitle),
		description: toHtml(fullTitle),
		groupPath:
			settings.itemGroupFrom === 'amazonClassification' ? toClassificationPath(catalogItem, marketplaceId) : [],
		brand: brand === '' ? undefined : brand,
		image: toImage(source),
		barcode: toItemBarcode(listing, catalogItem, marketplaceId),
		weight: toItemWeight(listing, catalogItem, marketplaceId),
		variation: toItemVariation(source),
		price,
		record: toListingRecord(source, asin, toItemName(fullTitle)),
		notes: note === undefined ? [] : [note],
	};
	return { ...mapped, fingerprint: toFingerprint(mapped, settings) };
}

/** The Item as it is first made; group, brand, barcodes and weight are added by the writer, which knows ERPNext's names. Pure. */
export function toNewItem(
	item: Pick<MappedListing, 'itemCode' | 'title' | 'description' | 'marketplaceId'>,
	settings: SyncSettings,
	stockUom: string | undefined,
): Omit<ErpItem, 'stock_uom'> & { stock_uom?: string } {
	const { company, warehouse } = settingsForMarketplace(settings, item.marketplaceId);
	return {
		item_code: item.itemCode,
		item_name: item.title,
		description: item.description,
		item_group: settings.parentItemGroup,
		...(stockUom === undefined ? {} : { stock_uom: stockUom }),
		is_stock_item: settings.isStockItem ? 1 : 0,
		item_defaults: warehouse === '' ? [] : [{ company: company.name, default_warehouse: warehouse }],
	};
}

function toPrice(source: ListedSku, settings: SyncSettings): { price?: MappedListing['price']; note?: string } {
	if (!settings.writeItemPrices || !source.isOpen) return {};
	const listed = toListedPrice(source.listing, source.marketplaceId);
	if (!listed) return {};
	const { priceList } = settingsForMarketplace(settings, source.marketplaceId);
	if (priceList === '') return {};
	const currency = settings.priceListCurrencies[priceList];
	if (currency === listed.currency) return { price: { ...listed, priceList } };
	return {
		note: `No Item Price was written: the price is in ${listed.currency} and price list '${priceList}' is in ${currency ?? 'another currency'}. Choose a ${listed.currency} price list for marketplace '${source.marketplaceId}'.`,
	};
}

/** Address of the main image, the largest that the catalogue has. */
function toImage({ catalogItem, listing, marketplaceId }: ListedSku): string | undefined {
	const images = inMarketplace(catalogItem?.images, marketplaceId)?.images?.filter(({ variant }) => variant === 'MAIN');
	const largest = images?.reduce<(typeof images)[number] | undefined>(
		(best, image) => (best && best.width >= image.width ? best : image),
		undefined,
	);
	const link = largest?.link ?? inMarketplace(listing.summaries, marketplaceId)?.mainImage?.link;
	return link !== undefined && /^https?:\/\/[^\s<>"]+$/i.test(link) ? link : undefined;
}

/** Over all that is written and over the settings that decide about writing; not over the time of Amazon's last update. */
function toFingerprint(mapped: Omit<MappedListing, 'fingerprint'>, settings: SyncSettings): string {
	const { warehouse } = settingsForMarketplace(settings, mapped.marketplaceId);
	const choices = [settings.parentItemGroup, settings.variations, settings.isStockItem, warehouse];
	// Report and search name a parent by ASIN or SKU; an Item that stands keeps its template, whatever its parent is now.
	const { isParent, attributes } = mapped.variation;
	const variation = settings.variations === 'templateAndVariants' ? { isParent, attributes } : { isParent };
	// Of a closed SKU Amazon may say anything or nothing: only that it is closed counts.
	const said = mapped.isOpen
		? [{ ...mapped, variation, record: { ...mapped.record, last_update: undefined }, notes: [] }, [...settings.overwriteItemFields].sort(), choices]
		: ['closed'];
	const decisive = [FINGERPRINT_VERSION, settings.disableClosedListings, said];
	return createHash('sha256').update(JSON.stringify(decisive)).digest('hex').slice(0, FINGERPRINT_CHARACTERS);
}
