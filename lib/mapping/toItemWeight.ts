import type { AmazonCatalogItem, AmazonListing } from '../amazon/types';
import { attributeEntries, inMarketplace } from './amazonAttributes';
import { Decimal } from './money';

export interface ItemWeight {
	weight_per_unit: number;
	weight_uom: string;
}

/** ERPNext's own UOM names (its fixtures; `Pound` recorded: items/weight) and how many grams each has. */
const GRAMS_PER_UOM: Readonly<Record<string, string>> = {
	Pound: '453.59237',
	Ounce: '28.349523125',
	Kg: '1000',
	Gram: '1',
};
export const WEIGHT_UOMS = Object.keys(GRAMS_PER_UOM);

/** Amazon's units, in singular or plural, and the UOM that says the same; the factor is for units that ERPNext lacks. */
const UNITS: Readonly<Record<string, { uom: string; factor?: string }>> = {
	pound: { uom: 'Pound' },
	lb: { uom: 'Pound' },
	hundredths_pound: { uom: 'Pound', factor: '0.01' },
	ounce: { uom: 'Ounce' },
	oz: { uom: 'Ounce' },
	kilogram: { uom: 'Kg' },
	kg: { uom: 'Kg' },
	gram: { uom: 'Gram' },
	g: { uom: 'Gram' },
	milligram: { uom: 'Gram', factor: '0.001' },
};

/** Amazon's converted weights carry noise such as 10.49999998929. */
const SIGNIFICANT_DIGITS = 6;

/** Weight of the item, else of its package; undefined when Amazon gives none or none in a known unit. Pure. */
export function toItemWeight(
	listing: AmazonListing,
	catalogItem: AmazonCatalogItem | undefined,
	marketplaceId: string,
): ItemWeight | undefined {
	const dimensions = inMarketplace(catalogItem?.dimensions, marketplaceId);
	const candidates = [
		dimensions?.item?.weight,
		...attributeEntries(listing.attributes, 'item_weight', marketplaceId),
		dimensions?.package?.weight,
		...attributeEntries(listing.attributes, 'item_package_weight', marketplaceId),
	];
	for (const candidate of candidates) {
		const weight = candidate && readWeight(candidate.value, candidate.unit);
		if (weight) return weight;
	}
	return undefined;
}

function readWeight(value: unknown, unit: unknown): ItemWeight | undefined {
	if (typeof value !== 'number' || !(value > 0) || !Number.isFinite(value) || typeof unit !== 'string') return undefined;
	const known = UNITS[unit.trim().toLowerCase().replace(/[\s-]+/g, '_').replace(/s$/, '')];
	if (!known) return undefined;
	const exact = new Decimal(value).times(known.factor ?? 1);
	return { weight_per_unit: exact.toSignificantDigits(SIGNIFICANT_DIGITS).toNumber(), weight_uom: known.uom };
}

/** The same weight in a UOM that the site has; undefined when it has none of the four. Pure. */
export function toWeightInKnownUom(weight: ItemWeight, isKnown: (uom: string) => boolean): ItemWeight | undefined {
	if (isKnown(weight.weight_uom)) return weight;
	const other = ['Kg', 'Gram', 'Pound', 'Ounce'].find(isKnown);
	const from = GRAMS_PER_UOM[weight.weight_uom];
	const to = other === undefined ? undefined : GRAMS_PER_UOM[other];
	if (other === undefined || from === undefined || to === undefined) return undefined;
	const converted = new Decimal(weight.weight_per_unit).times(from).div(to);
	return { weight_per_unit: converted.toSignificantDigits(SIGNIFICANT_DIGITS).toNumber(), weight_uom: other };
}
