import type { LineMoney, OrderMoneyAsSent, Parts, PartKind } from './amazonLines';
import { type Assumption, activeLines, assumptionsFor, itemAmountOf, orderLevelOf, restOf } from './assumptions';
import { describeMoney } from './describeMoney';
import { MappingError } from './errors';
import { Decimal, ZERO, minorUnits, sumOf, toText } from './money';
import { splitBy } from './splitBy';

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

type Proof = Omit<ProvenOrder, 'assumption' | 'grandTotal'>;
type Prover = (sent: OrderMoneyAsSent, assumption: Assumption, grandTotal: Decimal) => Proof | undefined;

const HALF = new Decimal('0.5');

/** How far a sum may be off because Amazon sent more digits than the currency has. */
function slackOf(currency: string, tooFine: number): Decimal {
	return HALF.times(new Decimal(10).pow(-minorUnits(currency))).times(tooFine);
}

function isEqual(one: Decimal, other: Decimal, slack: Decimal): boolean {
	return one.minus(other).abs().lessThanOrEqualTo(slack);
}

function tipOf(sent: OrderMoneyAsSent, assumption: Assumption): Parts {
	return assumption.isTipIn && sent.parts.deliveryTip ? { deliveryTip: sent.parts.deliveryTip } : {};
}

function toLines(sent: OrderMoneyAsSent, assumption: Assumption, grandTotal: Decimal): ProvenLine[] | undefined {
	const lines: ProvenLine[] = [];
	for (const line of activeLines(sent, assumption)) {
		const item = itemAmountOf(line, grandTotal) ?? line.stated?.minus(restOf(line.parts, assumption));
		if (!item || item.isNegative()) return undefined;
		lines.push({ line, item, parts: line.parts });
	}
	return lines;
}

function totalOf({ item, parts }: ProvenLine, assumption: Assumption): Decimal {
	return item.plus(restOf(parts, assumption));
}

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

const ORDER_KINDS: readonly PartKind[] = ['shipping', 'giftWrap', 'codFee', 'other', 'tax', 'discount'];

/** What the lines do not list stands in the order's own breakdowns, and with it the sum is the grand total. */
const byOrderBreakdowns: Prover = (sent, assumption, grandTotal) => {
	const lines = toLines(sent, assumption, grandTotal);
	if (!lines?.length) return undefined;
	const extras: Parts = {};
	for (const kind of ORDER_KINDS) {
		const ofOrder = sent.parts[kind];
		const extra = ofOrder?.minus(sumOf(lines.map(({ parts }) => parts[kind] ?? ZERO)));
		if (extra?.isNegative() && !extra.isZero()) return undefined;
		if (extra && !extra.isZero()) extras[kind] = extra;
	}
	const sum = sumOf(lines.map((line) => totalOf(line, assumption))).plus(restOf(extras, assumption));
	if (!isEqual(sum.plus(orderLevelOf(sent, assumption)), grandTotal, slackOf(sent.currency, sent.tooFine))) return undefined;
	const { tax, ...rest } = extras;
	const shares = tax ? splitBy(tax, lines.map(({ item }) => item), minorUnits(sent.currency)) : [];
	const taxed = lines.map((line, index) => ({
		...line,
		parts: tax ? { ...line.parts, tax: (line.parts.tax ?? ZERO).plus(shares[index] ?? ZERO) } : line.parts,
	}));
	return { lines: taxed, extras: { ...rest, ...tipOf(sent, assumption) }, notes: [] };
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
		item: itemAmountOf(line, grandTotal) ?? line.stated?.minus(restOf(line.parts, assumption)) ?? remainder,
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
	if (totals.length === active.length) {
		return sumOf(totals).plus(sent.isTipPending ? ZERO : (sent.parts.deliveryTip ?? ZERO));
	}
	if (isReplacement && totals.length === 0) return ZERO;
	throw new MappingError(sent.orderId, 'proceeds.grandTotal', 'Amazon sent no grand total for it, so its sum cannot be proven.', describeMoney(sent));
}

/**
 * Finds the reading of Amazon's amounts that its sums prove: by every line first, by totals alone last. Throws MappingError
 * with both sums when there is none.
 */
export function proveOrder(sent: OrderMoneyAsSent, isReplacement: boolean): ProvenOrder {
	const grandTotal = grandTotalOf(sent, isReplacement);
	const assumptions = [...assumptionsFor(sent)];
	for (const prove of [byEveryLine, byGrandTotal, byOrderBreakdowns, byRemainder, byTotals]) {
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
	);
}
