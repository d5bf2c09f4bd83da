import { controllerOf } from './controllers';
import { changeMs, insertMs } from './costs';
import { mayNotList, notFound, notFoundSilently, refuse, refuseSilently } from './errors';
import { applyDefaults, sanitizeTexts, takeFields } from './intake';
import { demandNoLinks } from './links';
import type { Meta } from './meta';
import { checkName, nameOf } from './naming';
import { demandCreate, demandOnDocument } from './permissions';
import type { Session } from './session';
import { toStored } from './stored';
import { checkAfterSubmit } from './afterSubmit';
import { num, rowsOf, text, type Doc } from './values';
import { checkColumns, checkLinks, checkMandatory, checkUnique, checkValues } from './validation';

const STATES = ['Draft', 'Submitted', 'Cancelled'];

/** Throws for a document type that is not there: 404 (recorded: who and what/unknown doctype), 403 without System Manager. */
export function metaOf(session: Session, doctype: string): Meta {
	const meta = session.site.meta(doctype);
	if (!meta) throw session.user.roles.includes('System Manager') ? notFound('DocType', doctype) : mayNotList(session.user.email, doctype);
	return meta;
}

/** A copy of a stored document that may be changed; child tables are always lists. */
export function loadDocument(session: Session, doctype: string, name: string): Doc {
	const meta = metaOf(session, doctype);
	const stored = session.site.get(doctype, name);
	if (!stored) throw notFound(doctype, name);
	return copyOf(meta, stored);
}

function copyOf(meta: Meta, stored: Doc): Doc {
	const doc: Doc = { ...stored };
	for (const table of meta.tables) doc[table.fieldname] = rowsOf(stored, table.fieldname).map((row) => ({ ...row }));
	return doc;
}

/** Inserts; the answer is the document as it is in memory, before the database rounds it. */
export function insertDocument(session: Session, doctype: string, body: Record<string, unknown>): Doc {
	const { site } = session;
	const meta = metaOf(session, doctype);
	demandCreate(session, meta);
	const docstatus = Number(body.docstatus ?? 0) || 0;
	if (docstatus === 1) demandOnDocument(session, meta, 'submit');
	if (docstatus > 1) throw transition(0, docstatus);
	const controller = controllerOf(doctype);
	const stamp = site.time.now();
	const { email } = session.user;
	const doc: Doc = { owner: email, creation: stamp, modified: stamp, modified_by: email, docstatus, ...takeFields(site, meta, body) };
	applyDefaults(meta, doc);
	for (const table of meta.tables) {
		for (const row of rowsOf(doc, table.fieldname)) applyDefaults(site.knownMeta(table.options), row);
	}
	controller.prepare?.(session, doc);
	const given = typeof body.name === 'string' ? body.name : '';
	doc.name = controller.name?.(session, doc) ?? nameOf(site, meta, doc, given);
	checkLinks(site, meta, doc);
	controller.validate?.(session, doc);
	sanitizeTexts(site, meta, doc);
	checkMandatory(site, meta, doc);
	checkValues(site, meta, doc);
	checkName(site, doctype, text(doc, 'name'));
	finish(session, meta, doc);
	session.workMs += insertMs(doctype, doc);
	controller.afterInsert?.(session, doc);
	controller.onChange?.(session, doc);
	if (docstatus === 1) controller.onSubmit?.(session, doc);
	return doc;
}

