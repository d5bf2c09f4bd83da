import { join } from 'node:path';

import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	NodeConnectionTypes,
	NodeHelpers,
	NodeOperationError,
} from 'n8n-workflow';


export const PACKAGE_NAME = 'n8n-nodes-amazon-erpnext';

const NAMES = ['AmazonSyncRun', 'ListCatalogItems', 'ListOrders', 'UpsertErpItem', 'CreateSalesOrder'];

const isNodeType = (made: object): made is INodeType => 'description' in made && 'execute' in made;

/** By its whole file name: without it, tsx finds the codex file `<Name>.node.json` first. */
function loadNode(name: string): INodeType {
	const loaded: unknown = require(join(__dirname, '..', '..', 'nodes', name, `${name}.node.ts`));
	const made: unknown = typeof loaded === 'object' && loaded !== null && name in loaded ? Reflect.construct(Reflect.get(loaded, name), []) : {};
	if (typeof made === 'object' && made !== null && isNodeType(made)) return made;
	throw new Error(`nodes/${name}/${name}.node.ts has no node class '${name}'`);
}

/** Our nodes as n8n names them once the package is installed. */
export const OUR_NODES: Record<string, INodeType> = Object.fromEntries(
	NAMES.map(loadNode).map((node) => [`${PACKAGE_NAME}.${node.description.name}`, node]),
);

type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** A small node in the place of one of n8n's own, which would bring 825 MB along. */
function standIn(name: string, inputs: boolean, execute: Execute): [string, INodeType] {
	const description: INodeType['description'] = {
		displayName: name,
		name,
		group: [inputs ? 'transform' : 'trigger'],
		version: [1, 1.1, 1.2, 1.3, 2, 2.1, 2.2, 3, 3.4],
		description: 'Stand-in',
		defaults: { name },
		inputs: inputs ? [NodeConnectionTypes.Main] : [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};
	return [`n8n-nodes-base.${name}`, { description, execute }];
}

const emitOne: Execute = async () => await Promise.resolve([[{ json: {} }]]);

async function passOn(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await Promise.resolve([this.getInputData()]);
}

async function emitGivenItems(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getNodeParameter('items', 0, []) as INodeExecutionData['json'][];
	return await Promise.resolve([items.map((json, item) => ({ json, pairedItem: { item } }))]);
}

/** Edit Fields: sets the fields of its panel, and keeps no others. */
async function setFields(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData().map((_, item) => {
		const { assignments } = this.getNodeParameter('assignments', item) as { assignments: Array<{ name: string; value: string }> };
		return { json: Object.fromEntries(assignments.map(({ name, value }) => [name, value])), pairedItem: { item } };
	});
	return await Promise.resolve([items]);
}

async function stopWithMessage(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const message = String(this.getNodeParameter('errorMessage', 0, 'Stopped'));
	throw await Promise.resolve(new NodeOperationError(this.getNode(), message));
}

const emitter = standIn('testItems', false, emitGivenItems);
emitter[1].description.properties = [{ displayName: 'Items', name: 'items', type: 'json', default: [] }];

const set = standIn('set', true, setFields);
set[1].description.properties = [{ displayName: 'Fields', name: 'assignments', type: 'assignmentCollection', default: {} }];

const STAND_INS: Record<string, INodeType> = Object.fromEntries([
	standIn('manualTrigger', false, emitOne),
	standIn('scheduleTrigger', false, emitOne),
	standIn('errorTrigger', false, emitOne),
	standIn('stickyNote', true, passOn),
	standIn('noOp', true, passOn),
	standIn('stopAndError', true, stopWithMessage),
	emitter,
	set,
]);

/** What the engine asks for node types. `extra` adds stand-ins of a test's own, by their full type name. */
export function nodeTypesOfPackage(extra: Record<string, INodeType> = {}): INodeTypes {
	const known: Record<string, INodeType> = { ...STAND_INS, ...OUR_NODES, ...extra };
	const find = (type: string): INodeType => {
		const node = known[type];
		if (!node) throw new Error(`No node type '${type}': add a stand-in to runWorkflowNodeTypes.ts`);
		return node;
	};
	return {
		getByName: find,
		getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(find(type), version),
		getKnownTypes: () => ({}),
	};
}
