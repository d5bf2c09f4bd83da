/** What is the matter with an order, in a bookkeeper's words. Pure. */
import type { AuditedSalesOrder } from '../../erpnext/auditedOrders';
import { type Decimal, minorUnits, toText } from '../../mapping/money';
import { fulfillmentStatusOf } from '../orders/fate';
import { exact } from '../orders/totals';
import { inWords } from '../../inWords';
import { isAsExpected, type Difference } from './judge';
import type { AuditKind } from './types';

/** `list` is how Amazon's list is called, e.g. `amazon.de created from 2026-09-30T00:00:00Z to 2026-11-02T00:00:00Z`. */
type Explain = (difference: Difference, list: string) => string;

function inMoney(amount: Decimal, currency: string): string {
	return `${toText(amount, minorUnits(currency))} ${currency}`;
}

const named = (held: AuditedSalesOrder): string => `${held.name}${held.docstatus === 0 ? ' (draft)' : ''}`;
const withTotal = (held: AuditedSalesOrder): string => `${named(held)} over ${inMoney(exact(held.grand_total), held.currency)}`;

function statusOf({ listed }: Difference): string {
	return (listed && fulfillmentStatusOf(listed.order)) || 'without a status';
}

function amazonSays({ expected }: Difference): string {
	return expected ? `${expected.total} ${expected.currency}` : 'no amount';
}

const doubtOf = ({ expected }: Difference): string => (expected?.doubt ? ` Only Amazon's grand total was compared: ${expected.doubt}` : '');

const missing: Explain = (difference) => {
	const { amazonOrderId, gone, expected } = difference;
	const over = expected ? ` over ${amazonSays(difference)}` : '';
	const names = inWords(gone.map(({ name }) => name));
	const here = gone.length === 0 ? 'has no Sales Order in ERPNext' : `its Sales Order ${names} is cancelled in ERPNext`;
	return `Order ${amazonOrderId}${over} is ${statusOf(difference)} at Amazon and ${here}.${doubtOf(difference)}`;
};

const doubled: Explain = (difference) => {
	const { amazonOrderId, live, expected } = difference;
	const right = live.filter((held) => expected && held.currency === expected.currency && isAsExpected(held, expected));
	const said = `Order ${amazonOrderId} stands in ${live.length} Sales Orders: ${inWords(live.map(withTotal))}; Amazon has it once, over ${amazonSays(difference)}.`;
	if (expected && right.length === 0) return `${said} None of them comes to that. Keep one, put it right, and cancel the others.`;
	return `${said} Keep ${right.length === 1 ? (right[0]?.name ?? 'one') : 'one'} and cancel the others.`;
};

const cancelledAtAmazon: Explain = ({ amazonOrderId, live }) => {
	const isMoved = live.some(({ per_billed, per_delivered }) => per_billed > 0 || per_delivered > 0);
	const stands = live.length > 1 ? `Sales Orders ${inWords(live.map(withTotal))} still stand` : `Sales Order ${inWords(live.map(withTotal))} still stands`;
	const todo = isMoved ? 'Goods or an invoice went out already: make a return.' : `Cancel ${live.length > 1 ? 'them' : 'it'}.`;
	return `Order ${amazonOrderId} is cancelled at Amazon, but ${stands} in ERPNext. ${todo}`;
};

const wrongCurrency: Explain = (difference) =>
	`Sales Order ${inWords(difference.live.map(withTotal))} is in the wrong currency: Amazon says ${amazonSays(difference)} for order ${difference.amazonOrderId}.${doubtOf(difference)}`;

const differentTotal: Explain = (difference) => {
	const [held] = difference.live;
	const { expected } = difference;
	if (!held || !expected) return '';
	const more = exact(held.grand_total).minus(expected.total);
	const by = `${inMoney(more.abs(), expected.currency)} too ${more.isPositive() ? 'much' : 'little'}`;
	return `Sales Order ${withTotal(held)} is ${by}: Amazon says ${amazonSays(difference)} for order ${difference.amazonOrderId}.${doubtOf(difference)}`;
};

const unknownAtAmazon: Explain = ({ amazonOrderId, live }, list) =>
	`Sales Order ${inWords(live.map(withTotal))} carries Amazon's order number '${amazonOrderId}', which is not among the orders of ${list}. Look it up in Seller Central: it may be mistyped, misdated, or of another seller.`;

const notCompared: Explain = ({ amazonOrderId, live, listed }) => {
	const expectation = listed?.expectation;
	const why = expectation && 'unreadable' in expectation ? ` (${expectation.unreadable.replace(/\.$/, '')})` : '';
	return `Order ${amazonOrderId} cannot be compared with Sales Order ${inWords(live.map(withTotal))}: Amazon sends no total for it${why}.`;
};

const EXPLAIN: Readonly<Record<AuditKind, Explain>> = {
	missing,
	doubled,
	cancelledAtAmazon,
	wrongCurrency,
	differentTotal,
	unknownAtAmazon,
	notCompared,
};

export function explain(difference: Difference, list: string): string {
	return EXPLAIN[difference.kind](difference, list);
}
