import type { ErpClient } from '../../erpnext/client';
import { ErpSettingsError } from '../../erpnext/errors';
import { fetchCurrencyPrecision } from '../../erpnext/settingsCheckPrecision';
import { findTaxTemplateRows } from '../../erpnext/taxTemplates';
import type { AuditPolicy } from './expected';
import type { AuditInput } from './types';

/** By which rules totals are expected. One or two calls. */
export async function readPolicy(erp: ErpClient, { taxHandling, taxTemplate, facilitatorTax }: AuditInput): Promise<AuditPolicy> {
	return {
		taxHandling,
		facilitatorTax: 'leaveOut',
		isKeptTaxIn: facilitatorTax === 'include',
		currencyPrecision: await fetchCurrencyPrecision(erp),
		currency: '',
		isTemplateInclusive: taxHandling === 'taxTemplate' && (await isInclusive(erp, taxTemplate)),
	};
}

async function isInclusive(erp: ErpClient, taxTemplate: string): Promise<boolean> {
	if (taxTemplate === '') throw new ErpSettingsError(["'Tax Template' is empty: choose the one that the Sales Orders were written with."]);
	const rows = await findTaxTemplateRows(erp, taxTemplate);
	if (!rows) throw new ErpSettingsError([`'Tax Template' '${taxTemplate}' is not in ERPNext: choose the one that the Sales Orders were written with.`]);
	return rows.some((row) => row.included_in_print_rate);
}
