import type { OrderMoneyAsSent, Parts } from './amazonLines';
import { activeLines, assumptionsFor, itemAmountOf, orderLevelOf, restOf } from './assumptions';
import { describeMoney } from './describeMoney';
import { BOOK_BY_HAND, MappingError, REPORT_SHAPE } from './errors';
import { type Decimal, ZERO, minorUnits, sumOf, toText } from './money';
import { ORDER_KINDS, byOrderBreakdowns, isToldByOrder } from './proveByOrder';
import { type ProvenOrder, type Prover, isEqual, itemOf, slackOf, tipOf, toLines, totalOf } from './provenLines';

/** Each line's parts make its total, and these make the grand total. */
const byEveryLine: Prover = (sent, assumption, grandTotal) => {
	const lines = toLines(sent, assumption, grandTotal);
	if (!lines) return undefined;
	for (const proven of lines) {
		const { stated, tooFine } = proven.line;
		if (stated && !isEqual(totalOf(proven, assumption), stated, slackOf(sent.currency, tooFine))) return undefined;
	}
	const sum = sumOf(lines.map((line) => totalOf(line, assumption))).plus(orderLevelOf(sent, assumption));
	if (!isEqual(sum, grandTotal, slackOf(sent.currency, sent.tooFine))) return undefined;
	return { lines, extras: tipOf(sent, assumption), notes: [] };
};

/** Every line lists its item, and all parts together make the grand total, whatever the lines' own totals count. */
const byGrandTotal: Prover = (sent, assumption, grandTotal) => {
	const lines = toLines(sent, assumption, grandTotal);
	if (!lines?.every(({ line }) => line.parts.item)) return undefined;
	const sum = sumOf(lines.map((line) => totalOf(line, assumption))).plus(orderLevelOf(sent, assumption));
	if (!isEqual(sum, grandTotal, slackOf(sent.currency, sent.tooFine))) return undefined;
	return { lines, extras: tipOf(sent, assumption), notes: [] };
};

/** Lines without a list of parts: their totals (or the grand total) hold; what no part explains goes to Other or Discount. */
const byTotals: Prover = (sent, assumption, grandTotal) => {
	const lines = toLines(sent, assumption, grandTotal);
	if (!lines?.length) return undefined;
	const slack = slackOf(sent.currency, sent.tooFine);
	const open = lines.filter(({ line }) => !line.stated);
	const known = sumOf(lines.map((line) => line.line.stated ?? totalOf(line, assumption)));
	const gap = grandTotal.minus(known).minus(orderLevelOf(sent, assumption));
	const isOpen = open.some(({ line }) => !line.hasBreakdowns);
	if (!isOpen && !isEqual(gap, ZERO, slack)) return undefined;
	const differences = lines.map((line) => ({
		line: line.line,
		amount: line.line.stated?.minus(totalOf(line, assumption)) ?? ZERO,
	}));
	const first = open[0];
	if (isOpen && first) differences.push({ line: first.line, amount: gap });
	const extras: Parts = tipOf(sent, assumption);
	const notes: string[] = [];
	for (const { line, amount } of differences) {
		if (isEqual(amount, ZERO, slackOf(sent.currency, line.tooFine))) continue;
		// A listed item that misses its total by a coin or two is a contradiction, not a part left out.
		if (line.parts.item && isEqual(amount, ZERO, slackOf(sent.currency, 4))) return undefined;
		const text = toText(amount.abs(), minorUnits(sent.currency));
		if (amount.isPositive()) {
			const byPrice = line.unitPrice?.times(line.quantity);
			if (line.parts.item && byPrice && !byPrice.equals(line.parts.item)) return undefined;
			extras.other = (extras.other ?? ZERO).plus(amount);
			notes.push(`Amazon does not say what ${text} ${sent.currency} of line '${line.orderItemId}' is for; it stands under Other.`);
		} else {
			if (line.hasBreakdowns && (line.parts.discount || !line.hasPromotion)) return undefined;
			extras.discount = (extras.discount ?? ZERO).minus(amount);
			notes.push(`Amazon lists no discount for line '${line.orderItemId}', yet its total is ${text} ${sent.currency} less than its price; it stands under Discount.`);
		}
	}
	return { lines, extras, notes };
};

