import { CHARGE_KINDS, DEFAULT_SETTINGS, type ChargeKind, type SyncSettings } from '../../../../lib/settings';
import type { ListedSku } from '../../../../lib/amazon/types';

export const US = 'ATVPDKIKX0DER';
export const CA = 'A2EUQ1WTGCTBG2';
export const SELLER = 'A1EXAMPLE';

type Summary = NonNullable<ListedSku['listing']['summaries']>[number];

export interface SampleParts {
	sku: string;
	marketplaceId?: string;
	asin?: string;
	title?: string;
	price?: string | null;
	currency?: string;
	quantity?: number;
	channelCode?: string;
	status?: Summary['status'];
	lastUpdatedDate?: string;
	isOpen?: boolean;
	listing?: Partial<ListedSku['listing']>;
	catalogItem?: Partial<NonNullable<ListedSku['catalogItem']>>;
}

/** One SKU as List Catalog Items emits it. */
export function sampleSku(parts: SampleParts): ListedSku {
	const { sku, marketplaceId = US, price = '19.99', currency = 'USD', isOpen = true } = parts;
	const summary: Summary = {
		marketplaceId,
		...(parts.asin === undefined ? {} : { asin: parts.asin }),
		productType: 'KETTLE',
		status: parts.status ?? ['BUYABLE', 'DISCOVERABLE'],
		itemName: parts.title ?? `Title of ${sku}`,
		createdDate: '2026-01-01T00:00:00Z',
		lastUpdatedDate: parts.lastUpdatedDate ?? '2026-11-01T00:00:00Z',
	};
	return {
		sku,
		sellerId: SELLER,
		marketplaceId,
		...(parts.asin === undefined ? {} : { asin: parts.asin }),
		listing: {
			sku,
			summaries: [summary],
			offers: price === null ? [] : [{ marketplaceId, offerType: 'B2C', price: { currencyCode: currency, amount: price } }],
			fulfillmentAvailability: [{ fulfillmentChannelCode: parts.channelCode ?? 'DEFAULT', quantity: parts.quantity ?? 5 }],
			...parts.listing,
		},
		...(parts.catalogItem === undefined ? {} : { catalogItem: { asin: parts.asin ?? 'B000000001', ...parts.catalogItem } }),
		isOpen,
	};
}

const accounts = Object.fromEntries(CHARGE_KINDS.map((kind) => [kind, `Amazon ${kind} - ACME`])) as Record<ChargeKind, string>;

/** Settings that were checked against the recorded site. */
export function sampleSettings(changes: Partial<SyncSettings> = {}): SyncSettings {
	return {
		...DEFAULT_SETTINGS,
		company: 'Acme Inc',
		warehouse: 'Stores - ACME',
		priceList: 'Standard Selling',
		parentItemGroup: 'Products',
		customerGroup: 'Individual',
		territory: 'All Territories',
		sellerId: SELLER,
		timeZone: 'America/New_York',
		currencyPrecision: 2,
		companies: { 'Acme Inc': { name: 'Acme Inc', currency: 'USD', costCenter: 'Main - ACME', accounts } },
		priceListCurrencies: { 'Standard Selling': 'USD' },
		...changes,
	};
}
