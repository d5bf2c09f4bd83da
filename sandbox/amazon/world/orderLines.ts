import type { WorldConfig, TaxShape } from './config';
import type { WorldListing } from './listing';
import { makeListing } from './makeListing';
import { toShopPrice } from './money';
import type { OrderShape } from './orderShape';
import { hash32, Random } from './random';

/** One order line with its amounts in minor units, for the units that are left. */
export interface OrderLine {
	listing: WorldListing;
	quantity: number;
	/** Units as first ordered; more than `quantity` once some were given up. */
	quantityAtFirst: number;
	unitPrice: number;
	isBusinessPrice: boolean;
	shipping: number;
	giftWrap: number;
	codFee: number;
	/** Not negative. */
	itemDiscount: number;
	shippingDiscount: number;
	tax: { item: number; shipping: number; giftWrap: number; codFee: number; discount: number };
	taxShape: TaxShape;
	collectedByAmazon: boolean;
	giftMessage?: string;
}

/** Tax of the buyer's state or of the country, in basis points; sales tax is on top, VAT inside. */
const US_RATES: Record<string, number> = { WA: 1035, TX: 825, OR: 0, NY: 888, CA: 938, FL: 700, NH: 0, IL: 1025 };
const VAT_RATES: Record<string, number> = {
	GB: 2000, DE: 1900, FR: 2000, IT: 2200, ES: 2100, NL: 2100, BE: 2100, IE: 2300, PL: 2300, SE: 2500, JP: 1000, AU: 1000, IN: 1800,
	MX: 1600, BR: 1700, TR: 2000, SA: 1500, AE: 500, EG: 1400, ZA: 1500, SG: 900, CA: 1300,
};

export function makeOrderLines(config: WorldConfig, shape: OrderShape, isReduced: boolean, state: string | undefined, isBusiness: boolean): OrderLine[] {
	const { marketplace, index } = shape;
	const random = new Random(config.seed, 'lines', index);
	const rate = marketplace.countryCode === 'US' ? (US_RATES[state ?? ''] ?? 700) : (VAT_RATES[marketplace.countryCode] ?? 2000);
	const taxShape = config.taxShape ?? (!marketplace.taxInPrice ? 'onTop' : random.chance(0.125) ? 'insideUnreported' : 'inside');
	const collectedByAmazon = marketplace.countryCode === 'US' ? rate > 0 && random.chance(0.85) : random.chance(0.05);
	const paysShipping = random.chance(shape.fulfilledBy === 'AMAZON' ? 0.15 : 0.35);
	const shippingIsWaived = paysShipping && random.chance(0.3);
	const paysOnDelivery = marketplace.countryCode === 'JP' && random.chance(0.03);
	const givenUp = isReduced ? toGivenUpUnits(config, shape) : undefined;
	const skus = new Set<number>();
	return shape.quantities.map((quantityAtFirst, position) => {
		// Squaring makes the first SKUs of a seller its best-sellers.
		let sku = Math.floor(random.next() ** 2 * config.skuCount);
		while (skus.has(sku) && skus.size < config.skuCount) sku = (sku + 1) % config.skuCount;
		skus.add(sku);
		const listing = makeListing(config, sku);
		const quantity = quantityAtFirst - (givenUp?.line === position ? givenUp.units : 0);
		const listed = listing.offers.find((offer) => offer.marketplaceId === marketplace.id)?.price ?? toShopPrice(29, marketplace.currency);
		const isBusinessPrice = isBusiness && random.chance(0.6);
		const isOnSale = random.chance(0.12);
		const price = isBusinessPrice ? Math.round(listed * 0.93) : isOnSale ? Math.round(listed * 0.85) : listed;
		const shippingPerLine = toShopPrice(random.pick([4, 6, 13]), marketplace.currency);
		const wrapped = random.chance(0.04);
		const discounted = random.chance(0.1);
		const discountShare = random.pick([0.05, 0.1, 0.2]);
		if (shape.replaces !== undefined || quantity === 0) {
			return toFreeLine(listing, quantity, quantityAtFirst, shape.replaces !== undefined ? 0 : price, taxShape);
		}
		const shipping = paysShipping ? shippingPerLine : 0;
		const giftWrap = wrapped ? toShopPrice(4, marketplace.currency) : 0;
		const codFee = paysOnDelivery && position === 0 ? 330 : 0;
		const itemDiscount = discounted ? Math.round(price * discountShare) * quantity : 0;
		const shippingDiscount = shippingIsWaived ? shipping : 0;
		const toTax = (amount: number) => (taxShape === 'onTop' ? Math.round((amount * rate) / 10_000) : Math.round((amount * rate) / (10_000 + rate)));
		return {
			listing,
			quantity,
			quantityAtFirst,
			unitPrice: price,
			isBusinessPrice,
			shipping,
			giftWrap,
			codFee,
			itemDiscount,
			shippingDiscount,
			tax: {
				item: toTax(price * quantity),
				shipping: toTax(shipping),
				giftWrap: toTax(giftWrap),
				codFee: toTax(codFee),
				discount: toTax(itemDiscount) + toTax(shippingDiscount),
			},
			taxShape,
			collectedByAmazon,
			...(wrapped ? { giftMessage: 'Happy birthday! 🎂 Alles Gute' } : {}),
		};
	});
}

/** A line of several units loses one of them, else one of several lines is lost whole. */
function toGivenUpUnits(config: WorldConfig, shape: OrderShape): { line: number; units: number } {
	const several = shape.quantities.findIndex((quantity) => quantity > 1);
	if (several >= 0) return { line: several, units: 1 };
	const line = hash32(config.seed, 'given up', shape.index) % shape.quantities.length;
	return { line, units: shape.quantities[line] ?? 0 };
}

function toFreeLine(listing: WorldListing, quantity: number, quantityAtFirst: number, unitPrice: number, taxShape: TaxShape): OrderLine {
	return {
		listing, quantity, quantityAtFirst, unitPrice, taxShape,
		isBusinessPrice: false, shipping: 0, giftWrap: 0, codFee: 0, itemDiscount: 0, shippingDiscount: 0,
		tax: { item: 0, shipping: 0, giftWrap: 0, codFee: 0, discount: 0 }, collectedByAmazon: false,
	};
}
