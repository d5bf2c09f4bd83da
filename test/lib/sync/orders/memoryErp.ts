import Decimal from 'decimal.js';
import type { ErpClient, ErpDocument, ErpFilter } from '../../../../lib/erpnext/client';
import { ErpApiError } from '../../../../lib/erpnext/errors';

type Doc = Record<string, unknown> & { name: string };
type Tables = Map<string, Map<string, Doc>>;

function refuse(status: number, excType: string, reason: string): never {
	throw new ErpApiError(reason, { status, excType, reason, method: 'POST', path: '/api' });
}

const rowsOf = (value: unknown): Array<Record<string, unknown>> => (Array.isArray(value) ? (value as Array<Record<string, unknown>>) : []);
const MAY_CHANGE = new Set(['amazon_order_id', 'amazon_order_status', 'amazon_last_update', 'amazon_fingerprint', 'docstatus']);

/** Where a run's process dies: at which call, and whether ERPNext still did what it asked. */
export interface Death {
	atCall: number;
	done: boolean;
	/** Only that call goes wrong, the next ones work. */
	once?: boolean;
}

/**
 * ERPNext's Sales Orders, customers, addresses and contacts in memory, behind the interface of the client, for tests that
 * live through thousands of runs. Behaves as the recordings show (groups sales orders, changing submitted orders, amending,
 * many orders at once); the stand-in over HTTP proves the same code in writeOrders.test.ts.
 */
export class MemoryErp implements ErpClient {
	readonly url = 'memory:';
	readonly usage = { calls: 0 };
	readonly log: string[] = [];
	death: Death | undefined;
	private tables: Tables = new Map();
	private series = 0;
	private callsUntilDeath = 0;

	docs(doctype: string): Doc[] {
		return [...(this.tables.get(doctype)?.values() ?? [])];
	}

	/** Starts counting calls for `death`. */
	begin(death?: Death): void {
		this.death = death;
		this.callsUntilDeath = 0;
	}

	put(doctype: string, doc: Doc): void {
		this.table(doctype).set(doc.name, doc);
	}

	/** A person at the desk. */
	docsDelete(doctype: string, name: string): boolean {
		return this.table(doctype).delete(name);
	}

	async findDoc<T>(doctype: string, name: string): Promise<T | undefined> {
		return await this.request(`read ${doctype} ${name}`, () => structuredClone(this.table(doctype).get(name)) as T | undefined);
	}

	async list<T>(doctype: string, query: { fields: string[]; filters?: ErpFilter[] }): Promise<T[]> {
		return await this.request(`list ${doctype}`, () => {
			const found = this.docs(doctype).filter((doc) => (query.filters ?? []).every((filter) => matches(doc, filter)));
			const names = found.sort((one, other) => (one.name < other.name ? -1 : 1));
			return names.map((doc) => Object.fromEntries(query.fields.map((field) => [field.split('.').at(-1), valueOf(doc, field)]))) as T[];
		});
	}

	async insert<T>(doctype: string, fields: object): Promise<T> {
		return await this.request(`insert ${doctype}`, () => this.make({ doctype, ...fields }) as T);
	}

	async insertMany(docs: ErpDocument[]): Promise<string[]> {
		return await this.request(`insert ${docs.length} ${docs[0]?.doctype}`, () => docs.map((doc) => this.make(doc).name));
	}

	async update<T>(doctype: string, name: string, fields: object): Promise<T> {
		return await this.request(`update ${doctype} ${name} ${JSON.stringify(fields)}`, () => this.change(doctype, name, fields) as T);
	}

	async remove(doctype: string, name: string): Promise<boolean> {
		return await this.request(`delete ${doctype} ${name}`, () => {
			if (this.table(doctype).get(name)?.docstatus === 1) refuse(417, 'ValidationError', `${doctype} ${name}: Submitted Record cannot be deleted.`);
			return this.table(doctype).delete(name);
		});
	}

