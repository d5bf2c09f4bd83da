/** The lists that people can look at: address, document type, columns in order. */
export interface ListPage {
	slug: string;
	title: string;
	doctype: string;
	/** `table.field` shows the values of a child table. Fields that the document type does not have are left out. */
	columns: string[];
	/** Shows sums of this field by currency. */
	totalOf?: string;
}

export const LIST_PAGES: ListPage[] = [
	{ slug: 'sales-orders', title: 'Sales Orders', doctype: 'Sales Order', totalOf: 'grand_total', columns: ['name', 'amazon_order_id', 'customer_name', 'transaction_date', 'status', 'amazon_order_status', 'amazon_channel', 'total_qty', 'currency', 'grand_total', 'modified'] },
	{ slug: 'items', title: 'Items', doctype: 'Item', columns: ['name', 'item_name', 'item_group', 'brand', 'stock_uom', 'disabled', 'modified'] },
	{ slug: 'item-prices', title: 'Item Prices', doctype: 'Item Price', columns: ['name', 'item_code', 'item_name', 'price_list', 'currency', 'price_list_rate', 'valid_from'] },
	{ slug: 'listings', title: 'Amazon Listings', doctype: 'Amazon Listing', columns: ['name', 'sku', 'marketplace_id', 'asin', 'item', 'title', 'channel', 'status', 'currency', 'price'] },
	{ slug: 'customers', title: 'Customers', doctype: 'Customer', columns: ['name', 'customer_name', 'customer_type', 'customer_group', 'territory', 'creation'] },
	{ slug: 'issues', title: 'Amazon Sync Issues', doctype: 'Amazon Sync Issue', columns: ['name', 'amazon_id', 'stream', 'status', 'reason', 'detail', 'attempts', 'next_try', 'last_tried'] },
	{ slug: 'runs', title: 'Amazon Sync Runs', doctype: 'Amazon Sync Run', columns: ['name', 'stream', 'status', 'message', 'started', 'finished', 'listed', 'created_count', 'updated_count', 'unchanged_count', 'failed_count', 'amazon_calls', 'erpnext_calls', 'duration_seconds'] },
	{ slug: 'cursors', title: 'Amazon Sync Cursors', doctype: 'Amazon Sync Cursor', columns: ['name', 'seller_id', 'stream', 'position', 'window_after', 'window_before', 'lease_run', 'lease_until', 'modified'] },
	{ slug: 'accounts', title: 'Accounts', doctype: 'Account', columns: ['name', 'parent_account', 'root_type', 'account_type', 'is_group', 'company'] },
];

/** Address of one document's page; ERPNext's own desk has it there too. */
export function documentAddress(doctype: string, name: string): string {
	return `/app/${doctype.toLowerCase().replaceAll(' ', '-')}/${encodeURIComponent(name)}`;
}
