import type { Marketplace } from '../marketplaces';

/** Where an order's TAX line stands to its total; Amazon does not say, so tests try each. */
export type TaxShape =
	/** Tax comes on top of the prices. */
	| 'onTop'
	/** Prices hold the tax; a TAX line tells how much, and is not counted again. */
	| 'inside'
	/** Prices hold the tax and no line tells how much. */
	| 'insideUnreported';

/** What a seller is made from: same config, same seller. */
export interface WorldConfig {
	seed: number;
	sellerId: string;
	marketplaces: Marketplace[];
	skuCount: number;
	orderCount: number;
	startsAt: number;
	endsAt: number;
	/** Nothing changes by itself this long after `endsAt`, so that a run now and one a little later see the same. */
	restMs: number;
	/** Default: by marketplace, and one order in eight of the others without a TAX line. */
	taxShape?: TaxShape;
	/** Whether DISCOUNT lines carry a minus; default true. */
	negativeDiscounts: boolean;
	/** Whether variation families have parent listings, which come on top of `skuCount`. */
	withParents: boolean;
}
