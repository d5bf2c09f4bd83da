import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

/** n8n's own rules for community nodes; what is switched off is switched off for single files, with the reason. */
export default [
	{ ignores: ['dist/**', '.demo/**', 'coverage/**'] },
	...configWithoutCloudSupport,
	{
		// The rule takes the modes of a resource locator for parameters; modes have no default.
		files: ['nodes/shared/locators.ts'],
		rules: { 'n8n-nodes-base/node-param-default-missing': 'off' },
	},
	{
		// The rule reads 'Certs' as a secret; this is a switch.
		files: ['credentials/ErpNextSiteApi.credentials.ts'],
		rules: { '@n8n/community-nodes/credential-password-field': 'off' },
	},
	{
		// tsx would resolve an import of `<Name>.node` to the codex file `<Name>.node.json`.
		files: ['test/support/runWorkflowNodeTypes.ts'],
		rules: { '@typescript-eslint/no-require-imports': 'off' },
	},
	{
		// These never see a node: lib throws its own classes, which nodes/shared/nodeErrors.ts alone turns into n8n's.
		files: ['lib/**/*.ts', 'sandbox/**/*.ts', 'scripts/**/*.ts', 'test/**/*.ts'],
		rules: { '@n8n/community-nodes/require-node-api-error': 'off' },
	},
	{
		// The demo starts n8n and npm; nothing of it ships.
		files: ['scripts/**', 'test/scripts/**'],
		rules: { '@n8n/community-nodes/no-dangerous-functions': 'off' },
	},
	{
		// This package is for self-hosted n8n and says so: it stands on amazon-sp-api, axios, luxon, decimal.js and iconv-lite.
		files: ['package.json'],
		// Author and homepage are for whoever publishes it to fill in (CONTRIBUTING.md, "Before publishing").
		rules: {
			'@n8n/community-nodes/no-runtime-dependencies': 'off',
			'@n8n/community-nodes/valid-author': 'off',
			'@n8n/community-nodes/require-homepage': 'off',
			'n8n-nodes-base/community-package-json-author-missing': 'off',
		},
	},
];
