import type { AmazonOrder, AmazonOrderItem } from '../amazon/types';
import type { ErpSalesOrder, ErpSalesOrderItem } from '../erpnext/types';
import { type OrderDates, toDates, toSiteTime } from './dates';
import { describeMoney } from './describeMoney';
import { MappingError, REPORT_SHAPE } from './errors';
import { expectedErpTotal } from './expectedErpTotal';
import { toFingerprint } from './fingerprint';
import { Decimal, toJsonNumber, toText } from './money';
import { presentOnly } from './presentOnly';
import { toRemarks } from './remarks';
import { NAME_LENGTH, shorten, toPlainLine, toWord } from './text';
import { NO_ADDRESS, toAddress } from './toAddress';
import { toBuyerName, toContact, toCustomer } from './toCustomer';
import { toOrderMoney } from './toOrderMoney';
import type { OrderRow } from './toOrderRows';
import { toTaxRows } from './toTaxRows';
import type { MappedOrder, OrderContext } from './types';

function toRows(order: AmazonOrder, context: OrderContext, rows: readonly OrderRow[], dates: OrderDates): ErpSalesOrderItem[] {
	const { marketplace, itemCodes, itemUoms } = context;
	const warehouse = toWord(order.fulfillment?.fulfilledBy) === 'AMAZON' ? marketplace.warehouseAmazon : marketplace.warehouse;
	return rows.map(({ orderItemId, sku, quantity, rate }) => {
		const itemCode = itemCodes[orderItemId];
		if (!itemCode) {
			throw new MappingError(order.orderId, 'orderItems.product.sellerSku', `its SKU '${sku ?? ''}' has no Item in ERPNext; make one, or point the SKU to an Item in Amazon Listing.`);
		}
		return {
			item_code: itemCode,
			qty: quantity,
			// Else ERPNext takes the Item's sales UOM, and 2 units become 2 boxes (erpnext/stock/get_item_details.py).
			...(itemUoms?.[orderItemId] ? { uom: itemUoms[orderItemId] } : {}),
			rate: toJsonNumber(rate),
			// A rate of 0 alone takes the list price (recorded: sales orders/rate 0 takes the list price).
			...(rate.isZero() ? { discount_percentage: 100 } : {}),
			warehouse,
			delivery_date: dates.rowDeliveryDates[orderItemId] ?? dates.deliveryDate,
			cost_center: marketplace.costCenter,
			amazon_order_item_id: orderItemId,
		};
	});
}

/** Throws MappingError for a template that is both: no price could hold the one and be without the other. */
function isTemplateInclusive(order: AmazonOrder, { settings, taxTemplateRows = [] }: OrderContext): boolean {
	const isInside = taxTemplateRows.some((row) => row.included_in_print_rate);
	const isOnTop = taxTemplateRows.some((row) => !row.included_in_print_rate && row.charge_type !== 'Actual');
	if (isInside && isOnTop) {
		throw new MappingError(order.orderId, 'taxTemplate', `the tax template '${settings.taxTemplate}' has taxes inside the prices and others on top of them. Choose one in Start that has all inside or all on top.`);
	}
	return isInside;
}

/** Who bought, and where it goes; adds to `notes`. */
function toParties(order: AmazonOrder, context: OrderContext, notes: string[]): Pick<MappedOrder, 'customer' | 'address' | 'contact'> {
	const { createAddresses, customerPolicy } = context.settings;
	const customer = toCustomer(order, context, notes);
	if (!createAddresses) return { customer };
	const address = toAddress(order, context, customer.customer_name, notes) ?? (customerPolicy === 'single' ? NO_ADDRESS : undefined);
	const contact = toContact(order, customer, notes);
	return { customer, ...(address ? { address } : {}), ...(contact ? { contact } : {}) };
}

/**
 * One Amazon order as ERPNext's documents. Pure. The order's `po_no` is Amazon's order id (ERPNext refuses a number twice for
 * one customer, recorded: sales orders/same amazon id and customer); a buyer's own number stands in the remarks.
 * Throws MappingError when the sum cannot be proven or something that the order cannot do without is missing.
 */
