import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import type { AmazonOrder, AmazonOrderItem } from '../../../lib/amazon/types';

/** What Amazon leaves out of an order's money. */
export const SHAPES = [
	'complete',
	'noUnitPrices',
	'noLineTotals',
	'noItemPart',
	'noBreakdowns',
	'unitPricesOnly',
	'orderBreakdownsOnly',
	'onePartMissing',
	'noGrandTotal',
] as const;
export type Shape = (typeof SHAPES)[number];

interface Line {
	quantity: number;
	/** In the currency's smallest coins, as are all amounts here. */
	item: number;
	shipping: number;
	giftWrap: number;
	codFee: number;
	other: number;
	tax: number;
	discount: number;
	isFacilitator: boolean;
}

/** How an order came to be: the amounts themselves, and the way in which Amazon writes them down. */
export interface Plan {
	currency: { code: string; decimals: number; marketplaceId: string };
	lines: Line[];
	cancelled: 'none' | 'quantity0' | 'executed';
	tip: number;
	isTipIn: boolean;
	isTaxOnTop: boolean;
	discount: 'positive' | 'negative' | 'inside';
	isTaxDetailed: boolean;
	isWithheld: boolean;
	/** Parts carry this many digits more than the currency has; totals do not. */
	extraDigits: 0 | 2;
	extraShare: number;
	shape: Shape;
	missing: number;
}

const CURRENCIES = [
	{ code: 'USD', decimals: 2, marketplaceId: 'ATVPDKIKX0DER' },
	{ code: 'EUR', decimals: 2, marketplaceId: 'A1PA6795UKMFR9' },
	{ code: 'JPY', decimals: 0, marketplaceId: 'A1VC38T7YXB528' },
	{ code: 'KWD', decimals: 3, marketplaceId: 'A17E79C6D8DWNP' },
];

const sometimes = (max: number): fc.Arbitrary<number> => fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max }) });

const line: fc.Arbitrary<Line> = fc
	.record({
		quantity: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 5000 })),
		item: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 9, arbitrary: fc.integer({ min: 1, max: 9_999_999 }) }),
		isUnitPriced: fc.boolean(),
		shipping: sometimes(2_000),
		giftWrap: sometimes(900),
		codFee: sometimes(400),
		other: sometimes(300),
		taxShare: fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 0.27, noNaN: true })),
		discountShare: fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0.001, max: 1, noNaN: true })),
		isFacilitator: fc.boolean(),
	})
	.map(({ isUnitPriced, taxShare, discountShare, ...rest }) => {
		// Half of the lines divide by their quantity, as they do at Amazon most of the time.
		const item = isUnitPriced ? rest.item - (rest.item % rest.quantity) : rest.item;
		const discount = Math.floor(item * discountShare);
		const tax = Math.floor((item + rest.shipping + rest.giftWrap + rest.codFee + rest.other - discount) * taxShare);
		return { ...rest, item, discount, tax };
	});

export const plan: fc.Arbitrary<Plan> = fc.record({
	currency: fc.constantFrom(...CURRENCIES),
	lines: fc.array(line, { minLength: 1, maxLength: 6 }),
	cancelled: fc.constantFrom('none', 'none', 'quantity0', 'executed'),
	tip: sometimes(1_500),
	isTipIn: fc.boolean(),
	isTaxOnTop: fc.boolean(),
	discount: fc.constantFrom('positive', 'negative', 'inside'),
	isTaxDetailed: fc.boolean(),
	isWithheld: fc.constantFrom(false, false, false, false, true),
	extraDigits: fc.constantFrom(0, 0, 0, 2),
	extraShare: fc.integer({ min: -49, max: 49 }),
	shape: fc.oneof({ weight: 2, arbitrary: fc.constant<Shape>('complete') }, { weight: 3, arbitrary: fc.constantFrom(...SHAPES) }),
	missing: fc.nat(9),
});

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** What one line comes to, in coins. */
function lineTotal(of: Line, { isTaxOnTop, discount }: Plan): number {
	const charges = of.shipping + of.giftWrap + of.codFee + of.other + (isTaxOnTop ? of.tax : 0);
	return of.item + charges - (discount === 'inside' ? 0 : of.discount);
}

function keptTax({ lines }: Plan): number {
	return sum(lines.filter((of) => of.isFacilitator).map((of) => of.tax));
}

/** Amazon's grand total in coins. */
export function grandTotal(of: Plan): number {
	return sum(of.lines.map((one) => lineTotal(one, of))) + (of.isTipIn ? of.tip : 0) - (of.isWithheld ? keptTax(of) : 0);
}

/** What the Sales Order must come to, in coins: the grand total less the tax that Amazon keeps, unless that is not in it. */
export function wantedTotal(of: Plan): number {
	const isOutside = !of.isTaxOnTop && of.currency.code === 'USD';
	return grandTotal(of) - (of.isWithheld || isOutside ? 0 : keptTax(of));
}

