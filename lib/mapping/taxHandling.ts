import type { ChargeKind, FacilitatorTax, TaxHandling } from '../settings';
import type { Parts, PartKind } from './amazonLines';
import type { Assumption } from './assumptions';
import { Decimal, ZERO, sumOf } from './money';
import type { ProvenLine, ProvenOrder } from './provenLines';
import { splitBy } from './splitBy';

export interface TaxPolicy {
	taxHandling: TaxHandling;
	facilitatorTax: FacilitatorTax;
	/** The tax template's rates are inside the prices, so that prices keep their tax. */
	isTemplateInclusive: boolean;
	marketplaceId: string | undefined;
	/** Decimals to which a tax is split over what it lies on. */
	decimals: number;
}

/** One order's money as the Sales Order is to hold it; exact, not yet rounded. */
export interface OrderSums {
	/** What the Sales Order comes to. */
	total: Decimal;
	/** Own tax that a template of ERPNext is to work out: `total` is without it. */
	templateTax: Decimal;
	lines: Array<{ orderItemId: string; sku: string | undefined; quantity: number; net: Decimal }>;
	charges: Array<{ kind: ChargeKind; amount: Decimal }>;
}

/** United States and Canada: prices never hold tax. */
const PRICES_WITHOUT_TAX: readonly string[] = ['ATVPDKIKX0DER', 'A2EUQ1WTGCTBG2'];

/**
 * Facilitator tax that adds to no sum is inside the price, or was left out of the proceeds by Amazon: the only place where
 * the sums leave two readings. It was left out where prices never hold tax, and where the unit price is that much higher.
 */
function isLeftOutByAmazon({ line, item, parts }: ProvenLine, marketplaceId: string | undefined): boolean {
	if (PRICES_WITHOUT_TAX.includes(marketplaceId ?? '')) return true;
	const itemTax = line.taxOn.item ?? parts.tax ?? ZERO;
	return line.unitPrice?.times(line.quantity).equals(item.plus(itemTax)) ?? false;
}

const TAXED_KINDS = ['item', 'shipping', 'giftWrap', 'codFee', 'other', 'discount'] as const;

/** Tax by the kind it lies on: as Amazon details it when that adds up, else in proportion to the amounts. Discounts' share lowers it. */
function taxByKind(line: ProvenLine, isDiscountOnTop: boolean, decimals: number): Parts {
	const tax = line.parts.tax ?? ZERO;
	const { discount, ...ofOthers } = line.line.taxOn;
	const onOthers = sumOf(Object.values(ofOthers));
	const onDiscount = discount?.abs() ?? ZERO;
	if (!onOthers.isZero() && onOthers.minus(isDiscountOnTop ? onDiscount : ZERO).equals(tax)) {
		return { ...ofOthers, discount: isDiscountOnTop ? onDiscount : ZERO };
	}
	const parts: Parts = { ...line.parts, item: line.item };
	const weights = TAXED_KINDS.map((kind) => {
		const amount = parts[kind] ?? ZERO;
		if (kind === 'discount') return isDiscountOnTop ? amount.negated() : ZERO;
		return amount;
	});
	if (sumOf(weights).lessThanOrEqualTo(ZERO)) return { item: tax };
	const shares = splitBy(tax, weights, decimals);
	const taxOn: Parts = {};
	TAXED_KINDS.forEach((kind, index) => {
		const share = shares[index] ?? ZERO;
		taxOn[kind] = kind === 'discount' ? share.negated() : share;
	});
	return taxOn;
}

interface PlaceOfTax {
	tax: Decimal;
	/** Neither in the prices nor in any sum. */
	isOutside: boolean;
	/** Whether the prices are to lose it, or to take it in. */
	shift: 'stays' | 'out' | 'in';
}

