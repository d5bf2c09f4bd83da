import type { ErpNextSandbox } from './server';

/** One order as the previous connector imported it. */
export interface PreviousOrder {
	amazonOrderId: string;
	sku: string;
	asin: string;
	quantity: number;
	unitPrice: number;
	buyerName: string;
	/** e.g. `2026-05-01`. */
	date: string;
	/** What Amazon charged; it stands as negative charge rows. */
	commission?: number;
}

export interface PreviousConnectorOptions {
	/** A number makes that many orders up; a list imports just these. */
	orders: number | PreviousOrder[];
	/** The first so many orders stand twice, as two runs at once left them. */
	doubles?: number;
}

export interface PreviousConnectorRemains {
	orders: Array<PreviousOrder & { salesOrders: string[] }>;
	/** Item code (the ASIN) by SKU. */
	itemCodes: Record<string, string>;
}

const DATA_FIELDS = ['integration', 'integration_item_code', 'sku', 'variant_id', 'variant_of'];

function madeUp(count: number): PreviousOrder[] {
	return Array.from({ length: count }, (_, index) => {
		const product = index % 12;
		const digits = String(index + 1).padStart(7, '0');
		return {
			amazonOrderId: `114-${digits}-${digits}`,
			sku: `OLD-SKU-${product + 1}`,
			asin: `B0OLD${String(product + 1).padStart(5, '0')}`,
			quantity: 1 + (index % 3),
			unitPrice: 9.99 + product,
			buyerName: `Buyer ${index + 1}`,
			date: `2026-0${1 + (index % 9)}-15`,
			commission: 1.5,
		};
	});
}

/**
 * Leaves in the site what ERPNext's own Amazon connector does: a field that is not unique, Items named by ASIN, mappings,
 * accounts, and Sales Orders whose unit rate is the line's total.
 */
export function seedPreviousConnector(sandbox: Pick<ErpNextSandbox, 'site'>, options: PreviousConnectorOptions): PreviousConnectorRemains {
	const { site } = sandbox;
	const orders = typeof options.orders === 'number' ? madeUp(options.orders) : options.orders;
	site.insert('Custom Field', { dt: 'Sales Order', fieldname: 'amazon_order_id', label: 'Amazon Order ID', fieldtype: 'Data', insert_after: 'title', read_only: 1, unique: 0, allow_on_submit: 0 });
	const permissions = [{ role: 'System Manager' }];
	site.insert('DocType', {
		name: 'Ecommerce Item',
		module: 'Selling',
		custom: 1,
		autoname: 'hash',
		permissions,
		fields: [
			...DATA_FIELDS.map((fieldname) => ({ fieldname, label: fieldname, fieldtype: 'Data' })),
			{ fieldname: 'has_variants', label: 'Has Variants', fieldtype: 'Check' },
			{ fieldname: 'erpnext_item_code', label: 'ERPNext Item Code', fieldtype: 'Link', options: 'Item' },
		],
	});
	for (const name of ['Amazon SP API Settings', 'Ecommerce Integration Log']) {
		site.insert('DocType', { name, module: 'Selling', custom: 1, autoname: 'hash', permissions, fields: [{ fieldname: 'status', label: 'Status', fieldtype: 'Data' }] });
	}
	site.insert('Account', { account_name: 'Amazon', parent_account: 'Indirect Expenses - ACME', company: 'Acme Inc', is_group: 1 });
	for (const name of ['Amazon Commission', 'Amazon Tax']) site.insert('Account', { account_name: name, parent_account: 'Amazon - ACME', company: 'Acme Inc' });

	const itemCodes: Record<string, string> = {};
	for (const { sku, asin } of orders) {
		if (itemCodes[sku] !== undefined) continue;
		itemCodes[sku] = asin;
		site.insert('Item', { item_code: asin, item_name: sku, item_group: 'Products', stock_uom: 'Nos' });
		site.insert('Ecommerce Item', { integration: 'Amazon', integration_item_code: asin, sku, erpnext_item_code: asin });
	}
	const remains = orders.map((order, index) => {
		const customer = `${order.buyerName} - ${order.amazonOrderId}`;
		site.insert('Customer', { customer_name: customer, customer_type: 'Individual', customer_group: 'Individual', territory: 'All Territories' });
		const copies = index < (options.doubles ?? 0) ? 2 : 1;
		return { ...order, salesOrders: Array.from({ length: copies }, () => importOrder(sandbox, order, customer)) };
	});
	return { orders: remains, itemCodes };
}

function importOrder({ site }: Pick<ErpNextSandbox, 'site'>, order: PreviousOrder, customer: string): string {
	const draft = site.insert('Sales Order', {
		customer,
		company: 'Acme Inc',
		transaction_date: order.date,
		delivery_date: order.date,
		currency: 'USD',
		selling_price_list: 'Standard Selling',
		amazon_order_id: order.amazonOrderId,
		items: [{ item_code: order.asin, qty: order.quantity, rate: order.quantity * order.unitPrice }],
		taxes: order.commission ? [{ charge_type: 'Actual', account_head: 'Amazon Commission - ACME', description: 'Amazon Commission', tax_amount: -order.commission }] : [],
	});
	const name = String(draft.name);
	site.update('Sales Order', name, { docstatus: 1 });
	return name;
}
