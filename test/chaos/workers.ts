import type { Clock } from '../../lib/clock';
import type { StartRunInput } from '../../lib/sync/startRun';
import type { SyncStream, SyncSummary } from '../../lib/sync/types';
import { LINE_STEPS, type LineStep, runLineByLib } from '../support/lineByLib';
import { runWorkflow } from '../support/runWorkflow';
import { lineOf } from '../support/runWorkflowLine';
import { STARTS_MS, startParameters } from './sellers';
import type { Stage } from './stage';

const DAY_MS = 86_400_000;

/** One run of one stream, from Start to Finish. */
export interface RunOrder {
	stream: SyncStream;
	runId: string;
	mostPerRun: number;
	leaseMinutes: number;
	/** By how much this worker's clock is wrong. */
	skewMs: number;
	/** The worker is gone after so many requests of this step; undefined: it lives. */
	dies?: { step: LineStep; after: number };
	/** How long this worker waits for an answer; through lib alone. */
	timeoutMs?: number;
}

/** Thrown inside a worker that dies: nothing of it goes on, and nobody is told. */
export class Died extends Error {}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function datesOf({ seller }: Stage): { afterDate: string; backfillUntil: string } {
	return { afterDate: dayOf(STARTS_MS - seller.afterDays * DAY_MS), backfillUntil: dayOf(STARTS_MS - 20 * DAY_MS) };
}

function clockOf({ clock }: Stage, { skewMs }: RunOrder): Clock {
	return { now: () => clock.now() + skewMs, sleep: async (ms) => await clock.sleep(ms) };
}

function inputOf(stage: Stage, { stream, leaseMinutes }: RunOrder): StartRunInput {
	const { seller, world } = stage;
	const { afterDate, backfillUntil } = datesOf(stage);
	return {
		stream,
		sellerId: world.sellerId,
		marketplaceIds: world.marketplaces.map(({ id }) => id),
		settings: seller.settings,
		afterDate: stream === 'products' ? '' : afterDate,
		backfillUntil: stream === 'ordersBackfill' ? backfillUntil : '',
		leaseMinutes,
		overlapMinutes: 5,
	};
}

/** The line through lib. */
export async function runByLib(stage: Stage, order: RunOrder): Promise<SyncSummary> {
	let left = order.dies?.after ?? Number.POSITIVE_INFINITY;
	const onRequest = (step: LineStep): void => {
		if (order.dies?.step === step) left -= 1;
		if (left < 0) throw new Died('The worker is gone');
	};
	return await runLineByLib({ amazon: stage.amazonCredentials, erp: stage.erpCredentials, clock: clockOf(stage, order), onRequest, timeoutMs: order.timeoutMs }, inputOf(stage, order), order);
}

/** The line of nodes on n8n's engine. It dies by losing both ends at once. */
export async function runOnEngine(stage: Stage, order: RunOrder): Promise<SyncSummary> {
	const { stream } = order;
	const { afterDate, backfillUntil } = datesOf(stage);
	const { options, ...parameters } = startParameters(stage.seller);
	const start = {
		...parameters,
		marketplaces: stage.world.marketplaces.map(({ id }) => id),
		afterDate,
		backfillUntil,
		options: { ...(typeof options === 'object' ? options : {}), leaseMinutes: order.leaseMinutes },
	};
	const list = { maxPerRun: order.mostPerRun };
	const { dies } = order;
	// The lines' nodes are called as the steps are.
	const beforeIt = dies && LINE_STEPS[LINE_STEPS.indexOf(dies.step) - 1];
	if (dies && !beforeIt) stage.dieAfter(dies.after);
	const onNodeFinished = (node: string): void => {
		if (dies && node === beforeIt) stage.dieAfter(dies.after);
	};
	const workflow = lineOf(stream, { start, list });
	const run = await runWorkflow({ workflow, credentials: stage.credentials, clock: clockOf(stage, order), executionId: order.runId, mode: 'trigger', onNodeFinished });
	if (dies) stage.revive();
	if (run.error) throw run.error;
	const [summary] = run.json('Finish');
	if (!summary) throw new Error('Finish gave no summary');
	return summary as unknown as SyncSummary;
}
