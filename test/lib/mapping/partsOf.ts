export type Tree = { [key: string]: unknown };

function isTree(value: unknown): value is Tree {
	return typeof value === 'object' && value !== null;
}

/** Every place in a document that something can be missing from. */
export function placesOf(value: unknown, found: Array<[Tree, string]> = []): Array<[Tree, string]> {
	if (!isTree(value)) return found;
	for (const key of Object.keys(value)) {
		found.push([value, key]);
		placesOf(value[key], found);
	}
	return found;
}
