import type { IExecuteFunctions } from 'n8n-workflow';

/** Where a person finds this execution in n8n; ERPNext's run record links to it. */
export function executionUrl(context: IExecuteFunctions): string {
	const base = context.getInstanceBaseUrl().replace(/\/+$/, '');
	return `${base}/workflow/${context.getWorkflow().id ?? ''}/executions/${context.getExecutionId()}`;
}
