/** The beginning of a run: settings checked, ERPNext prepared, lease taken, window told. */
import type { Clock } from '../clock';
import { ensureChargeAccounts } from '../erpnext/chargeAccounts';
import type { ErpClient } from '../erpnext/client';
import { cursorKey, findCursor, toInstant } from '../erpnext/cursor';
import type { StartNote } from '../erpnext/cursorNote';
import { fetchUnresolvedIssues, isDue, type IssueScope, type UnresolvedIssue } from '../erpnext/issues';
import { otherHolder, takeLease, type LeaseHolder } from '../erpnext/lease';
import type { ErpSyncCursor } from '../erpnext/schema';
import { readSettings } from '../erpnext/settingsCheck';
import { isFresh, readMemory, type SettingsMemory, stampOf } from '../erpnext/settingsCheckMemory';
import { ensureSchema } from '../erpnext/setup';
import type { SettingsInput, SyncSettings } from '../settings';
import { type BackfillPlan, KEPT_CALLS, planBackfillWindow } from './backfill';
import { previewSetup } from './previewSetup';
import { nextSweep, type Sweep } from './sweep';
import { toRetryId } from './retryIds';
import { toRunId } from './runId';
import { recordAbandoned } from './unfinishedRun';
import { currenciesOf, readDates, type StartDates } from './startRunChecks';
import type { SyncStream, SyncWindow } from './types';
import { type PlannedWindow, planUpdatedWindow } from './window';

export interface StartRunDeps {
	erp: ErpClient;
	clock: Clock;
	/** Tells this run from every other, e.g. n8n's execution id with the node's name. */
	runId: string;
	/** Where a person finds this execution in n8n. */
	executionUrl?: string;
	/** A person started it and watches it. */
	byHand?: boolean;
}

export interface StartRunInput {
	stream: SyncStream;
	sellerId: string;
	marketplaceIds: string[];
	settings: SettingsInput;
	/** Day or instant; may be empty for products, and for a backfill that begins now. */
	afterDate: string;
	backfillUntil?: string;
	/** How long other runs keep away if this one never finishes. */
	leaseMinutes: number;
	/** How far before the position a window begins. */
	overlapMinutes: number;
}

/** Due issues that one run asks for again: getOrder gives 30 at once and 0.5 a second (its model). */
const MOST_RETRIES = 100;

interface Prepared {
	settings: SyncSettings;
	memory: SettingsMemory;
	notices: string[];
}

/**
 * Safe to repeat at any point, also after a crash. Throws ErpSettingsError (a setting, a right, a date, the position) or
 * ErpApiError before anything of Amazon's is asked. A dry run only reads.
 */
export async function startRun(deps: StartRunDeps, input: StartRunInput): Promise<SyncWindow> {
	const { erp, clock } = deps;
	const { dryRun } = input.settings;
	const nowMs = clock.now();
	const callsBefore = erp.usage.calls;
	const currencies = currenciesOf(input.marketplaceIds);
	const runId = toRunId(input.sellerId, input.stream, deps.runId, dryRun);
	const key = cursorKey(input.sellerId, input.stream);
	const { isPrepared, cursor } = await findCursor(erp, key);

	const memory = readMemory(cursor?.settings_check);
	const claim = { runId, nowMs, byHand: deps.byHand };
	const holder = dryRun ? undefined : otherHolder(cursor, claim);
	const prepared = await prepare(deps, input, currencies, memory, isPrepared);
	const { afterDate, backfillUntil } = input;
	const dates = readDates(input.stream, { afterDate, backfillUntil, hasCursor: cursor !== undefined }, prepared.settings.timeZone, nowMs);
	const plan = (found: ErpSyncCursor | undefined) => planFor(input, found, dates, nowMs);
	const first = plan(cursor);
	const told = { runId, input, prepared, cursor };
	if (holder) return skippedWindow(told, first, heldReason(holder));
	if (first.isDone) return skippedWindow(told, first, doneReason(cursor, dates));
	if (dryRun) {
		const issues = isPrepared ? await fetchUnresolvedIssues(erp, scopeOf(input)) : [];
		return toWindow(told, { ...first, pageToken: null }, issues, nowMs);
	}

	const issues = await fetchUnresolvedIssues(erp, scopeOf(input));
	const sweep = await planSweep(erp, input, cursor);
	let planned = first;
	let takenOver: ErpSyncCursor | undefined;
	const lost = await takeLease(erp, key, claim, cursor, (found) => {
		planned = plan(found);
		takenOver = found;
		const note: StartNote = {
			startedAt: toInstant(nowMs),
			erpnextCalls: erp.usage.calls - callsBefore + 1,
			notices: prepared.notices,
			...(deps.executionUrl ? { executionUrl: deps.executionUrl } : {}),
			...(deps.byHand ? { byHand: true } : {}),
			...(input.stream === 'products' ? { marketplaceIds: input.marketplaceIds, isWhole: wholeLoadsOf(input, found).length > 0 } : {}),
		};
		return {
			...(found ? {} : { cursor_key: key, seller_id: input.sellerId, stream: input.stream }),
			...planned.fields,
			lease_run: runId,
			lease_until: toInstant(nowMs + input.leaseMinutes * 60_000),
			start_note: JSON.stringify(note),
			settings_check: JSON.stringify(prepared.memory),
			...(sweep ? { swept_to: sweep.sweptTo } : {}),
		};
	});
	if (lost) return skippedWindow(told, planned, heldReason(lost));
	if (takenOver?.lease_run && takenOver.lease_run !== runId) await recordAbandoned(erp, takenOver, runId, nowMs);
	const window = toWindow(told, planned, issues, nowMs);
	return sweep ? { ...window, checkIds: sweep.checkIds } : window;
}