	async submitMany(doctype: string, names: string[]): Promise<string[]> {
		return await this.request(`submit ${names.length}`, () =>
			names.filter((name) => {
				try {
					if (this.table(doctype).get(name)?.docstatus !== 0) return true;
					this.change(doctype, name, { docstatus: 1 });
					return false;
				} catch {
					return true;
				}
			}),
		);
	}

	async bulkUpdate(doctype: string, docs: Array<{ name: string } & Record<string, unknown>>): Promise<Array<{ name: string; reason: string }>> {
		return await this.request(`bulk update ${docs.length}`, () =>
			docs.flatMap(({ name, ...fields }) => {
				try {
					this.change(doctype, name, fields);
					return [];
				} catch (error) {
					return [{ name, reason: error instanceof ErpApiError ? error.reason : String(error) }];
				}
			}),
		);
	}

	async call<T>(method: string, args: Record<string, unknown>): Promise<T> {
		return await this.request(`call ${method}`, () => {
			if (!method.endsWith('update_child_qty_rate')) refuse(417, 'ValidationError', `Failed to get method for command ${method}`);
			const order = this.table('Sales Order').get(String(args.parent_doctype_name));
			if (!order) refuse(404, 'DoesNotExistError', `Sales Order ${String(args.parent_doctype_name)} not found`);
			const wanted = JSON.parse(String(args.trans_items)) as Array<{ docname: string; qty: number; rate: number }>;
			const kept = rowsOf(order.items).filter((row) => wanted.some((change) => change.docname === row.name));
			order.items = kept.map((row) => ({ ...row, ...wanted.find((change) => change.docname === row.name), docname: undefined }));
			addUp(order);
			return undefined as T;
		});
	}

	/** All or nothing, as one transaction; then the answer may be lost. */
	private async request<T>(line: string, work: () => T): Promise<T> {
		this.usage.calls += 1;
		this.callsUntilDeath += 1;
		const { death } = this;
		const isDead = death !== undefined && (death.once ? this.callsUntilDeath === death.atCall : this.callsUntilDeath >= death.atCall);
		const isDone = !isDead || (death.done && this.callsUntilDeath === death.atCall);
		this.log.push(`${isDead ? (isDone ? '(answer lost) ' : '(never sent) ') : ''}${line}`);
		await Promise.resolve();
		const before = structuredClone(this.tables);
		try {
			const answer = isDone ? work() : undefined;
			if (isDead) throw new ErpApiError('cut', { status: 0, excType: '', reason: 'cut', code: 'ECONNRESET', method: 'POST', path: '/api' });
			return answer as T;
		} catch (error) {
			if (!isDead) this.tables = before;
			throw error;
		}
	}

	private table(doctype: string): Map<string, Doc> {
		const table = this.tables.get(doctype) ?? new Map<string, Doc>();
		this.tables.set(doctype, table);
		return table;
	}

	private make(source: ErpDocument): Doc {
		const { doctype, ...fields } = structuredClone(source);
		const doc: Doc = { docstatus: 0, ...fields, name: '' };
		if (doctype === 'Sales Order') this.checkOrder(doc);
		doc.name = this.nameFor(doctype, doc);
		if (doctype === 'Sales Order') {
			doc.items = rowsOf(doc.items).map((row, index) => ({ ...row, name: `${doc.name}/${index}` }));
			Object.assign(doc, { status: 'Draft', per_delivered: 0, per_billed: 0 });
			addUp(doc);
		}
		this.table(doctype).set(doc.name, doc);
		return doc;
	}

	private nameFor(doctype: string, doc: Doc): string {
		if (doctype === 'Sales Order') {
			if (!doc.amended_from) return `SAL-ORD-2026-${String((this.series += 1)).padStart(5, '0')}`;
			const match = /^(SAL-ORD-\d+-\d+)(?:-(\d+))?$/.exec(String(doc.amended_from));
			return `${match?.[1]}-${Number(match?.[2] ?? 0) + 1}`;
		}
		const links = rowsOf(doc.links);
		const base = { Customer: doc.customer_name, Address: `${String(doc.address_title)}-${String(doc.address_type)}`, Contact: `${String(doc.first_name)}-${String(links[0]?.link_name)}` }[doctype];
		for (let count = 0; ; count += 1) {
			const name = `${String(base)}${count ? (doctype === 'Customer' ? ` - ${count}` : `-${count}`) : ''}`;
			if (!this.table(doctype).has(name)) return name;
		}
	}

