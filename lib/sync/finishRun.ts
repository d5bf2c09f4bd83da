/** The end of a run: first the issues, then the cursor, then the history. */
import type { Clock } from '../clock';
import type { ErpClient } from '../erpnext/client';
import { ErpApiError } from '../erpnext/errors';
import { readStartNote } from '../erpnext/cursorNote';
import type { ErpSyncCursor } from '../erpnext/schema';
import { describeBackfill } from './backfill';
import { finishCursor, releaseLease, type FinishedCursor } from './finishRunCursor';
import { fetchStanding, settleIssues } from './finishRunIssues';
import { writeHistory } from './finishRunHistory';
import { thingsOf, toMessage } from './finishRunMessage';
import { countActions, countForeign, findStorm, issueKeyOf, sumTotals } from './finishRunResults';
import { SyncRunError } from './runErrors';
import { parseRunId, type RunIdParts } from './runId';
import type { SyncProgress, SyncResult, SyncSummary } from './types';

export interface FinishRunDeps {
	erp: ErpClient;
	clock: Clock;
	/** Where a person finds this execution in n8n. */
	executionUrl?: string;
}

export interface FinishRunInput {
	results: readonly SyncResult[];
	progress?: SyncProgress;
	/** Moves on although fewer results came than were listed. */
	allowMissing: boolean;
}

/** With the requests that the client had made before this operation. */
type Deps = FinishRunDeps & { callsBefore: number };

/**
 * Safe to repeat: a Finish that broke off anywhere is healed by the next run, or by calling it again. Throws SyncRunError
 * when results are missing or all failed alike, ErpApiError when ERPNext does not answer; the cursor then stays.
 */
export async function finishRun(given: FinishRunDeps, input: FinishRunInput): Promise<SyncSummary> {
	const deps: Deps = { ...given, callsBefore: given.erp.usage.calls };
	const { progress } = input;
	if (!progress) {
		throw new SyncRunError("No progress item arrived, so the position stays where it was: switch on 'Include Progress Item' in the List node and let every item reach Finish.");
	}
	const run = parseRunId(progress.runId);
	if (!run) {
		throw new SyncRunError(`'runId' '${progress.runId}' is none that Start gave: connect Start, List and Finish in one line, with 'Window' set to the run's.`);
	}
	if (progress.skipped) return summaryOf(deps, input.results, progress, run, { also: progress.reason ?? '' });
	await refuseMissing(deps, input, progress, run);
	if (run.isDryRun) return summaryOf(deps, input.results, progress, run, {});
	const { openIssues, finished } = await settle(deps, input, progress, run);
	const summary = summaryOf(deps, input.results, progress, run, { openIssues, finished, also: backfillText(run, finished) });
	await writeHistory(deps, summary, run, finished.before);
	return { ...summary, erpnextCalls: summary.erpnextCalls + 1 };
}

async function settle(deps: Deps, input: FinishRunInput, progress: SyncProgress, run: RunIdParts) {
	const nowMs = deps.clock.now();
	const { results } = input;
	try {
		const standing = await fetchStanding(deps.erp, run);
		await refuseStorm(deps, input, progress, run, new Set(standing.map(({ issue_key }) => issue_key)));
		const openIssues = await settleIssues(deps.erp, results, progress, run, standing, nowMs);
		return { openIssues, finished: await finishCursor(deps.erp, progress, run, results, nowMs) };
	} catch (error) {
		// Where ERPNext still answers the next run need not wait for the lease to run out.
		if (error instanceof ErpApiError && !error.isDown) await releaseLease(deps.erp, progress, run);
		throw error;
	}
}

function backfillText({ stream }: RunIdParts, { after }: FinishedCursor): string {
	return stream === 'ordersBackfill' && after ? describeBackfill(after) : '';
}

async function refuseMissing(deps: Deps, input: FinishRunInput, progress: SyncProgress, run: RunIdParts): Promise<void> {
	const { results, allowMissing } = input;
	// A result that came twice stands for no other one.
	const came = new Set(results.map(issueKeyOf)).size;
	if (allowMissing || came >= progress.count) return;
	const message = `Only ${came} of ${thingsOf(run.stream, progress.count)} came back to Finish, so the position stays where it was and the next run reads them again: let every item of the writing node reach Finish, or switch on 'Allow Missing Results'.`;
	await fail(deps, input, progress, run, message);
}

async function refuseStorm(deps: Deps, input: FinishRunInput, progress: SyncProgress, run: RunIdParts, known: ReadonlySet<string>): Promise<void> {
	const storm = findStorm(input.results, known);
	if (!storm) return;
	const message = `All ${thingsOf(run.stream, storm.count)} that ERPNext was to take failed alike, so this counts as one failed run: no issues were opened and the position stays where it was. Put this right and the next run reads them again: ${storm.reason}`;
	await fail(deps, input, progress, run, message);
}

/** Lets the next run begin at once, with its settings checked anew; the history keeps the reason. */
async function fail(deps: Deps, { results }: FinishRunInput, progress: SyncProgress, run: RunIdParts, message: string): Promise<never> {
	if (!run.isDryRun) {
		const cursor = await releaseLease(deps.erp, progress, run);
		const summary = summaryOf(deps, results, progress, run, { finished: { before: cursor, isOurs: true, notices: [] } });
		await writeHistory(deps, { ...summary, message }, run, cursor, 'Failed');
	}
	throw new SyncRunError(message);
}

interface Known {
	openIssues?: number;
	finished?: FinishedCursor;
	also?: string;
}

function summaryOf(deps: Deps, results: readonly SyncResult[], progress: SyncProgress, run: RunIdParts, known: Known): SyncSummary {
	const counts = countActions(results);
	const more = !progress.complete && !progress.skipped;
	const note = readStartNote(ownNote(known.finished?.before, progress));
	const startedMs = Date.parse(note.startedAt);
	const message = progress.skipped
		? `Skipped: ${progress.reason ?? 'another run is under way.'}`
		: toMessage({ stream: run.stream, listed: progress.count, counts, foreign: countForeign(results), openIssues: known.openIssues, isDryRun: run.isDryRun, more, also: known.also ?? '' });
	return {
		runId: progress.runId,
		stream: run.stream,
		status: statusOf(progress, known.finished),
		message,
		listed: progress.count,
		counts,
		openIssues: known.openIssues ?? 0,
		totals: sumTotals(results),
		windowEnd: progress.windowEnd,
		more,
		amazonCalls: progress.amazonCalls,
		erpnextCalls: progress.erpnextCalls + note.erpnextCalls + deps.erp.usage.calls - deps.callsBefore,
		quotaWaitMs: progress.quotaWaitMs,
		durationMs: Number.isNaN(startedMs) ? 0 : Math.max(deps.clock.now() - startedMs, 0),
		notices: [...new Set([...note.notices, ...progress.notices, ...(known.finished?.notices ?? [])])],
		...(run.isDryRun ? { dryRun: true as const } : {}),
	};
}

function statusOf({ skipped, complete }: SyncProgress, finished: FinishedCursor | undefined): SyncSummary['status'] {
	if (skipped) return 'Skipped';
	return complete && finished?.isOurs !== false ? 'Completed' : 'Partial';
}

/** The note is this run's only while the lease is, or when this run gave it back last. */
function ownNote(cursor: ErpSyncCursor | undefined, progress: SyncProgress): string | null | undefined {
	return cursor?.lease_run === progress.runId ? cursor.start_note : undefined;
}

