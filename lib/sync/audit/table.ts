/** Differences as the lines of one table. Pure. */
import { marketplaceById } from '../../amazon/marketplaces';
import { Decimal, ZERO, sumOf, toJsonNumber } from '../../mapping/money';
import { fulfillmentStatusOf } from '../orders/fate';
import { exact } from '../orders/totals';
import { explain } from './explain';
import type { Difference } from './judge';
import { AUDIT_KINDS, type AuditRow } from './types';

/** Nothing of it should stand in the books. */
const isOnlyHere = ({ kind }: Difference): boolean => kind === 'cancelledAtAmazon' || kind === 'unknownAtAmazon';

/** What should stand in the books; undefined where Amazon does not say. */
export function amazonAmount(difference: Difference): Decimal | undefined {
	if (isOnlyHere(difference)) return ZERO;
	return difference.expected && new Decimal(difference.expected.total);
}

export function toRow(difference: Difference, list: string, byLine: readonly string[]): AuditRow {
	const { kind, amazonOrderId, listed, expected, live, gone } = difference;
	const currencies = [...new Set(live.map(({ currency }) => currency))];
	const marketplaceId = listed?.order.salesChannel?.marketplaceId;
	const amazon = amazonAmount(difference);
	const erpnext = currencies.length > 1 ? undefined : sumOf(live.map(({ grand_total }) => exact(grand_total)));
	const [erpnextCurrency = expected?.currency ?? ''] = currencies;
	const currency = isOnlyHere(difference) ? erpnextCurrency : (expected?.currency ?? '');
	const isComparable = amazon && erpnext && currency === erpnextCurrency;
	return {
		kind,
		amazonOrderId,
		salesOrders: (live.length > 0 ? live : gone).map(({ name }) => name).join(', '),
		orderDate: listed?.day ?? '',
		salesOrderDate: [...new Set(live.map(({ transaction_date }) => transaction_date))].join(', '),
		marketplace: (marketplaceId && marketplaceById(marketplaceId)?.domain) || live[0]?.amazon_marketplace || '',
		amazonStatus: listed ? fulfillmentStatusOf(listed.order) : '',
		currency,
		amazonTotal: amazon ? toJsonNumber(amazon) : null,
		erpnextCurrency: currencies.join(', ') || currency,
		erpnextTotal: erpnext ? toJsonNumber(erpnext) : null,
		difference: isComparable ? toJsonNumber(amazon.minus(erpnext)) : null,
		byLine: byLine.join('; '),
		explanation: explain(difference, list),
	};
}

/** Gravest first, then as the orders came. */
export function inTableOrder(differences: readonly Difference[]): Difference[] {
	const keyOf = ({ kind, listed, live, amazonOrderId }: Difference): string =>
		[AUDIT_KINDS.indexOf(kind), listed?.order.createdTime ?? live[0]?.transaction_date ?? '', amazonOrderId].join(' ');
	return [...differences].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
