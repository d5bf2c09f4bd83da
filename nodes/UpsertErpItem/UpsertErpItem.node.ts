import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { testErpCredential } from '../shared/credentialTests';
import { listSearch } from '../shared/listSearch';
import { operationField } from '../shared/operationField';
import { runOnce } from '../shared/runItems';
import { dryRunHint } from '../shared/setupHints';
import * as upsert from './upsert.operation';

export class UpsertErpItem implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Upsert ERP Item',
		name: 'upsertErpItem',
		icon: { light: 'file:../../icons/erpnext.svg', dark: 'file:../../icons/erpnext.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ $parameter.settingsSource === "fromRun" ? "items: settings of run" : "items: " + ($parameter.company?.value || "no company yet") }}',
		description: 'Write SKUs of Amazon to ERPNext as Items with their prices and listings',
		defaults: { name: 'Upsert ERP Item' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		hints: [dryRunHint],
		credentials: [{ name: 'erpNextSiteApi', displayName: 'ERPNext Credential', required: true, testedBy: 'testErpCredential' }],
		properties: [
			operationField(
				[
					{
						name: 'Create or Update',
						value: 'upsert',
						action: 'Create or update item',
						description: 'Create a new record, or update the current one if it already exists (upsert)',
					},
				],
				'upsert',
			),
			...upsert.description,
		],
	};

	methods = { listSearch, credentialTest: { testErpCredential } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOnce(this, async () => await upsert.execute(this));
	}
}
