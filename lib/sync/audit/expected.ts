import type { AmazonOrder } from '../../amazon/types';
import { readOrderMoney } from '../../mapping/amazonLines';
import { MappingError } from '../../mapping/errors';
import { Decimal, ZERO, minorUnits, toText } from '../../mapping/money';
import { type MoneyPolicy, toOrderMoney } from '../../mapping/toOrderMoney';
import type { OrderMoney } from '../../mapping/types';

export interface AuditPolicy extends MoneyPolicy {
	/** Whether the total is to hold the tax that Amazon keeps. */
	isKeptTaxIn: boolean;
}

/** What an order's Sales Order should come to. */
export interface Expected {
	currency: string;
	/** A decimal string. */
	total: string;
	/** Rows and charges that make it; absent where Amazon's amounts do not add up. */
	money?: OrderMoney;
	/** Why the total is Amazon's word alone. */
	doubt?: string;
}

export type Expectation = { expected: Expected } | { nothing: true } | { unreadable: string };

/**
 * The total by the rules that orders are written with, without asking for Items. An order that they refuse has Amazon's
 * own grand total; one without any amount cannot be compared. Pure. `order` is without nulls.
 */
export function toExpectation(order: AmazonOrder, policy: AuditPolicy): Expectation {
	try {
		const { money } = toOrderMoney(order, policy);
		const booked = policy.isKeptTaxIn ? withKeptTax(order, policy, money) : money;
		return { expected: { currency: booked.currency, total: booked.total, money: booked } };
	} catch (error) {
		return toUnproven(order, policy, error);
	}
}

/** What the policy takes out of Amazon's grand total as tax that Amazon keeps goes back in. */
function withKeptTax(order: AmazonOrder, policy: AuditPolicy, money: OrderMoney): OrderMoney {
	const { money: plain } = toOrderMoney(order, { ...policy, taxHandling: 'amazonAmounts' });
	const kept = new Decimal(plain.amazonGrandTotal).minus(plain.total);
	if (kept.isZero()) return money;
	const text = (amount: Decimal) => toText(amount, minorUnits(money.currency));
	return { ...money, total: text(kept.plus(money.total)), charges: [...money.charges, { kind: 'facilitatorTax', amount: text(kept) }] };
}

function toUnproven(order: AmazonOrder, policy: AuditPolicy, cause: unknown): Expectation {
	const why = cause instanceof MappingError ? sayCause(cause) : 'it has a shape that this version does not know.';
	try {
		const sent = readOrderMoney(order);
		const isAllCancelled = sent.lines.every((line) => line.isCancelled);
		if (isAllCancelled && (sent.grandTotal ?? ZERO).isZero()) return { nothing: true };
		if (!sent.grandTotal) return { unreadable: why };
		const currency = sent.currency || policy.currency;
		return { expected: { currency, total: toText(sent.grandTotal, minorUnits(currency)), doubt: why } };
	} catch (error) {
		return { unreadable: error instanceof MappingError ? sayCause(error) : why };
	}
}

/** The cause alone: what to do about an order that is to be written is not for an audit to say. */
function sayCause({ message, orderId }: MappingError): string {
	return message.replace(`Order ${orderId}: `, '').split(/(?<=\.) (?=[A-Z])/)[0] ?? message;
}
