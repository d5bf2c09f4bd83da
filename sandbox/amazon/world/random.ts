/** Mixes numbers and texts into 32 bits (FNV-1a with a final avalanche): the same input always gives the same stream. */
export function hash32(...parts: Array<number | string>): number {
	let hash = 0x811c9dc5;
	for (const part of parts) {
		if (typeof part === 'number') {
			hash = Math.imul(hash ^ (part | 0), 0x01000193);
			hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
		} else {
			for (let index = 0; index < part.length; index += 1) hash = Math.imul(hash ^ part.charCodeAt(index), 0x01000193);
		}
	}
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

/** Small seeded generator (mulberry32). */
export class Random {
	private state: number;

	constructor(...seed: Array<number | string>) {
		this.state = hash32(...seed);
	}

	/** In [0, 1). */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	/** A whole number from `min` to `max`, both included. */
	integer(min: number, max: number): number {
		return min + Math.floor(this.next() * (max - min + 1));
	}

	between(min: number, max: number): number {
		return min + this.next() * (max - min);
	}

	pick<T>(choices: readonly T[]): T {
		const choice = choices[Math.floor(this.next() * choices.length)];
		if (choice === undefined) throw new Error('There is nothing to pick from');
		return choice;
	}

	digits(count: number): string {
		return Array.from({ length: count }, () => String(this.integer(0, 9))).join('');
	}
}
