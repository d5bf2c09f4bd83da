import type { ItemProceedsBreakdown, Order, OrderItem } from '@sp-api-sdk/orders-api-2026-01-01';
import type { OrderSearch } from '../world/orderBook';
import type { SellerWorld } from '../world/sellerWorld';
import { type Row, toTabSeparated } from './tabSeparated';

/** Columns of GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL; the headers are English everywhere. */
const COLUMNS = [
	'amazon-order-id', 'merchant-order-id', 'purchase-date', 'last-updated-date', 'order-status', 'fulfillment-channel', 'sales-channel', 'order-channel', 'ship-service-level',
	'product-name', 'sku', 'asin', 'item-status', 'quantity', 'currency', 'item-price', 'item-tax', 'shipping-price', 'shipping-tax', 'gift-wrap-price', 'gift-wrap-tax',
	'item-promotion-discount', 'ship-promotion-discount', 'ship-city', 'ship-state', 'ship-postal-code', 'ship-country', 'promotion-ids', 'is-business-order',
	'purchase-order-number', 'price-designation', 'is-replacement-order', 'original-order-id',
];
const STATUSES: Record<string, string> = { PENDING: 'Pending', PENDING_AVAILABILITY: 'Pending', UNSHIPPED: 'Unshipped', PARTIALLY_SHIPPED: 'Shipping', SHIPPED: 'Shipped', CANCELLED: 'Cancelled', UNFULFILLABLE: 'Unfulfillable' };

/** Orders placed in the window, as they stand at `window.now`. */
export function toReportSearch(window: { from: number; to: number; now: number }, marketplaceIds: string[]): OrderSearch {
	return { dateField: 'created', ...window, filter: { marketplaceIds } };
}

export function hasOrders(seller: SellerWorld, search: OrderSearch): boolean {
	for (const _order of seller.orders.search(search)) return true;
	return false;
}

/** One row for each order item. */
export function writeOrdersReport(seller: SellerWorld, search: OrderSearch): string {
	return toTabSeparated(COLUMNS.map((name) => ({ name, header: name })), toRows(seller, search));
}

function* toRows(seller: SellerWorld, search: OrderSearch): Iterable<Row> {
	for (const { order } of seller.orders.search(search)) {
		const shared = toOrderFields(order);
		for (const item of order.orderItems) yield { ...shared, ...toItemFields(item) };
	}
}

function toOrderFields(order: Order): Row {
	const address = order.recipient?.deliveryAddress;
	const replacement = order.associatedOrders?.find(({ associationType }) => associationType === 'REPLACEMENT_ORIGINAL_ID');
	const status = STATUSES[order.fulfillment?.fulfillmentStatus ?? ''] ?? '';
	return {
		'amazon-order-id': order.orderId,
		'merchant-order-id': order.orderAliases?.[0]?.aliasId ?? order.orderId,
		'purchase-date': order.createdTime.replace('Z', '+00:00'),
		'last-updated-date': order.lastUpdatedTime.replace('Z', '+00:00'),
		'order-status': status,
		'item-status': status,
		'fulfillment-channel': order.fulfillment?.fulfilledBy === 'AMAZON' ? 'Amazon' : 'Merchant',
		'sales-channel': order.salesChannel.marketplaceName,
		'ship-service-level': order.fulfillment?.fulfillmentServiceLevel,
		'ship-city': address?.city,
		'ship-state': address?.stateOrRegion,
		'ship-postal-code': address?.postalCode,
		'ship-country': address?.countryCode,
		'is-business-order': String(order.programs?.includes('AMAZON_BUSINESS') ?? false),
		'purchase-order-number': order.buyer?.buyerPurchaseOrderNumber,
		'is-replacement-order': String(replacement !== undefined),
		'original-order-id': replacement?.orderId,
	};
}

function toItemFields(item: OrderItem): Row {
	const breakdowns = item.proceeds?.breakdowns ?? [];
	const amountOf = (type: string) => breakdowns.find((breakdown) => breakdown.type === type)?.subtotal.amount;
	const partOf = (type: string, subtype: string) => findPart(breakdowns, type, subtype)?.replace(/^-/, '');
	return {
		'product-name': item.product.title,
		sku: item.product.sellerSku,
		asin: item.product.asin,
		quantity: String(item.quantityOrdered),
		currency: item.product.price?.unitPrice?.currencyCode,
		'item-price': amountOf('ITEM'),
		'item-tax': partOf('TAX', 'ITEM'),
		'shipping-price': amountOf('SHIPPING'),
		'shipping-tax': partOf('TAX', 'SHIPPING'),
		'gift-wrap-price': amountOf('GIFT_WRAP'),
		'gift-wrap-tax': partOf('TAX', 'GIFT_WRAP'),
		'item-promotion-discount': partOf('DISCOUNT', 'ITEM'),
		'ship-promotion-discount': partOf('DISCOUNT', 'SHIPPING'),
		'promotion-ids': item.promotion?.breakdowns?.map(({ promotionId }) => promotionId).join(','),
		'price-designation': item.product.price?.priceDesignation === 'BUSINESS_PRICE' ? 'Business Price' : '',
	};
}

function findPart(breakdowns: ItemProceedsBreakdown[], type: string, subtype: string): string | undefined {
	return breakdowns.find((breakdown) => breakdown.type === type)?.detailedBreakdowns?.find((part) => part.subtype === subtype)?.value?.amount;
}
