import type { INodeProperties } from 'n8n-workflow';

import { marketplaceOverridesField } from './marketplaceOverrides';

/** Settings of both streams that have a sensible default. */
export const COMMON_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to read everything and write nothing: the results say what would happen',
	},
	{
		displayName: 'Item Code From',
		name: 'itemCodeFrom',
		type: 'options',
		options: [
			{ name: 'ASIN', value: 'asin' },
			{ name: 'SKU', value: 'sku' },
		],
		default: 'sku',
		description: 'What becomes the code of a new item',
	},
	marketplaceOverridesField,
	{
		displayName: 'Requests in Flight',
		name: 'requestsInFlight',
		type: 'options',
		options: [
			{ name: 'One', value: 1, description: 'Kinder to a small ERPNext server' },
			{ name: 'Two', value: 2, description: 'About 30 % faster' },
		],
		default: 2,
		description: 'How many requests may be under way at ERPNext at once',
	},
	{
		displayName: 'Stock Items',
		name: 'isStockItem',
		type: 'boolean',
		default: true,
		description: 'Whether to keep stock of new items in ERPNext',
	},
];
