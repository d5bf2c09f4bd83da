import {
	cancelSalesOrder,
	fetchSalesOrderTotals,
	findSalesOrder,
	giveAmazonIdBack,
	giveAmazonIdUp,
	updateSalesOrderRows,
	type FoundSalesOrder,
} from '../../erpnext/salesOrders';
import { failUncancelled, lookAgainUnlessRefused, UNKNOWN_FINGERPRINT } from './cancel';
import { partiesOf } from './drafts';
import { planChange } from './planChange';
import type { OrderRun } from './run';
import type { StatusChange } from './statusFields';
import { isProven } from './totals';
import type { OrderWork } from './work';

export const CHANGED = 'Changed at Amazon';

/** Delivered, billed, closed or held: a person's to change. */
export function isUnchangeable(found: FoundSalesOrder): boolean {
	return found.per_delivered > 0 || found.per_billed > 0 || ['Closed', 'On Hold'].includes(found.status);
}

/**
 * Brings a submitted Sales Order to what Amazon says now. Returns the fields to be set when its rows agree; else the order
 * is settled, or stands cancelled with `work.amends` set so that its amended copy is written with the new drafts.
 */
export async function changeOrder(run: OrderRun, work: OrderWork, found: FoundSalesOrder): Promise<StatusChange | undefined> {
	const { mapped } = work;
	const written = await findSalesOrder(run.erp, found.name);
	if (!written || !mapped) {
		work.lookAgain();
		return undefined;
	}
	const plan = planChange(written, mapped.salesOrder);
	if (plan.kind === 'fields') return { work, salesOrder: found, reason: undefined, erpnextTotal: found.grand_total };
	if (isUnchangeable(found)) {
		await failUncancelled(run, work, found, `${CHANGED} (${plan.said.join('; ')})`);
		return undefined;
	}
	if (plan.kind === 'rows') {
		try {
			await updateSalesOrderRows(run.erp, found.name, plan.rows);
		} catch (thrown) {
			const error = lookAgainUnlessRefused(work, thrown);
			if (error) await failUncancelled(run, work, found, `${CHANGED} (${plan.said.join('; ')})`, error);
			return undefined;
		}
		const held = (await fetchSalesOrderTotals(run.erp, [found.name])).get(found.name);
		if (held && isProven(held, mapped.money)) {
			return { work, salesOrder: found, reason: `${CHANGED}: ${plan.said.join('; ')}.`, erpnextTotal: held.grand_total };
		}
	}
	await beginAmending(run, work, found, plan.said);
	return undefined;
}

/**
 * Steps as recorded under "amending": the unique value is given up, the order cancelled, and an amended copy takes the
 * value. Whatever step is the last one done, the next run finds the order by `givenUpMark` and goes on from there.
 */
export async function beginAmending(run: OrderRun, work: OrderWork, found: FoundSalesOrder, said: string[]): Promise<void> {
	const isGivenUp = found.amazon_order_id === null || found.amazon_order_id === '';
	try {
		if (!isGivenUp) await giveAmazonIdUp(run.erp, found.name, work.amazonOrderId);
		await cancelSalesOrder(run.erp, found.name);
	} catch (thrown) {
		const error = lookAgainUnlessRefused(work, thrown);
		if (!error) return;
		const fingerprint = (isGivenUp ? undefined : found.amazon_fingerprint) || UNKNOWN_FINGERPRINT;
		await giveAmazonIdBack(run.erp, found.name, work.amazonOrderId, fingerprint);
		await failUncancelled(run, work, found, said.length > 0 ? `${CHANGED} (${said.join('; ')})` : CHANGED, error);
		return;
	}
	work.amends = { name: found.name, said };
	work.parties = partiesOf(found);
}