	private checkOrder(doc: Doc): void {
		if (!this.table('Customer').has(String(doc.customer))) refuse(404, 'DoesNotExistError', `Customer ${String(doc.customer)} not found`);
		for (const row of rowsOf(doc.items)) {
			const item = this.table('Item').get(String(row.item_code));
			if (!item) refuse(404, 'DoesNotExistError', `Item ${String(row.item_code)} not found`);
			if (item.disabled) refuse(417, 'ValidationError', `Item ${item.name} is disabled`);
		}
		if (doc.amended_from && this.table('Sales Order').get(String(doc.amended_from))?.docstatus !== 2) refuse(417, 'ValidationError', 'amended_from is not cancelled');
		for (const other of this.docs('Sales Order')) {
			if (other.po_no === doc.po_no && other.customer === doc.customer && other.docstatus !== 2) {
				refuse(417, 'ValidationError', `Sales Order ${other.name} already exists against Customer's Purchase Order ${String(doc.po_no)}.`);
			}
			this.checkUnique(other, doc.amazon_order_id);
		}
	}

	private checkUnique(other: Doc, id: unknown): void {
		if (id && other.amazon_order_id === id) refuse(417, 'UniqueValidationError', 'Amazon Order ID must be unique');
	}

	private change(doctype: string, name: string, changes: object): Doc {
		const fields = changes as Record<string, unknown>;
		const doc = this.table(doctype).get(name);
		if (!doc) refuse(404, 'DoesNotExistError', `${doctype} ${name} not found`);
		const next = Number(fields.docstatus ?? doc.docstatus);
		if (doc.docstatus === 2) refuse(417, 'ValidationError', 'Cannot edit cancelled document');
		if (doc.docstatus === 0 && next === 2) refuse(417, 'DocstatusTransitionError', 'Cannot change docstatus from 0 (Draft) to 2 (Cancelled)');
		const odd = Object.keys(fields).find((field) => doc.docstatus === 1 && !MAY_CHANGE.has(field));
		if (odd) refuse(417, 'UpdateAfterSubmitError', `Not allowed to change ${odd} after submission`);
		if (next === 2 && doc.status === 'Closed') refuse(417, 'ValidationError', 'Closed order cannot be cancelled. Unclose to cancel.');
		if (next === 2 && doc.linked) refuse(417, 'LinkExistsError', `Cannot delete or cancel because Sales Order ${name} is linked with ${String(doc.linked)} `);
		for (const other of this.docs(doctype)) if (other !== doc) this.checkUnique(other, fields.amazon_order_id);
		if (next === 1 && doc.docstatus === 0) doc.status = 'To Deliver and Bill';
		if (next === 2) doc.status = 'Cancelled';
		return Object.assign(doc, fields, { docstatus: next });
	}
}

function addUp(doc: Doc): void {
	const cents = (value: Decimal.Value) => new Decimal(value).toDecimalPlaces(2);
	const rows = rowsOf(doc.items).map((row) => cents(cents(Number(row.rate)).times(Number(row.qty))));
	const net = Decimal.sum(0, ...rows);
	doc.net_total = net.toNumber();
	doc.grand_total = Decimal.sum(net, ...rowsOf(doc.taxes).map((row) => cents(Number(row.tax_amount ?? 0)))).toNumber();
}

function valueOf(doc: Doc, field: string): unknown {
	const [table, child] = field.split('.');
	return (child && table ? rowsOf(doc[table])[0]?.[child] : doc[field]) ?? null;
}

function matches(doc: Doc, filter: ErpFilter): boolean {
	const [field, operator, value] = filter.length === 4 ? [`links.${filter[1]}`, filter[2], filter[3]] : filter;
	const held = valueOf(doc, field);
	return operator === 'in' ? Array.isArray(value) && value.includes(held) : held === value;
}
