import { isSiteRefusal, isUnsure } from '../../erpnext/batches';
import { type ErpApiError, isMissing, isPermission, isTimestampMismatch } from '../../erpnext/errors';
import {
	cancelSalesOrder,
	fetchMadeFrom,
	giveAmazonIdBack,
	SALES_ORDER,
	type FoundSalesOrder,
} from '../../erpnext/salesOrders';
import { toErpError, toReason } from './reasons';
import type { OrderRun } from './run';
import type { OrderWork } from './work';

/** Stands in `amazon_fingerprint` when the real one is no longer known: never equal, so the order is compared again. */
export const UNKNOWN_FINGERPRINT = 'unknown';

/** Deletes a draft; settles or unsettles its order only when that did not work. */
export async function removeDraft(run: OrderRun, work: OrderWork, name: string): Promise<void> {
	try {
		await run.erp.remove(SALES_ORDER, name);
	} catch (thrown) {
		const error = lookAgainUnlessRefused(work, thrown);
		if (error) work.fail(`its draft ${name} is out of date and ERPNext did not delete it: "${error.reason}". Delete it by hand; the order is tried again by itself`, error.reason);
	}
}

/** The draft of an order that Amazon cancelled. */
export async function cancelDraft(run: OrderRun, work: OrderWork, draft: FoundSalesOrder): Promise<void> {
	await removeDraft(run, work, draft.name);
	if (work.isOpen) work.settle({ action: 'cancelled', reason: `Cancelled at Amazon: draft ${draft.name} was deleted` });
}

/**
 * Cancels the submitted Sales Order of an order that Amazon cancelled. It keeps its Amazon order id; one that had given
 * it up for an amended copy gets it back first. What was delivered or invoiced is left to a person.
 */
export async function cancelOrder(run: OrderRun, work: OrderWork, found: FoundSalesOrder, gaveIdUp: boolean): Promise<void> {
	try {
		if (gaveIdUp) await giveAmazonIdBack(run.erp, found.name, work.amazonOrderId, UNKNOWN_FINGERPRINT);
		await cancelSalesOrder(run.erp, found.name);
	} catch (thrown) {
		const error = lookAgainUnlessRefused(work, thrown);
		if (error) await failUncancelled(run, work, found, 'Cancelled at Amazon', error);
		return;
	}
	work.settle({ action: 'cancelled', salesOrder: found.name, reason: `Cancelled at Amazon: Sales Order ${found.name} was cancelled` });
}

/** Somebody else deleted, changed or cancelled it in between (recorded: changing submitted orders/cancel again). */
export function isOvertaken(error: ErpApiError): boolean {
	return error.reason.includes('Cannot edit cancelled document') || isMissing(error) || isTimestampMismatch(error);
}

/** Undefined when the next round has to look what happened; throws when ERPNext refuses this user. */
export function lookAgainUnlessRefused(work: OrderWork, thrown: unknown): ErpApiError | undefined {
	const error = toErpError(thrown);
	if (isSiteRefusal(error)) throw error;
	if (!isUnsure(error) && !isOvertaken(error)) return error;
	work.lookAgain(error);
	return undefined;
}

/** Why a Sales Order stays as it is, in a person's words, with the documents that hold it. */
export async function failUncancelled(
	run: OrderRun,
	work: OrderWork,
	found: FoundSalesOrder,
	happened: string,
	error?: ErpApiError,
): Promise<void> {
	work.fail(await sayUncancelled(run, work, found, happened, error), error?.reason, found.name);
}

async function sayUncancelled(run: OrderRun, work: OrderWork, found: FoundSalesOrder, happened: string, error?: ErpApiError): Promise<string> {
	const state = found.status.toLowerCase();
	if (/^closed|On Hold/i.test(found.status) || /closed order/i.test(error?.reason ?? '')) {
		const said = /^closed/i.test(found.status) || error ? 'closed' : state;
		return `${happened}, but Sales Order ${found.name} is ${said} in ERPNext. Reopen it and it is done by itself, or do it by hand and set this to Ignored`;
	}
	// Recorded: changing submitted orders/cancel an invoiced order. A row is named where the link stands in a table.
	const linked = /is linked with (.+?)(?: at Row: \d+)?\s*$/.exec(error?.reason ?? '')?.[1];
	if (linked) return `${happened}, but ${linked} exists: ${RETURNABLE.test(linked) ? 'make a return' : 'cancel that first'}, or ${byHand(happened)}`;
	// erpnext/selling/doctype/sales_order/sales_order.py, check_nextdoc_docstatus.
	const draft = /(Sales Invoice .+?) must be deleted/.exec(error?.reason ?? '')?.[1];
	if (draft) return `${happened}, but a draft of ${draft} exists: delete or cancel that, and it is done by itself`;
	if (found.per_delivered > 0 || found.per_billed > 0) {
		return `${happened}, but ${await nameLinked(run, found)}: make a return, or ${byHand(happened)}`;
	}
	return error ? `${happened}: ${toReason(error, work.mapped, `cancel Sales Order ${found.name}`)}` : happened;
}

/** What was handed over or billed comes back by a return; other documents do not. */
const RETURNABLE = /^(?:Delivery Note|Sales Invoice) /;

const byHand = (happened: string) => (happened.startsWith('Cancelled') ? 'cancel both by hand' : 'change both by hand');

/** Names what was delivered or invoiced where this user may read it. */
async function nameLinked(run: OrderRun, found: FoundSalesOrder): Promise<string> {
	const kinds = [
		{ doctype: 'Delivery Note', percent: found.per_delivered, done: 'delivered' },
		{ doctype: 'Sales Invoice', percent: found.per_billed, done: 'billed' },
	] as const;
	const said: string[] = [];
	for (const { doctype, percent, done } of kinds) {
		if (percent <= 0) continue;
		const names = await findMadeFrom(run, found.name, doctype);
		if (names.length > 0) said.push(`${doctype} ${names.join(', ')} ${names.length > 1 ? 'exist' : 'exists'}`);
		else said.push(`Sales Order ${found.name} is ${Math.round(percent)} % ${done}`);
	}
	return said.join(' and ');
}

async function findMadeFrom(run: OrderRun, salesOrder: string, doctype: 'Delivery Note' | 'Sales Invoice'): Promise<string[]> {
	try {
		return await fetchMadeFrom(run.erp, salesOrder, doctype);
	} catch (thrown) {
		if (isPermission(thrown)) return [];
		throw thrown;
	}
}
