/** Addresses and contacts have no unique key: ERPNext gives namesakes numbers ("Jane Doe-Shipping-1"). Pure. */

/** Of documents of one key, the one that every run takes: the first of its name, whoever asks and whenever. */
export function firstOfEach(found: ReadonlyArray<readonly [key: string, name: string]>): Map<string, string> {
	const first = new Map<string, string>();
	for (const [key, name] of found) {
		const known = first.get(key);
		if (known === undefined || isBefore(name, known)) first.set(key, name);
	}
	return first;
}

/** "-9" comes before "-10". */
function isBefore(name: string, other: string): boolean {
	return name.length === other.length ? name < other : name.length < other.length;
}

/** A number after the name that ERPNext gives by itself: it was taken, perhaps by another run for the same place or person. */
export function isNumbered(name: string, plainName: string): boolean {
	return name.startsWith(plainName) && /^-\d+$/.test(name.slice(plainName.length));
}
