/** E.g. `A, B and C`. Pure. */
export function inWords(parts: readonly string[]): string {
	return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}` : (parts[0] ?? '');
}
