import { pythonText } from './values';

export interface ServerMessage {
	message: string;
	title: string;
	indicator?: string;
	raise_exception?: 1;
	alert?: 1;
}

export interface ErrorBody {
	/** Absent where Frappe leaves it out (DoesNotExistError, missing right on insert). */
	exception?: string;
	messages: ServerMessage[];
	errorMessage?: string;
	fromErpNext?: boolean;
}

/** An answer that is no success; the whole request is rolled back. */
export class FrappeError extends Error {
	constructor(
		readonly status: number,
		readonly excType: string,
		readonly body: ErrorBody,
	) {
		super(body.exception ?? body.messages[0]?.message ?? excType);
	}
}

interface ThrownOptions {
	title?: string;
	indicator?: string;
	/** Python module of the exception class. */
	module?: string;
	/** Raised by ERPNext's own code, which the answer then says. */
	erpNext?: boolean;
	status?: number;
}

function red(message: string, options: ThrownOptions = {}): ServerMessage {
	return {
		message,
		title: options.title ?? 'Message',
		indicator: options.indicator ?? 'red',
		raise_exception: 1,
	};
}

/** The usual refusal: 417 with the sentence in `exception` and in `_server_messages`. */
export function refuse(message: string, excType = 'ValidationError', options: ThrownOptions = {}): FrappeError {
	return new FrappeError(options.status ?? 417, excType, {
		exception: `${options.module ?? 'frappe.exceptions'}.${excType}: ${message}`,
		messages: [red(message, options)],
		fromErpNext: options.erpNext,
	});
}

export function refuseInErpNext(message: string, title?: string): FrappeError {
	return refuse(message, 'ValidationError', { erpNext: true, title });
}

/** A refusal without `_server_messages` (recorded: changing submitted orders/cancel again). */
export function refuseSilently(message: string, excType = 'ValidationError'): FrappeError {
	return new FrappeError(417, excType, { exception: `frappe.exceptions.${excType}: ${message}`, messages: [] });
}

export function notFound(doctype: string, name: string): FrappeError {
	return new FrappeError(404, 'DoesNotExistError', { messages: [red(`${doctype} ${name} not found`)] });
}

export function notFoundSilently(): FrappeError {
	return new FrappeError(404, 'DoesNotExistError', { messages: [] });
}

export function nameTaken(doctype: string, name: string): FrappeError {
	const entry = `IntegrityError(1062, "Duplicate entry '${name}' for key 'PRIMARY'")`;
	return new FrappeError(409, 'DuplicateEntryError', {
		exception: `frappe.exceptions.DuplicateEntryError: (${pythonText(doctype)}, ${pythonText(name)}, ${entry})`,
		messages: [
			{ message: `${doctype} <strong>${name}</strong> already exists`, title: 'Duplicate Name', indicator: 'red' },
		],
	});
}

export function notUnique(doctype: string, name: string, field: { fieldname: string; label: string }, value: string): FrappeError {
	const entry = `IntegrityError(1062, "Duplicate entry '${value}' for key '${field.fieldname}'")`;
	return new FrappeError(417, 'UniqueValidationError', {
		exception: `frappe.exceptions.UniqueValidationError: (${pythonText(doctype)}, ${pythonText(name)}, ${entry})`,
		messages: [{ message: `${field.label} must be unique`, title: 'Message' }],
	});
}

export function valueMissing(doctype: string, name: string, fields: Array<{ fieldname: string; label: string; where?: string }>): FrappeError {
	return new FrappeError(417, 'MandatoryError', {
		exception: `frappe.exceptions.MandatoryError: [${doctype}, ${name}]: ${fields.map((field) => field.fieldname).join(', ')}`,
		messages: fields.map((field) => ({
			message: `Error: Value missing for ${field.where ?? doctype}: ${field.label}`,
			title: 'Message',
		})),
	});
}

/** A Python or database exception that nobody caught. */
export function crash(exception: string, excType: string, fromErpNext = false): FrappeError {
	return new FrappeError(500, excType, { exception: `${exception}`, messages: [], fromErpNext });
}

function withoutRole(user: string, doctype: string): string {
	return `User <strong>${user}</strong> does not have doctype access via role permission for document <strong>${doctype}</strong>`;
}

export function mayNotList(user: string, doctype: string): FrappeError {
	return new FrappeError(403, 'PermissionError', {
		exception: 'frappe.exceptions.PermissionError',
		messages: [{ message: withoutRole(user, doctype), title: 'Message' }],
		errorMessage: `No permission for ${doctype}`,
	});
}

export function mayNotCreate(user: string, doctype: string): FrappeError {
	return new FrappeError(403, 'PermissionError', {
		messages: [{ message: withoutRole(user, doctype), title: 'Message' }],
		errorMessage: `No permission for ${doctype}`,
	});
}

export function mayNotTouch(user: string, doctype: string): FrappeError {
	return new FrappeError(403, 'PermissionError', {
		exception: 'frappe.exceptions.PermissionError',
		messages: [
			{
				message: `${withoutRole(user, doctype)}<br>User <strong>${user}</strong> does not have access to this document`,
				title: 'Message',
			},
		],
	});
}

/** A method that a guest may not call (recorded: who and what/who am I, no key). */
export function mayNotCall(method: string): FrappeError {
	const message = `<details><summary>You are not permitted to access this resource. Login to access</summary>Function <strong>${method}</strong> is not whitelisted.</details>`;
	return refuse(message, 'PermissionError', { status: 403, title: 'Method Not Allowed' });
}

/** The worker was killed half-way; the web server in front of it answers in its place. */
export class WorkerDied extends FrappeError {
	constructor() {
		super(502, 'WorkerDied', { messages: [] });
	}
}

/** What was thrown, as an answer. A defect of the sandbox itself becomes a 500 that says so, and is printed. */
export function refusalFrom(thrown: unknown): FrappeError {
	if (thrown instanceof FrappeError) return thrown;
	const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
	process.stderr.write(`Sandbox defect: ${stack}\n`);
	return crash(`Sandbox defect: ${stack}`, 'SandboxDefect');
}
