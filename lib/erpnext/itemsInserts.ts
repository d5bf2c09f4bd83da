import { inParts } from '../inParts';
import { insertHalving, type InsertOutcome } from './batches';
import type { ErpClient, ErpDocument } from './client';
import type { ErpApiError } from './errors';

export type SureOutcome = { name: string } | { refused: ErpApiError };

export interface BulkInsert {
	perCall: number;
	/** Requests under way at once. */
	inFlight: number;
	/** Names of the documents that ERPNext has, in the order asked; undefined for those that it lacks. */
	lookAgain: (docs: ErpDocument[]) => Promise<Array<string | undefined>>;
}

/**
 * Inserts documents in bulk; each is written or refused for itself. When nobody answered, ERPNext is asked again before
 * anything is repeated; when nobody answers twice, throws. Outcomes in order. Safe to repeat where `lookAgain` finds them.
 */
export async function insertInBulk(erp: ErpClient, docs: ErpDocument[], how: BulkInsert): Promise<SureOutcome[]> {
	const first = await insertParts(erp, docs, how);
	const unsure = docs.filter((_, index) => isUnsure(first[index]));
	if (unsure.length === 0) return first.map(sure);
	const names = await how.lookAgain(unsure);
	const missing = unsure.filter((_, index) => names[index] === undefined);
	const again = await insertParts(erp, missing, how);
	const settled = new Map<ErpDocument, SureOutcome>();
	missing.forEach((doc, index) => settled.set(doc, sure(again[index])));
	unsure.forEach((doc, index) => {
		const name = names[index];
		if (name !== undefined) settled.set(doc, { name });
	});
	return docs.map((doc, index) => settled.get(doc) ?? sure(first[index]));
}

async function insertParts(erp: ErpClient, docs: ErpDocument[], how: BulkInsert): Promise<InsertOutcome[]> {
	const tasks = inParts(docs, how.perCall).map((part) => async () => await insertHalving(erp, part));
	return (await runInFlight(how.inFlight, tasks)).flat();
}

function isUnsure(outcome: InsertOutcome | undefined): boolean {
	return outcome === undefined || 'unsure' in outcome;
}

function sure(outcome: InsertOutcome | undefined): SureOutcome {
	if (outcome === undefined) throw new Error('ERPNext returned fewer names than documents were sent');
	if ('unsure' in outcome) throw outcome.unsure;
	return outcome;
}

/** Runs tasks in order, at most `limit` at once; the first that throws ends it. */
export async function runInFlight<T>(limit: number, tasks: ReadonlyArray<() => Promise<T>>): Promise<T[]> {
	const results: T[] = [];
	let next = 0;
	let stopped = false;
	const lane = async (): Promise<void> => {
		while (!stopped && next < tasks.length) {
			const index = next++;
			const task = tasks[index];
			if (!task) return;
			try {
				results[index] = await task();
			} catch (error) {
				stopped = true;
				throw error;
			}
		}
	};
	const lanes = await Promise.allSettled(Array.from({ length: Math.max(1, limit) }, lane));
	for (const each of lanes) if (each.status === 'rejected') throw each.reason;
	return results;
}
