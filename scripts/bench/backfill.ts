/** A long history read backwards, a quarter of an hour apart, beside the normal runs, down to its end. */
import { parseInstant } from '../../lib/erpnext/cursor';
import type { SyncSummary } from '../../lib/sync/types';
import { BEGINS_AT, type Ends, openEnds } from './ends';
import { type Cost, gauged } from './gauge';
import { type Line, lineTo, runOnce } from './line';
import { runUntilDone, sleepToNextQuarter } from './schedule';
import { ONE_CUSTOMER } from './settings';

export interface BackfillTally {
	runs: number;
	orders: number;
	amazonCalls: number;
	erpnextCalls: number;
}
export interface BackfillResult extends Cost {
	backfill: BackfillTally;
	normal: BackfillTally;
	/** Normal runs that met a used-up quota. */
	starved: number;
	written: number;
}

/** A long walk says now and then how far it is. */
const RUNS_BETWEEN_WORDS = 50;
const DAY_MS = 86_400_000;
const HISTORY_DAYS = 730;
/** The shop sells on while its history is read. */
const DAYS_TO_COME = 20;
const UNTIL_MS = BEGINS_AT - HISTORY_DAYS * DAY_MS;

export async function benchBackfill(orders: number): Promise<BackfillResult> {
	const days = HISTORY_DAYS + DAYS_TO_COME;
	const world = { skuCount: 500, orderCount: Math.round((orders * days) / HISTORY_DAYS), endsAt: BEGINS_AT + DAYS_TO_COME * DAY_MS, spanDays: days };
	const ends = await openEnds(world, 'none');
	try {
		const line = lineTo(ends, new Date(BEGINS_AT).toISOString(), ONE_CUSTOMER);
		await runUntilDone(line, 'products', 'products');
		const walked = await walk(ends, { ...line, input: { ...line.input, backfillUntil: new Date(UNTIL_MS).toISOString() } });
		return { ...walked, written: await checkBooks(ends, walked.windowEnd) };
	} finally {
		await ends.close();
	}
}

async function walk(ends: Ends, line: Line) {
	const backfill: BackfillTally = { runs: 0, orders: 0, amazonCalls: 0, erpnextCalls: 0 };
	const normal: BackfillTally = { ...backfill };
	let starved = 0;
	let windowEnd = '';
	const cost = await gauged(ends, 'process', async (onHeld) => {
		for (;;) {
			await sleepToNextQuarter(line.clock);
			// The backfill goes first: what it leaves must do for the other.
			const back = await runOnce({ ...line, onHeld }, 'ordersBackfill', `backfill-${backfill.runs + 1}`);
			add(backfill, back);
			if (backfill.runs % RUNS_BETWEEN_WORDS === 0) process.stderr.write(`${back.message}\n`);
			const next = await runOnce({ ...line, onHeld }, 'orders', `orders-${normal.runs + 1}`);
			add(normal, next);
			windowEnd = next.windowEnd;
			if (next.more) starved += 1;
			if (/^Skipped: The backfill is complete/.test(back.message)) return;
			if (back.status === 'Skipped' || back.counts.failed + next.counts.failed > 0) throw new Error(`${back.message} | ${next.message}`);
		}
	});
	return { ...cost, backfill, normal, starved, windowEnd };
}

function add(tally: BackfillTally, { listed, amazonCalls, erpnextCalls }: SyncSummary): void {
	tally.runs += 1;
	tally.orders += listed;
	tally.amazonCalls += amazonCalls;
	tally.erpnextCalls += erpnextCalls;
}

/** Every order that Amazon did not change since the last window stands in the books once, or not at all where it must not. */
async function checkBooks(ends: Ends, windowEnd: string): Promise<number> {
	const { orderIds } = await ends.erpnext.books();
	const held = new Map<string, number>();
	for (const id of orderIds) held.set(id, (held.get(id) ?? 0) + 1);
	const readUntil = parseInstant(windowEnd) ?? 0;
	const wrong: string[] = [];
	for (const { id, createdMs, updatedMs, isImportable } of await ends.amazon.orders()) {
		if (createdMs < UNTIL_MS || updatedMs > readUntil) continue;
		if ((held.get(id) ?? 0) !== (isImportable ? 1 : 0)) wrong.push(`${id} ${held.get(id) ?? 0} times`);
	}
	if (wrong.length > 0) throw new Error(`${wrong.length} orders stand wrong in the books, e.g. ${wrong.slice(0, 5).join(', ')}`);
	return orderIds.length;
}
