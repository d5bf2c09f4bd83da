/** The history of runs, one record each, for people. */
import type { ErpClient } from './client';
import { parseInstant } from './cursor';
import { isDuplicate } from './errors';
import { type ErpSyncRun, RUN_DOCTYPE } from './schema';

/** An n8n that was set up anew counts its executions from 1 again; nothing tries to finish a run for as long as this. */
const OF_ANOTHER_N8N_MS = 24 * 60 * 60_000;
/** ERPNext's names have 140 characters at most; the rest is for the time. */
const LONGEST_ID = 110;

/** Safe to repeat: a run that stands in the history already is left as it is. */
export async function insertRun(erp: ErpClient, run: ErpSyncRun): Promise<void> {
	try {
		await erp.insert(RUN_DOCTYPE, run, { safe: true });
	} catch (error) {
		if (!isDuplicate(error)) throw error;
		const standing = await erp.findDoc<ErpSyncRun>(RUN_DOCTYPE, run.run_id);
		const ageMs = (parseInstant(run.finished) ?? 0) - (parseInstant(standing?.finished) ?? 0);
		if (standing && ageMs > OF_ANOTHER_N8N_MS) await insertRun(erp, { ...run, run_id: `${run.run_id.slice(0, LONGEST_ID)} of ${run.finished}` });
	}
}
