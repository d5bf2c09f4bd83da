/** One execution of "Amazon audit": what the shipped template says of the books that the demo has just written. */
import { DateTime } from 'luxon';

import type { N8nApi } from './n8nApi';

const AUDIT = { id: 'AmzErpAudit000001', trigger: 'Execute by hand', node: 'Audit Sales Orders' };
/** An audit is whole only up to the day before yesterday: a day ends at other times elsewhere. */
const LAST_WHOLE_DAY = 2;
const MOST_DAYS = 31;

export interface AuditPeriod {
	firstDay: string;
	lastDay: string;
}

/** Whole days of the period that the demo imports, a month of them at most. */
export function auditPeriod(afterDate: string): AuditPeriod {
	const last = DateTime.utc().minus({ days: LAST_WHOLE_DAY }).startOf('day');
	const first = DateTime.max(DateTime.fromISO(afterDate, { zone: 'utc' }).plus({ days: 1 }).startOf('day'), last.minus({ days: MOST_DAYS - 1 }));
	return { firstDay: DateTime.min(first, last).toFormat('yyyy-MM-dd'), lastDay: last.toFormat('yyyy-MM-dd') };
}

export interface AuditSaid {
	message: string;
	differences: number;
}

export async function executeAudit(n8n: N8nApi): Promise<AuditSaid> {
	const execution = await n8n.execute(AUDIT.id, AUDIT.trigger);
	const summary = execution.output(AUDIT.node).at(-1)?.json;
	if (execution.status !== 'success' || summary?.kind !== 'summary') {
		throw new Error(`The audit ended with '${execution.status}': ${execution.message ?? 'it gave no summary'}`);
	}
	return { message: String(summary.message), differences: Number(summary.differences) };
}
