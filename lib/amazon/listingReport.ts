/** Reads a row of the listings report as the listing that searchListingsItems would give. Pure. */
import type { Marketplace } from './marketplaces';
import type { AmazonCatalogItem, AmazonListing } from './types';

/** The columns that are read. */
type Column =
	| 'item-name'
	| 'seller-sku'
	| 'price'
	| 'quantity'
	| 'asin1'
	| 'product-id'
	| 'product-id-type'
	| 'fulfillment-channel'
	| 'status';

/**
 * Amazon writes the headers in the marketplace's language; some as "price (fiyat)". Spelled without accents here, as
 * `plain` makes them. Collected from public importers of this report, 2026-11-24.
 */
const HEADERS: Record<Column, string[]> = {
	'item-name': [
		'artikelbezeichnung', 'nom-produit', 'nome-dell-articolo', 'titulo-del-producto', 'nazwa-produktu', 'productnaam',
		'produktnamn', '商品名', '商品名称', 'اسم-المنتج',
	],
	'seller-sku': [
		'sku', 'handler-sku', 'sku-vendeur', 'sku-venditore', 'sku-del-vendedor', 'sku-sprzedawcy', '出品者sku', '卖家-sku',
		'sku-البائع',
	],
	price: ['preis', 'prix', 'prezzo', 'precio', 'cena', 'prijs', 'pris', '価格', '价格', 'السعر'],
	quantity: ['menge', 'quantite', 'quantita', 'cantidad', 'ilosc', 'aantal', 'antal', '数量', 'الكمية'],
	asin1: ['asin', 'asin-1'],
	'product-id': [
		'produkt-id', 'id-produit', 'identificativo-del-prodotto', 'identificador-del-producto', 'identyfikator-produktu',
		'商品id', '商品编码', 'رقم-المنتج',
	],
	'product-id-type': [
		'produkt-id-typ', 'type-id-produit', 'tipo-di-identificativo-del-prodotto', 'tipo-de-identificador-de-producto',
		'typ-identyfikatora-produktu', '商品idタイプ', '商品编码类型', 'نوع-رقم-المنتج',
	],
	'fulfillment-channel': [
		'fulfilment-channel', 'versender', 'canal-traitement', 'canale-di-gestione', 'canal-de-gestion-logistica',
		'kanał-realizacji', 'フルフィルメント・チャンネル', '配送渠道', 'قناة-الشحن',
	],
	status: ['etat', 'stato', 'estado', 'durum', 'ステータス', '状态', 'الحالة'],
};

/** Where each column stands; undefined where not even the SKU's can be told. */
export type ReportColumns = Partial<Record<Column, number>> & { 'seller-sku': number };

