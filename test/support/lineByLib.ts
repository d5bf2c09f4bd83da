import { createAmazonClient } from '../../lib/amazon/client';
import type { AmazonCredentials } from '../../lib/amazon/types';
import type { Clock } from '../../lib/clock';
import type { ErpClient } from '../../lib/erpnext/client';
import { createErpClient } from '../../lib/erpnext/http';
import type { ErpCredentials } from '../../lib/erpnext/types';
import { finishRun } from '../../lib/sync/finishRun';
import { listCatalogItems } from '../../lib/sync/listCatalogItems';
import { listOrders } from '../../lib/sync/listOrders';
import { startRun, type StartRunInput } from '../../lib/sync/startRun';
import type { SyncProgress, SyncResult, SyncSummary, SyncWindow } from '../../lib/sync/types';
import { writeListings } from '../../lib/sync/writeListings';
import { writeOrders } from '../../lib/sync/writeOrders';

export const LINE_STEPS = ['Start', 'List', 'Write', 'Finish'] as const;
export type LineStep = (typeof LINE_STEPS)[number];

export interface LineEnds {
	amazon: AmazonCredentials;
	erp: ErpCredentials;
	clock: Clock;
	/** Called with each request; what it throws ends the run there, as when the process dies. */
	onRequest?: (step: LineStep) => void;
	/** How long each end may take for an answer. */
	timeoutMs?: number;
}

/** Items travel between nodes as JSON. */
function passedOn<T>(value: T): T {
	const copy: T = JSON.parse(JSON.stringify(value));
	return copy;
}

/** One run of one stream from Start to Finish through lib alone, each step with clients of its own, as the nodes have them. */
export async function runLineByLib({ amazon, erp, clock, onRequest, timeoutMs }: LineEnds, input: StartRunInput, run: { runId: string; mostPerRun: number }): Promise<SyncSummary> {
	const depsOf = (step: LineStep) => ({ clock, random: () => 0.5, onRequest: () => onRequest?.(step) });
	const newErp = (step: LineStep): ErpClient => createErpClient(erp, { ...depsOf(step), ...(timeoutMs ? { timeoutMs } : {}) });
	const window = passedOn(await startRun({ erp: newErp('Start'), clock, runId: run.runId }, input));
	const client = createAmazonClient(amazon, { ...depsOf('List'), ...(timeoutMs ? { timeouts: { deadlineMs: timeoutMs, idleMs: timeoutMs } } : {}) });
	const options = { quota: { kind: 'stop' as const, reserve: window.keepCalls }, clock };
	const writer = newErp('Write');
	const { results, progress } =
		input.stream === 'products'
			? await listAndWrite(window, writer, listCatalogItems(client, window, { ...options, maxSkus: run.mostPerRun }), async (items) => await writeListings({ erp: writer, clock }, items, window.settings))
			: await listAndWrite(window, writer, listOrders(client, window, { ...options, maxOrders: run.mostPerRun }), async (items) => await writeOrders({ erp: writer, clock }, items, window.settings));
	return await finishRun({ erp: newErp('Finish'), clock }, { results, progress, allowMissing: false });
}

async function listAndWrite<T>(
	window: SyncWindow,
	writer: ErpClient,
	pages: AsyncGenerator<T[], SyncProgress>,
	write: (items: T[]) => Promise<SyncResult[]>,
): Promise<{ results: SyncResult[]; progress: SyncProgress }> {
	const items: T[] = [];
	let step = await pages.next();
	for (; !step.done; step = await pages.next()) items.push(...step.value);
	const results = items.length > 0 && !window.skipped ? await write(passedOn(items)) : [];
	return passedOn({ results, progress: { ...step.value, erpnextCalls: writer.usage.calls } });
}
