import type { ErpClient } from './client';
import { ErpApiError } from './errors';

/** The UOM that ERPNext's own set-up gives to Items; a site in another language has it under another name. */
export const USUAL_STOCK_UOM = 'Nos';

const namesBySite = new WeakMap<ErpClient, Promise<ReadonlySet<string>>>();

/**
 * Which of these UOMs the site has; one call per client. A site that does not let this user read them is taken to have
 * all: what it then refuses comes back with its own words.
 */
export async function fetchKnownUoms(erp: ErpClient, uoms: readonly string[]): Promise<ReadonlySet<string>> {
	const known = namesBySite.get(erp) ?? fetchUoms(erp, uoms);
	namesBySite.set(erp, known);
	try {
		return await known;
	} catch (error) {
		namesBySite.delete(erp);
		throw error;
	}
}

async function fetchUoms(erp: ErpClient, uoms: readonly string[]): Promise<ReadonlySet<string>> {
	try {
		const rows = await erp.list<{ name: string }>('UOM', { fields: ['name'], filters: [['name', 'in', [...uoms]]] });
		return new Set(rows.map(({ name }) => name));
	} catch (error) {
		if (error instanceof ErpApiError && error.status === 403) return new Set(uoms);
		throw error;
	}
}
