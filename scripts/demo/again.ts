/** What a second run right after the first may not do. */
import type { DemoRun } from './run';

/** Issue "the whole line": a run without news costs at most this many ERPNext calls per order of the period, */
const MOST_CALLS_PER_ORDER = 0.1;
/** but two streams begin, look and end, however few the orders. */
const MOST_CALLS_OF_TWO_STREAMS = 20;

/** One sentence for each thing that the second run should not have done. `orders`: how many the period holds. */
export function complaintsOfAgain(again: DemoRun, orders: number): string[] {
	const complaints: string[] = [];
	for (const { stream, counts } of [again.products, again.orders]) {
		const changed = counts.created + counts.updated + counts.amended + counts.cancelled;
		if (changed > 0) complaints.push(`A second run changed ${changed} ${stream} that nobody had touched`);
	}
	const allowed = Math.max(MOST_CALLS_PER_ORDER * orders, MOST_CALLS_OF_TWO_STREAMS);
	const calls = again.products.erpnextCalls + again.orders.erpnextCalls;
	if (calls > allowed) complaints.push(`A second run made ${calls} calls at ERPNext; ${allowed} would be the most for ${orders} orders`);
	return complaints;
}
