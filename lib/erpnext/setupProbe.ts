/** Whether ERPNext is prepared, found with reading rights only: lists that name every field. */
import type { ErpClient } from './client';
import { isPermission, isUnknownDocType, isUnknownField } from './errors';
import { DOCTYPES } from './schemaDocTypes';
import { SALES_ORDER_FIELDS } from './schemaFields';

/**
 * Names of what is missing, e.g. `fields of Sales Order`; empty when all stands. A user without System Manager gets 403
 * for a document type that is not there, so `forbidden` may mean either. Five calls, safe to repeat.
 */
export async function findMissingSchema(erp: ErpClient): Promise<string[]> {
	const missing: string[] = [];
	if (!(await canList(erp, 'Sales Order', SALES_ORDER_FIELDS, false))) missing.push('fields of Sales Order');
	for (const { name, fields } of DOCTYPES) {
		const stands = await canList(erp, name, fields.map(({ fieldname }) => fieldname), true);
		if (!stands) missing.push(name);
	}
	return missing;
}

async function canList(erp: ErpClient, doctype: string, fields: readonly string[], isOurs: boolean): Promise<boolean> {
	try {
		await erp.list(doctype, { fields: ['name', ...fields], limit: 1 });
		return true;
	} catch (error) {
		if (isUnknownField(error)) return false;
		if (isOurs && (isUnknownDocType(error) || isPermission(error))) return false;
		throw error;
	}
}
