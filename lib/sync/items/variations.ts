import { ensureAttributeValues } from '../../erpnext/itemsAttributes';
import { fetchItems, insertItems, itemDocument, type FoundItems } from '../../erpnext/items';
import { fetchListingsOfAsins } from '../../erpnext/listings';
import { toNewItem } from '../../mapping/toItem';
import { toItemCode } from '../../mapping/toItemCode';
import type { ItemExtras } from './itemExtras';
import type { ItemRun } from './run';
import { ITEMS_PER_CALL } from './sizes';
import type { SkuRow } from './skuRow';

/** A template and what this page knows of its family. */
interface Family {
	code: string;
	/** The parent's rows, one for each marketplace. */
	parents: SkuRow[];
	children: SkuRow[];
}

/**
 * With `templateAndVariants`: makes the Item templates of variation families and tells new children which template they
 * belong to. A family is known by its parent's SKU, else its ASIN, so that parent and children may come in any order and
 * in different runs. Items that stand already are not turned into variants: ERPNext forbids it once they were used. What
 * cannot be a variant becomes a plain Item and says so. Safe to repeat. Not recorded on a real site: after ERPNext 15's
 * own rules (a template needs its attributes, a variant its values).
 */
export async function writeTemplates(
	run: ItemRun,
	rows: readonly SkuRow[],
	extrasOf: (row: SkuRow) => Promise<ItemExtras>,
): Promise<void> {
	const families = await findFamilies(run, rows);
	if (families.length === 0) return;
	const items = await fetchItems(run.erp, families.flatMap(({ code, parents }) => [code, ...parents.flatMap(({ mapped }) => mapped.asin ?? [])]));
	for (const family of families) followOldTemplate(family, items);
	const missing = families.filter(({ code, children }) => !items.find(code) && children.length > 0);
	await prepareChildren(run, families);
	const made = await insertTemplates(run, missing, extrasOf);
	for (const family of families) {
		const stands = items.findExact(family.code)?.has_variants === 1;
		const name = made.get(family.code);
		renameTemplate(family, name);
		settleFamily(family, stands, name !== undefined);
	}
}

async function findFamilies(run: ItemRun, rows: readonly SkuRow[]): Promise<Family[]> {
	const alive = rows.filter((row) => !row.isSettled && row.mapped.isOpen);
	const parents = alive.filter(({ mapped }) => mapped.variation.isParent);
	const children = alive.filter(({ makesItem, mapped }) => makesItem && mapped.variation.attributes.length > 0);
	const families = new Map<string, Family>();
	for (const parent of parents) {
		const { itemCode } = parent.mapped;
		const family = families.get(itemCode) ?? { code: parent.itemCode ?? itemCode, parents: [], children: [] };
		family.parents.push(parent);
		families.set(itemCode, family);
	}
	const parentCodes = new Map(parents.flatMap(({ mapped }) => (mapped.asin ? [[mapped.asin, mapped.itemCode] as const] : [])));
	const asins = children.flatMap(({ mapped: { variation } }) => (!variation.parentSku && variation.parentAsin) || []);
	const unseen = asins.filter((asin) => !parentCodes.has(asin));
	for (const { asin, item } of await fetchListingsOfAsins(run.erp, run.settings.sellerId, unseen)) if (asin && item) parentCodes.set(asin, item);
	for (const child of children) {
		const code = toTemplateCode(run, child, parentCodes);
		if (code === undefined) continue;
		const family = families.get(code) ?? { code, parents: [], children: [] };
		family.children.push(child);
		families.set(code, family);
	}
	return [...families.values()];
}

function toTemplateCode(run: ItemRun, { mapped }: SkuRow, parentCodes: ReadonlyMap<string, string>): string | undefined {
	const { parentSku, parentAsin } = mapped.variation;
	const byAsin = parentAsin && (parentCodes.get(parentAsin) ?? toItemCode(parentAsin));
	const bySku = parentSku && toItemCode(parentSku);
	return (run.settings.itemCodeFrom === 'asin' ? byAsin || bySku : bySku || byAsin) || undefined;
}

