import { fold } from './collation';
import { rowsOf, text, type Doc } from './values';

type Keys = Map<string, string | Set<string>>;
export interface TableSnapshot {
	rows: Map<string, Doc>;
}

/** Documents of one type in the order of their creation. A stored document is never changed in place. */
export class Table {
	private rows = new Map<string, Doc>();
	/** By `field` or `table.field`: folded value -> folded names. Built when first asked for, kept up from then on. */
	private indexes = new Map<string, Keys>();
	private sorted = new Map<string, Doc[]>();

	get size(): number {
		return this.rows.size;
	}

	get(name: string): Doc | undefined {
		return this.rows.get(fold(name));
	}

	all(): IterableIterator<Doc> {
		return this.rows.values();
	}

	/** Writes a document over the one of the same name, which comes back. */
	put(doc: Doc): Doc | undefined {
		const key = fold(text(doc, 'name'));
		const before = this.rows.get(key);
		this.rows.set(key, doc);
		for (const [path, keys] of this.indexes) {
			if (before) forget(keys, path, before, key);
			remember(keys, path, doc, key);
		}
		this.sorted.clear();
		return before;
	}

	drop(name: string): Doc | undefined {
		const key = fold(name);
		const before = this.rows.get(key);
		if (!before) return undefined;
		this.rows.delete(key);
		for (const [path, keys] of this.indexes) forget(keys, path, before, key);
		this.sorted.clear();
		return before;
	}

	/** Documents with one of the values in `path` (`field` or `table.field`), each once. */
	find(path: string, values: Iterable<string>): Doc[] {
		const keys = this.index(path);
		const names = new Set<string>();
		for (const value of values) {
			const found = keys.get(fold(value));
			if (typeof found === 'string') names.add(found);
			else if (found) for (const name of found) names.add(name);
		}
		const docs: Doc[] = [];
		for (const name of names) {
			const doc = this.rows.get(name);
			if (doc) docs.push(doc);
		}
		return docs;
	}

	/** The whole table in an order, remembered until the next write, so that paging sorts once. */
	inOrder(order: string, compare: (left: Doc, right: Doc) => number): Doc[] {
		const known = this.sorted.get(order);
		if (known) return known;
		const docs = [...this.rows.values()].sort(compare);
		this.sorted.set(order, docs);
		return docs;
	}

	snapshot(): TableSnapshot {
		return { rows: new Map(this.rows) };
	}

	restore(snapshot: TableSnapshot): void {
		this.rows = new Map(snapshot.rows);
		this.indexes.clear();
		this.sorted.clear();
	}

	private index(path: string): Keys {
		const known = this.indexes.get(path);
		if (known) return known;
		const keys: Keys = new Map();
		for (const [name, doc] of this.rows) remember(keys, path, doc, name);
		this.indexes.set(path, keys);
		return keys;
	}
}

function valuesAt(path: string, doc: Doc): string[] {
	const [first = '', second] = path.split('.');
	if (second === undefined) {
		const value = text(doc, first);
		return value === '' ? [] : [value];
	}
	return rowsOf(doc, first).map((row) => text(row, second));
}

function remember(keys: Keys, path: string, doc: Doc, name: string): void {
	for (const value of valuesAt(path, doc)) {
		const key = fold(value);
		const known = keys.get(key);
		if (known === undefined) keys.set(key, name);
		else if (typeof known !== 'string') known.add(name);
		else if (known !== name) keys.set(key, new Set([known, name]));
	}
}

function forget(keys: Keys, path: string, doc: Doc, name: string): void {
	for (const value of valuesAt(path, doc)) {
		const key = fold(value);
		const known = keys.get(key);
		if (known === name) keys.delete(key);
		else if (known && typeof known !== 'string') {
			known.delete(name);
			if (known.size === 0) keys.delete(key);
		}
	}
}
