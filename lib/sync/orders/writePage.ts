import { settleDry } from './dryRun';
import { beginAmending, changeOrder } from './change';
import { cancelDraft, cancelOrder, removeDraft } from './cancel';
import { decide, isTouched, type Decision } from './decide';
import { createOrders, finishDrafts, partiesOf } from './drafts';
import { fulfillmentStatusOf } from './fate';
import { fetchHeldOrders, mapOrders, type HeldOrders } from './lookups';
import type { OrderRun, StandingDraft } from './run';
import { sayMoney, sayTouchedDraft } from './say';
import { markCancelled, updateStatusFields, type StatusChange } from './statusFields';
import { settleSubmitted } from './submit';
import type { OrderWork } from './work';

type Todo = Exclude<Decision, { step: 'done' }>;

/** One page of orders: look up, map, decide, do. Settles each, or leaves it to the next round. */
export async function writePage(run: OrderRun, works: readonly OrderWork[]): Promise<void> {
	const held = await fetchHeldOrders(run, works);
	await mapOrders(run, works.filter((work) => needsMapping(work, held.get(work))));
	const todos: Array<{ work: OrderWork; todo: Todo }> = [];
	for (const work of works) {
		if (!work.isOpen) continue;
		const todo = decideOne(run, work, held.get(work));
		if (todo) todos.push({ work, todo });
	}
	if (run.settings.dryRun) await settleDry(run, todos);
	else await doAll(run, todos);
}

function needsMapping(work: OrderWork, held: HeldOrders | undefined): boolean {
	const live = held?.found.filter((row) => row.docstatus !== 2) ?? [];
	if (work.fate !== 'lives' || live.length > 1) return false;
	const first = live[0];
	// Cancelled by hand, or of the previous connector: neither is written, so neither needs to be mapped.
	return first ? Boolean(first.amazon_fingerprint) : (held?.found.length ?? 0) === 0;
}

/** Undefined when the order is settled already. */
function decideOne(run: OrderRun, work: OrderWork, held: HeldOrders | undefined): Todo | undefined {
	const decision = decide({
		fate: work.fate,
		fulfillmentStatus: fulfillmentStatusOf(work.order),
		found: held?.found ?? [],
		givenUp: held?.givenUp ?? [],
		mapped: work.mapped,
		settings: run.settings,
	});
	if (decision.step !== 'done') return decision;
	const { action, reason, salesOrder, ours, isForeign } = decision;
	if (salesOrder) work.usedParties = [salesOrder.shipping_address_name, salesOrder.customer_address, salesOrder.contact_person];
	if (action === 'failed') work.fail(reason ?? '', salesOrder && work.mapped ? sayMoney(work.mapped.money) : undefined, salesOrder?.name);
	else {
		work.settle({ action, reason, salesOrder: salesOrder?.name, erpnextTotal: salesOrder?.grand_total, withoutTotals: !ours, isForeign });
	}
	return undefined;
}

async function doAll(run: OrderRun, todos: Array<{ work: OrderWork; todo: Todo }>): Promise<void> {
	const status: StatusChange[] = [];
	const drafts: StandingDraft[] = [];
	const cancellations = todos.flatMap(({ work, todo }) => (todo.step === 'cancel' ? [{ work, salesOrder: todo.salesOrder, gaveIdUp: todo.gaveIdUp }] : []));
	await markCancelled(run, cancellations);
	for (const { work, salesOrder, gaveIdUp } of cancellations) if (work.isOpen) await cancelOrder(run, work, salesOrder, gaveIdUp);
	for (const { work, todo } of todos) {
		if (todo.step === 'status') status.push({ work, salesOrder: todo.salesOrder, reason: undefined, erpnextTotal: todo.salesOrder.grand_total });
		if (todo.step === 'deleteDraft') await cancelDraft(run, work, todo.salesOrder);
		if (todo.step === 'finishAmending') await beginAmending(run, work, todo.salesOrder, []);
		if (todo.step === 'change') {
			const change = await changeOrder(run, work, todo.salesOrder);
			if (change) status.push(change);
		}
		if (todo.step === 'recreate') await clearDraft(run, work, todo);
		if (todo.step === 'create' && todo.amends) {
			work.amends = { name: todo.amends.name, said: [] };
			work.parties = partiesOf(todo.amends);
		}
		if (todo.step === 'submit') {
			if (todo.salesOrder.amended_from) work.amends = { name: todo.salesOrder.amended_from, said: [] };
			drafts.push({ work, name: todo.salesOrder.name, total: todo.salesOrder.grand_total });
		}
	}
	await updateStatusFields(run, status);
	await finishDrafts(run, drafts);
	const creating = ['create', 'recreate', 'change', 'finishAmending'];
	await createOrders(run, todos.filter(({ work, todo }) => work.isOpen && creating.includes(todo.step)).map(({ work }) => work));
	if (run.settings.submitOrders) await run.lane.follow(async () => await settleSubmitted(run));
}

/** Deletes a draft that is out of date: the order is then written anew, as an amended copy where the draft was one. */
async function clearDraft(run: OrderRun, work: OrderWork, { salesOrder }: Extract<Todo, { step: 'recreate' }>): Promise<void> {
	await removeDraft(run, work, salesOrder.name);
	if (!work.isOpen) return;
	if (isTouched(salesOrder)) work.note(sayTouchedDraft(salesOrder.name));
	if (!salesOrder.amended_from) return;
	work.amends = { name: salesOrder.amended_from, said: [] };
	work.parties = partiesOf(salesOrder);
}
