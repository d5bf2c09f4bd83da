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
import * as audit from './audit.operation';
import * as upsert from './upsert.operation';

export class CreateSalesOrder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Create Sales Order',
		name: 'createSalesOrder',
		icon: { light: 'file:../../icons/erpnext.svg', dark: 'file:../../icons/erpnext.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ $parameter.operation === "audit" ? "audit: orders" : $parameter.settingsSource === "fromRun" ? "orders: settings of run" : "orders: " + ($parameter.company?.value || "no company yet") }}',
		description: 'Write orders of Amazon to ERPNext as Sales Orders, to the cent and once each, or compare them',
		defaults: { name: 'Create Sales Order' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		hints: [dryRunHint],
		credentials: [{ name: 'erpNextSiteApi', displayName: 'ERPNext Credential', required: true, testedBy: 'testErpCredential' }],
		properties: [
			operationField(
				[
					{
						name: 'Audit',
						value: 'audit',
						action: 'Audit sales orders',
						description: "Compare a period's records with Amazon and list what differs; nothing is written",
					},
					{
						name: 'Create or Update',
						value: 'upsert',
						action: 'Create or update sales order',
						description: 'Create a new record, or update the current one if it already exists (upsert)',
					},
				],
				'upsert',
			),
			...audit.description,
			...upsert.description,
		],
	};

	methods = { listSearch, credentialTest: { testErpCredential } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOnce(this, async () =>
			this.getNodeParameter('operation', 0) === 'audit' ? await audit.execute(this) : await upsert.execute(this),
		);
	}
}
