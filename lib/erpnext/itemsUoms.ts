import type { ErpClient } from './client';
import { ErpApiError } from './errors';
import { toLooseName } from './looseName';

/** The UOM that ERPNext's own set-up gives to Items; a site in another language has it under another name. */
export const USUAL_STOCK_UOM = 'Nos';

const namesBySite = new WeakMap<ErpClient, Promise<ReadonlyMap<string, string>>>();

/**
 * The site's names of those among these UOMs that it has, e.g. 'kg' for 'Kg' (set up in German); one call per client. A site that does not let this user read them is taken to have
 * all: what it then refuses comes back with its own words.
 */
export async function fetchKnownUoms(erp: ErpClient, uoms: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const known = namesBySite.get(erp) ?? fetchUoms(erp, uoms);
	namesBySite.set(erp, known);
	try {
		return await known;
	} catch (error) {
		namesBySite.delete(erp);
		throw error;
	}
}

async function fetchUoms(erp: ErpClient, uoms: readonly string[]): Promise<ReadonlyMap<string, string>> {
	try {
		const rows = await erp.list<{ name: string }>('UOM', { fields: ['name'], filters: [['name', 'in', [...uoms]]] });
		const names = new Map(rows.map(({ name }) => [toLooseName(name), name]));
		return new Map(uoms.flatMap((uom) => {
			const name = names.get(toLooseName(uom));
			return name === undefined ? [] : [[uom, name] as const];
		}));
	} catch (error) {
		if (error instanceof ErpApiError && error.status === 403) return new Map(uoms.map((uom) => [uom, uom]));
		throw error;
	}
}
