import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { testAmazonCredential, testErpCredential } from '../shared/credentialTests';
import { listSearch } from '../shared/listSearch';
import { getMarketplaces } from '../shared/loadOptions';
import { operationField } from '../shared/operationField';
import { runOnce } from '../shared/runItems';
import { dryRunHint, startHint } from '../shared/setupHints';
import * as finish from './finish.operation';
import * as start from './start.operation';

export class AmazonSyncRun implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Amazon Sync Run',
		name: 'amazonSyncRun',
		icon: { light: 'file:../../icons/sync.svg', dark: 'file:../../icons/sync.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter.operation === "finish" ? "finish" : "start: " + ($parameter.stream === "ordersBackfill" ? "orders backfill" : $parameter.stream) }}',
		description: 'Start or finish one run of products or orders from Amazon to ERPNext',
		defaults: { name: 'Amazon Sync Run' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		hints: [startHint, dryRunHint],
		credentials: [
			{
				name: 'amazonSellingPartnerLwaApi',
				displayName: 'Amazon Credential',
				required: true,
				testedBy: 'testAmazonCredential',
				displayOptions: { show: { operation: ['start'] } },
			},
			{ name: 'erpNextSiteApi', displayName: 'ERPNext Credential', required: true, testedBy: 'testErpCredential' },
		],
		properties: [
			operationField(
				[
					{
						name: 'Finish',
						value: 'finish',
						action: 'Finish sync run',
						description: 'Record what failed, move the position in ERPNext and sum up',
					},
					{
						name: 'Start',
						value: 'start',
						action: 'Start sync run',
						description: 'Check every setting, prepare ERPNext if needed and say what to read',
					},
				],
				'start',
			),
			...start.description,
			...finish.description,
		],
	};

	methods = {
		listSearch,
		loadOptions: { getMarketplaces },
		credentialTest: { testAmazonCredential, testErpCredential },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOnce(this, async () =>
			this.getNodeParameter('operation', 0) === 'finish' ? await finish.execute(this) : await start.execute(this),
		);
	}
}
