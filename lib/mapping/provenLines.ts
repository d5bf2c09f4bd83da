import type { LineMoney, OrderMoneyAsSent, Parts } from './amazonLines';
import { type Assumption, activeLines, itemAmountOf, restOf } from './assumptions';
import { Decimal, ZERO, minorUnits } from './money';

/** One line of a proven order: every part of it is known. */
export interface ProvenLine {
	line: LineMoney;
	/** As Amazon lists it: with tax where tax is inside. */
	item: Decimal;
	parts: Parts;
}

export interface ProvenOrder {
	assumption: Assumption;
	grandTotal: Decimal;
	lines: ProvenLine[];
	/** Order-wide amounts that are on no line, the tip among them. */
	extras: Parts;
	notes: string[];
}

export type Proof = Omit<ProvenOrder, 'assumption' | 'grandTotal'>;
/** Finds lines and amounts that make the grand total under one assumption; undefined when there are none. */
export type Prover = (sent: OrderMoneyAsSent, assumption: Assumption, grandTotal: Decimal) => Proof | undefined;

const HALF = new Decimal('0.5');

/** How far a sum may be off because Amazon sent more digits than the currency has. */
export function slackOf(currency: string, tooFine: number): Decimal {
	return HALF.times(new Decimal(10).pow(-minorUnits(currency))).times(tooFine);
}

export function isEqual(one: Decimal, other: Decimal, slack: Decimal): boolean {
	return one.minus(other).abs().lessThanOrEqualTo(slack);
}

export function tipOf(sent: OrderMoneyAsSent, assumption: Assumption): Parts {
	return assumption.isTipIn && sent.parts.deliveryTip ? { deliveryTip: sent.parts.deliveryTip } : {};
}

/** The item's amount, read as its line's total allows; undefined when Amazon sent nothing to read it from. */
export function itemOf(sent: OrderMoneyAsSent, line: LineMoney, assumption: Assumption, grandTotal: Decimal): Decimal | undefined {
	const rest = line.stated?.minus(restOf(line.parts, assumption));
	const amount = itemAmountOf(line, grandTotal);
	// A unit price is rounded itself: a line total within that rounding is the better one.
	const isRoundedPrice = !line.parts.item && amount && rest && isEqual(rest, amount, slackOf(sent.currency, line.quantity));
	const item = isRoundedPrice ? rest : (amount ?? rest);
	return item && isEqual(item, ZERO, slackOf(sent.currency, line.tooFine)) && item.isNegative() ? ZERO : item;
}

/** Lines with the item that each tells by itself; undefined when one tells none, or less than nothing. */
export function toLines(sent: OrderMoneyAsSent, assumption: Assumption, grandTotal: Decimal): ProvenLine[] | undefined {
	const lines: ProvenLine[] = [];
	for (const line of activeLines(sent, assumption)) {
		const item = itemOf(sent, line, assumption, grandTotal);
		if (!item || item.isNegative()) return undefined;
		lines.push({ line, item, parts: line.parts });
	}
	return lines;
}

export function totalOf({ item, parts }: ProvenLine, assumption: Assumption): Decimal {
	return item.plus(restOf(parts, assumption));
}
