import type { IDataObject, INode } from 'n8n-workflow';

import type { SyncStream } from '../../lib/sync/types';
import type { WorkflowJson } from './runWorkflow';
import { PACKAGE_NAME } from './runWorkflowNodeTypes';

/** What the seeded ERPNext stand-in has, as a user would choose it. */
export const START_SETTINGS: IDataObject = {
	marketplaces: ['ATVPDKIKX0DER'],
	company: { __rl: true, mode: 'list', value: 'Acme Inc' },
	warehouse: { __rl: true, mode: 'list', value: 'Stores - ACME' },
	priceList: { __rl: true, mode: 'name', value: 'Standard Selling' },
	parentItemGroup: { __rl: true, mode: 'list', value: 'Products' },
	customerGroup: { __rl: true, mode: 'list', value: 'Individual' },
	territory: { __rl: true, mode: 'list', value: 'Rest Of The World' },
	accountGroup: { __rl: true, mode: 'list', value: 'Indirect Income - ACME' },
	afterDate: '2000-01-01',
};

export interface LineOptions {
	start?: IDataObject;
	list?: IDataObject;
	write?: IDataObject;
	finish?: IDataObject;
	/** "On Error" of the writing node. */
	onError?: INode['onError'];
}

function node(name: string, type: string, parameters: IDataObject, x: number, more: Partial<INode> = {}): INode {
	const json: INode['parameters'] = JSON.parse(JSON.stringify(parameters));
	return { id: `${name}-${x}`, name, type, typeVersion: 1, position: [x * 200, 0], parameters: json, ...more };
}

/** A trigger and the four nodes of one stream, wired as the templates wire them: Start, List, Write, Finish. */
export function lineOf(stream: SyncStream, options: LineOptions = {}): WorkflowJson {
	const [listType, writeType] = stream === 'products' ? ['listCatalogItems', 'upsertErpItem'] : ['listOrders', 'createSalesOrder'];
	const listOptions = { includeProgressItem: true, ...(options.list ?? {}) };
	const nodes = [
		node('Manual', 'n8n-nodes-base.manualTrigger', {}, 0),
		node('Start', `${PACKAGE_NAME}.amazonSyncRun`, { operation: 'start', stream, ...START_SETTINGS, ...options.start }, 1),
		node('List', `${PACKAGE_NAME}.${listType}`, { operation: 'getMany', windowSource: 'fromRun', options: listOptions }, 2),
		node(
			'Write',
			`${PACKAGE_NAME}.${writeType}`,
			{ settingsSource: 'fromRun', settings: "={{ $('Start').first().json.settings }}", options: options.write ?? {} },
			3,
			options.onError ? { onError: options.onError } : {},
		),
		node('Finish', `${PACKAGE_NAME}.amazonSyncRun`, { operation: 'finish', options: options.finish ?? {} }, 4),
	];
	const names = nodes.map(({ name }) => name);
	const connections = Object.fromEntries(
		names.slice(0, -1).map((name, index) => [name, { main: [[{ node: names[index + 1] ?? '', type: 'main' as const, index: 0 }]] }]),
	);
	return { name: `Line of ${stream}`, nodes, connections };
}
