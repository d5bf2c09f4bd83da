import { MARKETPLACES, marketplaceById } from '../../amazon/marketplaces';
import { type AuditedSalesOrder, fetchNumberedOfDays, looseId } from '../../erpnext/auditedOrders';
import type { ErpClient } from '../../erpnext/client';
import { inWords } from '../../inWords';
import type { ListedOrder } from './judge';

export interface UnlistedQuery {
	company: string;
	/** Days of which Amazon's list is whole. */
	days: readonly string[];
	/** Of Amazon's list. */
	marketplaceIds: readonly string[];
	/** All orders of Amazon's list, those beyond the period too. */
	listed: readonly ListedOrder[];
}

/**
 * Sales Orders of these days with an Amazon order number that Amazon did not list, by number. What names another
 * marketplace, or is in a currency of none of these, is not for this list to know.
 */
export async function findUnlisted(erp: ErpClient, { company, days, marketplaceIds, listed }: UnlistedQuery): Promise<Map<string, AuditedSalesOrder[]>> {
	const [from, to] = [days[0], days.at(-1)];
	const unlisted = new Map<string, AuditedSalesOrder[]>();
	if (from === undefined || to === undefined) return unlisted;
	const known = new Set(listed.map(({ order }) => looseId(order.orderId)));
	const judged = new Set(days);
	const names = namesOf(marketplaceIds, listed);
	const currencies = new Set(marketplaceIds.map((id) => marketplaceById(id)?.currency));
	for (const row of await fetchNumberedOfDays(erp, { from, to, company })) {
		const id = looseId(row.amazon_order_id ?? '');
		const isOfList = row.amazon_marketplace ? names.has(row.amazon_marketplace.toLowerCase()) : currencies.has(row.currency);
		if (known.has(id) || !judged.has(row.transaction_date) || !isOfList) continue;
		unlisted.set(id, [...(unlisted.get(id) ?? []), row]);
	}
	return unlisted;
}

/** As `amazon_marketplace` holds it: Amazon's own name of it, which is mostly the domain, or the id. */
function namesOf(marketplaceIds: readonly string[], listed: readonly ListedOrder[]): Set<string> {
	const names = [
		...marketplaceIds,
		...MARKETPLACES.filter(({ marketplaceId }) => marketplaceIds.includes(marketplaceId)).map(({ domain }) => domain),
		...listed.flatMap(({ order }) => order.salesChannel?.marketplaceName ?? []),
	];
	return new Set(names.map((name) => name.toLowerCase()));
}

/** E.g. `amazon.de and amazon.fr`. */
export function sayMarketplaces(marketplaceIds: readonly string[]): string {
	return inWords(marketplaceIds.map((id) => marketplaceById(id)?.domain ?? id));
}
