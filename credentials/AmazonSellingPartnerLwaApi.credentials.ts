import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import { MARKETPLACES } from '../lib/amazon/marketplaces';

/** Tested by Amazon Sync Run, so that the answer names the shop, or the field that is wrong. */
export class AmazonSellingPartnerLwaApi implements ICredentialType {
	name = 'amazonSellingPartnerLwaApi';

	displayName = 'Amazon Selling Partner LWA API';

	icon: Icon = { light: 'file:../icons/amazon.svg', dark: 'file:../icons/amazon.dark.svg' };

	documentationUrl = 'https://developer-docs.amazon.com/sp-api/docs/self-authorization';

	properties: INodeProperties[] = [
		{
			displayName:
				'AWS access keys and the IAM ARN, which older guides ask for, have not been used by Amazon since October 2023. The fields below are all that is needed.',
			name: 'noAwsKeysNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Seller ID',
			name: 'sellerId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. A2EXAMPLE1SELLER',
			description: 'Also called merchant token: Seller Central, Settings, Account Info, Your Merchant Token',
		},
		{
			displayName: 'Country',
			name: 'country',
			type: 'options',
			options: MARKETPLACES.map(({ country, countryName }) => ({ name: countryName, value: country })).sort(
				(one, other) => one.name.localeCompare(other.name),
			),
			default: 'US',
			description: 'The country of your main shop; region and address of the API follow from it',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. amzn1.application-oa2-client.1a2b3c',
			description: 'Seller Central, Apps and Services, Develop Apps, View of LWA credentials',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. amzn1.oa2-cs.v1.1a2b3c',
			description: 'It stands beside the client ID and has to be renewed every 180 days',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. Atzr|IwEBIexample',
			description: 'Seller Central, Apps and Services, Develop Apps, Authorize, Authorize App',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: "Amazon's Sandbox", value: 'sandbox', description: 'Fixed answers, for developers' },
				{ name: 'Local Server', value: 'local', description: 'The sandbox that comes with the source of these nodes' },
				{ name: 'Production', value: 'production', description: 'Your real shop' },
			],
			default: 'production',
			description: 'Where requests go',
		},
		{
			displayName: 'Local URL',
			name: 'localUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. http://127.0.0.1:9080',
			description: 'The address of the local server; it gives the tokens as well',
			displayOptions: { show: { environment: ['local'] } },
		},
	];
}
