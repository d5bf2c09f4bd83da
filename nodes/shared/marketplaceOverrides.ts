import type { INodeProperties } from 'n8n-workflow';

import { MARKETPLACES } from '../../lib/amazon/marketplaces';
import { erpLocator } from './locators';

/** What may differ from one marketplace to the next; an empty field falls back to the common choice. */
export const marketplaceOverridesField: INodeProperties = {
	displayName: 'Marketplace Overrides',
	name: 'marketplaceOverrides',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Override',
	default: {},
	description: 'Other choices for single marketplaces; an empty field means the common choice',
	options: [
		{
			displayName: 'Override',
			name: 'overrides',
			values: [
				{
					displayName: 'Marketplace',
					name: 'marketplaceId',
					type: 'options',
					options: MARKETPLACES.map(({ countryName, domain, marketplaceId }) => ({
						name: `${countryName} (${domain})`,
						value: marketplaceId,
					})).sort((one, other) => one.name.localeCompare(other.name)),
					default: 'ATVPDKIKX0DER',
					description: 'The marketplace that the choices below are for',
				},
				erpLocator({
					displayName: 'Amazon-Fulfilled Warehouse',
					name: 'warehouseAmazon',
					kind: 'warehouse',
					dependsOn: ['&company', 'company'],
					example: 'Amazon FBA - ACME',
					description: 'Where Amazon-fulfilled orders of this marketplace ship from',
				}),
				erpLocator({
					displayName: 'Company',
					name: 'company',
					kind: 'company',
					example: 'Acme Deutschland GmbH',
					description: 'The company whose books the orders of this marketplace belong to',
				}),
				erpLocator({
					displayName: 'Cost Center',
					name: 'costCenter',
					kind: 'costCenter',
					dependsOn: ['&company', 'company'],
					example: 'Main - ACME',
					description: 'The cost center of the orders of this marketplace',
				}),
				erpLocator({
					displayName: 'Customer Group',
					name: 'customerGroup',
					kind: 'customerGroup',
					example: 'Individual',
					description: 'The group of the customers of this marketplace',
				}),
				erpLocator({
					displayName: 'Price List',
					name: 'priceList',
					kind: 'priceList',
					example: 'Standard Selling EUR',
					description: "A selling price list in this marketplace's currency",
				}),
				erpLocator({
					displayName: 'Warehouse',
					name: 'warehouse',
					kind: 'warehouse',
					dependsOn: ['&company', 'company'],
					example: 'Stores - ACME',
					description: 'Where merchant-fulfilled orders of this marketplace ship from',
				}),
			],
		},
	],
};
