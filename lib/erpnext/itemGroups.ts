import type { ErpClient, ErpDocument } from './client';
import type { EnsureNames } from './brands';
import { insertInBulk } from './itemsInserts';
import { toLooseName } from './looseName';

const GROUPS_PER_CALL = 50;

interface KnownGroup {
	name: string;
	parent: string;
}

/** Item Groups that a site was seen to have, by loose name; undefined: seen to be missing. */
const knownBySite = new WeakMap<ErpClient, Map<string, KnownGroup | undefined>>();

/** One step of a path of groups: names that it may take, best first, given its parent's name. */
export interface GroupStep {
	key: string;
	namesBelow: (parentName: string) => string[];
}

/** Steps from the one below `root` down; equal paths share their groups. */
export type GroupPath = readonly GroupStep[];

/**
 * Name of the Item Group at the end of each path below `root`, by `pathKey`, made where missing, level by level. Group
 * names are unique across the whole tree (recorded: items/item group taken): a group of the first free name, or of one
 * that already stands below that parent, is taken. A leaf may get groups below it (recorded: items/item group below a
 * leaf). A path that ERPNext refuses ends at the last group that stands. Safe to repeat.
 */
export async function ensureItemGroups(
	erp: ErpClient,
	paths: readonly GroupPath[],
	root: string,
	how: EnsureNames,
): Promise<Map<string, string>> {
	// A dry run plans groups that never come to be: nothing of it may be remembered.
	const known = how.dryRun ? new Map<string, KnownGroup | undefined>() : (knownBySite.get(erp) ?? new Map());
	if (!how.dryRun) knownBySite.set(erp, known);
	const names = new Map<string, string>([['', root]]);
	const missing: ErpDocument[] = [];
	await learnGroups(erp, paths.flatMap((path) => path.flatMap((step) => step.namesBelow('').slice(0, 1))), known);
	for (let level = 0; level < Math.max(0, ...paths.map((path) => path.length)); level++) {
		const steps = stepsOfLevel(paths, level).map(({ step, ...rest }) => {
			const parent = names.get(rest.parentKey) ?? root;
			return { ...rest, parent, candidates: step.namesBelow(parent) };
		});
		const clashing = steps.filter(({ candidates, parent }) => pickName(candidates.slice(0, 1), parent, known) === undefined);
		await learnGroups(erp, clashing.flatMap(({ candidates }) => candidates), known);
		for (const { candidates, parent, key, isLeaf } of steps) {
			const name = pickName(candidates, parent, known) ?? parent;
			names.set(key, name);
			if (name === parent || known.get(toLooseName(name)) !== undefined) continue;
			known.set(toLooseName(name), { name, parent });
			missing.push({ doctype: 'Item Group', item_group_name: name, parent_item_group: parent, is_group: isLeaf ? 0 : 1 });
		}
	}
	if (!how.dryRun && missing.length > 0) await insertGroups(erp, missing, known, names);
	return names;
}

/** Key of a path in the answer of `ensureItemGroups`; the empty path is the root. Pure. */
export function pathKey(path: GroupPath, depth = path.length): string {
	return path
		.slice(0, depth)
		.map((step) => step.key)
		.join('\u0000');
}

function stepsOfLevel(paths: readonly GroupPath[], level: number) {
	const steps = new Map<string, { step: GroupStep; key: string; parentKey: string; isLeaf: boolean }>();
	for (const path of paths) {
		const step = path[level];
		if (!step) continue;
		const key = pathKey(path, level + 1);
		const isLeaf = path.length === level + 1 && (steps.get(key)?.isLeaf ?? true);
		steps.set(key, { step, key, parentKey: pathKey(path, level), isLeaf });
	}
	return [...steps.values()];
}

function pickName(candidates: readonly string[], parent: string, known: ReadonlyMap<string, KnownGroup | undefined>): string | undefined {
	for (const candidate of candidates) {
		const group = known.get(toLooseName(candidate));
		if (group === undefined) return candidate;
		if (toLooseName(group.parent) === toLooseName(parent) && toLooseName(group.name) !== toLooseName(parent)) return group.name;
	}
	return undefined;
}

/** Asks only for names that were never asked for; one call. */
async function learnGroups(erp: ErpClient, names: readonly string[], known: Map<string, KnownGroup | undefined>): Promise<void> {
	const unknown = [...new Map(names.filter((name) => !known.has(toLooseName(name))).map((name) => [toLooseName(name), name])).values()];
	if (unknown.length === 0) return;
	const rows = await erp.list<{ name: string; parent_item_group: string | null }>('Item Group', {
		fields: ['name', 'parent_item_group'],
		filters: [['name', 'in', unknown]],
		limit: unknown.length,
	});
	for (const name of unknown) known.set(toLooseName(name), undefined);
	for (const row of rows) known.set(toLooseName(row.name), { name: row.name, parent: row.parent_item_group ?? '' });
}

/** Parents before their children, in one go; `names` of groups that ERPNext refuses become those of their parents. */
async function insertGroups(
	erp: ErpClient,
	docs: ErpDocument[],
	known: Map<string, KnownGroup | undefined>,
	names: Map<string, string>,
): Promise<void> {
	const lookAgain = async (asked: ErpDocument[]): Promise<Array<string | undefined>> => {
		const wanted = asked.map((doc) => String(doc.item_group_name));
		for (const name of wanted) known.delete(toLooseName(name));
		await learnGroups(erp, wanted, known);
		return wanted.map((name) => known.get(toLooseName(name))?.name);
	};
	try {
		// Groups share the tree's numbering, which each insert rewrites: one request at a time.
		const outcomes = await insertInBulk(erp, docs, { perCall: GROUPS_PER_CALL, inFlight: 1, lookAgain });
		const refused = docs.filter((_, index) => 'refused' in (outcomes[index] ?? {}));
		if (refused.length === 0) return;
		const found = await lookAgain(refused);
		// Children first, so that each one's parent is still the one that was asked for.
		refused.reverse().forEach((doc, index) => {
			if (found.at(-1 - index) !== undefined) return;
			for (const [key, name] of names) if (name === doc.item_group_name) names.set(key, String(doc.parent_item_group));
		});
	} catch (error) {
		// What was only meant to be made must not be taken for known by a later page.
		for (const doc of docs) known.delete(toLooseName(String(doc.item_group_name)));
		throw error;
	}
}
