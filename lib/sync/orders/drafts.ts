import { inParts } from '../../inParts';
import { insertHalving } from '../../erpnext/batches';
import type { ErpDocument } from '../../erpnext/client';
import { isUniqueViolation, type ErpApiError } from '../../erpnext/errors';
import { fetchSalesOrderTotals, SALES_ORDER, type FoundSalesOrder } from '../../erpnext/salesOrders';
import { toShownContact } from '../../mapping/toCustomer';
import { withoutNulls } from '../../withoutNulls';
import { fetchBothSums } from './bothSums';
import { removeDraft } from './cancel';
import { ensureParties, fetchParties } from './parties';
import { toReason } from './reasons';
import type { OrderRun, StandingDraft } from './run';
import { submitDrafts } from './submit';
import { sayAmended, sayDifferentSums } from './say';
import { toSharedRefusal } from './sharedRefusals';
import { isProven } from './totals';
import type { OrderWork, Parties } from './work';

/**
 * Drafts in one request, by round: 60 to 125 ms each, with the naming lock held until it ends
 * (test/fixtures/erpnext-contract/README.md), so about two seconds. A round that had to be repeated goes in smaller steps, in
 * case the size itself was the matter.
 */
const DRAFTS_PER_BATCH = [19, 5, 1];

/**
 * Batches that share their buyers' requests and their proof: 57 addresses of 38 ms take 2.2 seconds, and the buyers and
 * drafts of one group take a little longer than the submission of the last, so that neither lane waits long.
 */
const BATCHES_PER_GROUP = 3;

/** The round from which a refusal is pinned to its document instead of looking again. */
const ROUND_TO_BLAME = 3;

/**
 * Writes drafts batch by batch, each with its buyers, proves their sums, and hands them to the submit lane, which submits
 * them while the next batch is written. Orders that ERPNext refuses are settled as failed; those that nobody answered for
 * look again.
 */
export async function createOrders(run: OrderRun, works: readonly OrderWork[]): Promise<void> {
	const known = await fetchParties(run, works);
	const size = DRAFTS_PER_BATCH[run.round - 1] ?? 1;
	for (const group of inGroups(works, size)) {
		await ensureParties(run, group, known);
		const ready = group.filter((work) => work.isOpen && work.parties);
		const drafts: StandingDraft[] = [];
		for (const batch of inParts(ready, size)) drafts.push(...(await insertDrafts(run, batch)));
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

/** Whole batches; the odd ones come first, so that submission begins early. */
function inGroups(works: readonly OrderWork[], size: number): OrderWork[][] {
	const whole = size * BATCHES_PER_GROUP;
	const first = (Math.ceil(works.length / size) % BATCHES_PER_GROUP) * size;
	return [...inParts(works.slice(0, first), whole), ...inParts(works.slice(first), whole)];
}

/** As it is sent. */
export function toDraft(work: OrderWork): ErpDocument {
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
		...(parties.contact ? { contact_person: parties.contact, ...(parties.shownContact ?? (mapped.contact && toShownContact(mapped.contact))) } : {}),
		...(amends ? { amended_from: amends.name } : {}),
	};
}

/** Somebody else wrote the order first (recorded: sales orders/same amazon id and customer, same amazon id, other customer). */
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
			const detail = await fetchBothSums(run, name, mapped);
			await removeDraft(run, work, name);
			if (work.isOpen) work.fail(sayDifferentSums(held.grand_total, mapped.money), detail);
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
		shownContact: withoutNulls({
			contact_display: found.contact_display ?? undefined,
			contact_email: found.contact_email ?? undefined,
			contact_phone: found.contact_phone ?? undefined,
			contact_mobile: found.contact_mobile ?? undefined,
		}),
	};
}
