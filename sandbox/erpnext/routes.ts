import { deleteDocument, insertDocument, loadDocument, metaOf, updateDocument } from './documents';
import { mayNotList, notFoundSilently } from './errors';
import { callMethod, methodWrites } from './methods';
import { NOTHING } from './methods/method';
import { demandOnDocument } from './permissions';
import { present } from './present';
import { listDocuments } from './query/list';
import type { Session } from './session';
import { fromJsonText, isRecord, type Doc } from './values';

export interface ApiRequest {
	method: string;
	/** Still encoded: names hold slashes. */
	path: string;
	query: Record<string, string>;
	body: Record<string, unknown>;
}

export interface ApiAnswer {
	status: number;
	body: Record<string, unknown>;
}

export interface RequestSubject {
	/** Document type or method name. */
	subject: string;
	isWrite: boolean;
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

function partsOf(path: string): string[] {
	return path.split('/').slice(2).filter((part) => part !== '').map(decode);
}

/** What a request is about, for the log. */
export function subjectOf(method: string, path: string): RequestSubject {
	const [kind, subject = ''] = partsOf(path);
	if (kind === 'method') return { subject, isWrite: methodWrites(subject) };
	return { subject, isWrite: kind === 'resource' && method !== 'GET' };
}

/** Answers one API request, or throws a FrappeError. */
export function handleApi(session: Session, request: ApiRequest): ApiAnswer {
	const [kind, subject, ...rest] = partsOf(request.path);
	if (kind === 'method' && subject) {
		const message = callMethod(session, subject, { ...request.query, ...request.body });
		return { status: 200, body: message === NOTHING || message === undefined ? {} : { message } };
	}
	if (kind !== 'resource' || !subject) throw notFoundSilently();
	if (rest.length === 0) return handleList(session, request, subject);
	// A name with slashes may also come unencoded. Frappe's rule is `<path:name>/`, and a path begins with no slash:
	// https://github.com/frappe/frappe/blob/version-15/frappe/api/v1.py
	const name = rest.join('/');
	if (name.startsWith('/')) throw notFoundSilently();
	return handleDocument(session, request, subject, name.replace(/(?<=.)\/$/, ''));
}

function fieldsIn(request: ApiRequest): Record<string, unknown> {
	const data = fromJsonText(request.body.data);
	return isRecord(data) ? data : request.body;
}

function answer(session: Session, doctype: string, doc: Doc): ApiAnswer {
	return { status: 200, body: { data: present(session.site, metaOf(session, doctype), doc, false) } };
}

function handleList(session: Session, request: ApiRequest, doctype: string): ApiAnswer {
	if (request.method === 'POST') return answer(session, doctype, insertDocument(session, doctype, fieldsIn(request)));
	const args: Record<string, unknown> = { ...request.query, ...request.body };
	const data = listDocuments(session, {
		doctype,
		fields: args.fields,
		filters: args.filters,
		orFilters: args.or_filters,
		orderBy: args.order_by,
		start: args.limit_start,
		pageLength: args.limit_page_length ?? args.limit,
	});
	return { status: 200, body: { data } };
}

function handleDocument(session: Session, request: ApiRequest, doctype: string, name: string): ApiAnswer {
	if (request.method === 'PUT') return answer(session, doctype, updateDocument(session, doctype, name, fieldsIn(request)));
	if (request.method === 'DELETE') {
		deleteDocument(session, doctype, name);
		return { status: 202, body: { data: 'ok' } };
	}
	const meta = metaOf(session, doctype);
	if (session.user.roles.length === 0) throw mayNotList(session.user.email, doctype);
	const doc = loadDocument(session, doctype, name);
	demandOnDocument(session, meta, 'read');
	return answer(session, doctype, doc);
}