/** Lines with neither price nor total: free when the rest makes the grand total; one such line takes what is left. */
const byRemainder: Prover = (sent, assumption, grandTotal) => {
	const active = activeLines(sent, assumption);
	const unknown = active.filter((line) => !itemAmountOf(line, grandTotal) && !line.stated);
	if (unknown.length === 0) return undefined;
	let known = orderLevelOf(sent, assumption);
	for (const line of active) known = known.plus(line.stated ?? restOf(line.parts, assumption).plus(itemAmountOf(line, grandTotal) ?? ZERO));
	const remainder = grandTotal.minus(known);
	if (remainder.isNegative() || (unknown.length > 1 && !remainder.isZero())) return undefined;
	const lines = active.map((line) => ({
		line,
		item: itemOf(sent, line, assumption, grandTotal) ?? remainder,
		parts: line.parts,
	}));
	if (lines.some(({ item }) => item.isNegative())) return undefined;
	const notes = unknown.map(
		({ orderItemId }) => `Amazon sent no price for line '${orderItemId}'; its amount is what the grand total leaves for it.`,
	);
	return { lines, extras: tipOf(sent, assumption), notes };
};

/** The grand total, or the lines' totals added up when Amazon sent none; a replacement without any money is free. */
function grandTotalOf(sent: OrderMoneyAsSent, isReplacement: boolean): Decimal {
	if (sent.grandTotal) return sent.grandTotal;
	const active = sent.lines.filter((line) => !line.isCancelled);
	const totals = active.map((line) => line.stated).filter((stated) => stated !== undefined);
	// What the order lists beyond its lines may belong to the total or not: without it nobody can tell.
	const isListedByLines = ORDER_KINDS.every((kind) => {
		const ofOrder = sent.parts[kind];
		return ofOrder === undefined || sumOf(active.map(({ parts }) => parts[kind] ?? ZERO)).equals(ofOrder);
	});
	if (totals.length === active.length && isListedByLines) {
		return sumOf(totals).plus(sent.isTipPending ? ZERO : (sent.parts.deliveryTip ?? ZERO));
	}
	if (isReplacement && totals.length === 0 && isListedByLines) return ZERO;
	throw new MappingError(sent.orderId, 'proceeds.grandTotal', 'Amazon sent no grand total for it, so its sum cannot be proven.', describeMoney(sent), BOOK_BY_HAND);
}

/**
 * Finds the reading of Amazon's amounts that its sums prove: by all that it lists first, by totals alone last. Throws MappingError
 * with both sums when there is none.
 */
export function proveOrder(sent: OrderMoneyAsSent, isReplacement: boolean): ProvenOrder {
	const grandTotal = grandTotalOf(sent, isReplacement);
	const assumptions = [...assumptionsFor(sent)];
	const exact = isToldByOrder(sent) ? [byOrderBreakdowns, byEveryLine, byGrandTotal] : [byEveryLine, byGrandTotal, byOrderBreakdowns];
	for (const prove of [...exact, byRemainder, byTotals]) {
		for (const assumption of assumptions) {
			const proof = prove(sent, assumption, grandTotal);
			if (proof) return { ...proof, assumption, grandTotal };
		}
	}
	const likeliest = assumptions[0];
	const lines = likeliest && toLines(sent, likeliest, grandTotal);
	const decimals = minorUnits(sent.currency);
	const sum = lines && sumOf(lines.map((line) => totalOf(line, likeliest))).plus(orderLevelOf(sent, likeliest));
	const found = sum ? `the lines add up to ${toText(sum, decimals)} ${sent.currency}` : 'not every line has a price';
	throw new MappingError(
		sent.orderId,
		'proceeds',
		`${found} and Amazon says ${toText(grandTotal, decimals)} ${sent.currency}. Nothing was written.`,
		describeMoney(sent),
		REPORT_SHAPE,
	);
}
