import 'reflect-metadata';

import { AsyncLocalStorage } from 'node:async_hooks';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	type ICredentialDataDecryptedObject,
	ICredentialsHelper,
	type IConnections,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	setSafeRegexEngine,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Clock } from '../../lib/clock';
import { runtime } from '../../nodes/shared/connect';
import { nodeTypesOfPackage } from './runWorkflowNodeTypes';

/** n8n prints every error that a node throws; the tests look at them themselves. */
process.env.N8N_LOG_LEVEL ??= 'silent';

/** n8n gives a pattern 250 ms by the clock on the wall; on a busy machine these run out before it has begun. */
setSafeRegexEngine({
	exec: (pattern, input, flags) => new RegExp(pattern, flags).exec(input),
	test: (pattern, input, flags) => new RegExp(pattern, flags).test(input),
	replace: (pattern, input, flags, replacement) => input.replace(new RegExp(pattern, flags), replacement),
	matchAll: (pattern, input, flags = 'g') => [...input.matchAll(new RegExp(pattern, flags))],
	split: (pattern, input, flags) => input.split(new RegExp(pattern, flags)),
});

/** A workflow as n8n exports it; only what the engine reads. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

export interface RunWorkflowOptions {
	workflow: WorkflowJson;
	/** Decrypted data by credential type; every node that names the type gets it. */
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	/** Name of the node to start from; without it the first trigger. */
	startNode?: string;
	mode?: WorkflowExecuteMode;
	/** Replaces the system's clock in the nodes for this run. */
	clock?: Clock;
	/** More node types, by full name. */
	nodeTypes?: Record<string, INodeType>;
	/** n8n's id of the execution; without it every run has its own, as in n8n. */
	executionId?: string;
	/** Given what a person's "Stop", or the workflow's time limit, does. */
	stopAt?: (stop: () => void) => void;
	/** Called after each node; throwing in it does not stop the run. */
	onNodeFinished?: (nodeName: string) => void;
}

export interface WorkflowRun {
	status: IRun['status'];
	/** Undefined when the run succeeded. */
	error?: Error & { description?: string | null; context?: { itemIndex?: number; data?: unknown } };
	/** Items of the node's main output in its last run; empty when it did not run. */
	items: (nodeName: string, output?: number) => INodeExecutionData[];
	/** Only the JSON of those items. */
	json: (nodeName: string, output?: number) => INodeExecutionData['json'][];
	/** Execution hints of the node. */
	hints: (nodeName: string) => string[];
	raw: IRun;
}

class GivenCredentials extends ICredentialsHelper {
	constructor(private readonly given: Record<string, ICredentialDataDecryptedObject>) {
		super();
	}

	override async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_details: unknown,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const data = this.given[type];
		if (!data) throw new Error(`The test gave no credentials of type '${type}'`);
		return await Promise.resolve({ ...data });
	}

	override getParentTypes = (): string[] => [];
	override isCredentialUsableByNode = (): boolean => true;
	override authenticate = async (_data: unknown, _type: string, options: unknown): Promise<IHttpRequestOptions> =>
		await Promise.resolve(options as IHttpRequestOptions);
	override preAuthentication = async (): Promise<undefined> => await Promise.resolve(undefined);
	override runPreAuthentication = async (): Promise<undefined> => await Promise.resolve(undefined);
	override getCredentials = async (): Promise<never> => await Promise.reject(new Error('Not used by the engine'));
	override getCredentialsProperties = (): INodeProperties[] => [];
	override updateCredentials = async (): Promise<void> => await Promise.resolve();
	override updateCredentialsOauthTokenData = async (): Promise<void> => await Promise.resolve();
}

/** Runs that are under way at the same time each see their own clock, as workers on different machines do. */
const clockOfRun = new AsyncLocalStorage<Clock>();
const machineClock = runtime.clock;
const clockNow = (): Clock => clockOfRun.getStore() ?? machineClock;
runtime.clock = { now: () => clockNow().now(), sleep: async (ms) => await clockNow().sleep(ms) };

let executions = 0;

