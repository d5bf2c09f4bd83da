import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { isRecord, recordsOf } from '../../lib/isRecord';
import {
	CHARGE_KINDS,
	type ChargeKind,
	DEFAULT_SETTINGS,
	type MarketplaceOverride,
	OVERWRITABLE_ITEM_FIELDS,
	type SettingsInput,
} from '../../lib/settings';
import { locatorValue } from './locators';
import { shown } from './readParameters';

type Refuse = (message: string) => never;

/** A choice that an expression may have filled: one of the allowed values, the default when empty. */
function choice<T extends string | number>(
	raw: unknown,
	allowed: readonly T[],
	fallback: T,
	label: string,
	refuse: Refuse,
): T {
	if (raw === undefined || raw === '') return fallback;
	const found = allowed.find((value) => value === raw || String(value) === raw);
	return found ?? refuse(`'${label}' is '${shown(raw)}': it can be ${allowed.map((value) => `'${value}'`).join(', ')}`);
}

/** A choice of a panel of its own; the first one is the default. */
export function readChoice<T extends string>(
	context: IExecuteFunctions,
	raw: unknown,
	allowed: readonly [T, ...T[]],
	label: string,
): T {
	return choice(raw, allowed, allowed[0], label, (message) => {
		throw new NodeOperationError(context.getNode(), message, { itemIndex: 0 });
	});
}

const FLAGS = ['true', 'false'] as const;

/** A switch that an expression may have filled: a dry run that is misread would write. */
export function readFlag(context: IExecuteFunctions, raw: unknown, label: string, fallback: boolean): boolean {
	const text = typeof raw === 'boolean' ? String(raw) : raw;
	return readChoice(context, text === undefined || text === '' ? String(fallback) : text, FLAGS, label) === 'true';
}

/** What was chosen from a list, or given by an expression as an array or as text with commas. */
function listOf(raw: unknown): unknown[] {
	if (raw === undefined || raw === '') return [];
	return typeof raw === 'string' ? raw.split(',').map((part) => part.trim()) : [raw].flat();
}

/** The rows of a fixedCollection; an empty one is `{}`. */
function rowsOf(raw: unknown, name: string): Array<Record<string, unknown>> {
	return recordsOf(isRecord(raw) ? raw[name] : undefined);
}

function readChargeAccounts(raw: unknown, refuse: Refuse): SettingsInput['chargeAccounts'] {
	const accounts: Partial<Record<ChargeKind, string>> = {};
	for (const row of rowsOf(raw, 'accounts')) {
		const kind = choice(row.kind, CHARGE_KINDS, 'shipping', 'Charge', refuse);
		const account = locatorValue(row.account);
		if (account) accounts[kind] = account;
	}
	return accounts;
}

function readOverrides(raw: unknown, refuse: Refuse): MarketplaceOverride[] {
	const seen = new Set<string>();
	return rowsOf(raw, 'overrides').map((row) => {
		const marketplaceId = String(row.marketplaceId ?? '');
		if (seen.has(marketplaceId)) refuse(`'Marketplace Overrides' names '${marketplaceId}' twice: keep one of them`);
		seen.add(marketplaceId);
		return {
			marketplaceId,
			company: locatorValue(row.company),
			warehouse: locatorValue(row.warehouse),
			warehouseAmazon: locatorValue(row.warehouseAmazon),
			priceList: locatorValue(row.priceList),
			costCenter: locatorValue(row.costCenter),
			customerGroup: locatorValue(row.customerGroup),
		};
	});
}

/** The settings that the panel's fields hold; a field that the panel does not show has its default. */
export function readSettings(context: IExecuteFunctions, itemIndex: number): SettingsInput {
	const refuse: Refuse = (message) => {
		throw new NodeOperationError(context.getNode(), message, { itemIndex });
	};
	const field = (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
	const locator = (name: string): string => locatorValue(field(name));
	const rawOptions: unknown = context.getNodeParameter('options', itemIndex, {});
	const options = isRecord(rawOptions) ? rawOptions : {};
	const pick = <T extends string | number>(name: string, label: string, allowed: readonly T[], fallback: T): T =>
		choice(options[name], allowed, fallback, label, refuse);
	const overwrite: unknown[] = listOf(options.overwriteItemFields);
	const defaults = DEFAULT_SETTINGS;
	const flag = (name: string, label: string, fallback: boolean): boolean => readFlag(context, options[name], label, fallback);
	return {
		company: locator('company'),
		warehouse: locator('warehouse'),
		priceList: locator('priceList'),
		parentItemGroup: locator('parentItemGroup'),
		customerGroup: locator('customerGroup'),
		territory: locator('territory'),
		customerType: choice(field('customerType'), ['Individual', 'Company'], 'Individual', 'Customer Type', refuse),
		accountGroup: locator('accountGroup'),
		warehouseAmazon: locatorValue(options.warehouseAmazon),
		chargeAccounts: readChargeAccounts(options.chargeAccounts, refuse),
		costCenter: locatorValue(options.costCenter),
		customerPolicy: pick('customerPolicy', 'Customers', ['perOrder', 'perEmail', 'single'], defaults.customerPolicy),
		singleCustomer: String(options.singleCustomer ?? '').trim(),
		createAddresses: flag('createAddresses', 'Create Addresses', defaults.createAddresses),
		taxHandling: pick('taxHandling', 'Tax Handling', ['amazonAmounts', 'taxTemplate', 'none'], defaults.taxHandling),
		taxTemplate: locatorValue(options.taxTemplate),
		facilitatorTax: pick('facilitatorTax', 'Facilitator Tax', ['leaveOut', 'showAndOffset'], defaults.facilitatorTax),
		unknownSku: pick('unknownSku', 'Unknown SKU', ['createItem', 'reportIssue'], defaults.unknownSku),
		submitOrders: flag('submitOrders', 'Submit Orders', defaults.submitOrders),
		adoptPreviousConnector: flag('adoptPreviousConnector', 'Adopt Previous Orders', defaults.adoptPreviousConnector),
		itemCodeFrom: pick('itemCodeFrom', 'Item Code From', ['sku', 'asin'], defaults.itemCodeFrom),
		itemGroupFrom: pick(
			'itemGroupFrom',
			'Item Group From',
			['parentItemGroup', 'amazonClassification'],
			defaults.itemGroupFrom,
		),
		variations: pick('variations', 'Variations', ['plainItems', 'templateAndVariants'], defaults.variations),
		isStockItem: flag('isStockItem', 'Stock Items', defaults.isStockItem),
		overwriteItemFields: overwrite
			.filter((name) => name !== '')
			.map((name) => choice(name, OVERWRITABLE_ITEM_FIELDS, 'item_name', 'Overwrite Item Fields', refuse)),
		disableClosedListings: flag('disableClosedListings', 'Disable Items of Closed Listings', defaults.disableClosedListings),
		writeItemPrices: flag('writeItemPrices', 'Write Item Prices', defaults.writeItemPrices),
		marketplaceOverrides: readOverrides(options.marketplaceOverrides, refuse),
		requestsInFlight: pick('requestsInFlight', 'Requests in Flight', [1, 2], defaults.requestsInFlight),
		dryRun: flag('dryRun', 'Dry Run', defaults.dryRun),
	};
}
