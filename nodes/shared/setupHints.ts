import type { NodeHint } from 'n8n-workflow';

/** What n8n shows above a panel before the first execution, naming the step that is still missing. */
const beforeExecution = (message: string, displayCondition: string, type: NodeHint['type'] = 'warning'): NodeHint => ({
	message,
	type,
	location: 'ndv',
	whenToDisplay: 'beforeExecution',
	displayCondition,
});

export const startHint = beforeExecution(
	'Choose both credentials first: marketplaces come from your Amazon account, the other lists from your ERPNext',
	'={{ $parameter.operation === "start" && !$parameter.marketplaces?.length }}',
);

export const progressHint = beforeExecution(
	'Switch on "Include Progress Item" under Options: without it, Amazon Sync Run cannot finish this run',
	'={{ $parameter.operation === "getMany" && $parameter.windowSource === "fromRun" && !$parameter.options?.includeProgressItem }}',
);

export const dryRunHint = beforeExecution(
	'Dry run: everything is read, nothing is written',
	'={{ $parameter.options?.dryRun === true }}',
	'info',
);
