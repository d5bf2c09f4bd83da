import type { LineMoney, OrderMoneyAsSent, Parts, PartKind } from './amazonLines';
import { type Assumption, activeLines, orderLevelOf, restOf } from './assumptions';
import { Decimal, ZERO, minorUnits, sumOf } from './money';
import { type Proof, type ProvenLine, type Prover, isEqual, slackOf, tipOf, toLines, totalOf } from './provenLines';
import { splitBy } from './splitBy';

/** Kinds that the order's own breakdowns add up over its lines (model: `OrderProceeds.breakdowns`), the item aside. */
export const ORDER_KINDS: readonly PartKind[] = ['shipping', 'giftWrap', 'codFee', 'other', 'tax', 'discount'];

const ONE = new Decimal(1);

function sumOfKind(lines: ReadonlyArray<{ parts: Parts }>, kind: PartKind): Decimal {
	return sumOf(lines.map(({ parts }) => parts[kind] ?? ZERO));
}

/** Whether the order's breakdowns tell amounts that no line tells: then lines that add up by themselves are not the whole story. */
export function isToldByOrder(sent: OrderMoneyAsSent): boolean {
	const slack = slackOf(sent.currency, sent.tooFine);
	return ORDER_KINDS.some((kind) => (sent.parts[kind] ?? ZERO).abs().minus(sumOfKind(sent.lines, kind).abs()).greaterThan(slack));
}

/** The totals of lines, where each has one, make the grand total. */
function areTotalsWhole(sent: OrderMoneyAsSent, lines: readonly LineMoney[], assumption: Assumption, grandTotal: Decimal): boolean {
	const totals = lines.flatMap(({ stated }) => stated ?? []);
	return totals.length < lines.length || isEqual(sumOf(totals).plus(orderLevelOf(sent, assumption)), grandTotal, slackOf(sent.currency, sent.tooFine));
}

type LinesOfOrder = Pick<Proof, 'lines' | 'notes'>;

/**
 * Lines whose items make the order's ITEM: each by itself where that comes to it. Else what the others leave is for lines
 * without a price, or all that list no item share it, by their totals or prices.
 */
function toLinesOfOrder(sent: OrderMoneyAsSent, assumption: Assumption, grandTotal: Decimal): LinesOfOrder | undefined {
	const own = toLines(sent, assumption, grandTotal);
	const ofOrder = sent.parts.item;
	const isOwn = !ofOrder || (own && isEqual(sumOf(own.map(({ item }) => item)), ofOrder, slackOf(sent.currency, sent.tooFine)));
	const lines = activeLines(sent, assumption);
	const priceOf = (line: LineMoney): Decimal | undefined => line.parts.item ?? line.unitPrice?.times(line.quantity);
	const listed = (line: LineMoney): Decimal | undefined => line.parts.item;
	const leftBy = (itemFor: typeof listed): Decimal => (ofOrder ?? ZERO).minus(sumOf(lines.map((line) => itemFor(line) ?? ZERO)));
	const known = [priceOf, listed].find((itemFor) => lines.some((line) => !itemFor(line)) && !leftBy(itemFor).isNegative());
	if (isOwn || !known || !areTotalsWhole(sent, lines, assumption, grandTotal)) return own && { lines: own, notes: [] };
	const open = lines.filter((line) => !known(line));
	const shares = splitBy(leftBy(known), open.map((line) => line.stated ?? priceOf(line) ?? ONE), minorUnits(sent.currency));
	return {
		lines: lines.map((line) => ({ line, item: known(line) ?? shares[open.indexOf(line)] ?? ZERO, parts: line.parts })),
		notes: open.length === 1 ? [] : ["Amazon lists the items of its lines only in one sum; they were shared out by the lines' totals."],
	};
}

/** What the order lists beyond its lines; undefined when that is less than nothing (of `other` it may be). */
function extrasOf(sent: OrderMoneyAsSent, lines: ProvenLine[]): Parts | undefined {
	const slack = slackOf(sent.currency, sent.tooFine);
	const extras: Parts = {};
	for (const kind of ORDER_KINDS) {
		const extra = sent.parts[kind]?.minus(sumOfKind(lines, kind));
		// The order rounds what its lines list with more digits.
		if (!extra || isEqual(extra, ZERO, slack)) continue;
		if (extra.isNegative() && kind !== 'other') return undefined;
		extras[kind] = extra;
	}
	return extras;
}

/** What the lines do not list stands in the order's own breakdowns, and with it the sum is the grand total. */
export const byOrderBreakdowns: Prover = (sent, assumption, grandTotal) => {
	const { lines, notes } = toLinesOfOrder(sent, assumption, grandTotal) ?? { lines: [], notes: [] };
	const extras = extrasOf(sent, lines);
	if (lines.length === 0 || !extras) return undefined;
	const sum = sumOf(lines.map((line) => totalOf(line, assumption))).plus(restOf(extras, assumption));
	if (!isEqual(sum.plus(orderLevelOf(sent, assumption)), grandTotal, slackOf(sent.currency, sent.tooFine))) return undefined;
	const { tax, ...rest } = extras;
	const taxed = tax ? withOrderTax(lines, tax, assumption, minorUnits(sent.currency)) : { lines, notes: [] };
	return { lines: taxed.lines, extras: { ...rest, ...tipOf(sent, assumption) }, notes: [...notes, ...taxed.notes] };
};

/** Lines that tax may lie on of which the order alone tells: those without a list of parts, else those that list no tax, else all. */
function taxedBesides(lines: readonly ProvenLine[]): readonly ProvenLine[] {
	const candidates = [lines.filter(({ line }) => !line.hasBreakdowns), lines.filter(({ parts }) => !parts.tax)];
	return candidates.find((some) => some.some(({ item }) => item.greaterThan(ZERO))) ?? lines;
}

/**
 * Puts tax that only the order lists on its lines: exactly, where their totals tell; else in proportion, and then not as tax
 * that Amazon keeps unless it keeps that of every such line: whose tax it is would be a guess.
 */
function withOrderTax(lines: ProvenLine[], tax: Decimal, assumption: Assumption, decimals: number): LinesOfOrder {
	const gaps = lines.map((line) => line.line.stated?.minus(totalOf(line, assumption)) ?? ZERO);
	const isTold = assumption.isTaxOnTop && sumOf(gaps).equals(tax) && gaps.every((gap) => !gap.isNegative());
	const taxed = isTold ? lines : taxedBesides(lines);
	const shares = isTold ? gaps : splitBy(tax, taxed.map(({ item }) => item), decimals);
	const kept = taxed.filter(({ line }) => line.isFacilitatorTaxed);
	const isUnclear = !isTold && kept.length > 0 && kept.length < taxed.length;
	const asOwn = (line: LineMoney): LineMoney => (isUnclear ? { ...line, isFacilitatorTaxed: false } : line);
	return {
		lines: lines.map((proven) => {
			const share = shares[taxed.indexOf(proven)];
			if (!share) return proven;
			return { ...proven, line: asOwn(proven.line), parts: { ...proven.parts, tax: (proven.parts.tax ?? ZERO).plus(share) } };
		}),
		notes: isUnclear ? ['Amazon keeps the tax of some lines and does not say how much that is; none of it was left out.'] : [],
	};
}
