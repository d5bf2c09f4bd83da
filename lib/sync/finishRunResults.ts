/** What the results of a run add up to. Pure. */
import type { IssueReport } from '../erpnext/issues';
import { Decimal, ZERO, decimalsIn } from '../mapping/money';
import { toListingKey } from '../mapping/toItemCode';
import { toIssueSku } from './retryIds';
import type { OrderResult, SyncAction, SyncResult, SyncSummary } from './types';

export function isOrder(result: SyncResult): result is OrderResult {
	return 'amazonOrderId' in result;
}

/** Names the issue of this order or SKU. */
export function issueKeyOf(result: SyncResult): string {
	return isOrder(result) ? result.amazonOrderId : toListingKey(result.sku, result.marketplaceId);
}

export function countActions(results: readonly SyncResult[]): Record<SyncAction, number> {
	const counts: Record<SyncAction, number> = {
		created: 0,
		updated: 0,
		amended: 0,
		cancelled: 0,
		unchanged: 0,
		notImported: 0,
		failed: 0,
	};
	for (const { action } of results) counts[action] += 1;
	return counts;
}

/** Orders that stood in ERPNext already, written by another connector or a person. */
export function countForeign(results: readonly SyncResult[]): number {
	return results.filter((result) => isOrder(result) && result.isForeign).length;
}

/** Sums by currency of the orders of which both sides are known. */
export function sumTotals(results: readonly SyncResult[]): SyncSummary['totals'] {
	const sums = new Map<string, { amazon: Decimal; erpnext: Decimal; decimals: number }>();
	for (const result of results) {
		if (!isOrder(result) || result.action === 'failed' || result.action === 'cancelled') continue;
		const { currency, amazonTotal, erpnextTotal } = result;
		if (!currency || amazonTotal === undefined || erpnextTotal === undefined) continue;
		const sum = sums.get(currency) ?? { amazon: ZERO, erpnext: ZERO, decimals: 0 };
		const amazon = new Decimal(amazonTotal);
		const erpnext = new Decimal(erpnextTotal);
		sums.set(currency, {
			amazon: sum.amazon.plus(amazon),
			erpnext: sum.erpnext.plus(erpnext),
			// As many decimals as the amounts came with: 12.50 stays 12.50, yen have none.
			decimals: Math.max(sum.decimals, decimalsIn(amazonTotal), decimalsIn(erpnextTotal)),
		});
	}
	return [...sums.entries()]
		.sort(([one], [other]) => one.localeCompare(other))
		.map(([currency, { amazon, erpnext, decimals }]) => ({
			currency,
			amazon: amazon.toFixed(decimals),
			erpnext: erpnext.toFixed(decimals),
			difference: amazon.minus(erpnext).toFixed(decimals),
		}));
}

export function toReport(result: SyncResult): IssueReport {
	const salesOrder = isOrder(result) ? result.salesOrder : undefined;
	return {
		key: issueKeyOf(result),
		amazonId: isOrder(result) ? result.amazonOrderId : toIssueSku(result.sku),
		...(result.marketplaceId ? { marketplaceId: result.marketplaceId } : {}),
		reason: result.reason ?? 'No reason was given.',
		...(result.detail ? { detail: result.detail } : {}),
		...(salesOrder ? { salesOrder } : {}),
	};
}

/** So many that fail alike are no accident of single orders. */
const STORM_MORE_THAN = 20;

/** These say nothing of whether ERPNext would take an order or SKU now. */
const NOT_TRIED: readonly SyncAction[] = ['notImported', 'unchanged'];

/**
 * The one reason for which everything failed that ERPNext was to take, when more than 20 do so for the first time: a setting, a
 * missing exchange rate or an outage, and one failed run rather than thousands of issues. Undefined otherwise. `known` are
 * the issues that stand already: what is tried again and fails again is no news.
 */
export function findStorm(results: readonly SyncResult[], known: ReadonlySet<string>): { reason: string; count: number } | undefined {
	const tried = results.filter(({ action }) => !NOT_TRIED.includes(action));
	const news = tried.filter((result) => !known.has(issueKeyOf(result)));
	if (news.length <= STORM_MORE_THAN || tried.some(({ action }) => action !== 'failed')) return undefined;
	const causes = new Set(news.map(causeOf));
	const reason = news[0]?.reason;
	return causes.size === 1 && reason !== undefined ? { reason, count: news.length } : undefined;
}

/** The reason without what differs from one order to the next: its id and its date. */
function causeOf(result: SyncResult): string {
	const id = isOrder(result) ? result.amazonOrderId : result.sku;
	return (result.reason ?? '').replaceAll(id, '').replace(/\b\d{4}-\d{2}-\d{2}\b/g, '');
}
