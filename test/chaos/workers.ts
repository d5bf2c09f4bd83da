import { createAmazonClient } from '../../lib/amazon/client';
import type { Clock } from '../../lib/clock';
import { createErpClient, type ErpClient } from '../../lib/erpnext/client';
import { finishRun } from '../../lib/sync/finishRun';
import { listCatalogItems } from '../../lib/sync/listCatalogItems';
import { listOrders } from '../../lib/sync/listOrders';
import { startRun, type StartRunInput } from '../../lib/sync/startRun';
import type { SyncProgress, SyncResult, SyncStream, SyncSummary, SyncWindow } from '../../lib/sync/types';
import { writeListings } from '../../lib/sync/writeListings';
import { writeOrders } from '../../lib/sync/writeOrders';
import type { AmazonCredentials } from '../../lib/amazon/types';
import { drained } from '../lib/amazon/amazonServer';
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
	/** The worker is gone after so many requests; undefined: it lives. */
	diesAfter?: number;
}

/** Thrown inside a worker that dies: nothing of it goes on, and nobody is told. */
export class Died extends Error {}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function datesOf({ seller }: Stage): { afterDate: string; backfillUntil: string } {
	return { afterDate: dayOf(STARTS_MS - seller.afterDays * DAY_MS), backfillUntil: dayOf(STARTS_MS - 20 * DAY_MS) };
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

/** Items travel between nodes as JSON. */
function passedOn<T>(value: T): T {
	const copy: T = JSON.parse(JSON.stringify(value));
	return copy;
}

/** The line through lib, each step with clients of its own, as the nodes have them. */
export async function runByLib(stage: Stage, order: RunOrder): Promise<SyncSummary> {
	const clock: Clock = { now: () => stage.clock.now() + order.skewMs, sleep: async (ms) => await stage.clock.sleep(ms) };
	let left = order.diesAfter ?? Number.POSITIVE_INFINITY;
	const onRequest = (): void => {
		left -= 1;
		if (left < 0) throw new Died('The worker is gone');
	};
	const random = (): number => 0.5;
	const newErp = (): ErpClient => createErpClient(stage.erpCredentials, { clock, random, onRequest });

	const window = passedOn(await startRun({ erp: newErp(), clock, runId: order.runId }, inputOf(stage, order)));
	const amazon = createAmazonClient(stage.credentials.amazonSellingPartnerLwaApi as unknown as AmazonCredentials, { clock, random, onRequest });
	const options = { quota: { kind: 'stop' as const, reserve: window.keepCalls }, clock };
	const { results, progress } =
		order.stream === 'products'
			? await listAndWrite(window, listCatalogItems(amazon, window, { ...options, maxSkus: order.mostPerRun }), newErp(), async (erp, items) => await writeListings({ erp, clock }, items, window.settings))
			: await listAndWrite(window, listOrders(amazon, window, { ...options, maxOrders: order.mostPerRun }), newErp(), async (erp, items) => await writeOrders({ erp, clock }, items, window.settings));
	return await finishRun({ erp: newErp(), clock }, { results: passedOn(results), progress: passedOn(progress), allowMissing: false });
}

async function listAndWrite<T>(
	window: SyncWindow,
	pages: AsyncGenerator<T[], SyncProgress>,
	erp: ErpClient,
	write: (erp: ErpClient, items: T[]) => Promise<SyncResult[]>,
): Promise<{ results: SyncResult[]; progress: SyncProgress }> {
	const { items, end } = await drained(pages);
	const results = items.length > 0 && !window.skipped ? await write(erp, passedOn(items)) : [];
	return { results, progress: { ...end, erpnextCalls: erp.usage.calls } };
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
	if (order.diesAfter !== undefined) stage.dieAfter(order.diesAfter);
	const clock: Clock = { now: () => stage.clock.now() + order.skewMs, sleep: async (ms) => await stage.clock.sleep(ms) };
	const run = await runWorkflow({ workflow: lineOf(stream, { start, list }), credentials: stage.credentials, clock, executionId: order.runId, mode: 'trigger' });
	if (order.diesAfter !== undefined) stage.revive();
	if (run.error) throw run.error;
	const [summary] = run.json('Finish');
	if (!summary) throw new Error('Finish gave no summary');
	return summary as unknown as SyncSummary;
}