/** Not before the first load is done: then nothing is known that could be deleted. */
async function planSweep(erp: ErpClient, { stream, settings, sellerId, marketplaceIds }: StartRunInput, cursor: ErpSyncCursor | undefined): Promise<Sweep | undefined> {
	if (stream !== 'products' || !settings.disableClosedListings || !cursor?.last_completed) return undefined;
	return await nextSweep(erp, sellerId, marketplaceIds, cursor.swept_to ?? '');
}

function scopeOf({ sellerId, stream }: StartRunInput): IssueScope {
	return { sellerId, stream: stream === 'products' ? 'products' : 'orders' };
}

function planFor(input: StartRunInput, cursor: ErpSyncCursor | undefined, dates: StartDates, nowMs: number): BackfillPlan {
	if (input.stream === 'ordersBackfill') return planBackfillWindow(cursor, dates.firstMs, dates.untilMs, nowMs);
	return { ...planUpdatedWindow(cursor, dates.firstMs, nowMs, input.overlapMinutes), isDone: false };
}

/** Reads first and makes afterwards: nothing is made in ERPNext while a setting is wrong. */
async function prepare(
	{ erp, clock }: StartRunDeps,
	input: StartRunInput,
	currencies: Record<string, string>,
	memory: SettingsMemory | undefined,
	isPrepared: boolean,
): Promise<Prepared> {
	const stamp = stampOf(input.settings, input.sellerId, input.marketplaceIds);
	if (isPrepared && !input.settings.dryRun && isFresh(memory, stamp, clock.now())) {
		return { settings: memory.settings, memory, notices: [] };
	}
	const { settings, accounts } = await readSettings(erp, input.settings, {
		sellerId: input.sellerId,
		stream: input.stream,
		marketplaceCurrencies: currencies,
		currencyPrecision: memory?.settings.currencyPrecision,
	});
	const notices: string[] = [];
	if (settings.dryRun) {
		notices.push(...(await previewSetup(erp)));
		if (accounts.length > 0) notices.push(`A real run makes ${accounts.length} accounts under '${settings.accountGroup}'.`);
	} else {
		const { message } = await ensureSchema(erp);
		if (message) notices.push(message);
		await ensureChargeAccounts(erp, accounts);
		if (accounts.length > 0) notices.push(`Made ${accounts.length} accounts under '${settings.accountGroup}'.`);
	}
	return { settings, memory: { stamp, checkedAt: clock.now(), settings }, notices };
}

interface Told {
	runId: string;
	input: StartRunInput;
	prepared: Prepared;
	cursor: ErpSyncCursor | undefined;
}

function toWindow({ runId, input, prepared, cursor }: Told, planned: PlannedWindow, issues: UnresolvedIssue[], nowMs: number): SyncWindow {
	const isBackfill = input.stream === 'ordersBackfill';
	const wholeLoads = wholeLoadsOf(input, cursor);
	const due = isBackfill ? [] : issues.filter((issue) => isDue(issue, nowMs));
	const idsOf = (some: UnresolvedIssue[]) => some.flatMap((issue) => toRetryId(issue, input.stream) ?? []);
	return {
		runId,
		stream: input.stream,
		skipped: false,
		marketplaceIds: input.marketplaceIds,
		by: isBackfill ? 'created' : 'updated',
		after: planned.after,
		before: planned.before,
		pageToken: planned.pageToken,
		retryIds: idsOf(due).slice(0, MOST_RETRIES),
		ignoredIds: idsOf(issues.filter(({ status }) => status === 'Ignored')),
		settings: prepared.settings,
		firstLoad: input.stream === 'products' && !cursor?.last_completed,
		...(cursor?.last_completed && wholeLoads.length > 0 ? { firstLoadIds: wholeLoads } : {}),
		...(isBackfill ? { keepCalls: KEPT_CALLS } : {}),
		...(prepared.notices.length > 0 ? { notices: prepared.notices } : {}),
	};
}

/** Marketplaces whose catalogue no completed window has covered, or that a person took out of the list. */
function wholeLoadsOf({ stream, marketplaceIds }: StartRunInput, cursor: ErpSyncCursor | undefined): string[] {
	const loaded = new Set((cursor?.loaded_marketplaces ?? '').split(/[\s,]+/));
	return stream === 'products' ? marketplaceIds.filter((id) => !loaded.has(id)) : [];
}

function skippedWindow(told: Told, planned: PlannedWindow, reason: string): SyncWindow {
	return { ...toWindow(told, planned, [], 0), skipped: true, reason };
}

function heldReason({ run, until }: LeaseHolder): string {
	return `Run '${run}' is under way and holds the cursor until ${until}; this one leaves the work to it. If that run has ended without Finish, empty 'Lease Run' in Amazon Sync Cursor.`;
}

function doneReason(cursor: ErpSyncCursor | undefined, { untilMs }: StartDates): string {
	const from = (cursor?.backfill_from ?? '').slice(0, 10);
	return `The backfill is complete: every order created from ${toInstant(untilMs).slice(0, 10)} to ${from} was read. Switch this workflow off, or set an earlier 'Backfill Until'.`;
}
