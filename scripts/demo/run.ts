/** One execution of "Amazon products then orders", as often as it says that more waits; what its Finish nodes said. */
import type { Clock } from '../../lib/clock';
import type { SyncSummary } from '../../lib/sync/types';
import type { N8nApi } from './n8nApi';
import { PRODUCTS_THEN_ORDERS } from './workflows';

/** A run reads a share of the window (2 000 orders, 5 000 SKUs); a seller of more needs several. */
const MOST_RUNS = 25;
/** One refused request empties what is left of Amazon's quota for orders, which gives the next one within 3 minutes. */
const REFILL_MS = 185_000;
/** A history that needs more than this is the schedule's work. */
const MOST_WAITS = 3;

export interface DemoRun {
	products: SyncSummary;
	orders: SyncSummary;
	seconds: number;
	/** First of several executions; the sums are those of all. */
	runs: number;
}

function summaryFrom(json: Record<string, unknown> | undefined, node: string): SyncSummary {
	if (json && typeof json.message === 'string' && typeof json.counts === 'object') return json as unknown as SyncSummary;
	throw new Error(`The node '${node}' gave no summary; open the execution in n8n to see why`);
}

async function executeOnce(n8n: Pick<N8nApi, 'execute'>): Promise<DemoRun> {
	const startedMs = Date.now();
	const execution = await n8n.execute(PRODUCTS_THEN_ORDERS.id, PRODUCTS_THEN_ORDERS.trigger);
	if (execution.status !== 'success') throw new Error(`The workflow ended with '${execution.status}': ${execution.message ?? 'no message'}`);
	return {
		products: summaryFrom(execution.output('Finish products')[0]?.json, 'Finish products'),
		orders: summaryFrom(execution.output('Finish orders')[0]?.json, 'Finish orders'),
		seconds: (Date.now() - startedMs) / 1000,
		runs: 1,
	};
}

/** Counts add up; what stands at the end (open issues, whether more waits) is the last run's. */
function add(before: SyncSummary, after: SyncSummary): SyncSummary {
	const counts = { ...after.counts };
	for (const action of Object.keys(counts) as Array<keyof typeof counts>) counts[action] += before.counts[action];
	return {
		...after,
		counts,
		listed: before.listed + after.listed,
		amazonCalls: before.amazonCalls + after.amazonCalls,
		erpnextCalls: before.erpnextCalls + after.erpnextCalls,
		notices: [...new Set([...before.notices, ...after.notices])],
	};
}

export async function executeWhole(n8n: Pick<N8nApi, 'execute'>, say: (line: string) => void, clock: Pick<Clock, 'sleep'>): Promise<DemoRun> {
	let whole = await executeOnce(n8n);
	let waits = 0;
	while ((whole.products.more || whole.orders.more) && whole.runs < MOST_RUNS) {
		const next = await executeOnce(n8n);
		const isStuck = next.orders.listed === 0 && next.products.listed === 0;
		whole = {
			products: add(whole.products, next.products),
			orders: add(whole.orders, next.orders),
			seconds: whole.seconds + next.seconds,
			runs: whole.runs + 1,
		};
		if (!isStuck) continue;
		if (waits === MOST_WAITS) break;
		waits += 1;
		say('Amazon has more, but not yet (its quota is used up, or it prepares a report): waiting 3 minutes ...');
		await clock.sleep(REFILL_MS);
	}
	return whole;
}
