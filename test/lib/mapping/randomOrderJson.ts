import { Decimal } from 'decimal.js';
import type { AmazonOrder, AmazonOrderItem } from '../../../lib/amazon/types';
import { coinsOf, grandTotal, lineTotal } from './randomOrderSums';
import type { Line, Plan } from './randomOrders';

type Money = { amount: string; currencyCode: string };

function moneyOf(coins: Decimal, { currency, written, isLowerCase }: Plan, moreDigits = 0): Money {
	const amount = coins.div(10 ** currency.decimals);
	const text = { plain: amount.toFixed(currency.decimals + moreDigits), bare: amount.toFixed(), long: amount.toFixed(currency.decimals + moreDigits + 2) };
	return { amount: text[written], currencyCode: isLowerCase ? currency.code.toLowerCase() : currency.code };
}

const money = (amount: number, order: Plan): Money => moneyOf(new Decimal(amount), order);

/** Too fine an amount: a fraction of a coin more or less than what counts. */
function fine(amount: number, order: Plan): Money {
	if (order.extraDigits === 0 || amount === 0) return money(amount, order);
	return moneyOf(new Decimal(amount).plus(new Decimal(order.extraShare).div(100)), order, 2);
}

const word = (text: string, { isLowerCase }: Plan): string => (isLowerCase ? text.toLowerCase() : text);

function signedDiscount(amount: number, index: number, { discount }: Plan): number {
	return discount === 'negative' || (discount === 'mixed' && index % 2 === 0) ? -amount : amount;
}

/** Kinds of charge that this shape keeps away from the lines. */
function isAtOrderOnly(kind: string, { shape }: Plan): boolean {
	return shape === 'chargesAtOrderOnly' && ['SHIPPING', 'GIFT_WRAP', 'COD_FEE'].includes(kind);
}

function breakdownsOf(of: Line, index: number, order: Plan) {
	const parts: Array<[string, number]> = [
		['SHIPPING', of.shipping],
		['GIFT_WRAP', of.giftWrap],
		['COD_FEE', of.codFee],
		[order.otherKind, of.other],
		['TAX', of.tax],
		['DISCOUNT', signedDiscount(of.discount, index, order)],
	];
	const listed = parts.filter(([kind, amount]) => amount !== 0 && !isAtOrderOnly(kind, order));
	if (order.shape === 'onePartMissing') listed.splice(order.missing % Math.max(1, listed.length), 1);
	return [
		...(order.shape === 'noItemPart' ? [] : [{ type: word('ITEM', order), subtotal: fine(of.item, order) }]),
		...listed.map(([kind, amount]) => ({
			type: word(kind, order),
			subtotal: fine(amount, order),
			...(kind === 'TAX' && order.isTaxDetailed ? { detailedBreakdowns: [{ subtype: word('ITEM', order), value: fine(amount, order) }] } : {}),
		})),
	];
}

/** Whether the line comes with its unit price: one that does not divide is no price of Amazon's. */
export function hasUnitPrice(of: Line, { shape, extraDigits }: Plan): boolean {
	return shape !== 'noUnitPrices' && of.item % of.quantity === 0 && extraDigits === 0;
}

function toItem(of: Line, index: number, order: Plan): AmazonOrderItem {
	const { shape } = order;
	const hasTotal = shape !== 'noLineTotals' && shape !== 'unitPricesOnly';
	const hasBreakdowns = !['noBreakdowns', 'unitPricesOnly', 'orderBreakdownsOnly'].includes(shape) && (shape !== 'breakdownsOfOneLineOnly' || index === 0);
	const shipped = Math.floor(of.quantity / 2);
	return {
		orderItemId: `line-${index}`,
		quantityOrdered: of.quantity + of.cancelledUnits,
		product: {
			sellerSku: `SKU-${index % 3}`,
			...(hasUnitPrice(of, order) ? { price: { unitPrice: money(of.item / of.quantity, order) } } : {}),
		},
		proceeds: {
			...(hasTotal ? { proceedsTotal: money(lineTotal(of, order), order) } : {}),
			...(hasBreakdowns ? { breakdowns: breakdownsOf(of, index, order) } : {}),
		},
		...(of.cancelledUnits > 0 ? { fulfillment: { quantityFulfilled: shipped, quantityUnfulfilled: of.quantity - shipped } } : {}),
		...(of.isFacilitator ? { tax: { taxCollections: [{ model: word('MARKETPLACE_FACILITATOR', order) }] } } : {}),
	};
}

function goneItem(order: Plan): AmazonOrderItem {
	return {
		orderItemId: 'line-cancelled',
		quantityOrdered: order.cancelled === 'quantity0' ? 0 : 2,
		product: { sellerSku: 'SKU-GONE', price: { unitPrice: money(777, order) } },
		proceeds: { proceedsTotal: money(1554, order), breakdowns: [{ type: 'ITEM', subtotal: money(1554, order) }] },
		cancellation: { cancellationExecution: { cancelledBy: 'BUYER' } },
	};
}

function breakdownsOfOrder(of: Plan) {
	const total = (kind: keyof Line): number => coinsOf(of.lines.map((one) => Number(one[kind])));
	const listed: Array<[string, number]> = [
		['ITEM', total('item')],
		['SHIPPING', total('shipping')],
		['GIFT_WRAP', total('giftWrap')],
		['COD_FEE', total('codFee')],
		[of.otherKind, total('other')],
		['TAX', total('tax')],
		['DISCOUNT', of.discount === 'negative' ? -total('discount') : total('discount')],
	];
	const isListed = of.shape === 'orderBreakdownsOnly' || of.shape === 'chargesAtOrderOnly';
	const tip: Array<[string, number]> = of.tip > 0 ? [['DELIVERY_TIP', of.tip]] : [];
	return [...(isListed ? listed : []), ...tip].map(([type, amount]) => ({
		type: word(type, of),
		subtotal: money(amount, of),
		...(type === 'DELIVERY_TIP' ? { status: word(of.isTipIn ? 'FINALIZED' : 'PENDING', of) } : {}),
	}));
}

/** The order as Amazon would send it. */
export function toAmazonOrder(of: Plan): AmazonOrder {
	const items = of.lines.map((one, index) => toItem(one, index, of));
	return {
		orderId: '902-0000000-0000001',
		createdTime: '2026-11-20T15:30:00Z',
		lastUpdatedTime: '2026-11-21T09:00:00Z',
		salesChannel: { channelName: 'AMAZON', marketplaceId: of.currency.marketplaceId },
		fulfillment: { fulfillmentStatus: 'UNSHIPPED', fulfilledBy: 'MERCHANT' },
		proceeds: {
			...(of.shape === 'noGrandTotal' ? {} : { grandTotal: money(grandTotal(of), of) }),
			breakdowns: breakdownsOfOrder(of),
		},
		orderItems: of.cancelled === 'none' ? items : [...items, goneItem(of)],
	};
}
