import type { AmazonOrder } from '../../../lib/amazon/types';
import type { ErpTaxRow } from '../../../lib/erpnext/types';
import type { OrderContext } from '../../../lib/mapping/types';
import {
	CHARGE_KINDS,
	DEFAULT_SETTINGS,
	type ChargeKind,
	type CompanyFacts,
	type SyncSettings,
	settingsForMarketplace,
} from '../../../lib/settings';

const ACCOUNT_NAMES: Record<ChargeKind, string> = {
	tax: 'Amazon Tax',
	shipping: 'Amazon Shipping',
	giftWrap: 'Amazon Gift Wrap',
	codFee: 'Amazon COD Fee',
	discount: 'Amazon Discounts',
	deliveryTip: 'Amazon Delivery Tip',
	other: 'Amazon Other',
	facilitatorTax: 'Amazon Facilitator Tax',
	rounding: 'Amazon Rounding',
};

function company(name: string, abbr: string, currency: string, costCenter: string): CompanyFacts {
	const accounts = { ...ACCOUNT_NAMES };
	for (const kind of CHARGE_KINDS) accounts[kind] = `${ACCOUNT_NAMES[kind]} - ${abbr}`;
	return { name, currency, costCenter, accounts };
}

const SETTINGS: SyncSettings = {
	...DEFAULT_SETTINGS,
	company: 'Acme Inc',
	warehouse: 'Stores - ACME',
	warehouseAmazon: 'Amazon - ACME',
	priceList: 'Standard Selling',
	parentItemGroup: 'Products',
	customerGroup: 'Individual',
	territory: 'All Territories',
	accountGroup: 'Amazon - ACME',
	sellerId: 'A1SELLER',
	timeZone: 'America/New_York',
	currencyPrecision: 2,
	companies: {
		'Acme Inc': company('Acme Inc', 'ACME', 'USD', 'Main - ACME'),
		'Acme GmbH': company('Acme GmbH', 'AG', 'EUR', 'Haupt - AG'),
	},
	priceListCurrencies: { 'Standard Selling': 'USD', 'Verkauf EUR': 'EUR' },
};

const COUNTRIES: Record<string, string> = {
	BR: 'Brazil',
	DE: 'Germany',
	GB: 'United Kingdom',
	JP: 'Japan',
	TR: 'Turkey',
	US: 'United States',
};

export interface ContextOverrides {
	settings?: Partial<SyncSettings>;
	itemCodes?: Record<string, string>;
	taxTemplateRows?: ErpTaxRow[];
}

/** What the writer would have found in ERPNext: every SKU is an Item of the same code. */
export function toContext(order: AmazonOrder, overrides: ContextOverrides = {}): OrderContext {
	const settings = { ...SETTINGS, ...overrides.settings };
	const itemCodes = Object.fromEntries(order.orderItems.map((item) => [item.orderItemId, item.product?.sellerSku ?? '']));
	return {
		settings,
		marketplace: settingsForMarketplace(settings, order.salesChannel?.marketplaceId),
		itemCodes: overrides.itemCodes ?? itemCodes,
		countries: COUNTRIES,
		...(overrides.taxTemplateRows ? { taxTemplateRows: overrides.taxTemplateRows } : {}),
	};
}
