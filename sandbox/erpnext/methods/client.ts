import { deleteDocument, insertDocument, loadDocument, metaOf, updateDocument } from '../documents';
import { notFound, refusalFrom, refuse } from '../errors';
import { demandOnDocument, hasRight, type Right } from '../permissions';
import { columnValue, present } from '../present';
import { countDocuments, listDocuments } from '../query/list';
import type { Session } from '../session';
import { fromJsonText, isRecord, text, type Doc } from '../values';
import { NOTHING, wanted, type Arguments, type Method } from './method';

/** Most documents of one insert_many (recorded: items/more than 200 at once). */
const MOST_INSERTS = 200;

function shown(session: Session, doctype: string, doc: Doc): unknown {
	return present(session.site, metaOf(session, doctype), doc, true);
}

function documentIn(args: Arguments): Record<string, unknown> {
	const doc = fromJsonText(args.doc);
	if (!isRecord(doc)) throw refuse('doc must be a document');
	return doc;
}

function documentsIn(args: Arguments): Array<Record<string, unknown>> {
	const docs = fromJsonText(args.docs);
	if (!Array.isArray(docs)) throw refuse('docs must be a list of documents');
	return docs.filter(isRecord);
}

function getValue(session: Session, args: Arguments): unknown {
	const doctype = wanted(args, 'doctype');
	const meta = metaOf(session, doctype);
	const parsed = fromJsonText(args.fieldname ?? 'name');
	const names = Array.isArray(parsed) ? parsed.map(String) : [String(parsed)];
	if (meta.isSingle) {
		demandOnDocument(session, meta, 'read');
		const single = session.site.single(doctype);
		return Object.fromEntries([...names].sort().map((name) => [name, columnValue(single, meta.byName.get(name), name)]));
	}
	return listDocuments(session, { doctype, fields: names, filters: args.filters, pageLength: 1 })[0] ?? {};
}

function get(session: Session, args: Arguments): unknown {
	const doctype = wanted(args, 'doctype');
	const meta = metaOf(session, doctype);
	const byFilter = args.filters === undefined ? undefined : listDocuments(session, { doctype, filters: args.filters, pageLength: 1 })[0]?.name;
	const name = wanted(args, 'name') || (typeof byFilter === 'string' ? byFilter : '');
	const doc = loadDocument(session, doctype, meta.isSingle ? doctype : name);
	demandOnDocument(session, meta, 'read');
	return shown(session, doctype, doc);
}

function setValue(session: Session, args: Arguments): unknown {
	const doctype = wanted(args, 'doctype');
	const parsed = fromJsonText(args.fieldname);
	const changes = isRecord(parsed) ? parsed : { [String(parsed)]: args.value };
	return shown(session, doctype, updateDocument(session, doctype, wanted(args, 'name'), changes));
}

function submit(session: Session, args: Arguments): unknown {
	const doc = documentIn(args);
	const doctype = String(doc.doctype ?? '');
	const known = typeof doc.name === 'string' && session.site.get(doctype, doc.name) !== undefined;
	const body = { ...doc, docstatus: 1 };
	return shown(session, doctype, known ? updateDocument(session, doctype, String(doc.name), body) : insertDocument(session, doctype, body));
}

function insertMany(session: Session, args: Arguments): unknown {
	const docs = documentsIn(args);
	if (docs.length > MOST_INSERTS) throw refuse(`Only ${MOST_INSERTS} inserts allowed in one request`);
	return docs.map((doc) => text(insertDocument(session, String(doc.doctype ?? ''), doc), 'name'));
}

/** Each document for itself; what fails comes back with a traceback (recorded: amending/bulk_update with one that fails). */
function bulkUpdate(session: Session, args: Arguments): unknown {
	const failed: Array<{ doc: Record<string, unknown>; exc: string }> = [];
	for (const doc of documentsIn(args)) {
		const { doctype, docname, ...changes } = doc;
		const undo = session.site.savepoint();
		try {
			updateDocument(session, String(doctype ?? ''), String(docname ?? ''), changes);
		} catch (thrown) {
			const error = refusalFrom(thrown);
			undo();
			session.messages.push(...error.body.messages);
			const line = error.body.exception ?? `frappe.exceptions.${error.excType}: ${error.body.messages[0]?.message ?? ''}`;
			failed.push({ doc, exc: `Traceback (most recent call last):\n  File "apps/frappe/frappe/client.py", in bulk_update\n${line}\n` });
		}
	}
	return { failed_docs: failed };
}

const RIGHTS = new Set<string>(['read', 'write', 'create', 'delete', 'submit', 'cancel']);
function isRight(value: string): value is Right {
	return RIGHTS.has(value);
}

function hasPermission(session: Session, args: Arguments): unknown {
	const right = wanted(args, 'perm_type') || 'read';
	const meta = metaOf(session, wanted(args, 'doctype'));
	return { has_permission: isRight(right) && hasRight(session, meta, right) };
}

function remove(session: Session, args: Arguments): typeof NOTHING {
	const doctype = wanted(args, 'doctype');
	if (!session.site.get(doctype, wanted(args, 'name'))) throw notFound(doctype, wanted(args, 'name'));
	deleteDocument(session, doctype, wanted(args, 'name'));
	return NOTHING;
}

function save(session: Session, args: Arguments): unknown {
	const doc = documentIn(args);
	const doctype = String(doc.doctype ?? '');
	return shown(session, doctype, updateDocument(session, doctype, String(doc.name ?? ''), doc));
}

function insert(session: Session, args: Arguments): unknown {
	const doc = documentIn(args);
	const doctype = String(doc.doctype ?? '');
	return shown(session, doctype, insertDocument(session, doctype, doc));
}

function list(session: Session, args: Arguments): unknown {
	return listDocuments(session, {
		doctype: wanted(args, 'doctype'),
		fields: args.fields,
		filters: args.filters,
		orFilters: args.or_filters,
		orderBy: args.order_by,
		start: args.limit_start,
		pageLength: args.limit_page_length ?? args.limit,
	});
}

/** frappe.client.*, as far as clients of this kind use it. */
export const CLIENT_METHODS: Record<string, Method> = {
	'frappe.client.get_list': { call: list, writes: false },
	'frappe.client.get_count': { call: (session, args) => countDocuments(session, wanted(args, 'doctype'), args.filters), writes: false },
	'frappe.client.get_value': { call: getValue, writes: false },
	'frappe.client.get_single_value': {
		call: (session, args) => {
			const meta = metaOf(session, wanted(args, 'doctype'));
			demandOnDocument(session, meta, 'read');
			const field = wanted(args, 'field');
			return columnValue(session.site.single(meta.name), meta.byName.get(field), field);
		},
		writes: false,
	},
	'frappe.client.get': { call: get, writes: false },
	'frappe.client.has_permission': { call: hasPermission, writes: false },
	'frappe.client.get_time_zone': { call: (session) => ({ time_zone: text(session.site.single('System Settings'), 'time_zone') }), writes: false, open: true },
	'frappe.client.insert': { call: insert, writes: true },
	'frappe.client.insert_many': { call: insertMany, writes: true },
	'frappe.client.save': { call: save, writes: true },
	'frappe.client.submit': { call: submit, writes: true },
	'frappe.client.cancel': {
		call: (session, args) => shown(session, wanted(args, 'doctype'), updateDocument(session, wanted(args, 'doctype'), wanted(args, 'name'), { docstatus: 2 })),
		writes: true,
	},
	'frappe.client.set_value': { call: setValue, writes: true },
	'frappe.client.bulk_update': { call: bulkUpdate, writes: true },
	'frappe.client.delete': { call: remove, writes: true },
};

