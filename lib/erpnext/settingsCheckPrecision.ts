/** How many decimals the site keeps in money fields. */
import type { ErpClient } from './client';
import { isPermission } from './errors';

const USUAL_DECIMALS = 2;

interface SystemSettings {
	currency_precision?: string | number | null;
	number_format?: string | null;
}

/** Decimals of a number format: `#,###.##` has 2, `#.###,##` 2, `#,###` none (its separator groups thousands). Pure. */
export function decimalsOf(format: string): number {
	const parts = /[.,](#+)$/.exec(format);
	const decimals = parts?.[1]?.length ?? 0;
	const separators = format.match(/[^#]/g) ?? [];
	const isGrouping = decimals === 3 && separators.length === 1;
	return isGrouping ? 0 : decimals;
}

/** Only System Manager may read it (recorded in the table of rights); for others the usual 2 stands. Safe to repeat. */
export async function fetchCurrencyPrecision(erp: ErpClient): Promise<number> {
	try {
		const found = await erp.findDoc<SystemSettings>('System Settings', 'System Settings');
		// Frappe takes '0' as not set, like an empty one (https://github.com/frappe/frappe/blob/version-15/frappe/model/meta.py,
		// get_field_precision).
		const set = String(found?.currency_precision ?? '').trim();
		if (/^[1-9]$/.test(set)) return Number(set);
		return found?.number_format ? decimalsOf(found.number_format) : USUAL_DECIMALS;
	} catch (error) {
		if (isPermission(error)) return USUAL_DECIMALS;
		throw error;
	}
}
