import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { testAmazonCredential } from '../shared/credentialTests';
import { getMarketplaces } from '../shared/loadOptions';
import { operationField } from '../shared/operationField';
import { runItems } from '../shared/runItems';
import { progressHint } from '../shared/setupHints';
import * as get from './get.operation';
import * as getMany from './getMany.operation';

export class ListCatalogItems implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'List Catalog Items',
		name: 'listCatalogItems',
		icon: { light: 'file:../../icons/amazon.svg', dark: 'file:../../icons/amazon.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{ $parameter.operation === "get" ? "get: item" : $parameter.windowSource === "fromRun" ? "get many: window of run" : "get many: items" }}',
		description: "Read a seller's SKUs from Amazon, with price, status and what the catalogue says of them",
		defaults: { name: 'List Catalog Items' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		hints: [progressHint],
		credentials: [
			{ name: 'amazonSellingPartnerLwaApi', displayName: 'Amazon Credential', required: true, testedBy: 'testAmazonCredential' },
		],
		properties: [
			operationField(
				[
					{ name: 'Get', value: 'get', action: 'Get catalog item', description: 'Read one SKU in one marketplace' },
					{
						name: 'Get Many',
						value: 'getMany',
						action: 'Get many catalog items',
						description: 'Read all SKUs, or those that changed after a date',
					},
				],
				'getMany',
			),
			...get.description,
			...getMany.description,
		],
	};

	methods = { loadOptions: { getMarketplaces }, credentialTest: { testAmazonCredential } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, async (itemIndex) =>
			this.getNodeParameter('operation', itemIndex) === 'get'
				? await get.execute(this, itemIndex)
				: await getMany.execute(this, itemIndex),
		);
	}
}
