import type { AmazonOrder } from '../amazon/types';
import type { Clock } from '../clock';
import { inParts } from '../inParts';
import { isUnsure } from '../erpnext/batches';
import type { ErpClient } from '../erpnext/client';
import { fetchSalesOrders } from '../erpnext/salesOrders';
import type { SyncSettings } from '../settings';
import { readOnlyClient } from './dryRun';
import { ensureItemsForOrderLines } from './items/ensureItemsForOrderLines';
import { SubmitLane } from './orders/lanes';
import { newestOfEach } from './orders/newestOfEach';
import { removeUnusedParties } from './orders/parties';
import type { ItemsForOrderLines, OrderRun } from './orders/run';
import { OrderWork } from './orders/work';
import { writePage } from './orders/writePage';
import type { OrderResult } from './types';

export interface WriteOrdersDeps {
	erp: ErpClient;
	clock: Clock;
	/** Default: `ensureItemsForOrderLines`. */
	itemsForOrderLines?: ItemsForOrderLines;
}

/** Orders that are looked up at once: a look-up costs ERPNext about the same for 400 ids as for 100, and is one request. */
const ORDERS_PER_PAGE = 400;
/** An order that nobody could make sure of four times is told as failed: the next run tries it again. */
const MOST_ROUNDS = 4;
/** By round: a request that timed out may still be at work in ERPNext, and gets this long before anybody looks. */
const LOOK_AGAIN_DELAYS_MS = [2_000, 10_000, 30_000];

/**
 * Writes orders into ERPNext for their whole life, one result per order, in order. Safe to repeat and to break off at any
 * point: the next call takes up what stands. An order that cannot be written is a result 'failed'; throws ErpApiError
 * only when ERPNext as a whole is down or refuses this user.
 */
export async function writeOrders(deps: WriteOrdersDeps, orders: AmazonOrder[], settings: SyncSettings): Promise<OrderResult[]> {
	const works = new Map(newestOfEach(orders).map((order) => [order.orderId, new OrderWork(order, settings.dryRun)]));
	const run: OrderRun = {
		erp: settings.dryRun ? readOnlyClient(deps.erp) : deps.erp,
		itemsForOrderLines: deps.itemsForOrderLines ?? ensureItemsForOrderLines,
		settings,
		lane: new SubmitLane(settings.requestsInFlight),
		countries: undefined,
		items: new Map(),
		made: [],
		submitted: [],
		refusals: [],
		taxTemplateRows: undefined,
		round: 1,
	};
	try {
		for (; run.round <= MOST_ROUNDS; run.round += 1) {
			const open = [...works.values()].filter((work) => !work.result);
			if (open.length === 0) break;
			if (run.round > 1) await deps.clock.sleep(LOOK_AGAIN_DELAYS_MS[run.round - 2] ?? 0);
			for (const work of open) work.beginRound();
			for (const page of inParts(open, ORDERS_PER_PAGE)) await writePage(run, page);
			await run.lane.idle();
		}
	} finally {
		await run.lane.drain();
	}
	await removeUnusedParties(run);
	await giveUp(run, [...works.values()].filter((work) => !work.result));
	return orders.flatMap((order) => works.get(order.orderId)?.result ?? []);
}

/** When ERPNext answers again, the orders alone are to blame; when it does not, the run ends here. */
async function giveUp(run: OrderRun, works: OrderWork[]): Promise<void> {
	if (works.length === 0) return;
	await fetchSalesOrders(run.erp, works.map((work) => work.amazonOrderId));
	for (const work of works) {
		const cause = work.unsure?.cause;
		const why = isUnsure(cause) ? 'ERPNext did not answer while it was being written' : 'somebody else was writing it at the same time';
		work.fail(`${why}, ${MOST_ROUNDS} times. What stands in ERPNext is taken up when the order is tried again by itself`, cause?.message);
	}
}
