/** A copy of JSON without the nulls that it may hold where Amazon's models say "absent". Pure. */
export function withoutNulls<T>(value: T): T {
	// Nothing but nulls is left out, and every field of Amazon's that is read may be absent.
	return presentOf(value) as T;
}

/** By hand: `JSON.parse` with a reviver takes ten times as long, a fifth of all that a run computes (`npm run bench`). */
function presentOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.filter(isPresent).map(presentOf);
	if (typeof value !== 'object' || value === null) return value ?? undefined;
	const present: Record<string, unknown> = {};
	for (const [key, part] of Object.entries(value)) {
		// Set in this way it would be the copy's prototype.
		if (isPresent(part) && key !== '__proto__') present[key] = presentOf(part);
	}
	return present;
}

function isPresent(value: unknown): boolean {
	return value !== null && value !== undefined;
}
