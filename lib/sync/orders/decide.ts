import type { FoundSalesOrder } from '../../erpnext/salesOrders';
import type { MappedOrder } from '../../mapping/types';
import type { SyncSettings } from '../../settings';
import type { Fate } from './fate';
import { isProven, toTotalText } from './totals';

/** The next thing to do for one order. `done` needs no call; the others name their Sales Order. */
export type Decision =
	| { step: 'done'; action: 'unchanged' | 'notImported' | 'failed'; reason?: string; salesOrder?: FoundSalesOrder; ours: boolean; isForeign?: true }
	| { step: 'create'; amends?: FoundSalesOrder }
	| { step: 'submit'; salesOrder: FoundSalesOrder }
	| { step: 'recreate'; salesOrder: FoundSalesOrder }
	| { step: 'status'; salesOrder: FoundSalesOrder }
	| { step: 'change'; salesOrder: FoundSalesOrder }
	| { step: 'finishAmending'; salesOrder: FoundSalesOrder }
	| { step: 'deleteDraft'; salesOrder: FoundSalesOrder }
	| { step: 'cancel'; salesOrder: FoundSalesOrder; gaveIdUp: boolean };

export interface Facts {
	fate: Fate;
	fulfillmentStatus: string;
	/** All Sales Orders that carry the order's id. */
	found: readonly FoundSalesOrder[];
	/** Sales Orders that gave the id up for an amended copy. */
	givenUp: readonly FoundSalesOrder[];
	/** Only of orders that live. */
	mapped?: MappedOrder;
	settings: Pick<SyncSettings, 'submitOrders' | 'adoptPreviousConnector'>;
}

/** Pure: what a person or a broken run left in ERPNext, against what Amazon says now. */
export function decide(facts: Facts): Decision {
	const live = facts.found.filter((row) => row.docstatus !== 2);
	const found = live[0] ?? facts.found[0];
	if (live.length > 1) {
		const names = live.map((row) => row.name).join(', ');
		return { step: 'done', action: 'failed', reason: `${live.length} Sales Orders carry it (${names}). Cancel all but one; none was touched`, ours: false };
	}
	if (!found) return decideNew(facts);
	if (found.docstatus === 2) return decideCancelledHere(facts, found);
	if (!found.amazon_fingerprint && !facts.settings.adoptPreviousConnector) {
		return { step: 'done', action: 'unchanged', reason: `Sales Order ${found.name} carries it already and was made by other means; it is left as it is`, salesOrder: found, ours: false, isForeign: true };
	}
	if (facts.fate === 'cancelled') {
		return found.docstatus === 0 ? { step: 'deleteDraft', salesOrder: found } : { step: 'cancel', salesOrder: found, gaveIdUp: false };
	}
	if (facts.fate === 'waits') return { step: 'done', action: 'unchanged', salesOrder: found, ours: true };
	return found.amazon_fingerprint && facts.mapped && facts.fate === 'lives'
		? decideOurs(facts, facts.mapped, found)
		: decideStatus(facts, found);
}

function decideNew(facts: Facts): Decision {
	const parent = lastGivenUp(facts.givenUp);
	if (facts.fate === 'cancelled' && parent) {
		if (parent.docstatus === 1) return { step: 'cancel', salesOrder: parent, gaveIdUp: true };
		return { step: 'done', action: 'unchanged', reason: `Cancelled at Amazon, and Sales Order ${parent.name} is cancelled`, salesOrder: parent, ours: false };
	}
	if (facts.fate === 'lives') {
		if (!parent) return { step: 'create' };
		return parent.docstatus === 2 ? { step: 'create', amends: parent } : { step: 'finishAmending', salesOrder: parent };
	}
	const reasons = {
		waits: 'Pending at Amazon: it is imported once Amazon has confirmed it',
		cancelled: 'Cancelled at Amazon before it was imported',
		unfulfillable: 'Amazon cannot fulfil it, so there is nothing to book',
		elsewhere: 'Sold in another shop and only shipped by Amazon: it belongs in the books of that shop',
	};
	return { step: 'done', action: 'notImported', reason: reasons[facts.fate], ours: false };
}

