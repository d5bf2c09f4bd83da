import type { Clock } from '../../lib/clock';
import { buildMeta, type Meta } from './meta';
import { SiteTime } from './siteTime';
import { STANDARD_TYPES } from './schema';
import { Table, type TableSnapshot } from './table';
import { num, text, type Doc } from './values';

export interface SiteSnapshot {
	tables: Map<string, TableSnapshot>;
	metas: Map<string, Meta>;
	series: Map<string, number>;
	/** Random names given so far, so that another site that takes this over gives none a second time. */
	hashes: number;
}

/** The database of one site: tables, document types, naming series, and a rollback for the request under way. */
export class Site {
	readonly time: SiteTime;
	private tables = new Map<string, Table>();
	private metas = new Map<string, Meta>();
	private series = new Map<string, number>();
	private undo: Array<() => void> = [];
	private hashes = 0;
	/** Documents that the next bulk action may still commit before its worker dies; undefined: it lives. */
	commitsLeft: number | undefined;

	constructor(
		clock: Clock,
		readonly url: () => string,
	) {
		this.time = new SiteTime(clock, () => text(this.single('System Settings'), 'time_zone') || 'America/New_York');
		for (const meta of STANDARD_TYPES) this.metas.set(meta.name, meta);
	}

	meta(doctype: string): Meta | undefined {
		return this.metas.get(doctype);
	}

	knownMeta(doctype: string): Meta {
		return this.metas.get(doctype) ?? buildMeta(doctype, []);
	}

	allMetas(): Meta[] {
		return [...this.metas.values()];
	}

	setMeta(meta: Meta): void {
		const before = this.metas.get(meta.name);
		this.metas.set(meta.name, meta);
		this.undo.push(() => {
			if (before) this.metas.set(meta.name, before);
			else this.metas.delete(meta.name);
		});
	}

	dropMeta(doctype: string): void {
		const before = this.metas.get(doctype);
		if (!before) return;
		this.metas.delete(doctype);
		this.undo.push(() => this.metas.set(doctype, before));
	}

	table(doctype: string): Table {
		const known = this.tables.get(doctype);
		if (known) return known;
		const table = new Table();
		this.tables.set(doctype, table);
		return table;
	}

	get(doctype: string, name: string): Doc | undefined {
		return name === '' ? undefined : this.table(doctype).get(name);
	}

	/** Value of a single document type such as Stock Settings. */
	single(doctype: string): Doc {
		return this.get(doctype, doctype) ?? { name: doctype };
	}

	put(doctype: string, doc: Doc): void {
		const table = this.table(doctype);
		const before = table.put(doc);
		this.undo.push(() => {
			if (before) table.put(before);
			else table.drop(text(doc, 'name'));
		});
	}

	drop(doctype: string, name: string): void {
		const table = this.table(doctype);
		const before = table.drop(name);
		if (before) this.undo.push(() => table.put(before));
	}

	/** Next number of a naming series, e.g. `SAL-ORD-2026-` -> 1. */
	nextInSeries(prefix: string): number {
		const last = this.series.get(prefix) ?? 0;
		this.setSeries(prefix, last + 1);
		return last + 1;
	}

	/** Deleting the newest document gives its number back (recorded: changing submitted orders/delete a draft). */
	giveBack(name: string): void {
		const match = /^(.*?)(\d{5})$/.exec(name);
		const prefix = match?.[1] ?? '';
		if (match && this.series.get(prefix) === Number(match[2])) this.setSeries(prefix, Number(match[2]) - 1);
	}

	private setSeries(prefix: string, value: number): void {
		const before = this.series.get(prefix) ?? 0;
		this.series.set(prefix, value);
		this.undo.push(() => this.series.set(prefix, before));
	}

	/** Ten letters and digits; the same sequence in every run, so that tests repeat. */
	hash(): string {
		this.hashes += 1;
		let state = Math.imul(this.hashes, 0x9e3779b1) >>> 0;
		let name = this.hashes.toString(36).padStart(5, 'l');
		while (name.length < 10) {
			state = (Math.imul(state ^ (state >>> 15), 0x85ebca6b) + 0x6d2b79f5) >>> 0;
			name += (state % 36).toString(36);
		}
		return name;
	}

	commit(): void {
		this.undo = [];
	}

	rollback(): void {
		for (const step of this.undo.reverse()) step();
		this.undo = [];
	}

	/** A point inside the request to which a part of it can go back. */
	savepoint(): () => void {
		const mark = this.undo.length;
		return () => {
			for (const step of this.undo.splice(mark).reverse()) step();
		};
	}

	/** Quantity that submitted orders wait for, kept in Bin. */
	reserve(itemCode: string, warehouse: string, change: number): void {
		const bin = this.bin(itemCode, warehouse);
		const stamp = this.time.now();
		const reserved = (bin ? num(bin, 'reserved_qty') : 0) + change;
		const actual = bin ? num(bin, 'actual_qty') : 0;
		this.put('Bin', {
			...(bin ?? { name: `${itemCode}\u0000${warehouse}`, item_code: itemCode, warehouse, creation: stamp }),
			modified: stamp,
			reserved_qty: reserved,
			projected_qty: actual - reserved,
		});
	}

	projectedQty(itemCode: string, warehouse: string): number {
		const bin = this.bin(itemCode, warehouse);
		return bin ? num(bin, 'projected_qty') : 0;
	}

	private bin(itemCode: string, warehouse: string): Doc | undefined {
		return this.get('Bin', `${itemCode}\u0000${warehouse}`);
	}

	snapshot(): SiteSnapshot {
		return {
			tables: new Map([...this.tables].map(([name, table]) => [name, table.snapshot()])),
			metas: new Map(this.metas),
			series: new Map(this.series),
			hashes: this.hashes,
		};
	}

	restore(snapshot: SiteSnapshot): void {
		this.undo = [];
		for (const [name, table] of this.tables) if (!snapshot.tables.has(name)) table.restore({ rows: new Map() });
		for (const [name, kept] of snapshot.tables) this.table(name).restore(kept);
		this.hashes = Math.max(this.hashes, snapshot.hashes);
		this.metas = new Map(snapshot.metas);
		this.series = new Map(snapshot.series);
	}
}
