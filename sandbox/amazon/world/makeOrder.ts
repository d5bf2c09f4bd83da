import type { Order, OrderItem, OrderPackage } from '@sp-api-sdk/orders-api-2026-01-01';
import { toIsoSeconds } from './dates';
import type { WorldConfig } from './config';
import { toMoney } from './money';
import { toOrderId, toOrderItemId } from './orderIds';
import { makeOrderLines, type OrderLine } from './orderLines';
import { toItemProceeds, toOrderProceeds } from './orderProceeds';
import { makeOrderShape, type OrderShape, type OrderStep } from './orderShape';
import { makePerson, type Person } from './people';
import { Random } from './random';

const DAY_MS = 86_400_000;

/** An order as it stands at one step, with all data sets; what a request did not ask for is left out later. */
export function makeOrder(config: WorldConfig, shape: OrderShape, step: OrderStep): Order {
	const { marketplace, index, createdAt, fulfilledBy } = shape;
	const random = new Random(config.seed, 'order', index);
	const buyer = makePerson(config.seed, random.integer(0, Math.max(10, Math.floor(config.orderCount * 0.85))), marketplace.countryCode, `marketplace.${marketplace.domainName.slice(4)}`);
	const isBusiness = buyer.companyName !== undefined;
	const lines = makeOrderLines(config, shape, step.isReduced, buyer.stateOrRegion, isBusiness);
	const tip = marketplace.countryCode === 'US' && shape.replaces === undefined && random.chance(0.01) ? 500 : 0;
	const isPriced = step.status !== 'PENDING' && step.status !== 'CANCELLED';
	const isKnown = step.status !== 'PENDING';
	const programs = [...(random.chance(0.5) ? ['PRIME'] : []), ...(isBusiness ? ['AMAZON_BUSINESS'] : [])];
	return {
		orderId: toOrderId(config.seed, index, marketplace.countryCode),
		createdTime: toIsoSeconds(createdAt),
		lastUpdatedTime: toIsoSeconds(step.at),
		...(programs.length > 0 ? { programs } : {}),
		...toReplacedOrder(config, shape),
		salesChannel: { channelName: 'AMAZON', marketplaceId: marketplace.id, marketplaceName: marketplace.name },
		...(isKnown ? { buyer: toBuyer(buyer), recipient: { deliveryAddress: toAddress(buyer) } } : {}),
		...(isPriced ? { proceeds: toOrderProceeds(lines, marketplace.currency, config.negativeDiscounts, tip) } : {}),
		...(marketplace.countryCode === 'JP' && isPriced ? { payment: { paymentExecutions: [{ paymentMethod: lines.some((line) => line.codFee > 0) ? 'CashOnDelivery' : 'CreditCard' }] } } : {}),
		fulfillment: {
			fulfillmentStatus: step.status,
			fulfilledBy,
			fulfillmentServiceLevel: random.pick(['STANDARD', 'STANDARD', 'EXPEDITED', 'SECOND_DAY', 'NEXT_DAY']),
			shipByWindow: { earliestDateTime: toIsoSeconds(createdAt), latestDateTime: toIsoSeconds(createdAt + 2 * DAY_MS) },
			deliverByWindow: { earliestDateTime: toIsoSeconds(createdAt + 3 * DAY_MS), latestDateTime: toIsoSeconds(createdAt + 6 * DAY_MS) },
		},
		orderItems: lines.map((line, position) => toOrderItem(config, shape, step, line, position, isPriced)),
		...(fulfilledBy === 'MERCHANT' && step.shippedLines > 0 ? { packages: toPackages(config, shape, step, lines) } : {}),
	};
}

