import type { AmazonOrder } from '../../../../lib/amazon/types';
import { CHARGE_KINDS, DEFAULT_SETTINGS, type ChargeKind, type SyncSettings } from '../../../../lib/settings';

/** One order as these tests need it; money in cents, so that sums are exact. */
export interface OrderSketch {
	id: string;
	status?: string;
	updated?: string;
	created?: string;
	currency?: string;
	lines?: Array<{ sku: string; quantity: number; unitCents: number }>;
	shippingCents?: number;
	buyer?: string;
	email?: string;
	address?: { line1?: string; city?: string; postalCode?: string; countryCode?: string; phone?: string };
	fulfilledBy?: 'AMAZON' | 'MERCHANT';
}

const text = (cents: number) => (cents / 100).toFixed(2);

/** A whole Amazon order whose breakdowns add up: lines at their unit price, shipping on the first line. */
export function anOrder(sketch: OrderSketch): AmazonOrder {
	const currencyCode = sketch.currency ?? 'USD';
	const money = (cents: number) => ({ amount: text(cents), currencyCode });
	const lines = sketch.lines ?? [{ sku: 'SKU-1', quantity: 1, unitCents: 1999 }];
	let grandCents = 0;
	const orderItems = lines.map((line, index) => {
		const itemCents = line.quantity * line.unitCents;
		const shippingCents = index === 0 ? (sketch.shippingCents ?? 0) : 0;
		grandCents += itemCents + shippingCents;
		return {
			orderItemId: `${sketch.id}-${index + 1}`,
			quantityOrdered: line.quantity,
			product: {
				asin: `B0${line.sku}`,
				title: `Title of ${line.sku}`,
				sellerSku: line.sku,
				price: { unitPrice: money(line.unitCents) },
			},
			proceeds: {
				proceedsTotal: money(itemCents + shippingCents),
				breakdowns: [
					{ type: 'ITEM', subtotal: money(itemCents) },
					...(shippingCents ? [{ type: 'SHIPPING', subtotal: money(shippingCents) }] : []),
				],
			},
		};
	});
	const fulfillmentStatus = (sketch.status ?? 'UNSHIPPED') as NonNullable<AmazonOrder['fulfillment']>['fulfillmentStatus'];
	return {
		orderId: sketch.id,
		createdTime: sketch.created ?? '2026-11-20T15:00:00Z',
		lastUpdatedTime: sketch.updated ?? '2026-11-20T16:00:00Z',
		salesChannel: { channelName: 'AMAZON', marketplaceId: 'ATVPDKIKX0DER', marketplaceName: 'amazon.com' },
		fulfillment: { fulfillmentStatus, fulfilledBy: sketch.fulfilledBy ?? 'AMAZON' },
		...(sketch.buyer || sketch.email ? { buyer: { buyerName: sketch.buyer, buyerEmail: sketch.email } } : {}),
		...(sketch.address
			? {
					recipient: {
						deliveryAddress: {
							name: sketch.buyer,
							addressLine1: sketch.address.line1 ?? '1 Main St',
							city: sketch.address.city ?? 'New York',
							postalCode: sketch.address.postalCode ?? '10001',
							countryCode: sketch.address.countryCode ?? 'US',
							phone: sketch.address.phone,
						},
					},
				}
			: {}),
		proceeds: { grandTotal: money(grandCents) },
		orderItems,
	};
}

/** Settings of the site of the recordings (Acme Inc, USD). */
export function someSettings(changes: Partial<SyncSettings> = {}): SyncSettings {
	const accounts = Object.fromEntries(CHARGE_KINDS.map((kind) => [kind, `Amazon ${kind} - ACME`])) as Record<ChargeKind, string>;
	return {
		...DEFAULT_SETTINGS,
		company: 'Acme Inc',
		warehouse: 'Stores - ACME',
		priceList: 'Standard Selling',
		parentItemGroup: 'Products',
		customerGroup: 'Individual',
		territory: 'All Territories',
		accountGroup: 'Amazon - ACME',
		costCenter: 'Main - ACME',
		sellerId: 'A1SELLER',
		timeZone: 'America/New_York',
		currencyPrecision: 2,
		companies: { 'Acme Inc': { name: 'Acme Inc', currency: 'USD', costCenter: 'Main - ACME', accounts } },
		priceListCurrencies: { 'Standard Selling': 'USD' },
		...changes,
	};
}
