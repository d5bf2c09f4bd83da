import { makeEan } from './barcodes';
import type { WorldConfig } from './config';
import { toSecond } from './dates';
import type { ListingOffer, WorldListing } from './listing';
import { toShopPrice } from './money';
import { BRANDS, COLORS, PRODUCT_KINDS } from './productKinds';
import { hash32, Random } from './random';

const DAY_MS = 86_400_000;
/** Consecutive SKUs that may be colours of one product. */
const FAMILY_SIZE = 5;
const FAMILY_SHARE = 0.3;
/** SKUs of one upload; half of them share the instant of their creation. */
const UPLOAD_SIZE = 40;

/** The `index`-th SKU, 0 to skuCount - 1. */
export function makeListing(config: WorldConfig, index: number): WorldListing {
	const family = Math.floor(index / FAMILY_SIZE);
	const isFamily = hasParent(config, family);
	const product = new Random(config.seed, 'product', isFamily ? family : index, isFamily ? 1 : 0);
	const own = new Random(config.seed, 'sku', index);
	const kind = product.pick(PRODUCT_KINDS);
	const brand = product.pick(BRANDS);
	const feature = product.pick(kind.features);
	const size = product.pick(kind.sizes);
	const dollars = product.between(...kind.price);
	const weightGrams = product.integer(...kind.weightGrams);
	const color = isFamily ? (COLORS[index % FAMILY_SIZE] ?? own.pick(COLORS)) : own.pick(COLORS);
	const titleIn = (language: 'en' | 'de' | 'ja') =>
		language === 'ja' ? `${brand} ${kind.names.ja} ${size} ${color.ja}` : `${brand} ${kind.names[language]} ${size}, ${color[language]} – ${feature}`;
	const isLongTitled = own.chance(0.05);
	const createdAt = creationTime(config, index);
	const sku = toSku(kind.productType, color.code, index);
	return {
		sku,
		asin: toAsin(config.seed, index),
		createdAt,
		updatedAt: own.chance(0.4) ? toSecond(own.between(config.startsAt, config.endsAt)) : createdAt,
		title: titleIn('en') + (isLongTitled ? `. ${kind.features.join(', ')}. A gift for every household, tested for years of daily use, with a warranty of 36 months` : ''),
		titles: Object.fromEntries(config.marketplaces.flatMap(({ id, language }) => (language.startsWith('de') ? [[id, titleIn('de')]] : language.startsWith('ja') ? [[id, titleIn('ja')]] : []))),
		description: `${brand} ${kind.names.en}: ${kind.features.join('; ')}.`,
		brand,
		manufacturer: own.chance(0.9) ? `${brand} GmbH` : brand,
		modelNumber: `${brand.slice(0, 2).toUpperCase()}-${1000 + family}`,
		productType: kind.productType,
		classification: kind.classification.map(([displayName, classificationId]) => ({ displayName, classificationId })),
		color: color.en,
		size,
		...(own.chance(0.92) ? { barcode: makeEan(config.seed, index, config.marketplaces[0]?.countryCode ?? 'US') } : {}),
		images: Array.from({ length: own.integer(1, 4) }, (_, image) => `https://m.media-amazon.com/images/I/${hash32(config.seed, 'image', index, image).toString(36).padStart(7, '0')}L.jpg`),
		...(own.chance(0.95) ? { weightGrams, dimensionsCm: { length: own.integer(8, 60), width: own.integer(5, 40), height: own.integer(2, 30) } } : {}),
		fulfilledBy: own.chance(0.6) ? 'AMAZON' : 'MERCHANT',
		offers: makeOffers(config, own, dollars),
		...(isFamily ? { parentSku: toParentSku(family), parentAsin: toAsin(config.seed, parentNumber(config, family)) } : {}),
	};
}

/** Parents of variation families, which nobody can buy. */
export function makeParents(config: WorldConfig): WorldListing[] {
	const parents: WorldListing[] = [];
	for (let family = 0; (family + 1) * FAMILY_SIZE <= config.skuCount; family += 1) {
		if (!config.withParents || !hasParent(config, family)) continue;
		const children = Array.from({ length: FAMILY_SIZE }, (_, child) => makeListing(config, family * FAMILY_SIZE + child));
		const first = children[0];
		if (!first) continue;
		parents.push({
			...first,
			sku: first.parentSku ?? toParentSku(family),
			asin: first.parentAsin ?? toAsin(config.seed, parentNumber(config, family)),
			barcode: undefined,
			color: undefined,
			parentSku: undefined,
			parentAsin: undefined,
			weightGrams: undefined,
			dimensionsCm: undefined,
			title: first.title.split(',')[0] ?? first.title,
			titles: {},
			offers: first.offers.map(({ marketplaceId, currency }) => ({ marketplaceId, currency, quantity: 0, buyable: false })),
			children: children.map(({ sku, asin }) => ({ sku, asin })),
		});
	}
	return parents;
}

/** Minor units in the marketplace's currency, without making the whole listing. */
function makeOffers(config: WorldConfig, random: Random, dollars: number): ListingOffer[] {
	const isClosed = random.chance(0.03);
	return config.marketplaces.flatMap((marketplace, position) => {
		const isListed = position === 0 || random.chance(0.6);
		const quantity = random.integer(0, 250);
		if (!isListed) return [];
		return [{ marketplaceId: marketplace.id, price: toShopPrice(dollars, marketplace.currency), currency: marketplace.currency, quantity: isClosed ? 0 : quantity, buyable: !isClosed }];
	});
}

function hasParent(config: WorldConfig, family: number): boolean {
	const isWhole = (family + 1) * FAMILY_SIZE <= config.skuCount;
	return isWhole && hash32(config.seed, 'family', family) / 2 ** 32 < FAMILY_SHARE;
}

function creationTime(config: WorldConfig, index: number): number {
	const uploads = Math.ceil(config.skuCount / UPLOAD_SIZE);
	const upload = Math.floor(index / UPLOAD_SIZE);
	const at = config.startsAt - 400 * DAY_MS + ((upload + hash32(config.seed, 'upload', upload) / 2 ** 33) / uploads) * 399 * DAY_MS;
	return toSecond(at) + Math.max(0, (index % UPLOAD_SIZE) - UPLOAD_SIZE / 2) * 1000;
}

const parentNumber = (config: WorldConfig, family: number) => config.skuCount + family;
const toParentSku = (family: number) => `PARENT-${String(family).padStart(5, '0')}`;

function toSku(productType: string, colorCode: string, index: number): string {
	const stem = productType.split('_').map((word) => word.slice(0, 3)).join('').slice(0, 8);
	return `${stem}-${colorCode}-${String(index).padStart(5, '0')}`;
}

/** `B0` and eight characters; different for every index below 36^5. */
function toAsin(seed: number, index: number): string {
	const tail = index.toString(36).toUpperCase().padStart(5, '0');
	const head = (hash32(seed, 'asin') % 36 ** 3).toString(36).toUpperCase().padStart(3, '0');
	return `B0${head}${tail}`;
}
