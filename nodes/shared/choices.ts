import type { ChoiceKind } from '../../lib/erpnext/lookups';

export interface Choice {
	/** ERPNext's path of the document type, e.g. `price-list`. */
	slug: string;
	/** Name of the list search in methods.listSearch. */
	search: string;
	/** Only what belongs to the company that was chosen. */
	isOfCompany?: true;
}

/** What can be chosen from ERPNext in a resource locator. To add a kind, add its line here and in lib/erpnext/lookups.ts. */
export const CHOICES = {
	company: { slug: 'company', search: 'searchCompanies' },
	warehouse: { slug: 'warehouse', search: 'searchWarehouses', isOfCompany: true },
	priceList: { slug: 'price-list', search: 'searchPriceLists' },
	itemGroup: { slug: 'item-group', search: 'searchItemGroups' },
	customerGroup: { slug: 'customer-group', search: 'searchCustomerGroups' },
	territory: { slug: 'territory', search: 'searchTerritories' },
	accountGroup: { slug: 'account', search: 'searchAccountGroups', isOfCompany: true },
	account: { slug: 'account', search: 'searchAccounts', isOfCompany: true },
	costCenter: { slug: 'cost-center', search: 'searchCostCenters', isOfCompany: true },
	taxTemplate: { slug: 'sales-taxes-and-charges-template', search: 'searchTaxTemplates', isOfCompany: true },
} as const satisfies Record<ChoiceKind, Choice>;

export const CHOICE_KINDS = Object.keys(CHOICES).filter((kind): kind is ChoiceKind => kind in CHOICES);
