/** What Start leaves on the cursor for Finish: it knows things that no item carries. */
import { isRecord } from '../isRecord';
import { parseJson } from '../parseJson';

export interface StartNote {
	/** ISO 8601 in UTC. */
	startedAt: string;
	erpnextCalls: number;
	notices: string[];
	/** Where a person finds the execution in n8n. */
	executionUrl?: string;
	/** A person started it and watches it. */
	byHand?: boolean;
	/** Why the run gave up before its end. */
	failure?: string;
	/** Products: marketplaces of the window, and whether some of them are listed whole. */
	marketplaceIds?: string[];
	isWhole?: boolean;
}

/** An empty note where there is none or a person changed it. Pure. */
export function readStartNote(json: string | null | undefined): StartNote {
	const value = parseJson(json ?? '');
	if (!isRecord(value)) return { startedAt: '', erpnextCalls: 0, notices: [] };
	return {
		startedAt: typeof value.startedAt === 'string' ? value.startedAt : '',
		erpnextCalls: typeof value.erpnextCalls === 'number' ? value.erpnextCalls : 0,
		notices: Array.isArray(value.notices) ? value.notices.map(String) : [],
		...(Array.isArray(value.marketplaceIds) ? { marketplaceIds: value.marketplaceIds.map(String) } : {}),
		...(value.isWhole === true ? { isWhole: true } : {}),
		...(typeof value.executionUrl === 'string' ? { executionUrl: value.executionUrl } : {}),
		...(value.byHand === true ? { byHand: true } : {}),
		...(typeof value.failure === 'string' ? { failure: value.failure } : {}),
	};
}
