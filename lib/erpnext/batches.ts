import type { ErpClient, ErpDocument } from './client';
import { ErpApiError, isDown, isOutcomeUnknown } from './errors';

/**
 * What became of one document of a batch. `unsure`: nobody answered, or somebody else wrote it first; only a look into
 * ERPNext tells, and nothing may be repeated before.
 */
export type InsertOutcome = { name: string } | { refused: ErpApiError } | { unsure: ErpApiError | undefined };

/** A refusal that other documents share: they need not be sent to be known as refused. */
export interface SharedRefusal {
	error: ErpApiError;
	isSharedBy(doc: ErpDocument): boolean;
}

export interface InsertRules {
	/** Refusals that no halving explains, e.g. a unique value that is taken: the whole batch is `unsure`. */
	mustLookAgain?(error: ErpApiError): boolean;
	/** Which other documents this refusal of one document condemns as well; undefined when none. */
	toShared?(error: ErpApiError, doc: ErpDocument): SharedRefusal | undefined;
	/** Refusals known so far; grows while batches are written. */
	known?: SharedRefusal[];
}

/**
 * Inserts one batch, all or nothing; when ERPNext refuses it, halves it until each bad document stands alone
 * (recorded: items/many at once, one bad: none is made). Outcomes in the order of `docs`. Throws when ERPNext refuses
 * this user altogether.
 */
export async function insertHalving(erp: ErpClient, docs: ErpDocument[], rules: InsertRules = {}): Promise<InsertOutcome[]> {
	const condemned = docs.map((doc) => rules.known?.find((refusal) => refusal.isSharedBy(doc)));
	const sendable = docs.filter((_doc, index) => !condemned[index]);
	const sent = await sendOrHalve(erp, sendable, rules);
	return condemned.flatMap((refusal) => (refusal ? { refused: refusal.error } : (sent.shift() ?? [])));
}

async function sendOrHalve(erp: ErpClient, docs: ErpDocument[], rules: InsertRules): Promise<InsertOutcome[]> {
	const [first] = docs;
	if (!first) return [];
	try {
		const names = await erp.insertMany(docs);
		return names.map((name) => ({ name }));
	} catch (error) {
		if (!(error instanceof ErpApiError) || isSiteRefusal(error)) throw error;
		if (isUnsure(error) || rules.mustLookAgain?.(error)) return docs.map(() => ({ unsure: error }));
		if (docs.length === 1) {
			const shared = rules.toShared?.(error, first);
			if (shared) rules.known?.push(shared);
			return [{ refused: error }];
		}
		const middle = Math.ceil(docs.length / 2);
		const firstHalf = await insertHalving(erp, docs.slice(0, middle), rules);
		return [...firstHalf, ...(await insertHalving(erp, docs.slice(middle), rules))];
	}
}

/**
 * Whether ERPNext refuses this user as a whole: a wrong key or a missing right stops a run, not an order. A 403 without a
 * cause is not ERPNext's: something in between took offence at one body.
 */
export function isSiteRefusal(error: ErpApiError): boolean {
	return error.status === 401 || (error.status === 403 && error.excType !== '');
}

/** Whether a look into ERPNext must come before anything else: it may have been done, or nothing else will work. */
export function isUnsure(error: unknown): boolean {
	return isDown(error) || isOutcomeUnknown(error);
}
