/** ERPNext's documents: only the fields that this package reads or writes. */

export interface ErpCredentials {
	/** Site address without a path, e.g. `https://erp.example.com`. */
	url: string;
	apiKey: string;
	apiSecret: string;
	ignoreSslIssues: boolean;
}

/** Frappe's checkboxes are numbers. */
export type ErpCheck = 0 | 1;
/** 0 draft, 1 submitted, 2 cancelled. */
export type ErpDocStatus = 0 | 1 | 2;

export interface ErpSalesOrderItem {
	name?: string;
	item_code: string;
	item_name?: string;
	description?: string;
	qty: number;
	uom?: string;
	conversion_factor?: number;
	rate: number;
	amount?: number;
	discount_percentage?: number;
	warehouse?: string;
	delivery_date?: string;
	cost_center?: string;
	amazon_order_item_id?: string;
}

/** Ours are `Actual`; a tax template may hold all of them. */
export type ErpChargeType = 'Actual' | 'On Net Total' | 'On Previous Row Amount' | 'On Previous Row Total' | 'On Item Quantity';

export interface ErpTaxRow {
	charge_type: ErpChargeType;
	/** Number of the row (from 1) that the two `On Previous Row ...` count on. */
	row_id?: string | number | null;
	account_head: string;
	description: string;
	/** Of `Actual` rows: the amount in the order's currency. */
	tax_amount?: number;
	rate?: number;
	cost_center?: string;
	included_in_print_rate?: ErpCheck;
}

export interface ErpSalesOrder {
	name?: string;
	docstatus?: ErpDocStatus;
	status?: string;
	modified?: string;
	amended_from?: string;
	title: string;
	customer: string;
	company: string;
	order_type?: string;
	transaction_date: string;
	delivery_date: string;
	currency: string;
	conversion_rate?: number;
	selling_price_list: string;
	ignore_pricing_rule: ErpCheck;
	disable_rounded_total: ErpCheck;
	po_no?: string;
	cost_center?: string;
	customer_address?: string;
	shipping_address_name?: string;
	contact_person?: string;
	contact_display?: string;
	contact_email?: string;
	contact_phone?: string;
	contact_mobile?: string;
	taxes_and_charges?: string;
	items: ErpSalesOrderItem[];
	taxes: ErpTaxRow[];
	grand_total?: number;
	per_delivered?: number;
	per_billed?: number;
	amazon_order_id: string | null;
	amazon_order_status?: string;
	amazon_marketplace?: string;
	amazon_channel?: string;
	amazon_last_update?: string;
	amazon_fingerprint?: string;
	amazon_remarks?: string;
}

/** What a Sales Order shows of its contact. */
export type ErpShownContact = Pick<ErpSalesOrder, 'contact_display' | 'contact_email' | 'contact_phone' | 'contact_mobile'>;

export interface ErpCustomer {
	name?: string;
	customer_name: string;
	customer_type: 'Individual' | 'Company';
	customer_group: string;
	territory: string;
	tax_id?: string;
}

export interface ErpDynamicLink {
	link_doctype: string;
	link_name: string;
}

export interface ErpAddress {
	name?: string;
	address_title: string;
	address_type: 'Shipping' | 'Billing';
	address_line1: string;
	address_line2?: string;
	city: string;
	county?: string;
	state?: string;
	pincode?: string;
	country?: string;
	phone?: string;
	email_id?: string;
	links: ErpDynamicLink[];
}

export interface ErpContact {
	name?: string;
	first_name: string;
	company_name?: string;
	email_ids?: Array<{ email_id: string; is_primary: ErpCheck }>;
	phone_nos?: Array<{ phone: string; is_primary_phone: ErpCheck }>;
	links: ErpDynamicLink[];
}

export interface ErpItem {
	name?: string;
	item_code: string;
	item_name: string;
	description?: string;
	item_group: string;
	stock_uom: string;
	is_stock_item: ErpCheck;
	brand?: string;
	image?: string;
	disabled?: ErpCheck;
	weight_per_unit?: number;
	weight_uom?: string;
	barcodes?: Array<{ barcode: string; barcode_type: 'EAN' | 'UPC-A' | '' }>;
	item_defaults?: Array<{ company: string; default_warehouse: string }>;
	has_variants?: ErpCheck;
	variant_of?: string;
}

export interface ErpItemPrice {
	name?: string;
	item_code: string;
	price_list: string;
	price_list_rate: number;
	currency?: string;
	uom?: string;
	valid_from?: string | null;
	valid_upto?: string | null;
}
