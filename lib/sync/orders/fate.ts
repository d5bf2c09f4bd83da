import type { AmazonMoney, AmazonOrder } from '../../amazon/types';
import { toDecimal } from '../../mapping/money';
import { toWord } from '../../mapping/text';

/** What an order's state at Amazon asks of ERPNext (README, "What an order becomes"). */
export type Fate = 'waits' | 'lives' | 'cancelled' | 'unfulfillable' | 'elsewhere';

const FATES: Readonly<Record<string, Fate>> = {
	PENDING: 'waits',
	PENDING_AVAILABILITY: 'waits',
	CANCELLED: 'cancelled',
	// Only orders of other shops that Amazon was to ship (multi-channel fulfillment) get here: nothing was sold.
	UNFULFILLABLE: 'unfulfillable',
};

export function fulfillmentStatusOf(order: AmazonOrder): string {
	return toWord(order.fulfillment?.fulfillmentStatus);
}

function isSomething(money: AmazonMoney | undefined): boolean {
	return !(toDecimal(money?.amount)?.isZero() ?? true);
}

/**
 * Amazon ships orders of other shops, too (model: `salesChannel.channelName` NON_AMAZON). They carry no money: the sale
 * stands in that shop's books. One that does carry money is booked like any other.
 */
function isSoldElsewhere(order: AmazonOrder): boolean {
	if (toWord(order.salesChannel?.channelName) !== 'NON_AMAZON' || isSomething(order.proceeds?.grandTotal)) return false;
	return !order.orderItems.some((item) => isSomething(item.proceeds?.proceedsTotal));
}

/** An order of an unknown or missing state lives: its money decides whether it can be written. */
export function fateOf(order: AmazonOrder): Fate {
	const fate = FATES[fulfillmentStatusOf(order)] ?? 'lives';
	return fate === 'lives' && isSoldElsewhere(order) ? 'elsewhere' : fate;
}
