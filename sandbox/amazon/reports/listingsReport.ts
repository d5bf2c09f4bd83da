import type { Marketplace } from '../marketplaces';
import { type ListingOffer, toStatuses, type WorldListing } from '../world/listing';
import { toDecimalText } from '../world/money';
import type { SellerWorld } from '../world/sellerWorld';
import { type Row, toTabSeparated } from './tabSeparated';

/** Columns of GET_MERCHANT_LISTINGS_ALL_DATA, in order. */
const COLUMNS = [
	'item-name', 'item-description', 'listing-id', 'seller-sku', 'price', 'quantity', 'open-date', 'image-url', 'item-is-marketplace', 'product-id-type',
	'zshop-shipping-fee', 'item-note', 'item-condition', 'zshop-category1', 'zshop-browse-path', 'zshop-storefront-feature', 'asin1', 'asin2', 'asin3',
	'will-ship-internationally', 'expedited-shipping', 'zshop-boldface', 'product-id', 'bid-for-featured-placement', 'add-delete', 'pending-quantity',
	'fulfillment-channel', 'merchant-shipping-group', 'status',
];
/** Japan leaves the description, the pictures, the ASIN columns and the unused ones out; `product-id` holds the ASIN. */
const JAPANESE_COLUMNS = [
	'item-name', 'listing-id', 'seller-sku', 'price', 'quantity', 'open-date', 'product-id-type', 'item-note', 'item-condition', 'will-ship-internationally',
	'expedited-shipping', 'product-id', 'pending-quantity', 'fulfillment-channel', 'merchant-shipping-group', 'status',
];

/** Headers in the shop's language, as public importers of these reports list them; the others stay English. */
const LOCAL_HEADERS: Record<string, Record<string, string>> = {
	DE: {
		'item-name': 'Artikelbezeichnung', 'item-description': 'Artikelbeschreibung', 'listing-id': 'Angebotsnummer', 'seller-sku': 'Händler-SKU', price: 'Preis', quantity: 'Menge',
		'open-date': 'Erstellungsdatum', 'product-id-type': 'Produkt-ID-Typ', 'item-condition': 'Artikelzustand', asin1: 'ASIN 1', asin2: 'ASIN 2', asin3: 'ASIN 3',
		'product-id': 'Produkt-ID', 'fulfillment-channel': 'Versender', status: 'Status',
	},
	FR: { 'item-name': 'nom-produit', 'seller-sku': 'sku-vendeur', 'product-id-type': 'type-id-produit', 'item-condition': 'état-produit', 'product-id': 'id-produit', 'fulfillment-channel': 'canal-traitement', status: 'état' },
	JP: {
		'item-name': '商品名', 'listing-id': '出品ID', 'seller-sku': '出品者SKU', price: '価格', quantity: '数量', 'open-date': '出品日', 'product-id-type': '商品IDタイプ', 'item-note': 'コンディション説明',
		'item-condition': 'コンディション', 'will-ship-internationally': '国外へ配送可', 'expedited-shipping': '迅速な配送', 'product-id': '商品ID', 'fulfillment-channel': 'フルフィルメント・チャンネル', status: 'ステータス',
	},
	GB: { 'fulfillment-channel': 'fulfilment-channel' },
};
const CHANNELS: Record<string, string> = { US: 'AMAZON_NA', CA: 'AMAZON_NA', MX: 'AMAZON_NA', BR: 'AMAZON_NA', JP: 'AMAZON_JP' };
const TYPE_ASIN = '1';
const CONDITION_NEW = '11';

export function hasListings(seller: SellerWorld, marketplace: Marketplace): boolean {
	return seller.listings.sortedBy('sku').some((entry) => entry.marketplaceIds.includes(marketplace.id));
}

/** `locale` other than the shop's own, e.g. `en_US`, gives English headers (option preferredReportDocumentLocale). */
export function writeListingsReport(seller: SellerWorld, marketplace: Marketplace, locale: string | undefined): string {
	const isJapanese = marketplace.countryCode === 'JP';
	const headers = locale?.startsWith('en') ? {} : (LOCAL_HEADERS[marketplace.countryCode] ?? {});
	const columns = (isJapanese ? JAPANESE_COLUMNS : COLUMNS).map((name) => ({ name, header: headers[name] ?? name }));
	return toTabSeparated(columns, toRows(seller, marketplace));
}

function* toRows(seller: SellerWorld, marketplace: Marketplace): Iterable<Row> {
	for (const entry of seller.listings.sortedBy('createdDate')) {
		if (!entry.marketplaceIds.includes(marketplace.id)) continue;
		const listing = entry.load();
		const offer = listing.offers.find((candidate) => candidate.marketplaceId === marketplace.id);
		if (offer) yield toRow(listing, offer, marketplace);
	}
}

/**
 * Inactive is whatever nobody can buy, sold out or closed:
 * https://developer-docs.amazon.com/sp-api/docs/understanding-amazon-listing-status-and-seller-fulfilled-inventory-management
 */
function toRow(listing: WorldListing, offer: ListingOffer, marketplace: Marketplace): Row {
	const isByAmazon = listing.fulfilledBy === 'AMAZON';
	return {
		'item-name': listing.titles?.[marketplace.id] ?? listing.title,
		'item-description': listing.description,
		'listing-id': `${listing.createdAt.toString(36).toUpperCase()}${listing.asin.slice(-3)}`,
		'seller-sku': listing.sku,
		price: offer.price === undefined ? '' : toDecimalText(offer.price, offer.currency),
		// Amazon counts its own stock elsewhere and leaves the field empty.
		quantity: isByAmazon || listing.children ? '' : String(offer.quantity),
		'open-date': toLocalDate(listing.createdAt, marketplace.countryCode),
		'item-is-marketplace': 'y',
		'product-id-type': TYPE_ASIN,
		'item-condition': CONDITION_NEW,
		asin1: listing.asin,
		'will-ship-internationally': 'N',
		'product-id': listing.asin,
		'pending-quantity': isByAmazon ? '' : '0',
		'fulfillment-channel': isByAmazon ? (CHANNELS[marketplace.countryCode] ?? 'AMAZON_EU') : 'DEFAULT',
		'merchant-shipping-group': 'Migrated Template',
		status: toStatuses(listing, marketplace.id).includes('BUYABLE') ? 'Active' : 'Inactive',
	};
}

/** With the zone's short name, as the shops write it; which is why nobody should read dates from here. */
function toLocalDate(ms: number, countryCode: string): string {
	const iso = new Date(ms).toISOString();
	const [date = '', time = ''] = [iso.slice(0, 10), iso.slice(11, 19)];
	if (countryCode === 'JP') return `${date.replaceAll('-', '/')} ${time} JST`;
	if (countryCode === 'US') return `${date} ${time} PST`;
	return `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)} ${time} GMT`;
}