/** Changes, submits or cancels, by the `docstatus` in `body`. */
export function updateDocument(session: Session, doctype: string, name: string, body: Record<string, unknown>): Doc {
	const { site } = session;
	const meta = metaOf(session, doctype);
	const before = site.get(doctype, name);
	if (!before) throw notFound(doctype, name);
	demandOnDocument(session, meta, 'write');
	const from = num(before, 'docstatus');
	const to = body.docstatus === undefined || body.docstatus === null ? from : Number(body.docstatus);
	if (from === 2) throw refuseSilently('Cannot edit cancelled document');
	const stamp = site.time.now();
	if (typeof body.modified === 'string' && body.modified !== text(before, 'modified')) {
		throw refuse(
			`Error: Document has been modified after you have opened it (${text(before, 'modified')}, ${stamp}). Please refresh to get the latest document.`,
			'TimestampMismatchError',
		);
	}
	if (to < from || to > from + 1 || (from === 0 && to > 1)) throw transition(from, to);
	if (to === 1 && from === 0) demandOnDocument(session, meta, 'submit');
	if (to === 2) demandOnDocument(session, meta, 'cancel');

	const doc = merged(session, meta, before, body);
	doc.modified = stamp;
	doc.modified_by = session.user.email;
	doc.docstatus = to;
	const controller = controllerOf(doctype);
	if (from === 0) controller.prepare?.(session, doc, before);
	else checkAfterSubmit(site, meta, before, doc);
	checkLinks(site, meta, doc);
	if (from === 0) controller.validate?.(session, doc, before);
	sanitizeTexts(site, meta, doc);
	checkMandatory(site, meta, doc);
	checkValues(site, meta, doc);
	if (to === 2) {
		controller.beforeCancel?.(session, doc);
		demandNoLinks(site, doctype, text(before, 'name'), true);
	}
	finish(session, meta, doc);
	session.workMs += changeMs(doctype, doc, to !== from);
	controller.onChange?.(session, doc, before);
	if (to === 1 && from === 0) controller.onSubmit?.(session, doc);
	if (to === 2) controller.onCancel?.(session, doc);
	return doc;
}

export function deleteDocument(session: Session, doctype: string, name: string): void {
	const { site } = session;
	const meta = metaOf(session, doctype);
	const stored = site.get(doctype, name);
	if (!stored) throw notFoundSilently();
	demandOnDocument(session, meta, 'delete');
	const fullName = text(stored, 'name');
	if (num(stored, 'docstatus') === 1) {
		throw refuse(
			`${doctype} ${fullName}: Submitted Record cannot be deleted. You must <a href='https://docs.erpnext.com//docs/user/manual/en/setting-up/articles/delete-submitted-document' target='_blank'> Cancel </a> it first.`,
		);
	}
	demandNoLinks(site, doctype, fullName, false);
	site.drop(doctype, fullName);
	controllerOf(doctype).onTrash?.(session, stored);
	if (meta.autoname.startsWith('naming_series')) site.giveBack(fullName);
}

function transition(from: number, to: number): Error {
	return refuseSilently(
		`Cannot change docstatus from ${from} (${STATES[from] ?? from}) to ${to} (${STATES[to] ?? to})`,
		'DocstatusTransitionError',
	);
}

/** The stored document with the fields of the request; a table in the request replaces the whole table. */
function merged(session: Session, meta: Meta, before: Doc, body: Record<string, unknown>): Doc {
	const { site } = session;
	const doc = copyOf(meta, before);
	const changes = takeFields(site, meta, body);
	for (const table of meta.tables) {
		const given = changes[table.fieldname];
		if (!Array.isArray(given)) continue;
		const known = new Map(rowsOf(before, table.fieldname).map((row) => [text(row, 'name'), row]));
		const child = site.knownMeta(table.options);
		changes[table.fieldname] = given.map((row) => {
			const old = known.get(text(row, 'name'));
			if (old) return { ...row, creation: old.creation, owner: old.owner };
			applyDefaults(child, row);
			return row;
		});
	}
	return { ...doc, ...changes };
}

/** Stamps the rows, checks what the database would refuse, and writes. */
export function finish(session: Session, meta: Meta, doc: Doc): void {
	const { site } = session;
	checkColumns(site, meta, doc);
	checkUnique(site, meta, doc);
	const stamp = text(doc, 'modified');
	for (const table of meta.tables) {
		rowsOf(doc, table.fieldname).forEach((row, index) => {
			if (text(row, 'name') === '') row.name = site.hash();
			if (text(row, 'creation') === '') row.creation = stamp;
			if (text(row, 'owner') === '') row.owner = session.user.email;
			row.modified = stamp;
			row.modified_by = session.user.email;
			row.idx = index + 1;
		});
	}
	site.put(meta.name, toStored(meta, doc, site));
}
