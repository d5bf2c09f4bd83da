import type { ErpClient } from '../../erpnext/client';
import {
	fetchListings,
	fetchListingsOfAsins,
	fetchListingsOfSkus,
	type FoundListing,
} from '../../erpnext/listings';
import { findEcommerceItems } from '../../erpnext/listingsPreviousConnector';
import { toItemCode, toListingKey, toShownSku } from '../../mapping/toItemCode';
import type { SyncSettings } from '../../settings';

export interface OrderLineRef {
	sku?: string;
	asin?: string;
	title?: string;
	marketplaceId?: string;
}

/** What an order line comes to. */
export interface OrderLineItem {
	itemCode?: string;
	/** In which ERPNext counts the Item, where that is known. */
	stockUom?: string;
	/** Why there is none, and what to do. */
	reason?: string;
	/** ERPNext's own words. */
	detail?: string;
	created?: boolean;
}

/** One order line on its way to an Item. */
export interface WantedLine extends OrderLineRef {
	/** SKU, or ASIN where the line has no SKU. */
	name: string;
	/** Whether `name` is a SKU. */
	hasSku: boolean;
	/** Of the record for this marketplace; undefined without SKU or marketplace. */
	listingKey?: string;
	/** Of the Item that is made when nothing else is known. */
	ownCode: string;
	/** The record that decides; its `item` may be empty. */
	record?: FoundListing;
	/** Records of other SKUs that ERPNext shows under the same name. */
	lookAlikes: FoundListing[];
	/** Item that a record or the previous connector names. */
	namedItem?: string;
	fromPreviousConnector?: boolean;
	/** What the previous connector named is a guess: an Item of `ownCode` comes first. */
	isOwnFirst?: boolean;
}

/** Pure; undefined for a line without SKU and ASIN. */
export function toWantedLine(line: OrderLineRef, settings: SyncSettings): WantedLine | undefined {
	const name = line.sku || line.asin;
	if (!name) return undefined;
	const hasSku = name !== line.asin;
	return {
		...line,
		name,
		hasSku,
		listingKey: hasSku && line.marketplaceId ? toListingKey(name, line.marketplaceId) : undefined,
		ownCode: toItemCode(settings.itemCodeFrom === 'asin' && line.asin ? line.asin : name),
		lookAlikes: [],
	};
}

/**
 * Finds what people and earlier runs said about these lines: by record of SKU and marketplace, else by the SKU's records
 * elsewhere, by ASIN, and by the previous connector. At most four calls, mostly one.
 */
export async function findNamedItems(erp: ErpClient, settings: SyncSettings, lines: readonly WantedLine[]): Promise<void> {
	const keys = lines.flatMap(({ listingKey }) => listingKey ?? []);
	const records = await fetchListings(erp, keys);
	for (const line of lines) if (line.listingKey !== undefined) line.record = records.get(line.listingKey);
	const unsaid = () => lines.filter((line) => !line.record?.item);
	await findBySku(erp, settings, unsaid().filter(({ hasSku }) => hasSku));
	await findByAsin(erp, settings, unsaid().filter(({ hasSku }) => !hasSku));
	for (const line of lines) line.namedItem = line.record?.item || undefined;
	const left = unsaid().filter(({ namedItem }) => namedItem === undefined);
	if (left.length === 0) return;
	const previous = await findEcommerceItems(erp, {
		skus: left.filter(({ hasSku }) => hasSku).map(({ name }) => name),
		asins: left.flatMap(({ asin }) => asin || []),
	});
	for (const line of left) {
		line.namedItem = previous.bySku.get(line.name) ?? (line.asin ? previous.byAsin.get(line.asin) : undefined);
		line.fromPreviousConnector = line.namedItem !== undefined && !(previous.isGuess && line.namedItem === line.ownCode);
		line.isOwnFirst = previous.isGuess;
	}
}

async function findBySku(erp: ErpClient, settings: SyncSettings, lines: readonly WantedLine[]): Promise<void> {
	const shown = lines.map(({ name }) => toShownSku(name));
	const rows = await fetchListingsOfSkus(erp, settings.sellerId, shown);
	for (const line of lines) {
		const alike = rows.filter((row) => row.item && row.sku === toShownSku(line.name));
		const own = alike.filter((row) => row.name === toListingKey(line.name, row.marketplace_id) || isMadeByHand(row));
		const here = own.find((row) => row.marketplace_id === line.marketplaceId);
		line.record = here ?? agreeing(own) ?? line.record;
		line.lookAlikes = alike.filter((row) => !own.includes(row));
	}
}

async function findByAsin(erp: ErpClient, settings: SyncSettings, lines: readonly WantedLine[]): Promise<void> {
	const asins = lines.map(({ name }) => name);
	const rows = await fetchListingsOfAsins(erp, settings.sellerId, asins);
	for (const line of lines) {
		const all = rows.filter((row) => row.item && row.asin === line.name);
		line.record = agreeing(all.filter((row) => row.marketplace_id === line.marketplaceId)) ?? agreeing(all);
	}
}

/** A record whose name no run could have given: somebody entered it to point a SKU somewhere. */
function isMadeByHand(row: FoundListing): boolean {
	return !/\|[^|]+\|[0-9a-f]{8}$/.test(row.name);
}

/** Any of these records if they all point at one Item. */
function agreeing(rows: readonly FoundListing[]): FoundListing | undefined {
	return new Set(rows.map(({ item }) => item)).size === 1 ? rows[0] : undefined;
}
