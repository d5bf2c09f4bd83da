/** The credential's test: proves what every later call needs, and says who is connected to which site. */
import type { ErpClient } from './client';
import { ErpSettingsError, isUnknownDocType } from './errors';
import { isRecord } from '../isRecord';

/**
 * E.g. "Connected: sync@example.com on https://erp.example.com, ERPNext 15.71.1, company Acme Inc". Reads only, four calls.
 * Throws ErpApiError (key, right, address) or ErpSettingsError (no ERPNext, no company).
 */
export async function describeConnection(erp: ErpClient): Promise<string> {
	const user = await erp.call<unknown>('frappe.auth.get_logged_user', {}, { verb: 'GET' });
	const versions = await erp.call<unknown>('frappe.utils.change_log.get_versions', {}, { verb: 'GET' });
	const erpnext = isRecord(versions) && isRecord(versions.erpnext) ? versions.erpnext : undefined;
	if (!erpnext) throw new ErpSettingsError([noErpNextSentence(erp.url)]);
	const companies = await fetchCompanies(erp);
	// The right that orders need; an empty list is fine.
	await erp.list('Sales Order', { fields: ['name'], limit: 1 });
	const version = typeof erpnext.version === 'string' ? erpnext.version : '';
	const named = companies.length === 1 ? 'company' : 'companies';
	return `Connected: ${String(user)} on ${erp.url}, ERPNext ${version}, ${named} ${companies.join(', ')}`;
}

export function noErpNextSentence(url: string): string {
	return `'Site URL' '${url}' is a Frappe site without ERPNext: choose the address of a site on which ERPNext is installed.`;
}

async function fetchCompanies(erp: ErpClient): Promise<string[]> {
	try {
		const companies = await erp.list<{ name: string }>('Company', { fields: ['name'], limit: 20 });
		if (companies.length === 0) {
			throw new ErpSettingsError([`ERPNext at '${erp.url}' has no Company yet: finish its set-up wizard first.`]);
		}
		return companies.map(({ name }) => name);
	} catch (error) {
		if (isUnknownDocType(error)) throw new ErpSettingsError([noErpNextSentence(erp.url)]);
		throw error;
	}
}
