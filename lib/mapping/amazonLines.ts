import type { AmazonMoney, AmazonOrder, AmazonOrderItem } from '../amazon/types';
import { BOOK_BY_HAND, MappingError, REPORT_SHAPE } from './errors';
import { Decimal, LARGEST_AMOUNT, ZERO, minorUnits, sumOf, toDecimal } from './money';
import { toWord } from './text';

/** Amazon's kinds of proceeds, in our words. A kind that the model does not name yet counts as `other`. */
export type PartKind = 'item' | 'shipping' | 'giftWrap' | 'codFee' | 'other' | 'tax' | 'discount' | 'deliveryTip';
export type Parts = Partial<Record<PartKind, Decimal>>;

const PART_KINDS: Readonly<Record<string, PartKind>> = {
	ITEM: 'item',
	SHIPPING: 'shipping',
	GIFT_WRAP: 'giftWrap',
	COD_FEE: 'codFee',
	OTHER: 'other',
	TAX: 'tax',
	DISCOUNT: 'discount',
	DELIVERY_TIP: 'deliveryTip',
};

/** One order line's money as sent, checked and in decimals. Nothing is guessed here. */
export interface LineMoney {
	orderItemId: string;
	sku: string | undefined;
	/** 0 for a line that is gone. */
	quantity: number;
	unitPrice: Decimal | undefined;
	/** Sums by kind; a discount is its size, whichever sign Amazon gave it. */
	parts: Parts;
	/** Tax by the kind that it lies on, where Amazon says so. */
	taxOn: Parts;
	stated: Decimal | undefined;
	hasBreakdowns: boolean;
	hasPromotion: boolean;
	isFacilitatorTaxed: boolean;
	/** Somebody cancelled it, and nothing of it was shipped or is to be. */
	isCancelled: boolean;
	/** No unit of it is left, and Amazon tells no money of it. */
	isGone: boolean;
	/** Amounts with more decimals than the currency has: each may be off by half of the smallest coin. */
	tooFine: number;
}

export interface OrderMoneyAsSent {
	orderId: string;
	currency: string;
	grandTotal: Decimal | undefined;
	parts: Parts;
	isTipPending: boolean;
	lines: LineMoney[];
	tooFine: number;
	notes: string[];
}

interface Reader {
	orderId: string;
	currency: string | undefined;
	tooFine: number;
	notes: Set<string>;
}

/** ISO 4217 code in capitals; undefined when Amazon sent none. */
function currencyOf(money: AmazonMoney | undefined): string | undefined {
	const code = money?.currencyCode?.trim().toUpperCase();
	return code && /^[A-Z]{3}$/.test(code) ? code : undefined;
}

function readAmount(reader: Reader, field: string, money: AmazonMoney | undefined): Decimal | undefined {
	if (!money) return undefined;
	const amount = toDecimal(money.amount);
	if (!amount || amount.abs().greaterThan(LARGEST_AMOUNT)) {
		const found = String(money.amount);
		const what = `Amazon's '${field}' is '${found}', which is not an amount that ERPNext can hold; a decimal number up to ${LARGEST_AMOUNT.toFixed()} would be.`;
		throw new MappingError(reader.orderId, field, what, undefined, REPORT_SHAPE);
	}
	// A zero below zero is one all the same.
	if (amount.isZero()) return ZERO;
	const currency = currencyOf(money);
	if (!currency) {
		const what = `Amazon's '${field}' is in currency '${String(money.currencyCode)}'; a code of three letters would be right.`;
		throw new MappingError(reader.orderId, field, what, undefined, REPORT_SHAPE);
	}
	reader.currency ??= currency;
	if (currency !== reader.currency) {
		const what = `Amazon's '${field}' is in ${currency} and the order is in ${reader.currency}; one Sales Order holds one currency.`;
		throw new MappingError(reader.orderId, field, what, undefined, BOOK_BY_HAND);
	}
	if (amount.decimalPlaces() > minorUnits(currency)) reader.tooFine += 1;
	return amount;
}

function readParts(
	reader: Reader,
	field: string,
	breakdowns: ReadonlyArray<{ type: string; subtotal: AmazonMoney }> | undefined,
): Parts {
	const parts: Parts = {};
	for (const breakdown of breakdowns ?? []) {
		const kind = PART_KINDS[toWord(breakdown.type)];
		if (!kind) reader.notes.add(`Amazon's amount of kind '${breakdown.type ?? 'not told'}' is new to us and stands under Other.`);
		const amount = readAmount(reader, field, breakdown.subtotal);
		if (amount) parts[kind ?? 'other'] = (parts[kind ?? 'other'] ?? ZERO).plus(amount);
	}
	if (parts.discount) parts.discount = parts.discount.abs();
	return parts;
}

function readTaxOn(reader: Reader, item: AmazonOrderItem): Parts {
	const taxOn: Parts = {};
	for (const breakdown of item.proceeds?.breakdowns ?? []) {
		if (toWord(breakdown.type) !== 'TAX') continue;
		for (const detail of breakdown.detailedBreakdowns ?? []) {
			const kind = PART_KINDS[toWord(detail.subtype)] ?? 'other';
			const amount = readAmount(reader, 'orderItems.proceeds.breakdowns', detail.value);
			if (amount) taxOn[kind] = (taxOn[kind] ?? ZERO).plus(amount);
		}
	}
	return taxOn;
}