function toOrderItem(config: WorldConfig, shape: OrderShape, step: OrderStep, line: OrderLine, position: number, isPriced: boolean): OrderItem {
	const { marketplace } = shape;
	const { currency } = marketplace;
	const isCancelled = step.status === 'CANCELLED';
	const isGivenUp = isCancelled || line.quantity < line.quantityAtFirst;
	// As in the former Orders API, units that were cancelled are no longer counted as ordered.
	const quantity = isCancelled ? 0 : line.quantity;
	const fulfilled = position < step.shippedLines ? quantity : 0;
	const isSold = isPriced && quantity > 0;
	const discount = line.itemDiscount + line.shippingDiscount;
	return {
		orderItemId: toOrderItemId(config.seed, shape.index, position),
		quantityOrdered: quantity,
		product: {
			asin: line.listing.asin,
			title: line.listing.titles?.[marketplace.id] ?? line.listing.title,
			sellerSku: line.listing.sku,
			condition: { conditionType: 'NEW', conditionSubtype: 'NEW', conditionNote: '' },
			...(isSold
				? { price: { unitPrice: toMoney(line.unitPrice, currency), ...(line.isBusinessPrice ? { priceDesignation: 'BUSINESS_PRICE' } : {}) } }
				: {}),
		},
		...(isSold ? { proceeds: toItemProceeds(line, currency, config.negativeDiscounts) } : {}),
		...(isSold && currency === 'JPY' ? { expense: { pointsCost: { pointsGranted: { pointsNumber: Math.floor(line.unitPrice / 100), pointsMonetaryValue: toMoney(Math.floor(line.unitPrice / 100), currency) } } } } : {}),
		...(isSold && discount > 0 ? { promotion: { breakdowns: [{ promotionId: line.itemDiscount > 0 ? 'PAWS-V2-SAVE-0001' : 'US Core Free Shipping Promotion' }] } } : {}),
		...(isGivenUp
			? { cancellation: { cancellationRequest: { requester: 'BUYER', cancelReason: 'BUYER_CANCELED' }, cancellationExecution: { cancelledBy: 'BUYER', cancelReason: 'BUYER_CANCELED' } } }
			: {}),
		...(isSold && line.collectedByAmazon
			? { tax: { taxCollections: [{ model: 'MARKETPLACE_FACILITATOR', responsibleParty: marketplace.countryCode === 'US' ? 'Amazon Services, Inc.' : 'Amazon Services Europe S.a.r.L.' }] } }
			: {}),
		fulfillment: {
			quantityFulfilled: fulfilled,
			quantityUnfulfilled: quantity - fulfilled,
			...(line.giftWrap > 0 ? { packing: { giftOption: { giftMessage: line.giftMessage ?? '', giftWrapLevel: 'Classic' } } } : {}),
		},
	};
}

function toReplacedOrder(config: WorldConfig, shape: OrderShape): Pick<Order, 'associatedOrders'> {
	if (shape.replaces === undefined) return {};
	const original = makeOrderShape(config, shape.index - shape.replaces);
	const orderId = toOrderId(config.seed, original.index, original.marketplace.countryCode);
	return { associatedOrders: [{ orderId, associationType: 'REPLACEMENT_ORIGINAL_ID' }] };
}

function toPackages(config: WorldConfig, shape: OrderShape, step: OrderStep, lines: OrderLine[]): OrderPackage[] {
	const shipped = lines.slice(0, step.shippedLines).flatMap((line, position) =>
		line.quantity > 0 ? [{ orderItemId: toOrderItemId(config.seed, shape.index, position), quantity: line.quantity }] : [],
	);
	const shipTime = shape.steps.find((candidate) => candidate.shippedLines > 0)?.at ?? step.at;
	return [
		{
			packageReferenceId: '1',
			createdTime: toIsoSeconds(shipTime),
			packageStatus: step.isDelivered ? { status: 'DELIVERED', detailedStatus: 'DELIVERED' } : { status: 'IN_TRANSIT', detailedStatus: 'PICKED_UP' },
			carrier: 'UPS',
			shipTime: toIsoSeconds(shipTime),
			shippingService: 'UPS Ground',
			trackingNumber: `1Z999AA1${String(10_000_000 + shape.index)}`,
			packageItems: shipped,
		},
	];
}

function toBuyer(person: Person): Order['buyer'] {
	return {
		buyerName: person.name,
		buyerEmail: person.email,
		...(person.companyName ? { buyerCompanyName: person.companyName } : {}),
		...(person.purchaseOrderNumber ? { buyerPurchaseOrderNumber: person.purchaseOrderNumber } : {}),
	};
}

function toAddress(person: Person): NonNullable<Order['recipient']>['deliveryAddress'] {
	return {
		name: person.name,
		...(person.companyName ? { companyName: person.companyName } : {}),
		addressLine1: person.addressLine1,
		...(person.addressLine2 ? { addressLine2: person.addressLine2 } : {}),
		city: person.city,
		...(person.stateOrRegion ? { stateOrRegion: person.stateOrRegion } : {}),
		postalCode: person.postalCode,
		countryCode: person.countryCode,
		phone: person.phone,
		addressType: person.companyName ? 'COMMERCIAL' : 'RESIDENTIAL',
	};
}
