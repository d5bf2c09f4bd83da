import type { Order, OrderItem } from '@sp-api-sdk/orders-api-2026-01-01';

/** Data sets of the Orders API 2026-01-01. */
export const ORDER_DATA = ['BUYER', 'RECIPIENT', 'PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION', 'FULFILLMENT', 'PACKAGES', 'TAX', 'PAYMENT', 'FULFILLMENT_ORDERS'] as const;
export type OrderData = (typeof ORDER_DATA)[number];

/** The order with only the data sets that were asked for, and without personal data if the application has no role for it. */
export function toVisibleOrder(order: Order, included: readonly OrderData[], hasPersonalData: boolean): Order {
	const { buyer, recipient, proceeds, payment, tax, fulfillment, orderItems, packages, fulfillmentOrders, ...always } = order;
	const has = (data: OrderData) => included.includes(data);
	const isMerchantFulfilled = fulfillment?.fulfilledBy === 'MERCHANT';
	return {
		...always,
		...(buyer && has('BUYER') && hasPersonalData ? { buyer: toVisibleBuyer(buyer, isMerchantFulfilled) } : {}),
		...(recipient && has('RECIPIENT') ? toVisibleRecipient(recipient, hasPersonalData, isMerchantFulfilled) : {}),
		...(proceeds && has('PROCEEDS') ? { proceeds } : {}),
		...(payment && has('PAYMENT') ? { payment } : {}),
		...(tax && has('TAX') && hasPersonalData ? { tax } : {}),
		...(fulfillment && has('FULFILLMENT') ? { fulfillment } : {}),
		orderItems: orderItems.map((item) => toVisibleItem(item, has, hasPersonalData)),
		...(packages && has('PACKAGES') && isMerchantFulfilled ? { packages } : {}),
		...(fulfillmentOrders && has('FULFILLMENT_ORDERS') ? { fulfillmentOrders } : {}),
	};
}

function toVisibleItem(item: OrderItem, has: (data: OrderData) => boolean, hasPersonalData: boolean): OrderItem {
	const { proceeds, expense, promotion, cancellation, fulfillment, tax, ...always } = item;
	const giftOption = fulfillment?.packing?.giftOption;
	return {
		...always,
		...(proceeds && has('PROCEEDS') ? { proceeds } : {}),
		...(expense && has('EXPENSE') ? { expense } : {}),
		...(promotion && has('PROMOTION') ? { promotion } : {}),
		...(cancellation && has('CANCELLATION') ? { cancellation } : {}),
		...(fulfillment && has('FULFILLMENT')
			? {
					fulfillment:
						giftOption && !hasPersonalData
							? { ...fulfillment, packing: { ...fulfillment.packing, giftOption: { giftWrapLevel: giftOption.giftWrapLevel } } }
							: fulfillment,
				}
			: {}),
		...(tax && has('TAX') ? { tax } : {}),
	};
}

function toVisibleBuyer(buyer: NonNullable<Order['buyer']>, isMerchantFulfilled: boolean): Order['buyer'] {
	const { buyerEmail, ...others } = buyer;
	return { ...others, ...(buyerEmail !== undefined && isMerchantFulfilled ? { buyerEmail } : {}) };
}

/** Without the role only the rough place is left, and of Amazon-fulfilled orders nothing. */
function toVisibleRecipient(recipient: NonNullable<Order['recipient']>, hasPersonalData: boolean, isMerchantFulfilled: boolean): Pick<Order, 'recipient'> {
	if (hasPersonalData) return { recipient };
	const address = recipient.deliveryAddress;
	if (!address || !isMerchantFulfilled) return {};
	const { city, stateOrRegion, postalCode, countryCode } = address;
	return { recipient: { deliveryAddress: { city, stateOrRegion, postalCode, countryCode } } };
}