/** A template that an earlier page named after the parent's ASIN, not knowing its SKU. */
function followOldTemplate(family: Family, items: FoundItems): void {
	const old = family.parents.flatMap(({ mapped }) => (mapped.asin && items.findExact(mapped.asin)) || [])[0];
	if (old?.has_variants && !items.find(family.code)) family.code = old.name;
}

async function prepareChildren(run: ItemRun, families: readonly Family[]): Promise<void> {
	const wanted = new Map<string, Set<string>>();
	for (const { children } of families) {
		for (const { mapped } of children) {
			for (const { name, value } of mapped.variation.attributes) wanted.set(name, (wanted.get(name) ?? new Set()).add(value));
		}
	}
	const spelled = new Map<string, Map<string, string> | undefined>();
	for (const [name, values] of wanted) {
		const asIs = new Map([...values].map((value) => [value, value]));
		spelled.set(name, run.settings.dryRun ? asIs : await ensureAttributeValues(run.erp, name, [...values]));
	}
	for (const { code, children } of families) {
		for (const child of children) {
			const attributes = child.mapped.variation.attributes.flatMap(({ name, value }) => {
				const attribute_value = spelled.get(name)?.get(value);
				return attribute_value === undefined ? [] : [{ attribute: name, attribute_value }];
			});
			if (attributes.length === child.mapped.variation.attributes.length) child.variant = { variant_of: code, attributes };
		}
	}
}

/** ERPNext names Items by a series of its own if so set. */
function renameTemplate(family: Family, name: string | undefined): void {
	if (name === undefined || name === family.code) return;
	family.code = name;
	for (const child of family.children) if (child.variant) child.variant = { ...child.variant, variant_of: name };
}

/** Names of the templates that stand after this, by the code that was asked for. */
async function insertTemplates(run: ItemRun, missing: readonly Family[], extrasOf: (row: SkuRow) => Promise<ItemExtras>): Promise<Map<string, string>> {
	const stockUom = await run.stockUom();
	const docs = [];
	for (const { code, parents, children } of missing) {
		const [first] = children.filter(({ variant }) => variant);
		const named = parents[0] ?? first;
		if (!named || !first?.variant) continue;
		const doc = itemDocument({
			...toNewItem({ ...named.mapped, itemCode: code }, run.settings, stockUom),
			item_group: (await extrasOf(named)).item_group,
			has_variants: 1,
			variant_based_on: 'Item Attribute',
			attributes: first.variant.attributes.map(({ attribute }) => ({ attribute })),
		});
		if (parents[0]) parents[0].sent.item = doc;
		docs.push(doc);
	}
	const codes = docs.map((doc) => String(doc.item_code));
	if (run.settings.dryRun) return new Map(codes.map((code) => [code, code]));
	const outcomes = await insertItems(run.erp, docs, { perCall: ITEMS_PER_CALL, inFlight: run.settings.requestsInFlight });
	return new Map(outcomes.flatMap((outcome, index) => ('name' in outcome ? [[codes[index] ?? '', outcome.name] as const] : [])));
}

function settleFamily({ code, parents, children }: Family, stands: boolean, isMade: boolean): void {
	for (const child of children) {
		if (child.variant && (stands || isMade)) continue;
		child.variant = undefined;
		child.notes.push(`Item '${child.mapped.itemCode}' is made as a plain Item: ERPNext has no template '${code}' that it could be a variant of`);
	}
	for (const [index, parent] of parents.entries()) {
		parent.isTemplate = true;
		parent.makesItem = isMade && index === 0;
		if (stands || isMade) parent.itemCode = code;
		else {
			const why = parent.item ? `Item '${parent.item.name}' is no template` : 'its template is made with its first child';
			parent.settle('notImported', `SKU '${parent.mapped.sku}' is the parent of variations, which is not sold; ${why}`);
		}
	}
}
