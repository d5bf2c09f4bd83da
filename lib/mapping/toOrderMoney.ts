import type { AmazonOrder } from '../amazon/types';
import type { FacilitatorTax, TaxHandling } from '../settings';
import { type OrderMoneyAsSent, readOrderMoney } from './amazonLines';
import { describeMoney } from './describeMoney';
import { BOOK_BY_HAND, MappingError, REPORT_SHAPE } from './errors';
import { Decimal, keptDecimals, minorUnits, roundTo, toText } from './money';
import { proveOrder } from './proveOrder';
import { isReplacement } from './remarks';
import { type OrderSums, toOrderSums } from './taxHandling';
import { type OrderRow, toOrderRows } from './toOrderRows';
import { type Charge, toCharges } from './toTaxRows';
import type { OrderMoney } from './types';

/** What an order's sum depends on besides Amazon's amounts. */
export interface MoneyPolicy {
	taxHandling: TaxHandling;
	facilitatorTax: FacilitatorTax;
	/** Decimals that the site keeps in money fields. */
	currencyPrecision: number;
	/** Of an order in which Amazon names no currency, e.g. a free replacement. */
	currency: string;
	/** The tax template's rates are inside the prices. */
	isTemplateInclusive: boolean;
}

/** Rows and charges, rounded as ERPNext keeps them; together exactly `total`. */
export interface RoundedOrder {
	rows: OrderRow[];
	charges: Charge[];
	total: Decimal;
	decimals: number;
}

export interface ReadOrderMoney {
	sent: OrderMoneyAsSent;
	rounded: RoundedOrder;
	money: OrderMoney;
	notes: string[];
}

/** A charge for rounding may hold what rounding can make, no more: half of the smallest coin for each unit, charge and overlong amount. */
function isRoundingOnly(leftOver: Decimal, rows: readonly OrderRow[], charges: readonly Charge[], sent: OrderMoneyAsSent, decimals: number): boolean {
	const units = rows.reduce((sum, row) => sum + row.quantity, 0);
	const halves = units + charges.length + sent.tooFine + 1;
	return leftOver.abs().lessThanOrEqualTo(new Decimal(10).pow(-decimals).times(halves).dividedBy(2));
}

function toRounded(order: AmazonOrder, sent: OrderMoneyAsSent, sums: OrderSums, sitePrecision: number): RoundedOrder {
	const minor = minorUnits(sent.currency);
	const decimals = keptDecimals(sent.currency, sitePrecision);
	const total = roundTo(sums.total, minor);
	if (!roundTo(total, decimals).equals(total)) {
		throw new MappingError(order.orderId, 'currencyPrecision', `its total is ${toText(total, minor)} ${sent.currency} and ERPNext keeps ${decimals} decimals; set 'Currency Precision' in System Settings to ${minor}.`, describeMoney(sent));
	}
	if (total.isNegative()) {
		throw new MappingError(order.orderId, 'proceeds.grandTotal', `its total is ${toText(total, minor)} ${sent.currency}; a Sales Order's total is 0 or more.`, describeMoney(sent), BOOK_BY_HAND);
	}
	if (sums.lines.length === 0) {
		throw new MappingError(order.orderId, 'orderItems', 'every line of it is cancelled or has quantity 0, and Amazon does not call the order cancelled.', describeMoney(sent), 'Set this to Ignored if nothing is to be booked.');
	}
	const rows = toOrderRows(sums.lines, decimals);
	// Not for a row, which ERPNext refuses below zero, and more than rounding.
	const belowZero = sums.lines.filter(({ net }) => net.isNegative()).map(({ net }) => ({ kind: 'other' as const, amount: net }));
	const charges = toCharges([...sums.charges, ...belowZero], rows, total, decimals);
	const leftOver = charges.find(({ kind }) => kind === 'rounding');
	if (leftOver && !isRoundingOnly(leftOver.amount, rows, charges, sent, decimals)) {
		throw new MappingError(order.orderId, 'proceeds', `its rows and charges miss Amazon's total ${toText(total, minor)} ${sent.currency} by ${toText(leftOver.amount, minor)}. Nothing was written.`, describeMoney(sent), REPORT_SHAPE);
	}
	return { rows, charges, total, decimals };
}

function toMoney(sent: OrderMoneyAsSent, grandTotal: Decimal, sums: OrderSums, rounded: RoundedOrder, isTaxByTemplate: boolean): OrderMoney {
	const text = (amount: Decimal): string => toText(amount, minorUnits(sent.currency));
	return {
		currency: sent.currency,
		total: text(roundTo(rounded.total.plus(sums.templateTax), minorUnits(sent.currency))),
		...(isTaxByTemplate ? { totalWithoutTax: text(rounded.total) } : {}),
		amazonGrandTotal: text(grandTotal),
		lines: rounded.rows.map(({ orderItemId, sku, quantity, rate, amount }) => ({
			orderItemId,
			...(sku === undefined ? {} : { sku }),
			quantity,
			rate: text(rate),
			amount: text(amount),
		})),
		charges: rounded.charges.map(({ kind, amount }) => ({ kind, amount: text(amount) })),
	};
}

/**
 * One order's money as a Sales Order is to hold it: proven rows, charges and total. Pure; needs nothing of ERPNext but the
 * policy, so orders without an Item have it too. Throws MappingError when the sum cannot be proven. `order` is without
 * nulls (see presentOnly.ts).
 */
export function toOrderMoney(order: AmazonOrder, policy: MoneyPolicy): ReadOrderMoney {
	if (order.orderItems.length === 0) {
		throw new MappingError(order.orderId, 'orderItems', 'Amazon sent no lines of it.', undefined, BOOK_BY_HAND);
	}
	const read = readOrderMoney(order);
	const sent = read.currency ? read : { ...read, currency: policy.currency };
	const proven = proveOrder(sent, isReplacement(order));
	const { taxHandling, facilitatorTax, isTemplateInclusive, currencyPrecision } = policy;
	const sums = toOrderSums(proven, {
		taxHandling,
		facilitatorTax,
		isTemplateInclusive,
		marketplaceId: order.salesChannel?.marketplaceId,
		decimals: keptDecimals(sent.currency, currencyPrecision),
	});
	const rounded = toRounded(order, sent, sums, currencyPrecision);
	const money = toMoney(sent, proven.grandTotal, sums, rounded, taxHandling === 'taxTemplate' && !isTemplateInclusive);
	return { sent, rounded, money, notes: [...sent.notes, ...proven.notes] };
}
