/** What ERPNext would refuse, found by reading alone; for dry runs. */
import { ErpApiError, isPermission } from '../../erpnext/errors';
import { fetchDisabledCustomers } from '../../erpnext/customers';
import { fetchNumberHolders, type FoundSalesOrder } from '../../erpnext/salesOrders';
import { toReason } from './reasons';
import type { OrderRun } from './run';
import { failStatus } from './statusFields';
import { failSubmission } from './submit';
import type { OrderWork } from './work';

/** ERPNext's refusal in its own words, so that a dry run says the very sentence of the real one. */
function refusal(reason: string): ErpApiError {
	return new ErpApiError(reason, { status: 417, excType: 'ValidationError', reason, method: 'POST', path: '' });
}

function failWith(work: OrderWork, reason: string): void {
	work.fail(toReason(refusal(reason), work.mapped));
}

/**
 * Fails the orders whose Sales Order ERPNext would not take: no exchange rate, a disabled customer of an amended order, a
 * purchase order number that the same customer has used. `replaced` are drafts that would be gone by then. Other refusals
 * (of the site's own scripts, of closed periods) only ERPNext itself knows.
 */
export async function failForeseen(run: OrderRun, works: readonly OrderWork[], replaced: ReadonlySet<string>): Promise<void> {
	await failWithoutRate(run, works);
	await failDisabledCustomers(run, works.filter((work) => work.isOpen));
	await failTakenNumbers(run, works.filter((work) => work.isOpen), replaced);
}

/** One call for each currency and day that is not the company's own: ERPNext may know a rate that it has no record of. */
async function failWithoutRate(run: OrderRun, works: readonly OrderWork[]): Promise<void> {
	const rates = new Map<string, boolean>();
	for (const work of works) {
		const order = work.mapped?.salesOrder;
		const home = order && run.settings.companies[order.company]?.currency;
		if (!order || !home || order.currency === home) continue;
		const key = `${order.currency} ${home} ${order.transaction_date}`;
		const isKnown = rates.get(key) ?? (await hasRate(run, order.currency, home, order.transaction_date));
		rates.set(key, isKnown);
		// Recorded: sales orders/foreign currency without an exchange rate.
		if (!isKnown) failWith(work, `Exchange Rate is mandatory. Maybe Currency Exchange record is not created for ${order.currency} to ${home}.`);
	}
}

/**
 * https://github.com/frappe/erpnext/blob/version-15/erpnext/setup/utils.py, get_exchange_rate: 0 where there is none. A
 * site that does not answer the question is taken to have one: nothing is foreseen then.
 */
async function hasRate(run: OrderRun, from: string, to: string, day: string): Promise<boolean> {
	const args = { from_currency: from, to_currency: to, transaction_date: day, args: 'for_selling' };
	try {
		return Number(await run.erp.call<unknown>('erpnext.setup.utils.get_exchange_rate', args, { verb: 'GET' })) !== 0;
	} catch (error) {
		if (!(error instanceof ErpApiError) || error.isDown) throw error;
		return true;
	}
}

/** Recorded: sales orders/disabled customer. */
const sayDisabled = (customer: string) => `Customer ${customer} is disabled`;

/** Of an amended copy, which keeps its customer. */
async function failDisabledCustomers(run: OrderRun, works: readonly OrderWork[]): Promise<void> {
	const amended = works.filter((work) => work.amends && work.parties);
	const disabled = await fetchDisabledCustomers(run.erp, amended.flatMap(({ parties }) => parties?.customer ?? []));
	for (const work of amended) {
		const customer = work.parties?.customer ?? '';
		if (disabled.has(customer)) failWith(work, sayDisabled(customer));
	}
}

/** A draft that stands, and what would be done with it. */
export interface StandingDraftTodo {
	work: OrderWork;
	salesOrder: FoundSalesOrder;
	does: 'submit' | 'status';
}

/** ERPNext checks a draft anew whenever it is saved. */
export async function failForeseenDrafts(run: OrderRun, drafts: readonly StandingDraftTodo[]): Promise<void> {
	const disabled = await fetchDisabledCustomers(run.erp, drafts.map(({ salesOrder }) => salesOrder.customer));
	for (const { work, salesOrder, does } of drafts) {
		if (!disabled.has(salesOrder.customer)) continue;
		const why = sayDisabled(salesOrder.customer);
		if (does === 'status') failStatus(work, salesOrder.name, why);
		else failSubmission(work, salesOrder.name, refusal(why));
	}
}

async function failTakenNumbers(run: OrderRun, works: readonly OrderWork[], replaced: ReadonlySet<string>): Promise<void> {
	const holders = await fetchNumberHolders(run.erp, works.map(({ amazonOrderId }) => amazonOrderId));
	const taken = works.flatMap((work) => {
		const isOther = ({ po_no, customer, name }: { po_no: string; customer: string; name: string }) =>
			po_no === work.amazonOrderId && customer === work.parties?.customer && !replaced.has(name);
		const holder = holders.find(isOther);
		return holder ? [{ work, holder }] : [];
	});
	if (taken.length === 0 || (await mayShareNumbers(run))) return;
	for (const { work, holder } of taken) {
		// Recorded: sales orders/same amazon id and customer.
		failWith(work, `Sales Order ${holder.name} already exists against Customer's Purchase Order ${work.amazonOrderId}.`);
	}
}

/** Not by default; a user of every day may not look. */
async function mayShareNumbers(run: OrderRun): Promise<boolean> {
	try {
		const settings = await run.erp.findDoc<{ allow_against_multiple_purchase_orders?: unknown }>('Selling Settings', 'Selling Settings');
		return Number(settings?.allow_against_multiple_purchase_orders ?? 0) === 1;
	} catch (error) {
		if (isPermission(error)) return false;
		throw error;
	}
}

/** Whether ERPNext would refuse to cancel it (recorded: changing submitted orders/cancel a closed order, cancel an invoiced order). */
export function isHeldFast(found: FoundSalesOrder): boolean {
	return found.status === 'Closed' || found.per_delivered > 0 || found.per_billed > 0;
}