/** Where one line's tax is at Amazon, and where it goes. What Amazon keeps is never left in a price. */
function placeOfTax(proven: ProvenLine, { isTaxOnTop, isTaxWithheld }: Assumption, policy: TaxPolicy): PlaceOfTax {
	const tax = proven.parts.tax ?? ZERO;
	if (tax.isZero()) return { tax, isOutside: false, shift: 'stays' };
	const isKept = proven.line.isFacilitatorTaxed;
	const isTemplateInside = policy.taxHandling === 'taxTemplate' && policy.isTemplateInclusive;
	if (isTaxOnTop) return { tax, isOutside: false, shift: isTemplateInside && !isKept ? 'in' : 'stays' };
	const isOutside = isKept && !isTaxWithheld && isLeftOutByAmazon(proven, policy.marketplaceId);
	const mayStay = !isKept && (policy.taxHandling === 'none' || isTemplateInside);
	return { tax, isOutside, shift: isOutside || mayStay ? 'stays' : 'out' };
}

/** The same line with every part less its share of the tax (or more by it); the tax itself is no part any more. */
function shiftTax(line: ProvenLine, isDiscountOnTop: boolean, decimals: number, shift: 'out' | 'in'): ProvenLine {
	const sign = shift === 'in' ? 1 : -1;
	const taxOn = taxByKind(line, isDiscountOnTop, decimals);
	const shifted = (kind: PartKind, amount: Decimal): Decimal => amount.plus((taxOn[kind] ?? ZERO).times(sign));
	const parts: Parts = {};
	for (const kind of TAXED_KINDS) {
		const amount = shifted(kind, line.parts[kind] ?? ZERO);
		if (kind !== 'item' && !amount.isZero()) parts[kind] = amount;
	}
	return { ...line, item: shifted('item', line.item), parts };
}

const CHARGED_KINDS: readonly Exclude<PartKind, 'item' | 'tax' | 'discount'>[] = [
	'shipping',
	'giftWrap',
	'codFee',
	'other',
	'deliveryTip',
];

/** Turns a proven order into rows and charges, as the user wants tax to be treated. Rows + charges = total, exactly. */
export function toOrderSums(order: ProvenOrder, policy: TaxPolicy): OrderSums {
	const { isTaxOnTop, isDiscountOnTop, isTaxWithheld } = order.assumption;
	const charges = new Map<ChargeKind, Decimal>();
	const charge = (kind: ChargeKind, amount: Decimal): void => {
		charges.set(kind, (charges.get(kind) ?? ZERO).plus(amount));
	};
	const lines: OrderSums['lines'] = [];
	let total = order.grandTotal;
	let keptByAmazon = ZERO;
	let templateTax = ZERO;
	const chargeParts = (parts: Parts): void => {
		for (const kind of CHARGED_KINDS) charge(kind, parts[kind] ?? ZERO);
		if (isDiscountOnTop) charge('discount', (parts.discount ?? ZERO).negated());
	};

	for (const proven of order.lines) {
		const { tax, isOutside, shift } = placeOfTax(proven, order.assumption, policy);
		const line = shift === 'stays' ? proven : shiftTax(proven, isDiscountOnTop, policy.decimals, shift);
		if (proven.line.isFacilitatorTaxed) {
			keptByAmazon = keptByAmazon.plus(tax);
			if (!isOutside && !isTaxWithheld) total = total.minus(tax);
		} else if (shift === 'out' || (shift === 'stays' && isTaxOnTop)) {
			if (policy.taxHandling === 'amazonAmounts') charge('tax', tax);
			else total = total.minus(tax);
			if (policy.taxHandling === 'taxTemplate') templateTax = templateTax.plus(tax);
		}
		chargeParts(line.parts);
		const { orderItemId, sku, quantity } = line.line;
		if (quantity > 0) lines.push({ orderItemId, sku, quantity, net: line.item });
		else charge('other', line.item);
	}
	chargeParts(order.extras);

	const listed: OrderSums['charges'] = [...charges].map(([kind, amount]) => ({ kind, amount }));
	if (policy.facilitatorTax === 'showAndOffset') {
		listed.push({ kind: 'facilitatorTax', amount: keptByAmazon }, { kind: 'facilitatorTax', amount: keptByAmazon.negated() });
	}
	return { total, templateTax, lines, charges: listed.filter(({ amount }) => !amount.isZero()) };
}
