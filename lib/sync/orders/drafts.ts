import { inParts, insertHalving } from '../../erpnext/batches';
import type { ErpDocument } from '../../erpnext/client';
import { isUniqueViolation, type ErpApiError } from '../../erpnext/errors';
import { fetchSalesOrderTotals, SALES_ORDER, type FoundSalesOrder } from '../../erpnext/salesOrders';
import { removeDraft } from './cancel';
import { ensureParties } from './parties';
import { toReason } from './reasons';
import type { OrderRun, StandingDraft } from './run';
import { submitDrafts } from './submit';
import { sayAmended, sayDifferentSums, sayMoney } from './say';
import { toSharedRefusal } from './sharedRefusals';
import { isProven } from './totals';
import type { OrderWork, Parties } from './work';

/**
 * Drafts in one request, by round: 60 to 125 ms each, with the naming lock held until it ends (DESIGN 6), so about two
 * seconds. A round that had to be repeated goes in smaller steps, in case the size itself was the matter.
 */
const DRAFTS_PER_BATCH = [19, 5, 1];

/** The round from which a refusal is pinned to its document instead of looking again. */
const ROUND_TO_BLAME = 3;

/**
 * Writes drafts batch by batch, proves their sums, and hands them to the submit lane, which submits them while the next
 * batch is written. Orders that ERPNext refuses are settled as failed; those that nobody answered for look again.
 */
export async function createOrders(run: OrderRun, works: readonly OrderWork[]): Promise<void> {
	await ensureParties(run, works);
	const size = DRAFTS_PER_BATCH[run.round - 1] ?? 1;
	for (const group of inProofGroups(works.filter((work) => work.isOpen && work.parties), size)) {
		const drafts: StandingDraft[] = [];
		for (const batch of inParts(group, size)) drafts.push(...(await insertDrafts(run, batch)));
		const proven = await proveDrafts(run, drafts);
		await finishDrafts(run, proven);
	}
}

/** Submits drafts whose sums are proven, or leaves them as drafts where that is the setting. */
export async function finishDrafts(run: OrderRun, drafts: StandingDraft[]): Promise<void> {
	if (drafts.length === 0) return;
	if (run.settings.submitOrders) {
		await run.lane.start(async () => await submitDrafts(run, drafts));
		return;
	}
	for (const { work, name, total } of drafts) {
		work.settle({ action: work.amends ? 'amended' : 'created', salesOrder: name, erpnextTotal: total, reason: sayAmended(work, name) });
	}
}

/** The first batch alone, so that submission begins early; then two batches share one proof. */
function inProofGroups(works: readonly OrderWork[], size: number): OrderWork[][] {
	const first = works.slice(0, size);
	return [...(first.length > 0 ? [first] : []), ...inParts(works.slice(size), size * 2)];
}

function toDraft(work: OrderWork): ErpDocument {
	const { mapped, parties, amends } = work;
	if (!mapped || !parties) throw new Error(`Order ${work.amazonOrderId} has no customer yet`);
	const address = parties.address;
	return {
		doctype: SALES_ORDER,
		...mapped.salesOrder,
		customer: parties.customer,
		amazon_order_id: work.amazonOrderId,
		amazon_fingerprint: mapped.fingerprint,
		...(address ? { shipping_address_name: address, customer_address: parties.billingAddress ?? address } : {}),
		...(parties.contact ? { contact_person: parties.contact } : {}),
		...(amends ? { amended_from: amends.name } : {}),
	};
}

/** Somebody else wrote the order first (recorded: sales orders/same amazon id, with the same and with another customer). */
function isTaken(error: ErpApiError): boolean {
	return /already exists against Customer's Purchase Order/.test(error.reason) || isUniqueViolation(error);
}

async function insertDrafts(run: OrderRun, batch: OrderWork[]): Promise<StandingDraft[]> {
	const mustLookAgain = (error: ErpApiError) => run.round < ROUND_TO_BLAME && isTaken(error);
	const outcomes = await insertHalving(run.erp, batch.map(toDraft), { mustLookAgain, toShared: toSharedRefusal, known: run.refusals });
	const drafts: StandingDraft[] = [];
	for (const [index, work] of batch.entries()) {
		const outcome = outcomes[index];
		if (outcome && 'name' in outcome) drafts.push({ work, name: outcome.name, total: 0 });
		else if (outcome && 'refused' in outcome) work.fail(toReason(outcome.refused, work.mapped), outcome.refused.reason);
		else work.lookAgain(outcome?.unsure);
	}
	return drafts;
}

/** Reads the sums back before anything is submitted; a draft that does not come to Amazon's sum is deleted. */
async function proveDrafts(run: OrderRun, drafts: StandingDraft[]): Promise<StandingDraft[]> {
	const totals = await fetchSalesOrderTotals(run.erp, drafts.map((draft) => draft.name));
	const proven: StandingDraft[] = [];
	for (const { work, name } of drafts) {
		const held = totals.get(name);
		if (!held || !work.mapped) work.lookAgain();
		else if (isProven(held, work.mapped.money)) proven.push({ work, name, total: held.grand_total });
		else {
			const { mapped } = work;
			await removeDraft(run, work, name);
			if (work.isOpen) work.fail(sayDifferentSums(held.grand_total, mapped.money), sayMoney(mapped.money));
		}
	}
	return proven;
}

/** Who bought, as the Sales Order that is being replaced has it. */
export function partiesOf(found: FoundSalesOrder): Parties {
	return {
		customer: found.customer,
		address: found.shipping_address_name ?? found.customer_address ?? undefined,
		billingAddress: found.customer_address ?? undefined,
		contact: found.contact_person ?? undefined,
	};
}
