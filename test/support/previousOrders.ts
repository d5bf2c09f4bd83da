import type { AmazonOrder } from '../../lib/amazon/types';
import type { PreviousOrder } from '../../sandbox/erpnext/previousConnector';

/** Amazon's orders of one line as the previous connector imported them, with a commission that it took for a charge. */
export function toPreviousOrders(orders: readonly AmazonOrder[]): PreviousOrder[] {
	const single = orders.filter(({ orderItems }) => orderItems.length === 1);
	return single.map(({ orderId, createdTime, orderItems: [item] }) => ({
		amazonOrderId: orderId,
		sku: item?.product?.sellerSku ?? '',
		asin: item?.product?.asin ?? '',
		quantity: item?.quantityOrdered ?? 1,
		unitPrice: Number(item?.product?.price?.unitPrice?.amount ?? 0),
		buyerName: 'Buyer',
		date: createdTime.slice(0, 10),
		commission: 1.5,
	}));
}