function toItem(of: Line, index: number, order: Plan): AmazonOrderItem {
	const { code, decimals } = order.currency;
	const coins = (amount: number): { amount: string; currencyCode: string } => ({
		amount: new Decimal(amount).div(10 ** decimals).toFixed(decimals),
		currencyCode: code,
	});
	// Too fine an amount: a fraction of a coin more or less than what counts.
	const fine = (amount: number): { amount: string; currencyCode: string } =>
		order.extraDigits === 0 || amount === 0
			? coins(amount)
			: { amount: new Decimal(amount).plus(new Decimal(order.extraShare).div(100)).div(10 ** decimals).toFixed(decimals + 2), currencyCode: code };
	const item = fine(of.item);
	const parts: Array<[string, number]> = [
		['SHIPPING', of.shipping],
		['GIFT_WRAP', of.giftWrap],
		['COD_FEE', of.codFee],
		['OTHER', of.other],
		['TAX', of.tax],
		['DISCOUNT', order.discount === 'negative' ? -of.discount : of.discount],
	];
	const listed = parts.filter(([, amount]) => amount !== 0);
	if (order.shape === 'onePartMissing') listed.splice(order.missing % Math.max(1, listed.length), 1);
	const breakdowns = [
		...(order.shape === 'noItemPart' ? [] : [{ type: 'ITEM', subtotal: item }]),
		...listed.map(([type, amount]) => ({
			type,
			subtotal: fine(amount),
			...(type === 'TAX' && order.isTaxDetailed ? { detailedBreakdowns: [{ subtype: 'ITEM', value: fine(amount) }] } : {}),
		})),
	];
	const hasTotal = order.shape !== 'noLineTotals' && order.shape !== 'unitPricesOnly';
	const hasBreakdowns = !['noBreakdowns', 'unitPricesOnly', 'orderBreakdownsOnly'].includes(order.shape);
	const isDivisible = of.item % of.quantity === 0;
	return {
		orderItemId: `line-${index}`,
		quantityOrdered: of.quantity,
		product: {
			sellerSku: `SKU-${index % 3}`,
			...(order.shape !== 'noUnitPrices' && isDivisible && order.extraDigits === 0 ? { price: { unitPrice: coins(of.item / of.quantity) } } : {}),
		},
		proceeds: {
			...(hasTotal ? { proceedsTotal: coins(lineTotal(of, order)) } : {}),
			...(hasBreakdowns ? { breakdowns } : {}),
		},
		...(of.isFacilitator ? { tax: { taxCollections: [{ model: 'MARKETPLACE_FACILITATOR' }] } } : {}),
	};
}

/** The order as Amazon would send it. */
export function toAmazonOrder(of: Plan): AmazonOrder {
	const { code, decimals, marketplaceId } = of.currency;
	const coins = (amount: number) => ({ amount: new Decimal(amount).div(10 ** decimals).toFixed(decimals), currencyCode: code });
	const total = (kind: keyof Line): number => sum(of.lines.map((one) => Number(one[kind])));
	const listed: Array<[string, number]> = [
		['ITEM', total('item')],
		['SHIPPING', total('shipping')],
		['GIFT_WRAP', total('giftWrap')],
		['COD_FEE', total('codFee')],
		['OTHER', total('other')],
		['TAX', total('tax')],
		['DISCOUNT', of.discount === 'negative' ? -total('discount') : total('discount')],
	];
	const tip: Array<[string, number]> = of.tip > 0 ? [['DELIVERY_TIP', of.tip]] : [];
	const ofOrder = of.shape === 'orderBreakdownsOnly' ? [...listed, ...tip] : tip;
	const items = of.lines.map((one, index) => toItem(one, index, of));
	if (of.cancelled !== 'none') {
		items.push({
			orderItemId: 'line-cancelled',
			quantityOrdered: of.cancelled === 'quantity0' ? 0 : 2,
			product: { sellerSku: 'SKU-GONE', price: { unitPrice: coins(777) } },
			proceeds: { proceedsTotal: coins(1554), breakdowns: [{ type: 'ITEM', subtotal: coins(1554) }] },
			cancellation: { cancellationExecution: { cancelledBy: 'BUYER' } },
		});
	}
	return {
		orderId: '902-0000000-0000001',
		createdTime: '2026-11-20T15:30:00Z',
		lastUpdatedTime: '2026-11-21T09:00:00Z',
		salesChannel: { channelName: 'AMAZON', marketplaceId },
		fulfillment: { fulfillmentStatus: 'UNSHIPPED', fulfilledBy: 'MERCHANT' },
		proceeds: {
			...(of.shape === 'noGrandTotal' ? {} : { grandTotal: coins(grandTotal(of)) }),
			breakdowns: ofOrder.map(([type, amount]) => ({
				type,
				subtotal: coins(amount),
				...(type === 'DELIVERY_TIP' ? { status: of.isTipIn ? 'FINALIZED' : 'PENDING' } : {}),
			})),
		},
		orderItems: items,
	};
}
