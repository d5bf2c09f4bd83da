import type { ItemProceeds, ItemProceedsBreakdown, OrderProceeds, OrderProceedsBreakdown } from '@sp-api-sdk/orders-api-2026-01-01';
import { toMoney } from './money';
import type { OrderLine } from './orderLines';

const TYPES = ['ITEM', 'SHIPPING', 'GIFT_WRAP', 'COD_FEE', 'TAX', 'DISCOUNT'] as const;
type ProceedsType = (typeof TYPES)[number];
type Subtotals = Record<ProceedsType, number>;

/** Minor units by type, and their sum; a TAX that the prices hold already is not counted. */
function toSubtotals(line: OrderLine, negativeDiscounts: boolean): { subtotals: Subtotals; total: number } {
	const { tax } = line;
	const discount = line.itemDiscount + line.shippingDiscount;
	const subtotals: Subtotals = {
		ITEM: line.unitPrice * line.quantity,
		SHIPPING: line.shipping,
		GIFT_WRAP: line.giftWrap,
		COD_FEE: line.codFee,
		TAX: line.taxShape === 'insideUnreported' ? 0 : tax.item + tax.shipping + tax.giftWrap + tax.codFee - tax.discount,
		DISCOUNT: negativeDiscounts ? -discount : discount,
	};
	const counted = line.taxShape === 'onTop' ? subtotals.TAX : 0;
	return { subtotals, total: subtotals.ITEM + line.shipping + line.giftWrap + line.codFee - discount + counted };
}

export function toItemProceeds(line: OrderLine, currency: string, negativeDiscounts: boolean): ItemProceeds {
	const { subtotals, total } = toSubtotals(line, negativeDiscounts);
	const sign = negativeDiscounts ? -1 : 1;
	const details: Partial<Record<ProceedsType, Array<[string, number]>>> = {
		TAX: [['ITEM', line.tax.item], ['SHIPPING', line.tax.shipping], ['GIFT_WRAP', line.tax.giftWrap], ['COD_FEE', line.tax.codFee], ['DISCOUNT', -line.tax.discount]],
		DISCOUNT: [['ITEM', sign * line.itemDiscount], ['SHIPPING', sign * line.shippingDiscount]],
	};
	const breakdowns = TYPES.filter((type) => type === 'ITEM' || subtotals[type] !== 0).map((type): ItemProceedsBreakdown => {
		const detailed = (details[type] ?? []).filter(([, amount]) => amount !== 0);
		return {
			type,
			subtotal: toMoney(subtotals[type], currency),
			...(detailed.length > 0 ? { detailedBreakdowns: detailed.map(([subtype, amount]) => ({ subtype, value: toMoney(amount, currency) })) } : {}),
		};
	});
	return { proceedsTotal: toMoney(total, currency), breakdowns };
}

/** The lines' amounts by type, and a tip, which belongs to no line. */
export function toOrderProceeds(lines: OrderLine[], currency: string, negativeDiscounts: boolean, deliveryTip: number): OrderProceeds {
	const each = lines.map((line) => toSubtotals(line, negativeDiscounts));
	const sumOf = (type: ProceedsType) => each.reduce((sum, { subtotals }) => sum + subtotals[type], 0);
	const breakdowns = TYPES.filter((type) => type === 'ITEM' || sumOf(type) !== 0).map(
		(type): OrderProceedsBreakdown => ({ type, subtotal: toMoney(sumOf(type), currency) }),
	);
	if (deliveryTip > 0) breakdowns.push({ type: 'DELIVERY_TIP', status: 'FINALIZED', subtotal: toMoney(deliveryTip, currency) });
	const total = each.reduce((sum, line) => sum + line.total, 0) + deliveryTip;
	return { grandTotal: toMoney(total, currency), breakdowns };
}
