import { mayNotCall, refuse, type ServerMessage, FrappeError } from '../errors';
import type { Session } from '../session';
import { BULK_METHODS } from './bulkActions';
import { CLIENT_METHODS } from './client';
import type { Arguments, Method } from './method';
import { ORDER_METHODS } from './orders';

const VERSIONS = {
	frappe: { title: 'Frappe Framework', description: 'Full stack web framework with Python, Javascript, MariaDB, Redis, Node', branch: '', version: '15.75.0' },
	erpnext: { title: 'ERPNext', description: 'ERP made simple', branch: '', version: '15.71.1' },
};

const METHODS: Record<string, Method> = {
	ping: { call: () => 'pong', writes: false, open: true },
	'frappe.ping': { call: () => 'pong', writes: false, open: true },
	'frappe.auth.get_logged_user': { call: (session) => session.user.email, writes: false },
	'frappe.utils.change_log.get_versions': { call: () => VERSIONS, writes: false },
	...CLIENT_METHODS,
	...BULK_METHODS,
	...ORDER_METHODS,
};

export function methodWrites(name: string): boolean {
	return METHODS[name]?.writes ?? false;
}

/** Recorded: who and what/unknown method. */
function unknownMethod(name: string): FrappeError {
	const app = name.split('.')[0] ?? name;
	const isInstalled = app === 'frappe' || app === 'erpnext';
	const cause = isInstalled ? `module has no attribute '${name.split('.').at(-1) ?? ''}'` : `App ${app} is not installed`;
	const error = refuse(`Failed to get method for command ${name} with ${cause}`);
	const first: ServerMessage[] = isInstalled ? [] : [{ message: cause, title: 'Message', indicator: 'red', raise_exception: 1 }];
	return new FrappeError(417, 'ValidationError', { ...error.body, messages: [...first, ...error.body.messages] });
}

/** Calls a whitelisted method by its dotted name. */
export function callMethod(session: Session, name: string, args: Arguments): unknown {
	const method = METHODS[name];
	if (!method) throw unknownMethod(name);
	if (session.user.roles.length === 0 && !method.open) throw mayNotCall(name);
	return method.call(session, args);
}
