import type { INodeProperties } from 'n8n-workflow';

/** Settings that only the catalogue needs and that have a sensible default. */
export const ITEM_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Disable Items of Closed Listings',
		name: 'disableClosedListings',
		type: 'boolean',
		default: false,
		description: 'Whether to disable an item once none of its SKUs is listed at Amazon any more',
	},
	{
		displayName: 'Item Group From',
		name: 'itemGroupFrom',
		type: 'options',
		options: [
			{
				name: 'Amazon Classification',
				value: 'amazonClassification',
				description: "Groups named as Amazon's categories are made below Parent Item Group",
			},
			{ name: 'Parent Item Group', value: 'parentItemGroup', description: 'Every item goes to that one group' },
		],
		default: 'parentItemGroup',
		description: 'Where the group of a new item comes from',
	},
	{
		displayName: 'Overwrite Item Fields',
		name: 'overwriteItemFields',
		type: 'multiOptions',
		options: [
			{ name: 'Barcodes', value: 'barcodes' },
			{ name: 'Brand', value: 'brand' },
			{ name: 'Description', value: 'description' },
			{ name: 'Image', value: 'image' },
			{ name: 'Item Group', value: 'item_group' },
			{ name: 'Item Name', value: 'item_name' },
			{ name: 'Weight', value: 'weight' },
		],
		default: [],
		description: "Fields of existing items that take Amazon's value on every run; other fields are never touched",
	},
	{
		displayName: 'Variations',
		name: 'variations',
		type: 'options',
		options: [
			{ name: 'Plain Items', value: 'plainItems', description: 'Each child becomes an item of its own' },
			{ name: 'Template and Variants', value: 'templateAndVariants', description: 'The parent becomes an item template' },
		],
		default: 'plainItems',
		description: 'What the children of a variation family become',
	},
	{
		displayName: 'Write Item Prices',
		name: 'writeItemPrices',
		type: 'boolean',
		default: true,
		description: "Whether to keep an Item Price per SKU in the marketplace's price list",
	},
];
