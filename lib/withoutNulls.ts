/** A copy without the nulls that JSON may hold where Amazon's models say "absent". Pure. */
export function withoutNulls<T>(value: T): T {
	return JSON.parse(JSON.stringify(value), (_key, part: unknown) => {
		if (Array.isArray(part)) return part.filter((entry) => entry !== undefined && entry !== null);
		return part === null ? undefined : part;
	});
}
