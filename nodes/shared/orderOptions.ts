import type { INodeProperties } from 'n8n-workflow';

import { chargeAccountsField } from './chargeAccounts';
import { erpLocator } from './locators';

/** Settings that only orders need and that have a sensible default. */
export const ORDER_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Adopt Previous Orders',
		name: 'adoptPreviousConnector',
		type: 'boolean',
		default: false,
		description:
			"Whether to follow status and cancellation of Sales Orders that ERPNext's own Amazon connector wrote; their amounts stay as they are",
	},
	erpLocator({
		displayName: 'Amazon-Fulfilled Warehouse',
		name: 'warehouseAmazon',
		kind: 'warehouse',
		example: 'Amazon FBA - ACME',
		dependsOn: ['company'],
		description: 'Where Amazon-fulfilled orders ship from. If empty, it is the same as Warehouse.',
	}),
	chargeAccountsField,
	erpLocator({
		displayName: 'Cost Center',
		name: 'costCenter',
		kind: 'costCenter',
		example: 'Main - ACME',
		dependsOn: ['company'],
		description: "The cost center of the Sales Orders. If empty, it is the company's default.",
	}),
	{
		displayName: 'Create Addresses',
		name: 'createAddresses',
		type: 'boolean',
		default: true,
		description: 'Whether to make an Address and a Contact when Amazon gives them',
	},
	{
		displayName: 'Customers',
		name: 'customerPolicy',
		type: 'options',
		options: [
			{ name: 'One for All Orders', value: 'single', description: 'Every order belongs to one customer; the fastest' },
			{ name: 'One per Buyer Email', value: 'perEmail', description: "Amazon gives one address per buyer and seller" },
			{ name: 'One per Order', value: 'perOrder', description: 'Named "buyer - order ID", as ERPNext\'s own connector does' },
		],
		default: 'perOrder',
		description: 'Which ERPNext customer an order belongs to',
	},
	{
		displayName: 'Facilitator Tax',
		name: 'facilitatorTax',
		type: 'options',
		options: [
			{ name: 'Leave Out', value: 'leaveOut', description: 'The Sales Order is less by the tax that Amazon keeps' },
			{ name: 'Show and Offset', value: 'showAndOffset', description: 'A charge and its counter-charge' },
		],
		default: 'leaveOut',
		description: 'What to do with tax that Amazon collects and pays to the state itself',
	},
	{
		displayName: 'Single Customer',
		name: 'singleCustomer',
		type: 'string',
		default: '',
		placeholder: 'e.g. Amazon Customers',
		displayOptions: { show: { customerPolicy: ['single'] } },
		description: 'The name of the one customer; made if missing',
	},
	{
		displayName: 'Submit Orders',
		name: 'submitOrders',
		type: 'boolean',
		default: true,
		description: 'Whether to submit the Sales Orders; otherwise they stay drafts for a person to look at',
	},
	{
		displayName: 'Tax Handling',
		name: 'taxHandling',
		type: 'options',
		options: [
			{ name: "Amazon's Amounts", value: 'amazonAmounts', description: 'To the cent what the buyer paid' },
			{ name: 'No Tax Rows', value: 'none', description: 'Tax stays inside the rates' },
			{ name: 'Tax Template', value: 'taxTemplate', description: 'ERPNext computes the tax by a template' },
		],
		default: 'amazonAmounts',
		description: 'How tax gets onto the Sales Orders',
	},
	{
		...erpLocator({
			displayName: 'Tax Template',
			name: 'taxTemplate',
			kind: 'taxTemplate',
			example: 'VAT 19 % - ACME',
			dependsOn: ['company'],
			description: 'The Sales Taxes and Charges Template that the orders get',
		}),
		displayOptions: { show: { taxHandling: ['taxTemplate'] } },
	},
	{
		displayName: 'Unknown SKU',
		name: 'unknownSku',
		type: 'options',
		options: [
			{ name: 'Create Item', value: 'createItem', description: 'The item is made from the order line' },
			{ name: 'Report Issue', value: 'reportIssue', description: 'The order waits until the item is there' },
		],
		default: 'createItem',
		description: 'What to do with an order line whose SKU has no item in ERPNext',
	},
];
