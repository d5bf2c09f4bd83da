import { inParts, isSiteRefusal, isUnsure } from '../../erpnext/batches';
import {
	cancelSalesOrder,
	fetchSalesOrderTotals,
	giveAmazonIdUp,
	SALES_ORDER,
	submitSalesOrder,
	type SalesOrderTotal,
} from '../../erpnext/salesOrders';
import { isOvertaken } from './cancel';
import { toErpError, toReason } from './reasons';
import type { OrderRun } from './run';
import { sayAmended, sayDifferentSums } from './say';
import { isProven } from './totals';
import type { OrderWork } from './work';

export interface StandingDraft {
	work: OrderWork;
	name: string;
	total: number;
}

/** ERPNext submits that many at once; more would go to a background job (recorded: many orders at once/submit three). */
const SUBMITS_PER_CALL = 19;

/** Submits proven drafts, learns why some were refused, reads all back and settles their orders. */
export async function submitDrafts(run: OrderRun, drafts: StandingDraft[]): Promise<void> {
	const submitted: StandingDraft[] = [];
	for (const group of inParts(drafts, SUBMITS_PER_CALL)) submitted.push(...(await submitGroup(run, group)));
	const held = await fetchSalesOrderTotals(run.erp, submitted.map((draft) => draft.name));
	for (const draft of submitted) await settleSubmitted(run, draft, held.get(draft.name));
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
		else work.fail(`${toReason(error, work.mapped, 'submit it')}. Its draft ${name} stays`, error.reason);
		return false;
	}
}

async function settleSubmitted(run: OrderRun, { work, name }: StandingDraft, held: SalesOrderTotal | undefined): Promise<void> {
	if (!held || held.docstatus !== 1 || !work.mapped) {
		work.lookAgain();
		return;
	}
	if (isProven(held, work.mapped.money)) {
		work.settle({
			action: work.amends ? 'amended' : 'created',
			salesOrder: name,
			erpnextTotal: held.grand_total,
			reason: sayAmended(work, name),
		});
		return;
	}
	// The id is given up first, so that a later run may try again with an amended copy.
	await giveAmazonIdUp(run.erp, name, work.amazonOrderId);
	await cancelSalesOrder(run.erp, name);
	work.fail(sayDifferentSums(held.grand_total, work.mapped.money), `Rows and charges: ${JSON.stringify(work.mapped.money)}`);
}
