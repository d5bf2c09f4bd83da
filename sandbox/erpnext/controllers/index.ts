import { ACCOUNT_CONTROLLER, COST_CENTER_CONTROLLER, CURRENCY_EXCHANGE_CONTROLLER, JOURNAL_ENTRY_CONTROLLER, TAX_TEMPLATE_CONTROLLER, WAREHOUSE_CONTROLLER } from './accounts';
import type { Controller } from './controller';
import { ITEM_CONTROLLER, ITEM_PRICE_CONTROLLER } from './items';
import { ADDRESS_CONTROLLER, CONTACT_CONTROLLER, CUSTOMER_CONTROLLER } from './parties';
import { SALES_INVOICE_CONTROLLER } from './salesInvoice';
import { SALES_ORDER_CONTROLLER } from './salesOrder';
import { CUSTOM_FIELD_CONTROLLER, DOCTYPE_CONTROLLER, treeController } from './setup';
import { ITEM_ATTRIBUTE_CONTROLLER } from './variants';

const CONTROLLERS: Record<string, Controller> = {
	Account: ACCOUNT_CONTROLLER,
	Address: ADDRESS_CONTROLLER,
	Contact: CONTACT_CONTROLLER,
	'Cost Center': COST_CENTER_CONTROLLER,
	'Currency Exchange': CURRENCY_EXCHANGE_CONTROLLER,
	'Custom Field': CUSTOM_FIELD_CONTROLLER,
	Customer: CUSTOMER_CONTROLLER,
	'Customer Group': treeController('Customer Group', 'parent_customer_group'),
	DocType: DOCTYPE_CONTROLLER,
	Item: ITEM_CONTROLLER,
	'Item Attribute': ITEM_ATTRIBUTE_CONTROLLER,
	'Item Group': treeController('Item Group', 'parent_item_group'),
	'Item Price': ITEM_PRICE_CONTROLLER,
	'Journal Entry': JOURNAL_ENTRY_CONTROLLER,
	'Sales Invoice': SALES_INVOICE_CONTROLLER,
	'Sales Order': SALES_ORDER_CONTROLLER,
	'Sales Taxes and Charges Template': TAX_TEMPLATE_CONTROLLER,
	Territory: treeController('Territory', 'parent_territory'),
	Warehouse: WAREHOUSE_CONTROLLER,
};
const PLAIN: Controller = {};

export function controllerOf(doctype: string): Controller {
	return CONTROLLERS[doctype] ?? PLAIN;
}
