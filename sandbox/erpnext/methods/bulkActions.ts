import { updateDocument } from '../documents';
import { refusalFrom, WorkerDied } from '../errors';
import type { Session } from '../session';
import { fromJsonText, isRecord, num } from '../values';
import { NOTHING, wanted, type Arguments, type Method } from './method';

/** From this many names on the work goes to a background job (recorded: many orders at once/submit three; its note). */
const FIRST_ENQUEUED = 20;

function act(session: Session, doctype: string, name: string, action: string, data: Record<string, unknown>): boolean {
	const { site } = session;
	const stored = site.get(doctype, name);
	if (!stored) return false;
	const docstatus = num(stored, 'docstatus');
	if (action === 'submit' && docstatus === 0) updateDocument(session, doctype, name, { docstatus: 1 });
	else if (action === 'cancel' && docstatus === 1) updateDocument(session, doctype, name, { docstatus: 2 });
	else if (action === 'update' && docstatus < 2) updateDocument(session, doctype, name, data);
	else return false;
	return true;
}

/** Each name is committed by itself; the names that failed come back without reasons. */
function actOnAll(session: Session, doctype: string, names: string[], action: string, data: Record<string, unknown>): string[] {
	const { site } = session;
	return names.filter((name) => {
		if (site.commitsLeft === 0) {
			site.commitsLeft = undefined;
			throw new WorkerDied();
		}
		const undo = site.savepoint();
		try {
			const done = act(session, doctype, name, action, data);
			site.commit();
			if (site.commitsLeft !== undefined) site.commitsLeft -= 1;
			return !done;
		} catch (thrown) {
			refusalFrom(thrown);
			undo();
			return true;
		}
	});
}

function submitCancelOrUpdate(session: Session, args: Arguments): unknown {
	const parsed = fromJsonText(args.docnames);
	const names = Array.isArray(parsed) ? parsed.map(String) : [];
	const given = fromJsonText(args.data);
	const data = isRecord(given) ? given : {};
	const doctype = wanted(args, 'doctype');
	const action = wanted(args, 'action') || 'submit';
	if (names.length < FIRST_ENQUEUED) return actOnAll(session, doctype, names, action, data);
	const later: Session = { ...session, messages: [] };
	session.enqueue(() => {
		actOnAll(later, doctype, names, action, data);
	});
	session.messages.push({ message: `The ${action} of ${names.length} documents goes to the background`, title: 'Message', alert: 1 });
	return NOTHING;
}

export const BULK_METHODS: Record<string, Method> = {
	'frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs': { call: submitCancelOrUpdate, writes: true },
};
