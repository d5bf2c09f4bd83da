/**
 * What a user chooses in Start (or under "Define Below" in a writing node), and what it becomes once every choice was
 * checked against ERPNext. Nodes, mapping and writers all read these two shapes.
 */

export type CustomerPolicy = 'perOrder' | 'perEmail' | 'single';
export type TaxHandling = 'amazonAmounts' | 'taxTemplate' | 'none';
export type FacilitatorTax = 'leaveOut' | 'showAndOffset';
export type UnknownSku = 'createItem' | 'reportIssue';
export type ItemCodeFrom = 'sku' | 'asin';
export type ItemGroupFrom = 'parentItemGroup' | 'amazonClassification';
export type VariationHandling = 'plainItems' | 'templateAndVariants';

/** Item fields that later runs may overwrite with Amazon's value. */
export const OVERWRITABLE_ITEM_FIELDS = ['item_name', 'description', 'item_group', 'brand', 'image', 'weight', 'barcodes'] as const;
export type OverwritableItemField = (typeof OVERWRITABLE_ITEM_FIELDS)[number];

/** The kinds of charge row that a Sales Order may carry; each has an account under the account group. */
export const CHARGE_KINDS = [
	'tax',
	'shipping',
	'giftWrap',
	'codFee',
	'discount',
	'deliveryTip',
	'other',
	'facilitatorTax',
	'rounding',
] as const;
export type ChargeKind = (typeof CHARGE_KINDS)[number];

/** What may differ from one marketplace to the next; an empty field falls back to the common choice. */
export interface MarketplaceOverride {
	marketplaceId: string;
	company?: string;
	warehouse?: string;
	warehouseAmazon?: string;
	priceList?: string;
	costCenter?: string;
	customerGroup?: string;
}

export interface SettingsInput {
	company: string;
	/** Warehouse of merchant-fulfilled orders and of new Items. */
	warehouse: string;
	/** Warehouse of Amazon-fulfilled orders; empty: `warehouse`. */
	warehouseAmazon: string;
	priceList: string;
	parentItemGroup: string;
	customerGroup: string;
	territory: string;
	customerType: 'Individual' | 'Company';
	/** Group account that keeps the charge accounts. */
	accountGroup: string;
	/** Own account per kind of charge; a missing one is made under `accountGroup`. */
	chargeAccounts: Partial<Record<ChargeKind, string>>;
	/** Empty: the company's default. */
	costCenter: string;
	customerPolicy: CustomerPolicy;
	/** Name of the one Customer when `customerPolicy` is `single`. */
	singleCustomer: string;
	createAddresses: boolean;
	taxHandling: TaxHandling;
	taxTemplate: string;
	facilitatorTax: FacilitatorTax;
	unknownSku: UnknownSku;
	submitOrders: boolean;
	adoptPreviousConnector: boolean;
	itemCodeFrom: ItemCodeFrom;
	itemGroupFrom: ItemGroupFrom;
	variations: VariationHandling;
	isStockItem: boolean;
	overwriteItemFields: OverwritableItemField[];
	disableClosedListings: boolean;
	writeItemPrices: boolean;
	marketplaceOverrides: MarketplaceOverride[];
	/** Requests that may be under way at ERPNext at once. */
	requestsInFlight: 1 | 2;
	/** Read everything, write nothing. */
	dryRun: boolean;
}

export const DEFAULT_SETTINGS: SettingsInput = {
	company: '',
	warehouse: '',
	warehouseAmazon: '',
	priceList: '',
	parentItemGroup: '',
	customerGroup: '',
	territory: '',
	customerType: 'Individual',
	accountGroup: '',
	chargeAccounts: {},
	costCenter: '',
	customerPolicy: 'perOrder',
	singleCustomer: '',
	createAddresses: true,
	taxHandling: 'amazonAmounts',
	taxTemplate: '',
	facilitatorTax: 'leaveOut',
	unknownSku: 'createItem',
	submitOrders: true,
	adoptPreviousConnector: false,
	itemCodeFrom: 'sku',
	itemGroupFrom: 'parentItemGroup',
	variations: 'plainItems',
	isStockItem: true,
	overwriteItemFields: [],
	disableClosedListings: false,
	writeItemPrices: true,
	marketplaceOverrides: [],
	requestsInFlight: 2,
	dryRun: false,
};

/** What ERPNext said of a company when the settings were checked. */
export interface CompanyFacts {
	name: string;
	currency: string;
	costCenter: string;
	/** Account of each kind of charge, e.g. `Amazon Shipping - ACME`. */
	accounts: Record<ChargeKind, string>;
}

/** Settings that were checked: every name exists in ERPNext. Plain JSON: it travels in items. */
export interface SyncSettings extends SettingsInput {
	sellerId: string;
	/** IANA zone of the ERPNext site, e.g. `America/New_York`. */
	timeZone: string;
	/** Decimals that the site keeps in money fields (2 unless set otherwise). */
	currencyPrecision: number;
	companies: Record<string, CompanyFacts>;
	/** Currency of each price list in use. */
	priceListCurrencies: Record<string, string>;
}

/** `settings` with the override of one marketplace applied. */
export interface MarketplaceSettings {
	company: CompanyFacts;
	warehouse: string;
	warehouseAmazon: string;
	priceList: string;
	costCenter: string;
	customerGroup: string;
}

/** Safe to repeat, pure. Falls back field by field to the common choice. */
export function settingsForMarketplace(settings: SyncSettings, marketplaceId: string | undefined): MarketplaceSettings {
	const override = settings.marketplaceOverrides.find((candidate) => candidate.marketplaceId === marketplaceId);
	const companyName = override?.company || settings.company;
	const company = settings.companies[companyName];
	if (!company) throw new Error(`Settings hold no facts of company '${companyName}'`);
	const warehouse = override?.warehouse || settings.warehouse;
	return {
		company,
		warehouse,
		warehouseAmazon: override?.warehouseAmazon || settings.warehouseAmazon || warehouse,
		priceList: override?.priceList || settings.priceList,
		costCenter: override?.costCenter || (companyName === settings.company && settings.costCenter) || company.costCenter,
		customerGroup: override?.customerGroup || settings.customerGroup,
	};
}
