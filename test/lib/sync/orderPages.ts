import type { ListWindow } from '../../../lib/sync/listProgress';
import type { Handler, Reply } from '../amazon/amazonServer';

export const DE = 'A1PA6795UKMFR9';

export function windowOf(changes: Partial<ListWindow> = {}): ListWindow {
	return {
		runId: 'RUN-1',
		stream: 'orders',
		skipped: false,
		marketplaceIds: [DE],
		by: 'updated',
		after: '2026-11-23T00:00:00.000Z',
		before: '2026-11-24T11:50:00.000Z',
		pageToken: null,
		retryIds: [],
		firstLoad: false,
		...changes,
	};
}

export const order = (orderId: string, lastUpdatedTime = '2026-11-23T10:00:00Z') => ({ orderId, lastUpdatedTime, orderItems: [] });
export const page = (orders: unknown[], nextToken?: string): Reply => ({ json: { orders, ...(nextToken ? { pagination: { nextToken } } : {}) } });
export const refused = (message: string): Reply => ({ status: 400, json: { errors: [{ code: 'InvalidInput', message }] } });
/** `pages` orders by hundreds; tokens are the number of the page. */
export const paged =
	(total: number): Handler =>
	({ query }) => {
		const at = Number(query.get('paginationToken') ?? 0);
		const size = Number(query.get('maxResultsPerPage'));
		const orders = Array.from({ length: Math.min(size, total - at) }, (_, index) => order(`O-${at + index}`));
		return page(orders, at + size < total ? String(at + size) : undefined);
	};
