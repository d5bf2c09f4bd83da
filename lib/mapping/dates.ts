import { DateTime } from 'luxon';
import type { AmazonOrder, AmazonOrderItem } from '../amazon/types';
import { MappingError, REPORT_SHAPE } from './errors';

export interface OrderDates {
	/** `yyyy-MM-dd` in the site's zone: ERPNext's dates carry none (recorded: sales orders/date with a time zone). */
	transactionDate: string;
	/** The latest of the rows' dates. */
	deliveryDate: string;
	/** By orderItemId. */
	rowDeliveryDates: Readonly<Record<string, string>>;
	notes: string[];
}

/** An instant (ISO 8601) as a moment in the site's zone; undefined when it is none. A time without a zone is UTC. */
export function toSiteTime(instant: string | undefined, timeZone: string): DateTime | undefined {
	if (!instant) return undefined;
	const time = DateTime.fromISO(instant, { zone: 'utc' }).setZone(timeZone);
	return time.isValid ? time : undefined;
}

function latestOf(window: { earliestDateTime?: string; latestDateTime?: string } | undefined): string | undefined {
	return window?.latestDateTime ?? window?.earliestDateTime;
}

/**
 * Dates of the order and of its rows. A row's delivery date is its own appointment, else the order's promised day, else
 * its day of shipment, else the order's day; never before the order's (recorded: sales orders/delivery before order).
 */
export function toDates(order: AmazonOrder, items: readonly AmazonOrderItem[], timeZone: string): OrderDates {
	const created = toSiteTime(order.createdTime, timeZone);
	if (!created) {
		throw new MappingError(order.orderId, 'createdTime', `its date '${order.createdTime}' is not an ISO 8601 time.`, undefined, REPORT_SHAPE);
	}
	const transactionDate = created.toFormat('yyyy-MM-dd');
	const notes: string[] = [];
	const dateOf = (instant: string | undefined): string | undefined => {
		const date = toSiteTime(instant, timeZone)?.toFormat('yyyy-MM-dd');
		if (instant && !date) notes.push(`Delivery time '${instant}' is not an ISO 8601 time and was left out.`);
		if (date && date < transactionDate) {
			notes.push(`Delivery date ${date} lies before the order; the order's date ${transactionDate} stands instead.`);
			return transactionDate;
		}
		return date;
	};
	const promised =
		dateOf(latestOf(order.fulfillment?.deliverByWindow)) ??
		dateOf(latestOf(order.fulfillment?.shipByWindow)) ??
		transactionDate;
	const rowDeliveryDates: Record<string, string> = {};
	let deliveryDate = '';
	for (const item of items) {
		const date = dateOf(latestOf(item.fulfillment?.shipping?.scheduledDeliveryWindow)) ?? promised;
		rowDeliveryDates[item.orderItemId] = date;
		if (date > deliveryDate) deliveryDate = date;
	}
	return { transactionDate, deliveryDate: deliveryDate || promised, rowDeliveryDates, notes: [...new Set(notes)] };
}
