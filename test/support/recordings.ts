import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Recording {
	group: string;
	name: string;
	request: { method: string; path: string; query?: Record<string, string | number>; body?: unknown; as_: string };
	response: { status: number; contentType: string; body: unknown };
	save?: Record<string, string>;
	note?: string;
}

const FILE = join(__dirname, '../fixtures/erpnext-contract/erpnext-15.71.1.json');

/** The exchanges with a real ERPNext, in order. */
export function readRecordings(): Recording[] {
	const recordings: Recording[] = JSON.parse(readFileSync(FILE, 'utf8'));
	return recordings;
}

/** As comments and tests name it, e.g. `items/code taken`. */
export function titleOf({ group, name }: Recording): string {
	return `${group}/${name}`;
}
