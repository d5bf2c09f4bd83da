/** Why something waits, as ERPNext's list "Amazon Sync Issue" tells people. */
import type { ErpClient } from '../../lib/erpnext/client';

interface IssueRow {
	amazon_id: string;
	reason: string;
}

/** By Amazon order id or SKU. */
export async function fetchWaitingReasons(erp: ErpClient, sellerId: string): Promise<Map<string, string>> {
	const rows = await erp.list<IssueRow>('Amazon Sync Issue', {
		fields: ['amazon_id', 'reason'],
		filters: [
			['seller_id', '=', sellerId],
			['status', '=', 'Open'],
		],
	});
	return new Map(rows.map(({ amazon_id, reason }) => [amazon_id, reason]));
}
