import type { INodeProperties } from 'n8n-workflow';

import { erpLocator } from './locators';

/** The settings that both streams need, broad to narrow. Written once; Start and the writing nodes spread them. */
export const companyRLC = erpLocator({
	displayName: 'Company',
	name: 'company',
	kind: 'company',
	example: 'Acme Inc',
	required: true,
	description: 'The ERPNext company whose books the orders belong to',
});

export const warehouseRLC = erpLocator({
	displayName: 'Warehouse',
	name: 'warehouse',
	kind: 'warehouse',
	example: 'Stores - ACME',
	dependsOn: ['company'],
	required: true,
	description: 'Where merchant-fulfilled orders ship from, and the default warehouse of new items',
});

export const priceListRLC = erpLocator({
	displayName: 'Price List',
	name: 'priceList',
	kind: 'priceList',
	example: 'Standard Selling',
	required: true,
	description: "A selling price list in the marketplace's currency",
});

export const parentItemGroupRLC = erpLocator({
	displayName: 'Parent Item Group',
	name: 'parentItemGroup',
	kind: 'itemGroup',
	example: 'Products',
	required: true,
	description: 'The item group that new items go to, or below',
});

export const customerGroupRLC = erpLocator({
	displayName: 'Customer Group',
	name: 'customerGroup',
	kind: 'customerGroup',
	example: 'Individual',
	required: true,
	description: 'The group of the customers that are made for buyers',
});

export const territoryRLC = erpLocator({
	displayName: 'Territory',
	name: 'territory',
	kind: 'territory',
	example: 'Rest Of The World',
	required: true,
	description: 'The territory of the customers that are made for buyers',
});

export const customerTypeField: INodeProperties = {
	displayName: 'Customer Type',
	name: 'customerType',
	type: 'options',
	options: [
		{ name: 'Company', value: 'Company' },
		{ name: 'Individual', value: 'Individual' },
	],
	default: 'Individual',
	description: 'What kind of customer a buyer becomes when Amazon does not say that it is a business',
};

export const accountGroupRLC = erpLocator({
	displayName: 'Account Group',
	name: 'accountGroup',
	kind: 'accountGroup',
	example: 'Indirect Income - ACME',
	dependsOn: ['company'],
	required: true,
	description: 'The group account that keeps what Amazon adds to an order: "Amazon Shipping", "Amazon Tax" and so on',
});

/** What the products stream needs. */
export const ITEM_FIELDS: INodeProperties[] = [companyRLC, warehouseRLC, priceListRLC, parentItemGroupRLC];

/** What the orders stream needs on top. */
export const ORDER_FIELDS: INodeProperties[] = [customerGroupRLC, territoryRLC, customerTypeField, accountGroupRLC];
