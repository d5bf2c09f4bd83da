import type { ApiUser } from './auth';
import { deleteDocument, insertDocument, metaOf, updateDocument } from './documents';
import { makeInvoice } from './methods/orders';
import { present } from './present';
import { setProgress } from './salesOrder/status';
import { seedCompany, type CompanySeed } from './seed/company';
import type { Jobs } from './server';
import type { Session } from './session';
import type { Site, SiteSnapshot } from './site';
import { rowsOf, text, type Doc } from './values';

export type ErpDoc = Record<string, unknown>;

/** Direct access for tests: reads without rights, and what people would do at the same time in the same ERPNext. */
export interface SiteHandle {
	docs(doctype: string): ErpDoc[];
	doc(doctype: string, name: string): ErpDoc | undefined;
	count(doctype: string): number;
	/** As a person with all roles; throws what ERPNext would answer. */
	insert(doctype: string, fields: ErpDoc): ErpDoc;
	update(doctype: string, name: string, fields: ErpDoc): ErpDoc;
	remove(doctype: string, name: string): void;
	/** Puts a field past all rules, e.g. to set a document back. */
	poke(doctype: string, name: string, fields: Doc): void;
	/** A submitted Delivery Note over the whole order; returns its name. */
	deliver(salesOrder: string): string;
	/** A submitted Sales Invoice over the whole order; returns its name. */
	invoice(salesOrder: string): string;
	/** A company with chart of accounts, cost centres and warehouses. */
	addCompany(company: CompanySeed): void;
	/** Runs what was given to the background queue. */
	runBackgroundJobs(): void;
	/** The next bulk submit, cancel or update commits so many documents, then its worker dies: 502. */
	dieAfterCommits(count: number): void;
	snapshot(): SiteSnapshot;
	restore(snapshot: SiteSnapshot): void;
	/** For builders of special sites, such as previousConnector.ts. */
	session(): Session;
}

export function siteHandle(site: Site, manager: ApiUser, jobs: Jobs): SiteHandle {
	const session = (): Session => ({ site, user: { email: 'person@example.com', roles: manager.roles }, messages: [], workMs: 0, enqueue: (job) => jobs.add(job) });
	const shown = (doctype: string, doc: Doc): ErpDoc => present(site, metaOf(session(), doctype), doc, true);
	const attempt = <T>(work: () => T): T => {
		let isDone = false;
		try {
			const result = work();
			isDone = true;
			return result;
		} finally {
			if (isDone) site.commit();
			else site.rollback();
		}
	};
	return {
		docs: (doctype) => [...site.table(doctype).all()].map((doc) => shown(doctype, doc)),
		doc: (doctype, name) => {
			const doc = site.get(doctype, name);
			return doc ? shown(doctype, doc) : undefined;
		},
		count: (doctype) => site.table(doctype).size,
		insert: (doctype, fields) => attempt(() => shown(doctype, insertDocument(session(), doctype, fields))),
		update: (doctype, name, fields) => attempt(() => shown(doctype, updateDocument(session(), doctype, name, fields))),
		remove: (doctype, name) => attempt(() => deleteDocument(session(), doctype, name)),
		poke: (doctype, name, fields) => {
			const doc = site.get(doctype, name);
			if (!doc) throw new Error(`${doctype} '${name}' is not in the sandbox`);
			attempt(() => site.put(doctype, { ...doc, ...fields }));
		},
		deliver: (salesOrder) => attempt(() => deliver(session(), salesOrder)),
		invoice: (salesOrder) => attempt(() => makeInvoice(session(), salesOrder)),
		addCompany: (company) => attempt(() => seedCompany(site, company)),
		runBackgroundJobs: () => jobs.runAll(),
		dieAfterCommits: (count) => {
			site.commitsLeft = count;
		},
		snapshot: () => site.snapshot(),
		restore: (snapshot) => site.restore(snapshot),
		session,
	};
}

function deliver(session: Session, orderName: string): string {
	const { site } = session;
	const order = site.get('Sales Order', orderName);
	if (!order) throw new Error(`Sales Order '${orderName}' is not in the sandbox`);
	const note = insertDocument(session, 'Delivery Note', {
		customer: text(order, 'customer'),
		customer_name: text(order, 'customer_name'),
		company: text(order, 'company'),
		posting_date: site.time.today(),
		currency: text(order, 'currency'),
		grand_total: order.grand_total,
		status: 'To Bill',
		docstatus: 1,
		items: rowsOf(order, 'items').map((row) => ({ item_code: row.item_code, item_name: row.item_name, qty: row.qty, rate: row.rate, warehouse: row.warehouse, against_sales_order: orderName, so_detail: row.name })),
	});
	site.put('Sales Order', { ...order, items: rowsOf(order, 'items').map((row) => ({ ...row, delivered_qty: row.qty })) });
	setProgress(site, orderName, { delivered: 100 });
	return text(note, 'name');
}
