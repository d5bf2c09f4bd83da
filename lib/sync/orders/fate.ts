import type { AmazonOrder } from '../../amazon/types';

/** What an order's state at Amazon asks of ERPNext (DESIGN 7). */
export type Fate = 'waits' | 'lives' | 'cancelled' | 'unfulfillable';

const FATES: Readonly<Record<string, Fate>> = {
	PENDING: 'waits',
	PENDING_AVAILABILITY: 'waits',
	CANCELLED: 'cancelled',
	// Only orders of other shops that Amazon was to ship (multi-channel fulfillment) get here: nothing was sold.
	UNFULFILLABLE: 'unfulfillable',
};

export function fulfillmentStatusOf(order: AmazonOrder): string {
	return order.fulfillment?.fulfillmentStatus ?? '';
}

/** An order of an unknown or missing state lives: its money decides whether it can be written. */
export function fateOf(order: AmazonOrder): Fate {
	return FATES[fulfillmentStatusOf(order)] ?? 'lives';
}
