/** A page of orders in a dry run: what a real run would do with each and send; reads only. */
import { findSalesOrder, type FoundSalesOrder, type RowChange } from '../../erpnext/salesOrders';
import { expectedErpTotal } from '../../mapping/expectedErpTotal';
import type { ErpSalesOrder } from '../../erpnext/types';
import { failUncancelled } from './cancel';
import { CHANGED, isUnchangeable } from './change';
import { isTouched, type Decision } from './decide';
import { partiesOf, toDraft } from './drafts';
import { failForeseen, failForeseenDrafts, isHeldFast, type StandingDraftTodo } from './foresee';
import { fetchParties, foreseeParties } from './parties';
import { planChange } from './planChange';
import type { OrderRun } from './run';
import { sayTouchedDraft } from './say';
import { toStatusFields } from './statusFields';
import { isProven } from './totals';
import type { OrderWork } from './work';

type Todo = Exclude<Decision, { step: 'done' }>;

/** A Sales Order that would be written. */
interface Writing {
	work: OrderWork;
	/** What would be cancelled or deleted before. */
	instead?: FoundSalesOrder;
	/** Why, as far as it is known. */
	reason?: string;
	/** Rows and charges that differ. */
	changes?: string[];
}

export async function settleDry(run: OrderRun, todos: ReadonlyArray<{ work: OrderWork; todo: Todo }>): Promise<void> {
	const writings: Writing[] = [];
	await failForeseenDrafts(run, todos.flatMap(({ work, todo }) => toDraftTodo(work, todo) ?? []));
	for (const { work, todo } of todos.filter((one) => one.work.isOpen)) {
		const writing = await foresee(run, work, todo);
		if (writing) writings.push(writing);
	}
	const works = writings.map(({ work }) => work);
	const ofNewCustomers = foreseeParties(run, works, await fetchParties(run, works));
	const replaced = new Set(writings.flatMap(({ instead }) => instead?.name ?? []));
	await failForeseen(run, works.filter((work) => work.isOpen), replaced);
	for (const writing of writings) if (writing.work.isOpen) settleWriting(run, writing, ofNewCustomers.has(writing.work));
}

function toDraftTodo(work: OrderWork, todo: Todo): StandingDraftTodo | undefined {
	if (todo.step === 'submit') return { work, salesOrder: todo.salesOrder, does: 'submit' };
	return todo.step === 'status' && todo.salesOrder.docstatus === 0 ? { work, salesOrder: todo.salesOrder, does: 'status' } : undefined;
}

/** Settles what needs no new Sales Order; the others come back. */
async function foresee(run: OrderRun, work: OrderWork, todo: Todo): Promise<Writing | undefined> {
	switch (todo.step) {
		case 'create':
			if (todo.amends) amend(work, todo.amends);
			return { work };
		case 'recreate': {
			const { salesOrder } = todo;
			if (isTouched(salesOrder)) work.note(sayTouchedDraft(salesOrder.name));
			if (salesOrder.amended_from) amend(work, salesOrder, salesOrder.amended_from);
			return { work, instead: salesOrder, reason: `Its draft ${salesOrder.name} is out of date and would be written anew` };
		}
		case 'finishAmending':
			return await foreseeAmending(run, work, todo.salesOrder, []);
		case 'change':
			return await foreseeChange(run, work, todo.salesOrder);
		case 'submit': {
			const { name, amended_from, grand_total } = todo.salesOrder;
			work.settle({ action: amended_from ? 'amended' : 'created', salesOrder: name, erpnextTotal: grand_total, reason: `Draft ${name} would be submitted`, wouldSend: { docstatus: 1 } });
			return undefined;
		}
		case 'status':
			settleStatus(run, work, todo.salesOrder);
			return undefined;
		case 'deleteDraft':
			work.settle({ action: 'cancelled', reason: `Cancelled at Amazon: draft ${todo.salesOrder.name} would be deleted` });
			return undefined;
		case 'cancel':
			if (isHeldFast(todo.salesOrder)) await failUncancelled(run, work, todo.salesOrder, 'Cancelled at Amazon');
			else work.settle({ action: 'cancelled', salesOrder: todo.salesOrder.name, reason: `Cancelled at Amazon: Sales Order ${todo.salesOrder.name} would be cancelled` });
			return undefined;
	}
}

