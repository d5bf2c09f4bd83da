import { inParts } from '../../inParts';
import { isSiteRefusal, isUnsure } from '../../erpnext/batches';
import { SALES_ORDER, type FoundSalesOrder } from '../../erpnext/salesOrders';
import { toSiteTime } from '../../mapping/dates';
import { fulfillmentStatusOf } from './fate';
import { toErpError } from './reasons';
import type { OrderRun } from './run';
import type { OrderWork } from './work';

export interface StatusChange {
	work: OrderWork;
	salesOrder: FoundSalesOrder;
	/** What else was changed before, said in the result. */
	reason: string | undefined;
	erpnextTotal: number;
}

/** Saving a submitted order takes up to 100 ms (test/fixtures/erpnext-contract/README.md); no naming lock is held. */
const STATUS_PER_CALL = 30;

/** Amazon's fields that may change after submission. The fingerprint only of orders that are ours. */
export function toStatusFields(run: OrderRun, work: OrderWork, salesOrder: FoundSalesOrder): Record<string, string> {
	const lastUpdate =
		work.mapped?.salesOrder.amazon_last_update ??
		toSiteTime(work.order.lastUpdatedTime, run.settings.timeZone)?.toFormat('yyyy-MM-dd HH:mm:ss');
	return {
		amazon_order_status: fulfillmentStatusOf(work.order),
		...(lastUpdate ? { amazon_last_update: lastUpdate } : {}),
		...(work.mapped && salesOrder.amazon_fingerprint ? { amazon_fingerprint: work.mapped.fingerprint } : {}),
	};
}

export function failStatus(work: OrderWork, salesOrder: string, why: string): void {
	work.fail(`ERPNext did not take the new status of Sales Order ${salesOrder}: "${why}". Put that right; the order is tried again by itself`, why, salesOrder);
}

/** Sets status fields in bulk (recorded: amending/bulk_update of submitted orders) and settles the orders as updated. */
export async function updateStatusFields(run: OrderRun, changes: StatusChange[]): Promise<void> {
	for (const part of inParts(changes, STATUS_PER_CALL)) {
		const failed = await updatePart(run, part);
		for (const { work, salesOrder, reason, erpnextTotal } of part) {
			const why = failed.get(salesOrder.name);
			if (!work.isOpen) continue;
			if (why !== undefined) failStatus(work, salesOrder.name, why);
			else {
				work.settle({ action: 'updated', salesOrder: salesOrder.name, reason, erpnextTotal, withoutTotals: !salesOrder.amazon_fingerprint });
			}
		}
	}
}

async function updatePart(run: OrderRun, part: StatusChange[]): Promise<Map<string, string>> {
	const docs = part.map(({ work, salesOrder }) => ({ name: salesOrder.name, ...toStatusFields(run, work, salesOrder) }));
	try {
		const failed = await run.erp.bulkUpdate(SALES_ORDER, docs);
		return new Map(failed.map(({ name, reason }) => [name, reason]));
	} catch (thrown) {
		const error = toErpError(thrown);
		if (isSiteRefusal(error)) throw error;
		if (isUnsure(error)) for (const { work } of part) work.lookAgain(error);
		return new Map(part.map(({ salesOrder }) => [salesOrder.name, error.reason]));
	}
}

/** Before cancelling: a cancelled order takes no field any more (recorded: amending/set_value on a cancelled order). */
export async function markCancelled(run: OrderRun, cancellations: Array<{ work: OrderWork; salesOrder: FoundSalesOrder }>): Promise<void> {
	const due = cancellations.filter(({ work, salesOrder }) => salesOrder.amazon_order_status !== fulfillmentStatusOf(work.order));
	for (const part of inParts(due, STATUS_PER_CALL)) {
		// What fails here shows again in the cancellation itself.
		await updatePart(run, part.map(({ work, salesOrder }) => ({ work, salesOrder, reason: undefined, erpnextTotal: 0 })));
	}
}