/** What the item alone may come to, where Amazon lists its other parts only: tax and discount may be in the total or not. */
function itemAmounts(parts: Parts, stated: Decimal | undefined): Decimal[] {
	if (parts.item) return [parts.item];
	if (!stated) return [];
	const { tax = ZERO, discount = ZERO, ...charges } = parts;
	const rest = stated.minus(sumOf(Object.values(charges)));
	return [rest.minus(tax).plus(discount), rest.minus(tax), rest.plus(discount), rest];
}

/** Whether a cancellation of it, or of some of its units, was executed. */
function isCut({ cancellation }: AmazonOrderItem): boolean {
	return cancellation?.cancellationExecution !== undefined;
}

/** Units that were not cancelled; undefined where Amazon does not say. */
function unitsLeft({ fulfillment }: AmazonOrderItem): number | undefined {
	const left = (fulfillment?.quantityFulfilled ?? NaN) + (fulfillment?.quantityUnfulfilled ?? NaN);
	return Number.isInteger(left) ? left : undefined;
}

/**
 * Units that the money is for. Amazon's `quantityOrdered` counts, unless the item's amount is plainly that of the units left
 * after a partial cancellation (fulfilled + unfulfilled), or a cancellation was executed and the amount is not that of all
 * units. A unit price is rounded itself: half a coin for each unit.
 */
function readQuantity(item: AmazonOrderItem, unitPrice: Decimal | undefined, amounts: readonly Decimal[], decimals: number): number {
	const ordered = Math.max(0, item.quantityOrdered);
	const left = unitsLeft(item) ?? ordered;
	if (left <= 0 || left >= ordered) return ordered;
	if (!unitPrice) return isCut(item) ? left : ordered;
	const isPriceOf = (units: number, slack: Decimal): boolean =>
		amounts.some((amount) => unitPrice.times(units).minus(amount).abs().lessThanOrEqualTo(slack.times(units)));
	const halfCoin = new Decimal(10).pow(-decimals).dividedBy(2);
	// Free units come to nothing, however many.
	if (isPriceOf(ordered, ZERO) && !(isCut(item) && unitPrice.isZero())) return ordered;
	if (isPriceOf(left, ZERO)) return left;
	return !isPriceOf(ordered, halfCoin) && (isCut(item) || isPriceOf(left, halfCoin)) ? left : ordered;
}

function readLine(reader: Reader, item: AmazonOrderItem): LineMoney {
	const before = reader.tooFine;
	const unitPrice = readAmount(reader, 'orderItems.product.price.unitPrice', item.product?.price?.unitPrice);
	const parts = readParts(reader, 'orderItems.proceeds.breakdowns', item.proceeds?.breakdowns);
	const taxOn = readTaxOn(reader, item);
	const stated = readAmount(reader, 'orderItems.proceeds.proceedsTotal', item.proceeds?.proceedsTotal);
	if (!Number.isInteger(item.quantityOrdered)) {
		const what = `its line '${item.orderItemId}' has quantity '${String(item.quantityOrdered)}'; a whole number would be right.`;
		throw new MappingError(reader.orderId, 'orderItems.quantityOrdered', what, undefined, REPORT_SHAPE);
	}
	const hasNoUnits = item.quantityOrdered <= 0;
	return {
		orderItemId: item.orderItemId,
		sku: item.product?.sellerSku,
		quantity: readQuantity(item, unitPrice, itemAmounts(parts, stated), minorUnits(reader.currency ?? '')),
		unitPrice,
		parts,
		taxOn,
		stated,
		hasBreakdowns: (item.proceeds?.breakdowns?.length ?? 0) > 0,
		hasPromotion: (item.promotion?.breakdowns?.length ?? 0) > 0,
		isFacilitatorTaxed: item.tax?.taxCollections?.some(({ model }) => toWord(model) === 'MARKETPLACE_FACILITATOR') ?? false,
		isCancelled: hasNoUnits || (isCut(item) && !item.fulfillment?.quantityFulfilled && !unitsLeft(item)),
		isGone: (hasNoUnits || (isCut(item) && unitsLeft(item) === 0)) && [stated ?? ZERO, ...Object.values(parts)].every((amount) => amount.isZero()),
		tooFine: reader.tooFine - before,
	};
}

/** Reads every amount of an order; throws MappingError on one that is no number or is in a second currency. */
export function readOrderMoney(order: AmazonOrder): OrderMoneyAsSent {
	const reader: Reader = {
		orderId: order.orderId,
		currency: currencyOf(order.proceeds?.grandTotal),
		tooFine: 0,
		notes: new Set(),
	};
	const grandTotal = readAmount(reader, 'proceeds.grandTotal', order.proceeds?.grandTotal);
	const parts = readParts(reader, 'proceeds.breakdowns', order.proceeds?.breakdowns);
	const lines = order.orderItems.map((item) => readLine(reader, item));
	const zeroMoney = order.orderItems.find((item) => item.proceeds?.proceedsTotal ?? item.product?.price?.unitPrice);
	const currency =
		reader.currency ??
		currencyOf(zeroMoney?.proceeds?.proceedsTotal) ??
		currencyOf(zeroMoney?.product?.price?.unitPrice) ??
		'';
	return {
		orderId: order.orderId,
		currency,
		grandTotal,
		parts,
		isTipPending:
			order.proceeds?.breakdowns?.some(({ type, status }) => toWord(type) === 'DELIVERY_TIP' && toWord(status) === 'PENDING') ?? false,
		lines,
		tooFine: reader.tooFine,
		notes: [...reader.notes],
	};
}
