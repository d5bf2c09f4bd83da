/** Amazon's word against ERPNext's, order by order. Pure. */
import type { AmazonOrder } from '../../amazon/types';
import type { AuditedSalesOrder } from '../../erpnext/auditedOrders';
import type { Fate } from '../orders/fate';
import { isProven, isSameTotal } from '../orders/totals';
import type { Expectation, Expected } from './expected';
import type { AuditKind } from './types';

/** One order as Amazon lists it. */
export interface ListedOrder {
	order: AmazonOrder;
	fate: Fate;
	/** Its day in ERPNext's time zone. */
	day: string;
	expectation: Expectation;
}

/** One difference. `listed` is absent for what only ERPNext has. */
export interface Difference {
	kind: AuditKind;
	amazonOrderId: string;
	listed?: ListedOrder;
	expected?: Expected;
	/** The drafts and submitted Sales Orders that carry its number. */
	live: readonly AuditedSalesOrder[];
	/** Cancelled ones. */
	gone: readonly AuditedSalesOrder[];
}

/** `aside`: nothing of it has to be in the books. */
export type Verdict =
	| { is: 'aside' }
	| { is: 'equal'; expected: Expected; held: AuditedSalesOrder }
	| { is: 'different'; difference: Difference };

/** Whether this one Sales Order comes to what Amazon says; where a tax template adds the tax, its rows do. */
export function isAsExpected(held: AuditedSalesOrder, { total, money }: Expected): boolean {
	return isSameTotal(held.grand_total, total) || (money !== undefined && isProven(held, money));
}

/** Amazon names no currency in an order without any money. */
function inSomeCurrency(expected: Expected, live: readonly AuditedSalesOrder[]): Expected {
	return { ...expected, currency: expected.currency || (live[0]?.currency ?? '') };
}

export function judge(listed: ListedOrder, held: readonly AuditedSalesOrder[]): Verdict {
	const { order, fate, expectation } = listed;
	const live = held.filter(({ docstatus }) => docstatus !== 2);
	const expected = 'expected' in expectation ? inSomeCurrency(expectation.expected, live) : undefined;
	const different = (kind: AuditKind): Verdict => ({
		is: 'different',
		difference: { kind, amazonOrderId: order.orderId, listed, expected, live, gone: held.filter(({ docstatus }) => docstatus === 2) },
	});
	const [only] = live;
	if (live.length > 1) return different(fate === 'cancelled' ? 'cancelledAtAmazon' : 'doubled');
	if (fate === 'cancelled') return only ? different('cancelledAtAmazon') : { is: 'aside' };
	// A pending order has no amounts yet, and one that Amazon cannot fulfil has none that count.
	if (fate !== 'lives' || 'nothing' in expectation) return { is: 'aside' };
	if (!only) return different('missing');
	if (!expected) return different('notCompared');
	// Nothing costs the same in every currency, but the books still hold the wrong one.
	if (only.currency !== expected.currency) return different('wrongCurrency');
	return isAsExpected(only, expected) ? { is: 'equal', expected, held: only } : different('differentTotal');
}

/** Sales Orders whose number Amazon did not list, one difference for each number. */
export function judgeUnlisted(unlisted: ReadonlyMap<string, readonly AuditedSalesOrder[]>): Difference[] {
	return [...unlisted.values()].map((live) => ({
		kind: 'unknownAtAmazon',
		amazonOrderId: (live[0]?.amazon_order_id ?? '').trim(),
		live,
		gone: [],
	}));
}
