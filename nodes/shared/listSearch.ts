import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { type ChoiceKind, searchChoices } from '../../lib/erpnext/lookups';
import { connectErp } from './connect';
import { locatorValue } from './locators';
import { toNodeError } from './nodeErrors';

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** ERPNext's path of each document type that can be chosen, to open it from the list. */
const SLUGS: Record<ChoiceKind, string> = {
	company: 'company',
	warehouse: 'warehouse',
	priceList: 'price-list',
	itemGroup: 'item-group',
	customerGroup: 'customer-group',
	territory: 'territory',
	accountGroup: 'account',
	account: 'account',
	costCenter: 'cost-center',
	taxTemplate: 'sales-taxes-and-charges-template',
	customer: 'customer',
};

/** The company beside the field (`&` is n8n's word for that; overrides have one), else that of the whole panel. */
function companyOf(context: ILoadOptionsFunctions): string {
	const names = ['&company', 'company'].map((path) => locatorValue(context.getCurrentNodeParameter(path)));
	// An expression that n8n could not resolve in the editor narrows nothing.
	return names.find((name) => name !== '' && !name.startsWith('=')) ?? '';
}

/** A search of one document type; `ofCompany` narrows it to the company that was chosen. */
function searchOf(kind: ChoiceKind, ofCompany = false): ListSearch {
	return async function search(this, filter, paginationToken) {
		try {
			const erp = await connectErp(this);
			const company = ofCompany ? companyOf(this) : '';
			const offset = Number(paginationToken ?? 0);
			const { results, nextOffset } = await searchChoices(erp, kind, { filter, offset, company });
			return {
				results: results.map(({ name, label }) => ({
					name: label,
					value: name,
					url: `${erp.url}/app/${SLUGS[kind]}/${encodeURIComponent(name)}`,
				})),
				...(nextOffset === undefined ? {} : { paginationToken: String(nextOffset) }),
			};
		} catch (error) {
			throw toNodeError(this.getNode(), error, 0);
		}
	};
}

/** The searches behind the "From List" modes. */
export const listSearch = {
	searchCompanies: searchOf('company'),
	searchWarehouses: searchOf('warehouse', true),
	searchPriceLists: searchOf('priceList'),
	searchItemGroups: searchOf('itemGroup'),
	searchCustomerGroups: searchOf('customerGroup'),
	searchTerritories: searchOf('territory'),
	searchAccountGroups: searchOf('accountGroup', true),
	searchAccounts: searchOf('account', true),
	searchCostCenters: searchOf('costCenter', true),
	searchTaxTemplates: searchOf('taxTemplate', true),
};