export function readHeader(fields: readonly string[]): ReportColumns | undefined {
	const places: Partial<Record<Column, number>> = {};
	const known = new Map<string, Column>();
	for (const column of Object.keys(HEADERS).filter((name): name is Column => name in HEADERS)) {
		for (const spelling of [column, ...HEADERS[column]]) known.set(plain(spelling), column);
	}
	for (const [place, field] of fields.entries()) {
		// "seller-sku (satıcı sku)": the English name stands first.
		const column = known.get(plain(field)) ?? known.get(plain(field.replace(/\s*\(.*$/, '')));
		if (column) places[column] ??= place;
	}
	// A language not met yet: no other column has "sku" in its name.
	const fallback = fields.findIndex((field) => /sku/i.test(field));
	const sku = places['seller-sku'] ?? (fallback < 0 ? undefined : fallback);
	return sku === undefined ? undefined : { ...places, 'seller-sku': sku };
}

/** Product ids of type 1 are ASINs. */
const ASIN_TYPE = '1';
const ACTIVE = /^(active|aktiv|actif|attivo|activo|actief|aktywn[ay]|aktif|アクティブ|出品中|在售|نشط)$/i;

/** Undefined for a row without SKU. */
export function toReportedListing(
	fields: readonly string[],
	columns: ReportColumns,
	marketplace: Pick<Marketplace, 'marketplaceId' | 'currency'>,
): AmazonListing | undefined {
	const cell = (column: Column): string => fields[columns[column] ?? -1] ?? '';
	const sku = cell('seller-sku');
	if (sku.trim() === '') return undefined;
	const { marketplaceId, currency } = marketplace;
	const asin = cell('asin1').trim() || (cell('product-id-type').trim() === ASIN_TYPE ? cell('product-id').trim() : '');
	const amount = toAmount(cell('price'));
	const channel = cell('fulfillment-channel').trim() || 'DEFAULT';
	const quantity = toQuantity(cell('quantity'));
	// Some sellers' reports lack the column: https://github.com/amzn/selling-partner-api-docs/issues/1706
	const isActive = columns.status !== undefined && isActiveWord(cell('status').trim());
	return {
		sku,
		summaries: [
			{
				marketplaceId,
				...(asin ? { asin } : {}),
				productType: '',
				status: toStatus(isActive, amount !== undefined && !(channel === 'DEFAULT' && quantity === 0)),
				itemName: cell('item-name').trim(),
				// The report writes days in many shapes, with zone names; nobody reads them.
				createdDate: '',
				lastUpdatedDate: '',
			},
		],
		offers:
			isActive && amount ? [{ marketplaceId, offerType: 'B2C', price: { currencyCode: currency, amount } }] : [],
		// Without a price it is the parent of a variation family, which has no stock.
		fulfillmentAvailability: amount === undefined ? [] : [toAvailability(channel, quantity)],
	};
}

/**
 * What the report's old code page could not hold stands there as a question mark
 * (https://github.com/amzn/selling-partner-api-models/issues/4888); where the catalogue has the same title whole, it is
 * taken from there.
 */
export function withWholeTitle(
	listing: AmazonListing,
	catalogItem: AmazonCatalogItem,
	marketplaceId: string,
): AmazonListing {
	const whole = catalogItem.summaries?.find((each) => each.marketplaceId === marketplaceId)?.itemName;
	if (whole === undefined) return listing;
	const summaries = listing.summaries?.map((summary) =>
		summary.marketplaceId === marketplaceId && isMaskOf(summary.itemName ?? '', whole)
			? { ...summary, itemName: whole }
			: summary,
	);
	return summaries ? { ...listing, summaries } : listing;
}

/** Whether a text may have lost characters to an old code page. Pure. */
export function isDoubtful(text: string): boolean {
	return text.includes('?');
}

/** Whether `masked` is `whole` with question marks for some characters. Pure. */
export function isMaskOf(masked: string, whole: string): boolean {
	if (!isDoubtful(masked) || masked === whole) return false;
	const [signs, characters] = [Array.from(masked), Array.from(whole)];
	return signs.length === characters.length && signs.every((sign, at) => sign === '?' || sign === characters[at]);
}

type Status = NonNullable<AmazonListing['summaries']>[number]['status'];

/**
 * As the search tells it: buyable, sold out but visible, or closed. The report calls closed, blocked, incomplete and sold
 * out listings inactive alike: lib/sync/reportedRows.ts asks the search about those. Source:
 * https://developer-docs.amazon.com/sp-api/docs/understanding-amazon-listing-status-and-seller-fulfilled-inventory-management
 */
function toStatus(isActive: boolean, canBeBought: boolean): Status {
	if (!isActive) return [];
	return canBeBought ? ['BUYABLE', 'DISCOVERABLE'] : ['DISCOVERABLE'];
}

function isActiveWord(word: string): boolean {
	return word === '' || ACTIVE.test(word);
}

/** Amazon's own stock is not counted in the report, nor in the search. */
function toAvailability(fulfillmentChannelCode: string, quantity: number | undefined) {
	return fulfillmentChannelCode === 'DEFAULT' && quantity !== undefined
		? { fulfillmentChannelCode, quantity }
		: { fulfillmentChannelCode };
}

function toQuantity(text: string): number | undefined {
	return /^\s*\d+\s*$/.test(text) ? Number(text) : undefined;
}

/** `1.234,50`, `1,234.50` and `12,5` alike become decimal strings; three digits after a comma are thousands where no point comes before. */
function toAmount(text: string): string | undefined {
	const digits = text.replace(/[^\d.,]/g, '');
	const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
	if (last < 0) return /^\d+$/.test(digits) ? digits : undefined;
	const fraction = digits.slice(last + 1);
	const whole = digits.slice(0, last).replace(/[.,]/g, '') || '0';
	const isThousands = fraction.length === 3 && digits[last] === ',' && !digits.slice(0, last).includes('.');
	if (!/^\d*$/.test(whole + fraction)) return undefined;
	if (isThousands) return whole + fraction;
	return fraction === '' ? whole : `${whole}.${fraction}`;
}

function withoutAccents(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '');
}

function plain(header: string): string {
	return withoutAccents(header.trim().toLowerCase()).replace(/[\s'’_]+/g, '-');
}
