import type { AmazonOrder } from '../amazon/types';
import { toPlainLine, toWord } from './text';

const ASSOCIATIONS: Readonly<Record<string, string>> = {
	REPLACEMENT_ORIGINAL_ID: 'Replacement for Amazon order',
	EXCHANGE_ORIGINAL_ID: 'Exchange for Amazon order',
};

/** Whether Amazon names an order that this one replaces or exchanges. */
export function isReplacement(order: AmazonOrder): boolean {
	return (order.associatedOrders ?? []).some(({ associationType }) => toWord(associationType) in ASSOCIATIONS);
}

/** What has no field of its own in ERPNext, one line each; undefined when there is nothing to say. */
export function toRemarks(order: AmazonOrder): string | undefined {
	const remarks: string[] = [];
	const add = (label: string, value: string | undefined): void => {
		const line = toPlainLine(value);
		if (line) remarks.push(`${label} ${line}`);
	};
	for (const { orderId, associationType } of order.associatedOrders ?? []) {
		add(ASSOCIATIONS[toWord(associationType)] ?? 'Belongs to Amazon order', orderId);
	}
	add("Buyer's purchase order:", order.buyer?.buyerPurchaseOrderNumber);
	for (const { aliasId, aliasType } of order.orderAliases ?? []) {
		if (toWord(aliasType) === 'SELLER_ORDER_ID') add("Seller's order number:", aliasId);
	}
	for (const registration of order.tax?.taxRegistrations ?? []) {
		if (toWord(registration.entityType) !== 'BUYER') continue;
		for (const { key, value } of registration.taxRegistrationAttributes ?? []) {
			if (toWord(key) === 'TAX_OFFICE') add("Buyer's tax office:", value);
		}
	}
	const iossNumbers = order.orderItems.map((item) => item.fulfillment?.shipping?.internationalShipping?.iossNumber);
	for (const iossNumber of new Set(iossNumbers)) add('IOSS number:', iossNumber);
	return remarks.length > 0 ? remarks.join('\n') : undefined;
}
