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

/**
 * Whether ERPNext put a number after the name that it gives by itself, and somebody else than we took the name or a number
 * before it: perhaps another run, for the same place or person. `own`: names of those that we made.
 */
export function isNumberedForOthers(name: string, plainName: string, own: ReadonlySet<string>): boolean {
	const number = name.startsWith(plainName) ? /^-(\d+)$/.exec(name.slice(plainName.length))?.[1] : undefined;
	if (number === undefined) return false;
	const before = Array.from({ length: Number(number) }, (_none, each) => (each === 0 ? plainName : `${plainName}-${each}`));
	return !before.every((each) => own.has(each));
}