/** Of several amended generations, the one that no other one was amended from. */
function lastGivenUp(rows: readonly FoundSalesOrder[]): FoundSalesOrder | undefined {
	const parents = new Set(rows.map((row) => row.amended_from));
	return rows.find((row) => row.docstatus === 1) ?? rows.find((row) => !parents.has(row.name)) ?? rows[0];
}

function decideCancelledHere(facts: Facts, found: FoundSalesOrder): Decision {
	const reason =
		facts.fate === 'cancelled'
			? undefined
			: `Sales Order ${found.name} was cancelled in ERPNext and is left alone; Amazon says '${facts.fulfillmentStatus}'`;
	return { step: 'done', action: 'unchanged', reason, salesOrder: found, ours: false };
}

function isStatusEqual(facts: Facts, found: FoundSalesOrder): boolean {
	return facts.fulfillmentStatus === '' || (found.amazon_order_status ?? '') === facts.fulfillmentStatus;
}

function decideStatus(facts: Facts, found: FoundSalesOrder): Decision {
	const ours = Boolean(found.amazon_fingerprint);
	if (isStatusEqual(facts, found)) return { step: 'done', action: 'unchanged', salesOrder: found, ours };
	return { step: 'status', salesOrder: found };
}

function decideOurs(facts: Facts, mapped: MappedOrder, found: FoundSalesOrder): Decision {
	const isFingerprintEqual = found.amazon_fingerprint === mapped.fingerprint;
	// What was written stays when only settings changed since: nobody wants old orders amended for a new cost centre.
	const isUpdateEqual = isSameInstant(found.amazon_last_update, mapped.salesOrder.amazon_last_update);
	if (found.docstatus === 0 && facts.settings.submitOrders) {
		if (!isFingerprintEqual) return { step: 'recreate', salesOrder: found };
		if (isProven(found, mapped.money)) return { step: 'submit', salesOrder: found };
		if (!isTouched(found)) return { step: 'recreate', salesOrder: found };
		const reason = `${sayChangedHere(found, mapped)}. Its draft is left alone; submit it as it is, or delete it and it is written anew`;
		return { step: 'done', action: 'failed', reason, salesOrder: found, ours: true };
	}
	if (!isFingerprintEqual && !isUpdateEqual) {
		return { step: found.docstatus === 0 ? 'recreate' : 'change', salesOrder: found };
	}
	if (isFingerprintEqual && !isProven(found, mapped.money)) {
		const said = sayChangedHere(found, mapped);
		// A draft is there to be worked on; its last word is spoken when a person submits it.
		if (found.docstatus === 0) return { step: 'done', action: 'unchanged', reason: said, salesOrder: found, ours: true };
		return { step: 'done', action: 'failed', reason: `${said}. It is left alone; put it right, or set this to Ignored`, salesOrder: found, ours: true };
	}
	if (!isStatusEqual(facts, found)) return { step: 'status', salesOrder: found };
	return { step: 'done', action: 'unchanged', salesOrder: found, ours: true };
}

/** Whether somebody else than its maker saved it last: a person's work, not ours. */
export function isTouched(found: FoundSalesOrder): boolean {
	return found.modified_by !== found.owner;
}

function sayChangedHere(found: FoundSalesOrder, { money }: MappedOrder): string {
	const total = toTotalText(found.grand_total, money.total);
	return `Sales Order ${found.name} was changed in ERPNext: it comes to ${total} ${money.currency} and Amazon says ${money.total} ${money.currency}`;
}

/** ERPNext may add or drop fractions of a second. */
function isSameInstant(found: string | null, mapped: string | undefined): boolean {
	const toSeconds = (text: string) => text.replace('T', ' ').slice(0, '2026-11-24 12:00:00'.length);
	return Boolean(found && mapped) && toSeconds(found ?? '') === toSeconds(mapped ?? '');
}
