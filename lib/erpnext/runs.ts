/** The history of runs, one record each, for people. */
import type { ErpClient } from './client';
import { isDuplicate } from './errors';
import { type ErpSyncRun, RUN_DOCTYPE } from './schema';

/** Safe to repeat: a run that stands in the history already is left as it is. */
export async function insertRun(erp: ErpClient, run: ErpSyncRun): Promise<void> {
	try {
		await erp.insert(RUN_DOCTYPE, run, { safe: true });
	} catch (error) {
		if (!isDuplicate(error)) throw error;
	}
}
