import type { INodeProperties } from 'n8n-workflow';

interface OperationText {
	name: string;
	value: string;
	/** Names its object, without an article: what n8n lists in the node's search. */
	action: string;
	description: string;
}

/** Every node has an Operation, even a single one, so that more can follow without a new version. */
export function operationField(operations: OperationText[], preset: string): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: operations,
		default: preset,
	};
}
