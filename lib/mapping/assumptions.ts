import type { LineMoney, OrderMoneyAsSent, Parts, PartKind } from './amazonLines';
import { Decimal, ZERO, sumOf } from './money';

/**
 * What Amazon's documentation leaves open about an order's amounts. Every combination is tried against the sums
 * (`proceedsTotal`, `grandTotal`); the first that they prove is how the order is read.
 */
export interface Assumption {
	/** TAX adds to the other amounts; else it is inside them (or not part of the proceeds at all). */
	isTaxOnTop: boolean;
	/** DISCOUNT lowers the other amounts; else ITEM is already lowered by it. */
	isDiscountOnTop: boolean;
	/** The grand total holds the delivery tip. A pending one may not be in it yet. */
	isTipIn: boolean;
	/** The grand total is already without the tax that a marketplace facilitator keeps. */
	isTaxWithheld: boolean;
	/** Cancelled lines have no part in the totals. */
	isCancelledOut: boolean;
}

/** Kinds that are part of one line, without the item itself. */
const REST_KINDS: readonly PartKind[] = ['shipping', 'giftWrap', 'codFee', 'other', 'deliveryTip'];

/** All readings worth trying, likeliest first; those that differ in nothing of this order are left out. */
export function* assumptionsFor(sent: OrderMoneyAsSent): Generator<Assumption> {
	const has = (kind: PartKind): boolean =>
		[sent.parts, ...sent.lines.map(({ parts }) => parts)].some((parts) => !(parts[kind] ?? ZERO).isZero());
	const either = (isOpen: boolean, first = true): boolean[] => (isOpen ? [first, !first] : [first]);
	const mayBeWithheld = sent.lines.some((line) => line.isFacilitatorTaxed) && has('tax');
	for (const isCancelledOut of either(sent.lines.some((line) => line.isCancelled)))
		for (const isTipIn of either(has('deliveryTip')))
			for (const isTaxWithheld of either(mayBeWithheld, false))
				for (const isDiscountOnTop of either(has('discount')))
					for (const isTaxOnTop of either(has('tax')))
						yield { isCancelledOut, isTipIn, isTaxWithheld, isDiscountOnTop, isTaxOnTop };
}

/** What `parts` add to a total besides the item itself. */
export function restOf(parts: Parts, assumption: Assumption): Decimal {
	let rest = sumOf(REST_KINDS.map((kind) => parts[kind] ?? ZERO));
	if (assumption.isTaxOnTop) rest = rest.plus(parts.tax ?? ZERO);
	if (assumption.isDiscountOnTop) rest = rest.minus(parts.discount ?? ZERO);
	return rest;
}

/**
 * The item's amount as Amazon lists it, or by its unit price; undefined when Amazon sent neither. A line without a list of
 * parts in a total of nothing is free: its unit price is only what it would have cost (replacements).
 */
export function itemAmountOf(line: LineMoney, grandTotal: Decimal): Decimal | undefined {
	if (line.parts.item) return line.parts.item;
	if (!line.hasBreakdowns && (line.stated ?? grandTotal).isZero()) return ZERO;
	return line.unitPrice?.times(line.quantity);
}

/** Lines that have a part in the totals. */
export function activeLines(sent: OrderMoneyAsSent, assumption: Assumption): LineMoney[] {
	return sent.lines.filter((line) => !line.isGone && !(assumption.isCancelledOut && line.isCancelled));
}

/** Tip and withheld tax: what lies between the lines' totals and the grand total. */
export function orderLevelOf(sent: OrderMoneyAsSent, assumption: Assumption): Decimal {
	const tip = assumption.isTipIn ? (sent.parts.deliveryTip ?? ZERO) : ZERO;
	if (!assumption.isTaxWithheld) return tip;
	const lines = activeLines(sent, assumption).filter((line) => line.isFacilitatorTaxed);
	return tip.minus(sumOf(lines.map((line) => line.parts.tax ?? ZERO)));
}
