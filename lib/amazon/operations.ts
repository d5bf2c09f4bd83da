/**
 * Every operation that the package calls: where it is, how often it may be called. To add one, add its line; the path
 * itself comes from `amazon-sp-api`. Rates are requests per second, from Amazon's models; the header
 * `x-amzn-RateLimit-Limit` corrects them per seller.
 */

export interface AmazonOperation {
	name: string;
	/** Name of the API in `amazon-sp-api`. */
	api: string;
	version: string;
	/** Reads may be sent again after a reset or a time-out; writes may not. */
	kind: 'read' | 'write';
	ratePerSecond: number;
	burst: number;
	docs: string;
	/** When rate and burst were last compared with Amazon's model. */
	checked: string;
}

type Row = [string, string, string, 'read' | 'write', number, number, string];

const DOCS = 'https://developer-docs.amazon.com/sp-api/docs/';
const CHECKED = '2026-11-24';

const ROWS: Row[] = [
	['searchOrders', 'orders', '2026-01-01', 'read', 0.0056, 20, 'orders-api-v2026-01-01-reference'],
	['getOrder', 'orders', '2026-01-01', 'read', 0.5, 30, 'orders-api-v2026-01-01-reference'],
	['searchListingsItems', 'listingsItems', '2021-08-01', 'read', 5, 5, 'listings-items-api-v2021-08-01-reference'],
	['getListingsItem', 'listingsItems', '2021-08-01', 'read', 5, 10, 'listings-items-api-v2021-08-01-reference'],
	['searchCatalogItems', 'catalogItems', '2022-04-01', 'read', 2, 2, 'catalog-items-api-v2022-04-01-reference'],
	['getMarketplaceParticipations', 'sellers', 'v1', 'read', 0.016, 15, 'sellers-api-v1-reference'],
	['createReport', 'reports', '2021-06-30', 'write', 0.0167, 15, 'reports-api-v2021-06-30-reference'],
	['getReport', 'reports', '2021-06-30', 'read', 2, 15, 'reports-api-v2021-06-30-reference'],
	['getReportDocument', 'reports', '2021-06-30', 'read', 0.0167, 15, 'reports-api-v2021-06-30-reference'],
];

const OPERATIONS = new Map<string, AmazonOperation>(
	ROWS.map(([name, api, version, kind, ratePerSecond, burst, page]) => [
		name,
		{ name, api, version, kind, ratePerSecond, burst, docs: DOCS + page, checked: CHECKED },
	]),
);

export const OPERATION_NAMES: readonly string[] = [...OPERATIONS.keys()];

/** Throws on a name that the table does not hold: a slip of the caller, not of Amazon. */
export function operationOf(name: string): AmazonOperation {
	const operation = OPERATIONS.get(name);
	if (!operation) throw new Error(`Operation '${name}' is not in the table of operations; add its line there`);
	return operation;
}