export function additionalDataFor(
	workflow: WorkflowJson,
	mode: WorkflowExecuteMode,
	credentials: Record<string, ICredentialDataDecryptedObject>,
	{ onNodeFinished, executionId = String(++executions) }: Pick<RunWorkflowOptions, 'onNodeFinished' | 'executionId'> = {},
): IWorkflowExecuteAdditionalData {
	const now = new Date(0);
	const hooks = new ExecutionLifecycleHooks(mode, executionId, {
		id: workflow.id ?? 'test',
		name: workflow.name ?? 'Test',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: now,
		updatedAt: now,
		nodes: workflow.nodes,
		connections: workflow.connections,
	});
	if (onNodeFinished) hooks.addHandler('nodeExecuteAfter', (nodeName) => onNodeFinished(nodeName));
	const url = 'http://127.0.0.1:5678';
	const data: Partial<IWorkflowExecuteAdditionalData> & { hooks: ExecutionLifecycleHooks } = {
		hooks,
		credentialsHelper: new GivenCredentials(credentials),
		currentNodeExecutionIndex: 0,
		executionId,
		restApiUrl: `${url}/rest`,
		instanceBaseUrl: url,
		formBaseUrl: url,
		formWaitingBaseUrl: url,
		formTestBaseUrl: url,
		webhookBaseUrl: url,
		webhookWaitingBaseUrl: url,
		webhookTestBaseUrl: url,
		mcpBaseUrl: url,
		mcpTestBaseUrl: url,
		variables: {},
		userId: 'test',
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
		logAiEvent: () => undefined,
	};
	return data as IWorkflowExecuteAdditionalData;
}

/** Gives every node of ours the credentials that its type names, as a user would have picked them. */
function withCredentials(nodes: INode[], given: Record<string, ICredentialDataDecryptedObject>): INode[] {
	const all = Object.fromEntries(Object.keys(given).map((type) => [type, { id: type, name: type }]));
	return nodes.map((node) => ({ ...node, credentials: { ...all, ...node.credentials } }));
}

/**
 * Executes a workflow on n8n's own engine with our nodes and stand-ins of n8n's. Resolves even when the run failed:
 * look at `status` and `error`.
 */
export async function runWorkflow(options: RunWorkflowOptions): Promise<WorkflowRun> {
	const credentials = options.credentials ?? {};
	const mode = options.mode ?? 'manual';
	const json = { ...options.workflow, nodes: withCredentials(options.workflow.nodes, credentials) };
	const workflow = new Workflow({
		id: json.id ?? 'test',
		name: json.name ?? 'Test',
		nodes: json.nodes,
		connections: json.connections,
		active: false,
		nodeTypes: nodeTypesOfPackage(options.nodeTypes),
		settings: { executionOrder: 'v1', ...json.settings },
	});
	const startNode = workflow.getNode(options.startNode ?? firstTrigger(json.nodes));
	if (!startNode) throw new Error(`The workflow has no node '${options.startNode ?? 'with a trigger'}'`);
	const additionalData = additionalDataFor(json, mode, credentials, options);
	const execute = async (): Promise<IRun> => {
		const running = new WorkflowExecute(additionalData, mode).run({ workflow, startNode });
		options.stopAt?.(() => void running.cancel());
		return await running;
	};
	return viewOf(options.clock ? await clockOfRun.run(options.clock, execute) : await execute());
}

/** As a person would: by the manual trigger if there is one. */
function firstTrigger(nodes: INode[]): string {
	const triggers = nodes.filter(({ type }) => /Trigger$|\.testItems$/.test(type));
	return (triggers.find(({ type }) => type.endsWith('.manualTrigger')) ?? triggers[0])?.name ?? '';
}

function viewOf(run: IRun): WorkflowRun {
	const last = (nodeName: string) => run.data.resultData.runData[nodeName]?.at(-1);
	const items = (nodeName: string, output = 0): INodeExecutionData[] => last(nodeName)?.data?.main?.[output] ?? [];
	return {
		status: run.status,
		error: run.data.resultData.error,
		items,
		json: (nodeName, output) => items(nodeName, output).map((item) => item.json),
		hints: (nodeName) => (last(nodeName)?.hints ?? []).map((hint) => hint.message),
		raw: run,
	};
}
