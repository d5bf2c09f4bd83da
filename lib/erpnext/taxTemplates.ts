import type { ErpClient } from './client';
import type { ErpTaxRow } from './types';

/** Rows of a Sales Taxes and Charges Template as an order takes them over; undefined when there is no such template. */
export async function findTaxTemplateRows(erp: ErpClient, name: string): Promise<ErpTaxRow[] | undefined> {
	const template = await erp.findDoc<{ taxes?: ErpTaxRow[] }>('Sales Taxes and Charges Template', name);
	return template?.taxes?.map((row) => ({
		charge_type: row.charge_type,
		...(row.row_id ? { row_id: row.row_id } : {}),
		account_head: row.account_head,
		description: row.description,
		rate: row.rate,
		...(row.charge_type === 'Actual' ? { tax_amount: row.tax_amount } : {}),
		...(row.cost_center ? { cost_center: row.cost_center } : {}),
		included_in_print_rate: row.included_in_print_rate ?? 0,
	}));
}