function amend(work: OrderWork, found: FoundSalesOrder, parent = found.name, said: string[] = []): void {
	work.amends = { name: parent, said };
	work.parties = partiesOf(found);
}

async function foreseeAmending(run: OrderRun, work: OrderWork, found: FoundSalesOrder, said: string[]): Promise<Writing | undefined> {
	if (isHeldFast(found)) {
		await failUncancelled(run, work, found, said.length > 0 ? `${CHANGED} (${said.join('; ')})` : CHANGED);
		return undefined;
	}
	amend(work, found, found.name, said);
	return { work, instead: found, changes: said, reason: `${CHANGED}: Sales Order ${found.name} would be cancelled and amended` };
}

/** See `changeOrder`. */
async function foreseeChange(run: OrderRun, work: OrderWork, found: FoundSalesOrder): Promise<Writing | undefined> {
	const { mapped } = work;
	const written = await findSalesOrder(run.erp, found.name);
	if (!written || !mapped) {
		work.lookAgain();
		return undefined;
	}
	const plan = planChange(written, mapped.salesOrder);
	if (plan.kind === 'fields') {
		settleStatus(run, work, found);
		return undefined;
	}
	if (isUnchangeable(found)) {
		await failUncancelled(run, work, found, `${CHANGED} (${plan.said.join('; ')})`);
		return undefined;
	}
	const held = plan.kind === 'rows' ? sumsAfter(run, written, plan.rows) : undefined;
	if (plan.kind === 'amend' || !held || !isProven(held, mapped.money)) return await foreseeAmending(run, work, found, plan.said);
	const wouldSend = { changes: plan.said, rows: plan.rows, fields: toStatusFields(run, work, found) };
	work.settle({ action: 'updated', salesOrder: found.name, erpnextTotal: held.grand_total, reason: `${CHANGED}: ${plan.said.join('; ')}.`, wouldSend });
	return undefined;
}

/** What the Sales Order would come to with these rows, its charges as they stand. */
function sumsAfter(run: OrderRun, written: ErpSalesOrder, rows: readonly RowChange[]): { grand_total: number; net_total: number } {
	const items = rows.map(({ item_code, qty, rate }) => ({ item_code, qty, rate }));
	const total = (taxes: ErpSalesOrder['taxes']) => Number(expectedErpTotal({ ...written, items, taxes }, run.settings.currencyPrecision));
	return { grand_total: total(written.taxes ?? []), net_total: total([]) };
}

function settleStatus(run: OrderRun, work: OrderWork, found: FoundSalesOrder): void {
	const wouldSend = { fields: toStatusFields(run, work, found) };
	work.settle({ action: 'updated', salesOrder: found.name, erpnextTotal: found.grand_total, wouldSend, withoutTotals: !found.amazon_fingerprint });
}

function settleWriting(run: OrderRun, { work, instead, reason, changes }: Writing, isNewCustomer: boolean): void {
	const { mapped, parties, amends } = work;
	if (!mapped || !parties) return;
	work.settle({
		action: amends ? 'amended' : 'created',
		salesOrder: instead?.name,
		reason,
		wouldSend: {
			...(changes && changes.length > 0 ? { changes } : {}),
			salesOrder: toDraft(work),
			...(isNewCustomer ? { customer: mapped.customer } : {}),
			...(!amends && !parties.address && run.settings.createAddresses && mapped.address ? { address: mapped.address } : {}),
			...(!amends && !parties.contact && mapped.contact ? { contact: mapped.contact } : {}),
		},
	});
}
