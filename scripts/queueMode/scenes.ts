/** What the two workers live through. */
import { CURSOR_DOCTYPE, RUN_DOCTYPE } from '../../lib/erpnext/schema';
import type { Shop } from './shop';
import type { RunningWorker, WorkedExecution } from './worker';

const POLL_MS = 100;
const SCENE_LIMIT_MS = 180_000;
/** Drafts of the second lot that must stand before a worker is killed. */
const HALF_WAY = 8;

type Say = (line: string) => void;

async function until(what: string, isSo: () => boolean): Promise<void> {
	const deadline = Date.now() + SCENE_LIMIT_MS;
	while (!isSo()) {
		if (Date.now() > deadline) throw new Error(`${what}: not within ${SCENE_LIMIT_MS / 1000} s`);
		await new Promise((resolve) => setTimeout(resolve, POLL_MS));
	}
}

const submitted = ({ erp }: Shop): number => erp.site.docs('Sales Order').filter(({ docstatus }) => docstatus === 1).length;
const isFree = ({ erp, world }: Shop, stream: string): boolean => !erp.site.doc(CURSOR_DOCTYPE, `${world.sellerId}:${stream}`)?.lease_run;

/** Pairs of executions that were under way on the two workers at the same time. */
function countMeetings([one, other]: readonly RunningWorker[]): number {
	const meets = (first: WorkedExecution, second: WorkedExecution): boolean =>
		first.startedMs < (second.finishedMs ?? Number.POSITIVE_INFINITY) && second.startedMs < (first.finishedMs ?? Number.POSITIVE_INFINITY);
	return (one?.executions() ?? []).reduce((sum, first) => sum + (other?.executions() ?? []).filter((second) => meets(first, second)).length, 0);
}

function createdByRuns({ erp }: Shop): number {
	const runs = erp.site.docs(RUN_DOCTYPE).filter(({ stream }) => stream === 'orders');
	return runs.reduce((sum, { created_count }) => sum + Number(created_count), 0);
}

/** A first load by both workers; says what was done twice. */
export async function playTogether(shop: Shop, workers: readonly RunningWorker[], say: Say): Promise<string[]> {
	const startedMs = Date.now();
	await until('The first load', () => submitted(shop) >= shop.countWanted() && isFree(shop, 'orders'));
	const [one, other] = workers.map((worker) => worker.executions().length);
	const meetings = countMeetings(workers);
	const held = submitted(shop);
	say(`First load: ${held} orders in ${Math.round((Date.now() - startedMs) / 1000)} s; ${one} and ${other} executions, ${meetings} pairs of them at the same time`);
	// The history is written after the lease is given back.
	await until('The history of the first load', () => createdByRuns(shop) >= held);
	const wrong: string[] = [];
	if (meetings === 0) wrong.push('No two executions were under way on both workers at once, so nothing was proved');
	if (createdByRuns(shop) !== held) wrong.push(`The runs say that they created ${createdByRuns(shop)} Sales Orders; ERPNext holds ${held}`);
	return wrong;
}

/** The worker that holds the cursor dies in the middle of more orders; the other one takes over. */
export async function playOvertaking(shop: Shop, workers: readonly RunningWorker[], say: Say): Promise<string[]> {
	const before = shop.erp.site.count('Sales Order');
	shop.sellMore();
	await until('The second lot to be half way', () => shop.erp.site.count('Sales Order') >= before + HALF_WAY);
	const holder = String(shop.erp.site.doc(CURSOR_DOCTYPE, `${shop.world.sellerId}:orders`)?.lease_run ?? '');
	const executionId = /:(\d+)-/.exec(holder)?.[1];
	const victim = workers.find((worker) => worker.executions().some(({ id, finishedMs }) => id === executionId && finishedMs === undefined));
	if (!victim) return [`Run '${holder}' is under way on neither worker, so none could be killed in its middle`];
	victim.kill();
	const stood = shop.erp.site.count('Sales Order') - before;
	const killedMs = Date.now();
	await until('The other worker to take over', () => submitted(shop) >= shop.countWanted() && isFree(shop, 'orders'));
	say(`Killed ${victim.name} with ${stood} of ${shop.countWanted() - before} new orders written; the other had the rest ${Math.round((Date.now() - killedMs) / 1000)} s later`);
	return [];
}
