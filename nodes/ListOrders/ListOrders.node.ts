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

export class ListOrders implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'List Orders',
		name: 'listOrders',
		icon: { light: 'file:../../icons/amazon.svg', dark: 'file:../../icons/amazon.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle:
			'={{ $parameter.operation === "get" ? "get: order" : $parameter.windowSource === "fromRun" ? "get many: window of run" : "get many: orders" }}',
		description: "Read a seller's orders from Amazon, with their items and amounts",
		defaults: { name: 'List Orders' },
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
					{ name: 'Get', value: 'get', action: 'Get order', description: 'Read one order by its ID' },
					{
						name: 'Get Many',
						value: 'getMany',
						action: 'Get many orders',
						description: 'Read the orders of a window of time',
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
