/** Amazon's free-form attributes are most of a listing's weight; a run holds thousands of listings. */

interface Relationship {
	variationTheme?: { attributes?: string[] };
}

/** Pure: `holder` with only the named attributes. */
export function keepAttributes<T extends { attributes?: Record<string, unknown> }>(
	holder: T,
	names: readonly string[],
): T {
	if (!holder.attributes) return holder;
	const kept = new Set(names);
	const attributes = Object.fromEntries(Object.entries(holder.attributes).filter(([name]) => kept.has(name)));
	return { ...holder, attributes };
}

/** Pure: the attributes that tell the children of a variation family apart, e.g. `color`. */
export function themeAttributesOf(relationships: ReadonlyArray<Relationship | undefined> | undefined): string[] {
	return (relationships ?? []).flatMap((each) => each?.variationTheme?.attributes ?? []);
}
