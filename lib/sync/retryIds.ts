/**
 * How an open issue is asked for again: orders by their id, SKUs by `<marketplaceId>:<sku>`. ERPNext keeps neither angle
 * brackets nor blanks at the end as they are, so an issue keeps such a SKU percent-encoded. Pure.
 */
import type { UnresolvedIssue } from '../erpnext/issues';
import { toListingKey, toShownSku } from '../mapping/toItemCode';
import { withoutHalves } from '../mapping/text';
import type { SyncStream } from './types';

/** The SKU as its issue shows it. */
export function toIssueSku(sku: string): string {
	return toShownSku(sku) === sku ? sku : encodeURIComponent(withoutHalves(sku));
}

/** Undefined where the issue no longer tells the exact SKU, as its key proves. */
export function toRetryId(issue: UnresolvedIssue, stream: SyncStream): string | undefined {
	if (stream !== 'products') return issue.issue_key;
	const marketplaceId = issue.marketplace_id ?? '';
	const exact = [issue.amazon_id, decoded(issue.amazon_id)].find((sku) => toListingKey(sku, marketplaceId) === issue.issue_key);
	return exact === undefined ? undefined : `${marketplaceId}:${exact}`;
}

/** Names the issue of an id that was asked for again. */
export function issueKeyOfRetryId(id: string, stream: SyncStream): string {
	if (stream !== 'products') return id;
	// A SKU may hold colons; a marketplace id never does.
	const colon = id.indexOf(':');
	return toListingKey(id.slice(colon + 1), id.slice(0, colon));
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
