import { inParts } from '../../inParts';
import { isSiteRefusal, isUnsure } from '../../erpnext/batches';
import { MOST_SUBMITS } from '../../erpnext/http';
import {
	cancelSalesOrder,
	fetchSalesOrderTotals,
	giveAmazonIdBack,
	giveAmazonIdUp,
	SALES_ORDER,
	submitSalesOrder,
	type SalesOrderTotal,
} from '../../erpnext/salesOrders';
import type { MappedOrder } from '../../mapping/types';
import type { ErpApiError } from '../../erpnext/errors';
import { fetchBothSums } from './bothSums';
import { isOvertaken, lookAgainUnlessRefused, UNKNOWN_FINGERPRINT } from './cancel';
import { toErpError, toReason } from './reasons';
import type { OrderRun, StandingDraft } from './run';
import { sayAmended, sayDifferentSums, sayTemplateTotal } from './say';
import { isProven } from './totals';
import type { OrderWork } from './work';

/** Submits proven drafts and learns why some were refused; the others wait in `run.submitted` for `settleSubmitted`. */
export async function submitDrafts(run: OrderRun, drafts: StandingDraft[]): Promise<void> {
	for (const group of inParts(drafts, MOST_SUBMITS)) run.submitted.push(...(await submitGroup(run, group)));
}

/** Reads back what was submitted, in one call, and settles its orders. */
export async function settleSubmitted(run: OrderRun): Promise<void> {
	const drafts = run.submitted.splice(0);
	if (drafts.length === 0) return;
	const held = await fetchSalesOrderTotals(run.erp, drafts.map((draft) => draft.name));
	for (const draft of drafts) await settleOne(run, draft, held.get(draft.name));
}

/** Those that stand submitted as far as ERPNext said. */
async function submitGroup(run: OrderRun, group: StandingDraft[]): Promise<StandingDraft[]> {
	let failed: ReadonlySet<string>;
	try {
		failed = new Set(await run.erp.submitMany(SALES_ORDER, group.map((draft) => draft.name)));
	} catch (thrown) {
		const error = toErpError(thrown);
		if (isUnsure(error)) {
			for (const { work } of group) work.lookAgain(error);
			return [];
		}
		if (isSiteRefusal(error)) throw error;
		failed = new Set(group.map((draft) => draft.name));
	}
	const submitted: StandingDraft[] = [];
	for (const draft of group) {
		if (!failed.has(draft.name) || (await submitAlone(run, draft))) submitted.push(draft);
	}
	return submitted;
}

/** Bulk submission gives no reasons: the single one does. */
async function submitAlone(run: OrderRun, { work, name }: StandingDraft): Promise<boolean> {
	try {
		await submitSalesOrder(run.erp, name);
		return true;
	} catch (thrown) {
		const error = toErpError(thrown);
		if (isSiteRefusal(error)) throw error;
		if (isUnsure(error) || isOvertaken(error)) work.lookAgain(error);
		else failSubmission(work, name, error);
		return false;
	}
}

export function failSubmission(work: OrderWork, draft: string, error: ErpApiError): void {
	work.fail(`${toReason(error, work.mapped, 'submit it')}. Its draft ${draft} stays`, error.reason, draft);
}

async function settleOne(run: OrderRun, { work, name }: StandingDraft, held: SalesOrderTotal | undefined): Promise<void> {
	if (!held || held.docstatus !== 1 || !work.mapped) {
		work.lookAgain();
		return;
	}
	if (isProven(held, work.mapped.money)) {
		const difference = sayTemplateTotal(held.grand_total, work.mapped.money);
		if (difference) work.note(difference);
		work.settle({
			action: work.amends ? 'amended' : 'created',
			salesOrder: name,
			erpnextTotal: held.grand_total,
			reason: sayAmended(work, name),
		});
		return;
	}
	await undoUnequal(run, work, work.mapped, held);
}

/** A Sales Order that ERPNext made unequal is cancelled; its id is given up first, so that a later run may try an amended copy. */
async function undoUnequal(run: OrderRun, work: OrderWork, mapped: MappedOrder, held: SalesOrderTotal): Promise<void> {
	const detail = await fetchBothSums(run, held.name, mapped);
	try {
		await giveAmazonIdUp(run.erp, held.name, work.amazonOrderId);
		await cancelSalesOrder(run.erp, held.name);
	} catch (thrown) {
		const error = lookAgainUnlessRefused(work, thrown);
		if (!error) return;
		await giveAmazonIdBack(run.erp, held.name, work.amazonOrderId, UNKNOWN_FINGERPRINT);
		const outcome = `Sales Order ${held.name} could not be cancelled: "${error.reason}"`;
		work.fail(sayDifferentSums(held.grand_total, mapped.money, outcome), detail, held.name);
		return;
	}
	work.fail(sayDifferentSums(held.grand_total, mapped.money), detail);
}
