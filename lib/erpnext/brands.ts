import type { ErpClient, ErpDocument } from './client';
import { insertInBulk } from './itemsInserts';
import { toLooseName } from './looseName';

const BRANDS_PER_CALL = 100;

/** Brands that a site was seen to have: name in ERPNext by loose name. */
const knownBySite = new WeakMap<ErpClient, Map<string, string>>();

export interface EnsureNames {
	inFlight: number;
	/** Look only; a name that is missing is answered as it would be made. */
	dryRun: boolean;
}

/**
 * ERPNext's name of each brand, made where missing; "ACME" is the Brand "Acme" that stands there already. A brand that
 * ERPNext refuses is left out of the answer. One call to look, one to make. Safe to repeat.
 */
export async function ensureBrands(erp: ErpClient, brands: readonly string[], how: EnsureNames): Promise<Map<string, string>> {
	const known = knownBySite.get(erp) ?? new Map<string, string>();
	knownBySite.set(erp, known);
	const unknown = new Map<string, string>();
	for (const brand of brands) if (!known.has(toLooseName(brand))) unknown.set(toLooseName(brand), brand);
	for (const name of await fetchBrands(erp, [...unknown.values()])) known.set(toLooseName(name), name);
	const missing = [...unknown].filter(([loose]) => !known.has(loose)).map(([, brand]) => brand);
	const answer = new Map<string, string>();
	if (how.dryRun) missing.forEach((brand) => answer.set(brand, brand));
	else await insertBrands(erp, missing, how.inFlight, known);
	for (const brand of brands) {
		const name = known.get(toLooseName(brand));
		if (name !== undefined) answer.set(brand, name);
	}
	return answer;
}

async function fetchBrands(erp: ErpClient, brands: readonly string[]): Promise<string[]> {
	if (brands.length === 0) return [];
	const rows = await erp.list<{ name: string }>('Brand', {
		fields: ['name'],
		filters: [['name', 'in', [...brands]]],
		limit: brands.length,
	});
	return rows.map(({ name }) => name);
}

/** Recorded: items/brand, items/brand again (409: somebody else made it first). */
async function insertBrands(erp: ErpClient, brands: string[], inFlight: number, known: Map<string, string>): Promise<void> {
	const docs: ErpDocument[] = brands.map((brand) => ({ doctype: 'Brand', brand }));
	const lookAgain = async (asked: ErpDocument[]): Promise<Array<string | undefined>> => {
		const names = new Map((await fetchBrands(erp, asked.map((doc) => String(doc.brand)))).map((name) => [toLooseName(name), name]));
		return asked.map((doc) => names.get(toLooseName(String(doc.brand))));
	};
	const outcomes = await insertInBulk(erp, docs, { perCall: BRANDS_PER_CALL, inFlight, lookAgain });
	const taken: ErpDocument[] = [];
	outcomes.forEach((outcome, index) => {
		const doc = docs[index];
		if ('name' in outcome) known.set(toLooseName(outcome.name), outcome.name);
		else if (doc && outcome.refused.isDuplicate) taken.push(doc);
	});
	if (taken.length === 0) return;
	for (const name of await lookAgain(taken)) if (name !== undefined) known.set(toLooseName(name), name);
}