export function toSalesOrder(sentOrder: AmazonOrder, context: OrderContext): MappedOrder {
	const order = presentOnly(sentOrder);
	const { settings, marketplace } = context;
	const isByTemplate = settings.taxHandling === 'taxTemplate';
	const { sent, rounded, money, notes: moneyNotes } = toOrderMoney(order, {
		taxHandling: settings.taxHandling,
		facilitatorTax: settings.facilitatorTax,
		currencyPrecision: settings.currencyPrecision,
		currency: marketplace.company.currency,
		isTemplateInclusive: isTemplateInclusive(order, context),
	});

	const rowIds = new Set(rounded.rows.map(({ orderItemId }) => orderItemId));
	const rowItems: AmazonOrderItem[] = order.orderItems.filter(({ orderItemId }) => rowIds.has(orderItemId));
	const dates = toDates(order, rowItems, settings.timeZone);
	const notes = [...moneyNotes, ...dates.notes];
	const parties = toParties(order, context, notes);
	const chargeRows = isByTemplate && rounded.charges.length === 0 ? [] : toTaxRows(rounded.charges, marketplace.company, marketplace.costCenter);
	const remarks = toRemarks(order);

	const salesOrder: ErpSalesOrder = {
		title: shorten(toBuyerName(order) ?? order.orderId, NAME_LENGTH),
		customer: parties.customer.customer_name,
		company: marketplace.company.name,
		order_type: 'Sales',
		transaction_date: dates.transactionDate,
		delivery_date: dates.deliveryDate,
		currency: sent.currency,
		selling_price_list: marketplace.priceList,
		ignore_pricing_rule: 1,
		disable_rounded_total: 1,
		po_no: order.orderId,
		cost_center: marketplace.costCenter,
		...(isByTemplate ? { taxes_and_charges: settings.taxTemplate } : {}),
		items: toRows(order, context, rounded.rows, dates),
		taxes: chargeRows,
		amazon_order_id: order.orderId,
		...toStatusFields(order, context),
		...(remarks ? { amazon_remarks: remarks } : {}),
	};
	const expected = expectedErpTotal(salesOrder, settings.currencyPrecision);
	if (!new Decimal(expected).equals(rounded.total)) {
		throw new MappingError(order.orderId, 'proceeds.grandTotal', `in ERPNext its rows and charges add up to ${expected} ${sent.currency} and Amazon says ${money.totalWithoutTax ?? money.total} ${sent.currency}. Nothing was written.`, describeMoney(sent), REPORT_SHAPE);
	}
	if (isByTemplate && context.taxTemplateRows) {
		salesOrder.taxes = [...context.taxTemplateRows, ...chargeRows];
		const byTemplate = toText(new Decimal(expectedErpTotal(salesOrder, settings.currencyPrecision)), rounded.decimals);
		if (byTemplate !== money.total) notes.push(`With the tax template '${settings.taxTemplate}' it comes to ${byTemplate} ${sent.currency}; with Amazon's own tax it is ${money.total} ${sent.currency}.`);
		money.total = byTemplate;
	}
	const fingerprint = toFingerprint(money, marketplace.company.name);
	salesOrder.amazon_fingerprint = fingerprint;
	return {
		money,
		...parties,
		salesOrder,
		fingerprint,
		notes: [...new Set(notes)],
	};
}

/** The fields that follow an order's life and no money: what an update without changed amounts writes. */
function toStatusFields(
	order: AmazonOrder,
	context: OrderContext,
): Pick<ErpSalesOrder, 'amazon_order_status' | 'amazon_marketplace' | 'amazon_channel' | 'amazon_last_update'> {
	const lastUpdate = toSiteTime(order.lastUpdatedTime, context.settings.timeZone)?.toFormat('yyyy-MM-dd HH:mm:ss');
	const marketplace = toPlainLine(order.salesChannel?.marketplaceName) ?? order.salesChannel?.marketplaceId;
	const [status, channel] = [toWord(order.fulfillment?.fulfillmentStatus), toWord(order.fulfillment?.fulfilledBy)];
	return {
		...(status ? { amazon_order_status: status } : {}),
		...(marketplace ? { amazon_marketplace: marketplace } : {}),
		...(channel ? { amazon_channel: channel } : {}),
		...(lastUpdate ? { amazon_last_update: lastUpdate } : {}),
	};
}
