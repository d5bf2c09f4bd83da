/** Amazon's operations with their default usage plans, as the descriptions in its API models give them. */
export interface Operation {
	name: string;
	method: 'GET' | 'POST' | 'DELETE';
	/** `{…}` parts become path parameters. */
	path: string;
	ratePerSecond: number;
	burst: number;
	/** The Sellers API alone announces its limit on 429 and 5xx, too. */
	limitHeaderOn429?: boolean;
}

const LISTINGS = '/listings/2021-08-01/items';
const CATALOG = '/catalog/2022-04-01/items';
const ORDERS = '/orders/2026-01-01/orders';
const REPORTS = '/reports/2021-06-30';

export const OPERATIONS: readonly Operation[] = [
	{ name: 'getMarketplaceParticipations', method: 'GET', path: '/sellers/v1/marketplaceParticipations', ratePerSecond: 0.016, burst: 15, limitHeaderOn429: true },
	{ name: 'searchOrders', method: 'GET', path: ORDERS, ratePerSecond: 0.0056, burst: 20 },
	{ name: 'getOrder', method: 'GET', path: `${ORDERS}/{orderId}`, ratePerSecond: 0.5, burst: 30 },
	{ name: 'searchListingsItems', method: 'GET', path: `${LISTINGS}/{sellerId}`, ratePerSecond: 5, burst: 5 },
	{ name: 'getListingsItem', method: 'GET', path: `${LISTINGS}/{sellerId}/{sku}`, ratePerSecond: 5, burst: 10 },
	{ name: 'searchCatalogItems', method: 'GET', path: CATALOG, ratePerSecond: 2, burst: 2 },
	{ name: 'getCatalogItem', method: 'GET', path: `${CATALOG}/{asin}`, ratePerSecond: 2, burst: 2 },
	{ name: 'getReports', method: 'GET', path: `${REPORTS}/reports`, ratePerSecond: 0.0222, burst: 10 },
	{ name: 'createReport', method: 'POST', path: `${REPORTS}/reports`, ratePerSecond: 0.0167, burst: 15 },
	{ name: 'getReport', method: 'GET', path: `${REPORTS}/reports/{reportId}`, ratePerSecond: 2, burst: 15 },
	{ name: 'cancelReport', method: 'DELETE', path: `${REPORTS}/reports/{reportId}`, ratePerSecond: 0.0222, burst: 10 },
	{ name: 'getReportDocument', method: 'GET', path: `${REPORTS}/documents/{reportDocumentId}`, ratePerSecond: 0.0167, burst: 15 },
];

/** `path` still has its percent codes, so that a SKU with a slash stays one part. */
export function findOperation(method: string, path: string): { operation: Operation; pathParameters: Record<string, string> } | undefined {
	const parts = path.split('/');
	for (const operation of OPERATIONS) {
		const pattern = operation.path.split('/');
		if (operation.method !== method || pattern.length !== parts.length) continue;
		const pathParameters: Record<string, string> = {};
		const matches = pattern.every((expected, index) => {
			const part = parts[index] ?? '';
			if (!expected.startsWith('{')) return part === expected;
			pathParameters[expected.slice(1, -1)] = decodeURIComponent(part);
			return part !== '';
		});
		if (matches) return { operation, pathParameters };
	}
	return undefined;
}
