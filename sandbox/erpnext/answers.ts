import { createHash } from 'node:crypto';
import type { Answer } from '../faults';
import { WorkerDied, type FrappeError, type ServerMessage } from './errors';

const JSON_HEADERS = { 'Content-Type': 'application/json' };
const BAD_GATEWAY_PAGE = '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';
const HTML_HEADERS = { 'Content-Type': 'text/html; charset=utf-8' };

function asciiJson(value: unknown): string {
	return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `_server_messages`: a JSON list of JSON objects, as text. */
function serverMessages(messages: ServerMessage[]): string {
	return asciiJson(
		messages.map((message) => {
			const id = createHash('sha224').update(message.message).digest('hex');
			return asciiJson(message.raise_exception === 1 ? { ...message, __frappe_exc_id: id } : message);
		}),
	);
}

export function jsonAnswer(status: number, body: Record<string, unknown>, messages: ServerMessage[]): Answer {
	const full = messages.length > 0 ? { ...body, _server_messages: serverMessages(messages) } : body;
	return { status, headers: { ...JSON_HEADERS }, body: JSON.stringify(full) };
}

/** The envelope of a refusal; `exc` holds a traceback, as on a site that shows them. */
export function errorAnswer(error: FrappeError, earlier: ServerMessage[]): Answer {
	if (error instanceof WorkerDied) return htmlAnswer(error.status, BAD_GATEWAY_PAGE);
	const { exception, fromErpNext, errorMessage } = error.body;
	const body: Record<string, unknown> = {};
	if (exception !== undefined) body.exception = exception;
	body.exc_type = error.excType;
	if (fromErpNext) body._exc_source = 'erpnext (app)';
	const traceback = `Traceback (most recent call last):\n  File "apps/frappe/frappe/app.py", in application\n${exception ?? error.excType}\n`;
	body.exc = JSON.stringify([traceback]);
	const answer = jsonAnswer(error.status, errorMessage ? { ...body, _error_message: errorMessage } : body, [...earlier, ...error.body.messages]);
	return answer;
}

export function htmlAnswer(status: number, html: string): Answer {
	return { status, headers: { ...HTML_HEADERS }, body: html };
}

export const NOT_FOUND_PAGE =
	'<!DOCTYPE html>\n<!-- Built on Frappe. https://frappeframework.com/ -->\n<html lang="en">\n<head>\n\t<meta charset="utf-8">\n\t<title>Page not found</title>\n</head>\n<body><h1>Page not found</h1><p>The page you are looking for has gone missing.</p></body>\n</html>';
