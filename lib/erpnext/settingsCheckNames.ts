/** Names as ERPNext itself writes them: it takes `stores - acme` for `Stores - ACME`, later comparisons would not. */
import type { MarketplaceOverride, SettingsInput } from '../settings';
import { findNamed, type SettingsFacts } from './settingsCheckFacts';

/** Pure. */
export function canonicalSettings(input: SettingsInput, facts: SettingsFacts): SettingsInput {
	const named = (rows: ReadonlyArray<{ name: string }>, name: string): string => (name === '' ? '' : (findNamed(rows, name)?.name ?? name));
	const override = (given: MarketplaceOverride): MarketplaceOverride => ({
		marketplaceId: given.marketplaceId,
		...(given.company ? { company: named(facts.companies, given.company) } : {}),
		...(given.warehouse ? { warehouse: named(facts.warehouses, given.warehouse) } : {}),
		...(given.warehouseAmazon ? { warehouseAmazon: named(facts.warehouses, given.warehouseAmazon) } : {}),
		...(given.priceList ? { priceList: named(facts.priceLists, given.priceList) } : {}),
		...(given.costCenter ? { costCenter: named(facts.costCenters, given.costCenter) } : {}),
		...(given.customerGroup ? { customerGroup: named(facts.customerGroups, given.customerGroup) } : {}),
	});
	return {
		...input,
		company: named(facts.companies, input.company),
		warehouse: named(facts.warehouses, input.warehouse),
		warehouseAmazon: named(facts.warehouses, input.warehouseAmazon),
		priceList: named(facts.priceLists, input.priceList),
		parentItemGroup: named(facts.itemGroups, input.parentItemGroup),
		customerGroup: named(facts.customerGroups, input.customerGroup),
		territory: named(facts.territories, input.territory),
		accountGroup: named(facts.accounts, input.accountGroup),
		costCenter: named(facts.costCenters, input.costCenter),
		taxTemplate: named(facts.taxTemplates, input.taxTemplate),
		marketplaceOverrides: input.marketplaceOverrides.map(override),
	};
}
