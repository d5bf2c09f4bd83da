/** The custom fields that Start makes on Sales Order and Sales Order Item. */
import type { ErpCheck } from './types';

export interface CustomFieldDefinition {
	dt: 'Sales Order' | 'Sales Order Item';
	fieldname: string;
	label: string;
	fieldtype: 'Data' | 'Datetime' | 'Small Text';
	insert_after: string;
	unique?: ErpCheck;
	in_standard_filter?: ErpCheck;
	read_only: ErpCheck;
	no_copy: ErpCheck;
	/** Without it a submitted order refuses the change (recorded: changing submitted orders/field that may not). */
	allow_on_submit: ErpCheck;
	print_hide: ErpCheck;
}

const common = { read_only: 1, no_copy: 1, allow_on_submit: 1, print_hide: 1 } as const;

/**
 * In the order in which they are made. The first carries the whole promise that an order is written once; the last one's
 * presence says that all before it stand, so that one list call proves them.
 */
export const CUSTOM_FIELDS: readonly CustomFieldDefinition[] = [
	{ dt: 'Sales Order', fieldname: 'amazon_order_id', label: 'Amazon Order ID', fieldtype: 'Data', insert_after: 'po_no', unique: 1, in_standard_filter: 1, ...common },
	{ dt: 'Sales Order Item', fieldname: 'amazon_order_item_id', label: 'Amazon Order Item ID', fieldtype: 'Data', insert_after: 'item_name', ...common },
	{ dt: 'Sales Order', fieldname: 'amazon_order_status', label: 'Amazon Order Status', fieldtype: 'Data', insert_after: 'amazon_order_id', ...common },
	{ dt: 'Sales Order', fieldname: 'amazon_marketplace', label: 'Amazon Marketplace', fieldtype: 'Data', insert_after: 'amazon_order_status', ...common },
	{ dt: 'Sales Order', fieldname: 'amazon_channel', label: 'Amazon Channel', fieldtype: 'Data', insert_after: 'amazon_marketplace', ...common },
	{ dt: 'Sales Order', fieldname: 'amazon_last_update', label: 'Amazon Last Update', fieldtype: 'Datetime', insert_after: 'amazon_channel', ...common },
	{ dt: 'Sales Order', fieldname: 'amazon_remarks', label: 'Amazon Remarks', fieldtype: 'Small Text', insert_after: 'amazon_last_update', ...common },
	{ dt: 'Sales Order', fieldname: 'amazon_fingerprint', label: 'Amazon Fingerprint', fieldtype: 'Data', insert_after: 'amazon_remarks', ...common },
];

/** Fields of Sales Order that a list must be able to name. */
export const SALES_ORDER_FIELDS = CUSTOM_FIELDS.filter(({ dt }) => dt === 'Sales Order').map(({ fieldname }) => fieldname);
