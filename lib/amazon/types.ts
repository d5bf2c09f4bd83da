/**
 * Amazon's own shapes, from the published `@sp-api-sdk` packages (types only, nothing of them is shipped),
 * under names that carry the vendor.
 */
import type * as Catalog from '@sp-api-sdk/catalog-items-api-2022-04-01';
import type * as Listings from '@sp-api-sdk/listings-items-api-2021-08-01';
import type * as Orders from '@sp-api-sdk/orders-api-2026-01-01';

export type AmazonOrder = Orders.Order;
export type AmazonOrderItem = Orders.OrderItem;
export type AmazonMoney = Orders.Money;
export type AmazonAddress = Orders.CustomerAddress;

export type AmazonListing = Listings.Item;
export type AmazonCatalogItem = Catalog.Item;

/** One SKU in one marketplace, as List Catalog Items emits it. Plain JSON. */
export interface ListedSku {
	sku: string;
	sellerId: string;
	marketplaceId: string;
	asin?: string;
	listing: AmazonListing;
	/** Absent where the catalogue does not know the ASIN or the account may not see it. */
	catalogItem?: AmazonCatalogItem;
	/** False when no shopper sees the SKU: closed, incomplete or deleted. */
	isOpen: boolean;
}

/** What the Amazon credential holds. */
export interface AmazonCredentials {
	sellerId: string;
	/** ISO 3166-1 code of the shop's country, e.g. `DE`; see `marketplaces.ts`. */
	country: string;
	clientId: string;
	clientSecret: string;
	refreshToken: string;
	environment: 'production' | 'sandbox' | 'local';
	/** Of `local` only, e.g. `http://127.0.0.1:9080`; the server there gives the tokens, too. */
	localUrl?: string;
}
