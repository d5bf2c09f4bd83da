/** Reads Frappe's answers: its envelope when all went well, its cause as plain text when not. */
import { isRecord } from '../isRecord';
import { isCertificateCode } from '../networkCodes';
import { parseJson } from '../parseJson';
import { ErpApiError, type ErpErrorFacts } from './errors';
import { roleFor } from './httpRights';

export interface RawAnswer {
	status: number;
	/** Lower-case header names. */
	headers: Record<string, string | undefined>;
	text: string;
}

export interface AskedFor {
	method: string;
	/** Whether it reads only, by whatever method. */
	reads: boolean;
	/** Decoded path, e.g. `/api/resource/Sales Order`. */
	path: string;
	doctype: string | undefined;
	siteUrl: string;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** Frappe marks names up (`<strong>`, `<a>`, `<br>`); people and issues get the text alone. */
function toPlainText(html: string): string {
	return html
		.replace(/<(br|\/p|\/li|\/summary|\/div)\s*\/?>/gi, ' ')
		.replace(/<\/?[a-z][^<>]*>/gi, '')
		.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
		.replace(/\s+/g, ' ')
		.trim();
}

/** `_server_messages` is a JSON list of JSON objects (recorded throughout). */
function serverMessages(body: Record<string, unknown>): string[] {
	const raw = typeof body._server_messages === 'string' ? parseJson(body._server_messages) : undefined;
	if (!Array.isArray(raw)) return [];
	return raw.flatMap((entry) => {
		const parsed = typeof entry === 'string' ? (parseJson(entry) ?? entry) : entry;
		const message = isRecord(parsed) ? parsed.message : parsed;
		return typeof message === 'string' && message !== '' ? [toPlainText(message)] : [];
	});
}

function reasonOf(body: Record<string, unknown>): string {
	const messages = [...new Set(serverMessages(body))];
	if (messages.length > 0) return messages.join(' ');
	if (typeof body._error_message === 'string') return toPlainText(body._error_message);
	// "frappe.exceptions.ValidationError: Cannot edit cancelled document": the class is in exc_type already.
	const exception = typeof body.exception === 'string' ? body.exception : '';
	return toPlainText(exception.replace(/^[\w.]+(:\s*|$)/, ''));
}

function retryAfterMs(header: string | undefined): number | undefined {
	const seconds = Number(header);
	return header !== undefined && header.trim() !== '' && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

function sentenceFor(facts: ErpErrorFacts, asked: AskedFor, isHtml: boolean): string {
	const { status, reason } = facts;
	if (status === 401) {
		return "ERPNext does not accept the credential: 'API Key' or 'API Secret' is not the one that it knows (401). Generate keys again in ERPNext under User > Settings > API Access.";
	}
	if (status === 403) return forbiddenSentence(reason, asked);
	if (status === 429) return `ERPNext at '${asked.siteUrl}' takes no more requests for now (429).`;
	if (status >= 300 && status < 400) {
		return `ERPNext at '${asked.siteUrl}' sends the request elsewhere (${status}): put the address that a browser ends up at into 'Site URL'.`;
	}
	if (status >= 502 || (status === 500 && facts.excType === '')) return `ERPNext at '${asked.siteUrl}' is down or under maintenance (${status}${reason ? `: ${reason}` : ''}).`;
	if (isHtml || facts.excType === '') {
		return `There is no ERPNext at '${asked.siteUrl}': it answered ${asked.method} ${asked.path} with something that is not ERPNext's (${status}). Check 'Site URL' in the credential.`;
	}
	return reason || `ERPNext answered ${status} ${facts.excType} to ${asked.method} ${asked.path}.`;
}

function forbiddenSentence(reason: string, asked: AskedFor): string {
	if (/User Guest |Login to access/.test(reason)) {
		return "ERPNext got no usable key: fill in 'API Key' and 'API Secret' in the credential (403).";
	}
	const user = /User (\S+) does not have/.exec(reason)?.[1];
	const who = user ? `ERPNext user '${user}'` : "The credential's ERPNext user";
	const role = roleFor(asked.doctype, asked.reads);
	const what = asked.doctype ? `${asked.reads ? 'read' : 'write'} '${asked.doctype}'` : `use ${asked.path}`;
	return `${who} may not ${what}: give that user the role '${role}' in ERPNext (403).`;
}

/** The `data` or `message` of the envelope; throws ErpApiError for everything that is not a success. */
export function readAnswer(answer: RawAnswer, asked: AskedFor): unknown {
	const body = parseJson(answer.text);
	if (answer.status >= 200 && answer.status < 300 && isRecord(body)) {
		if ('data' in body) return body.data;
		if ('message' in body) return body.message;
		// A method that returns nothing sends an empty object.
		if (Object.keys(body).length === 0 || '_server_messages' in body) return undefined;
	}
	// An answer that was cut off as if it were whole: what it said is not known, like no answer at all.
	if (answer.status < 300 && body === undefined && !/^\s*</.test(answer.text)) throw noAnswerError('EGARBLED', asked);
	const known = isRecord(body) && answer.status >= 300 ? body : {};
	const facts: ErpErrorFacts = {
		status: answer.status,
		excType: typeof known.exc_type === 'string' ? known.exc_type : '',
		reason: reasonOf(known),
		method: asked.method,
		path: asked.path,
		retryAfterMs: retryAfterMs(answer.headers['retry-after']),
	};
	throw new ErpApiError(sentenceFor(facts, asked, !isRecord(body)), facts);
}

const NETWORK_WORDS: Record<string, string> = {
	ECONNREFUSED: 'nothing listens there',
	ENOTFOUND: 'that host name is not known',
	EAI_AGAIN: 'that host name could not be looked up',
	ECONNRESET: 'the connection was cut',
	ECONNABORTED: 'no answer in time',
	ETIMEDOUT: 'no answer in time',
	EGARBLED: 'its answer broke off',
	EPROTO: "it does not speak https: try 'http://' in 'Site URL'",
};

/** No answer at all. The cause's own message is left out: it can hold headers. */
export function noAnswerError(code: string, asked: AskedFor): ErpApiError {
	const facts: ErpErrorFacts = { status: 0, excType: '', reason: '', method: asked.method, path: asked.path, code };
	const words = isCertificateCode(code)
		? "its certificate is not trusted; use a valid one, or switch on 'Ignore SSL Issues' in the credential"
		: (NETWORK_WORDS[code] ?? 'the connection broke');
	facts.reason = `${words} (${code})`;
	return new ErpApiError(`ERPNext at '${asked.siteUrl}' does not answer: ${facts.reason}.`, facts);
}
