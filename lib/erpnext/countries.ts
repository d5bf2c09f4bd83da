import type { ErpClient } from './client';

/** ERPNext's country names by upper-case ISO code: about 250, in one call. Recorded: who and what/countries by code. */
export async function fetchCountryNames(erp: ErpClient): Promise<Record<string, string>> {
	const rows = await erp.list<{ name: string; code: string | null }>('Country', { fields: ['name', 'code'] });
	return Object.fromEntries(rows.filter((row) => row.code).map((row) => [(row.code ?? '').toUpperCase(), row.name]));
}
