import type { INodeProperties } from 'n8n-workflow';

import type { ChargeKind } from '../../lib/settings';
import { erpLocator } from './locators';

/** What a person reads for each kind of charge. */
const CHARGE_LABELS: Record<ChargeKind, string> = {
	codFee: 'Cash on Delivery Fee',
	deliveryTip: 'Delivery Tip',
	discount: 'Discount',
	facilitatorTax: 'Facilitator Tax',
	giftWrap: 'Gift Wrap',
	other: 'Other',
	rounding: 'Rounding',
	shipping: 'Shipping',
	tax: 'Tax',
};

/** An account of one's own per kind of charge; the rest are made under the account group. */
export const chargeAccountsField: INodeProperties = {
	displayName: 'Charge Accounts',
	name: 'chargeAccounts',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Charge Account',
	default: {},
	description: 'Accounts to use in place of those that are made under Account Group',
	options: [
		{
			displayName: 'Account',
			name: 'accounts',
			values: [
				{
					displayName: 'Charge',
					name: 'kind',
					type: 'options',
					options: Object.entries(CHARGE_LABELS).map(([value, name]) => ({ name, value })),
					default: 'shipping',
					description: 'The kind of charge that goes to this account',
				},
				erpLocator({
					displayName: 'Account',
					name: 'account',
					kind: 'account',
					example: 'Freight Income - ACME',
					dependsOn: ['company'],
					description: 'An account of the company that is not a group',
				}),
			],
		},
	],
};
