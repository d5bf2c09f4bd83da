/**
 * Every operation that the package calls, and how often it may. To add one, add its line; its path comes from
 * `amazon-sp-api`. Rates (requests per second) and bursts are those of Amazon's models, compared on 2026-11-24; the
 * header `x-amzn-RateLimit-Limit` corrects them per seller.
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
}

type Row = [string, string, string, 'read' | 'write', number, number];

const ROWS: Row[] = [
	['searchOrders', 'orders', '2026-01-01', 'read', 0.0056, 20],
	['getOrder', 'orders', '2026-01-01', 'read', 0.5, 30],
	['searchListingsItems', 'listingsItems', '2021-08-01', 'read', 5, 5],
	['getListingsItem', 'listingsItems', '2021-08-01', 'read', 5, 10],
	['searchCatalogItems', 'catalogItems', '2022-04-01', 'read', 2, 2],
	['getMarketplaceParticipations', 'sellers', 'v1', 'read', 0.016, 15],
	['createReport', 'reports', '2021-06-30', 'write', 0.0167, 15],
	['getReport', 'reports', '2021-06-30', 'read', 2, 15],
	['getReportDocument', 'reports', '2021-06-30', 'read', 0.0167, 15],
];

const OPERATIONS = new Map<string, AmazonOperation>(
	ROWS.map(([name, api, version, kind, ratePerSecond, burst]) => [name, { name, api, version, kind, ratePerSecond, burst }]),
);

export const OPERATION_NAMES: readonly string[] = [...OPERATIONS.keys()];

/** Throws on a name that the table does not hold: a slip of the caller, not of Amazon. */
export function operationOf(name: string): AmazonOperation {
	const operation = OPERATIONS.get(name);
	if (!operation) throw new Error(`Operation '${name}' is not in the table of operations; add its line there`);
	return operation;
}
