import type { INodeProperties } from 'n8n-workflow';

/** Fields of the two List nodes: where the window of Get Many comes from, and how much of it is read. */
export const windowSourceField: INodeProperties = {
	displayName: 'Window',
	name: 'windowSource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Define Below', value: 'defineBelow', description: 'For use in any workflow' },
		{ name: 'From Amazon Sync Run', value: 'fromRun', description: 'The incoming item says what to read' },
	],
	default: 'defineBelow',
	description: 'What is read: the window that Amazon Sync Run emits, or one of your own',
};

export const marketplacesField: INodeProperties = {
	displayName: 'Marketplace Names or IDs',
	name: 'marketplaces',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getMarketplaces' },
	default: [],
	required: true,
	description:
		'The marketplaces to read, of those that the seller takes part in. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

export const returnAllField: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

export const beforeOption: INodeProperties = {
	displayName: 'Before',
	name: 'before',
	type: 'dateTime',
	default: '',
	description: 'The end of the window. If empty, it is two minutes ago, the latest that Amazon allows.',
};

export const includeProgressOption: INodeProperties = {
	displayName: 'Include Progress Item',
	name: 'includeProgressItem',
	type: 'boolean',
	default: false,
	description: 'Whether to add a last item that says how far the window was read; Amazon Sync Run needs it to finish',
};

export const continueFromOption: INodeProperties = {
	displayName: 'Continue From',
	name: 'continueFrom',
	type: 'string',
	default: '',
	description: 'The nextPageToken of an earlier progress item, to go on where it stopped; all other fields must be the same',
};

/** Minutes that a workflow without a run waits for quota unless told otherwise. */
export const STANDALONE_WAIT_MINUTES = 10;

export const waitForQuotaOption: INodeProperties = {
	displayName: 'Wait for Quota (Minutes)',
	name: 'waitForQuotaMinutes',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: STANDALONE_WAIT_MINUTES,
	description:
		"How many minutes to wait in one go when Amazon's quota is used up. With 0 it stops there, as it does in a run, and the next run goes on.",
};
