import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** Tested by Amazon Sync Run, so that the answer names the site, or the field that is wrong. */
export class ErpNextSiteApi implements ICredentialType {
	name = 'erpNextSiteApi';

	displayName = 'ERPNext Site API';

	icon: Icon = { light: 'file:../icons/erpnext.svg', dark: 'file:../icons/erpnext.dark.svg' };

	documentationUrl = 'https://docs.frappe.io/framework/user/en/guides/integration/rest_api/token_based_authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'Site URL',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://erp.example.com',
			description: 'The address of your ERPNext site; anything after the host, such as /app/home, is left out',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. 1a2b3c4d5e6f7a8',
			description: 'ERPNext, User, Settings, API Access, Generate Keys',
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'ERPNext shows it once, when the keys are generated',
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'allowUnauthorizedCerts',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if the SSL certificate of the site cannot be validated',
		},
	];
}
