/** What a second run right after the first may not do. */
import type { DemoRun } from './run';

/** Issue "the whole line": a run without news costs at most this many ERPNext calls per order. */
const MOST_CALLS_PER_ORDER = 0.1;

/** One sentence for each thing that the second run should not have done. */
export function complaintsOfAgain(first: DemoRun, again: DemoRun): string[] {
	const complaints: string[] = [];
	for (const { stream, counts } of [again.products, again.orders]) {
		const changed = counts.created + counts.updated + counts.amended + counts.cancelled;
		if (changed > 0) complaints.push(`A second run changed ${changed} ${stream} that nobody had touched`);
	}
	const allowed = MOST_CALLS_PER_ORDER * first.orders.listed;
	const calls = again.products.erpnextCalls + again.orders.erpnextCalls;
	if (calls > allowed) complaints.push(`A second run made ${calls} calls at ERPNext; ${allowed} would be the most for ${first.orders.listed} orders`);
	return complaints;
}
