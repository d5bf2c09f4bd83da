import 'reflect-metadata';

import { CredentialTestContext, LoadOptionsContext } from 'n8n-core';
import {
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeCredentialTestResult,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	Workflow,
} from 'n8n-workflow';

import type { Clock } from '../../lib/clock';
import { runtime } from '../../nodes/shared/connect';
import { additionalDataFor } from './runWorkflow';
import { nodeTypesOfPackage, OUR_NODES, PACKAGE_NAME } from './runWorkflowNodeTypes';

export interface MethodOptions {
	/** Name of one of our nodes, e.g. `listOrders`. */
	node: string;
	credentials: Record<string, ICredentialDataDecryptedObject>;
	/** What the panel holds while the list opens. */
	parameters?: INodeParameters;
	/** Path of the field whose list opens, e.g. `parameters.warehouse`. */
	path?: string;
	clock?: Clock;
}

function contextFor({ node, credentials, parameters = {}, path = 'parameters.field' }: MethodOptions): LoadOptionsContext {
	const subject: INode = {
		id: '1',
		name: 'Subject',
		type: `${PACKAGE_NAME}.${node}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(Object.keys(credentials).map((type) => [type, { id: type, name: type }])),
	};
	const json = { nodes: [subject], connections: {} };
	const workflow = new Workflow({ id: 'test', ...json, active: false, nodeTypes: nodeTypesOfPackage() });
	const additionalData = { ...additionalDataFor(json, 'internal', credentials), currentNodeParameters: parameters };
	return new LoadOptionsContext(workflow, subject, additionalData, path);
}

async function onClock<T>(clock: Clock | undefined, work: () => Promise<T>): Promise<T> {
	const before = runtime.clock;
	if (clock) runtime.clock = clock;
	try {
		return await work();
	} finally {
		runtime.clock = before;
	}
}

/** What n8n's editor gets when a dropdown opens. */
export async function loadOptions(method: string, options: MethodOptions): Promise<INodePropertyOptions[]> {
	const load = OUR_NODES[`${PACKAGE_NAME}.${options.node}`]?.methods?.loadOptions?.[method];
	if (!load) throw new Error(`${options.node} has no loadOptions method '${method}'`);
	return await onClock(options.clock, async () => await load.call(contextFor(options)));
}

/** What n8n's editor gets when a resource locator's list opens, is searched or scrolled to its end. */
export async function listSearch(
	method: string,
	options: MethodOptions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const search = OUR_NODES[`${PACKAGE_NAME}.${options.node}`]?.methods?.listSearch?.[method];
	if (!search) throw new Error(`${options.node} has no listSearch method '${method}'`);
	return await onClock(options.clock, async () => await search.call(contextFor(options), filter, paginationToken));
}

/** What the credential's form shows after "Test". */
export async function testCredential(
	node: string,
	type: string,
	data: ICredentialDataDecryptedObject,
	clock?: Clock,
): Promise<INodeCredentialTestResult> {
	const subject = OUR_NODES[`${PACKAGE_NAME}.${node}`];
	const testedBy = subject?.description.credentials?.find(({ name }) => name === type)?.testedBy;
	const test = typeof testedBy === 'string' ? subject?.methods?.credentialTest?.[testedBy] : undefined;
	if (!test) throw new Error(`${node} does not test '${type}'`);
	const credential = { id: '1', name: type, type, data };
	return await onClock(clock, async () => await test.call(new CredentialTestContext(), credential));
}
