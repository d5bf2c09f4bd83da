import type { ErpClient, ErpFilter } from './client';
import { ErpApiError } from './errors';

/** What ERPNext's own connector remembers of a product: SKU and ASIN to Item. */
interface EcommerceItem {
	sku: string | null;
	integration_item_code: string | null;
	erpnext_item_code: string | null;
}

export interface EcommerceItems {
	/** Item code by exact SKU. */
	bySku: ReadonlyMap<string, string>;
	/** Item code by ASIN, where its rows agree on one Item. */
	byAsin: ReadonlyMap<string, string>;
	/**
	 * Only System Manager may read the connector's memory; for others an Item whose code is the ASIN stands for it, as the
	 * connector names Items, if there is one. An Item of the SKU's own code comes first then.
	 */
	isGuess: boolean;
}

const NONE: EcommerceItems = { bySku: new Map(), byAsin: new Map(), isGuess: false };

/** Sites that were found not to have the previous connector, or not to show it to this user. */
const withoutConnector = new WeakMap<ErpClient, 'absent' | 'forbidden'>();

/**
 * Items that the previous connector joined to these SKUs and ASINs. Its DocType may be missing: 404, or 403 for a user
 * without System Manager; then the site is not asked again. One call for SKUs, one for the ASINs that are left.
 */
export async function findEcommerceItems(
	erp: ErpClient,
	wanted: { skus: readonly string[]; asins: readonly string[] },
): Promise<EcommerceItems> {
	if (!withoutConnector.has(erp)) {
		try {
			const bySku = new Map<string, string>();
			for (const row of await fetchRows(erp, 'sku', wanted.skus)) {
				if (row.sku && row.erpnext_item_code && wanted.skus.includes(row.sku)) bySku.set(row.sku, row.erpnext_item_code);
			}
			return { bySku, byAsin: readByAsin(await fetchRows(erp, 'integration_item_code', wanted.asins)), isGuess: false };
		} catch (error) {
			if (!(error instanceof ErpApiError) || (error.status !== 404 && error.status !== 403)) throw error;
			withoutConnector.set(erp, error.status === 404 ? 'absent' : 'forbidden');
		}
	}
	return withoutConnector.get(erp) === 'forbidden' ? guessByAsin(wanted.asins) : NONE;
}

/** Whether there is such an Item shows when it is looked up with the others. */
function guessByAsin(asins: readonly string[]): EcommerceItems {
	return { ...NONE, byAsin: new Map(asins.map((asin) => [asin, asin])), isGuess: true };
}

async function fetchRows(erp: ErpClient, field: keyof EcommerceItem, values: readonly string[]): Promise<EcommerceItem[]> {
	if (values.length === 0) return [];
	const filters: ErpFilter[] = [
		['integration', '=', 'Amazon'],
		[field, 'in', [...new Set(values)]],
	];
	return await erp.list<EcommerceItem>('Ecommerce Item', {
		fields: ['sku', 'integration_item_code', 'erpnext_item_code'],
		filters,
	});
}

function readByAsin(rows: readonly EcommerceItem[]): Map<string, string> {
	const codes = new Map<string, Set<string>>();
	for (const { integration_item_code: asin, erpnext_item_code: code } of rows) {
		if (asin && code) codes.set(asin, (codes.get(asin) ?? new Set()).add(code));
	}
	const byAsin = new Map<string, string>();
	for (const [asin, candidates] of codes) {
		const [only, ...others] = candidates;
		if (only !== undefined && others.length === 0) byAsin.set(asin, only);
	}
	return byAsin;
}
