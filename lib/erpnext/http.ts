/** The client of client.ts over HTTP: envelopes, encoding, counting, repeats. */
import type { CreateErpClient, ErpClient, ErpClientDeps, ErpListQuery } from './client';
import { ErpApiError, isDown, isMissing } from './errors';
import { isRecord, recordsOf } from '../isRecord';
import { type AskedFor, noAnswerError, readAnswer } from './httpAnswer';
import { retryDelayMs, shouldRetry } from './httpRetry';
import { createSend, type HttpRequest, NoAnswer } from './httpSend';
import { readPages, STABLE_ORDER } from './paging';

/** Longer queries go by POST: proxies in front of ERPNext cut request lines off at 4 to 8 kB. */
const LONGEST_QUERY = 1800;
/** Frappe's own ceiling (recorded: items/more than 200 at once). */
export const MOST_INSERTS = 200;
/** From 20 names on the work silently goes to a background job (recorded: many orders at once/submit three). */
export const MOST_SUBMITS = 19;

/** Site address from what people paste: no desk path, no query, no trailing slash; https where no scheme is given. */
export function cleanSiteUrl(pasted: string): string {
	const trimmed = pasted.trim();
	if (trimmed === '') return '';
	const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
	return withScheme
		.replace(/[?#].*$/, '')
		.replace(/\/(app|desk|api|login)(\/.*)?$/i, '')
		.replace(/\/+$/, '');
}

/** Whether what `cleanSiteUrl` made can be asked at all. */
export function isSiteUrl(url: string): boolean {
	return /^https?:/i.test(url) && URL.canParse(url);
}

function stringsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

interface SendOptions {
	safe: boolean;
	/** Of a POST that reads all the same, since its question is too long for an address: a missing right is one of reading. */
	reads?: true;
	doctype?: string;
	query?: Record<string, string>;
	body?: unknown;
}
type Ask = <T>(method: HttpRequest['method'], path: string[], options: SendOptions) => Promise<T>;

function createAsk(url: string, usage: { calls: number }, send: ReturnType<typeof createSend>, deps: ErpClientDeps): Ask {
	const random = deps.random ?? Math.random;
	return async <T>(method: HttpRequest['method'], path: string[], options: SendOptions): Promise<T> => {
		const reads = method === 'GET' || options.reads === true;
		const asked: AskedFor = { method, reads, path: `/api/${path.join('/')}`, doctype: options.doctype, siteUrl: url };
		const query = options.query ? `?${new URLSearchParams(options.query).toString()}` : '';
		const target = `/api/${path.map(encodeURIComponent).join('/')}${query}`;
		for (let tries = 1; ; tries += 1) {
			usage.calls += 1;
			deps.onRequest?.(`${method} ${asked.path}`);
			try {
				const answer = await send({ method, target, body: options.body, reuseConnection: options.safe });
				return readAnswer(answer, asked) as T;
			} catch (thrown) {
				const error = thrown instanceof NoAnswer ? noAnswerError(thrown.code, asked) : thrown;
				if (!(error instanceof ErpApiError)) throw error;
				if (!shouldRetry(error, options.safe, tries)) throw tries > 1 && isDown(error) ? withTries(error, tries) : error;
				await deps.clock.sleep(retryDelayMs(error, tries, random));
			}
		}
	};
}

function withTries(error: ErpApiError, tries: number): ErpApiError {
	return new ErpApiError(`${error.message} Asked ${tries} times.`, error);
}

function listRequest(query: ErpListQuery, start: number, rows: number) {
	return {
		fields: query.fields,
		filters: query.filters ?? [],
		order_by: query.orderBy ?? STABLE_ORDER,
		limit_start: start,
		limit_page_length: rows,
	};
}

/** In a query lists and numbers are JSON text. */
function toQuery(args: Record<string, unknown>): Record<string, string> {
	return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]));
}

/**
 * Names that addresses lose: Frappe takes `/api/resource/Item/A/` for Item 'A', and finds nothing under a name that begins
 * with a slash (https://github.com/frappe/frappe/blob/version-15/frappe/api/v1.py, rules `<path:name>/`); its web server
 * sends one that ends in `.html` elsewhere (https://github.com/frappe/bench/blob/develop/bench/config/templates/nginx.conf);
 * dots are folded before they are sent. Such documents are named in the body.
 */
const LOST_IN_ADDRESS = /^\/|\/$|\.html$|^\.{1,2}$/;

/** See ErpClient. Sends nothing until its first method is called. */
export const createErpClient: CreateErpClient = (credentials, deps) => {
	const url = cleanSiteUrl(credentials.url);
	const usage = { calls: 0 };
	const ask = createAsk(url, usage, createSend(url, credentials, deps.timeoutMs), deps);

	const fetchPage = async <T>(doctype: string, query: ErpListQuery, start: number, rows: number): Promise<T[]> => {
		const asked = listRequest(query, start, rows);
		const inQuery = toQuery(asked);
		const isLong = new URLSearchParams(inQuery).toString().length > LONGEST_QUERY;
		const found = isLong
			? await ask<unknown>('POST', ['method', 'frappe.client.get_list'], { safe: true, reads: true, doctype, body: { doctype, ...asked } })
			: await ask<unknown>('GET', ['resource', doctype], { safe: true, doctype, query: inQuery });
		return Array.isArray(found) ? found : [];
	};

	const client: ErpClient = {
		url,
		usage,
		async findDoc<T>(doctype: string, name: string) {
			try {
				if (!LOST_IN_ADDRESS.test(name)) return await ask<T>('GET', ['resource', doctype, name], { safe: true, doctype });
				return await ask<T>('POST', ['method', 'frappe.client.get'], { safe: true, reads: true, doctype, body: { doctype, name } });
			} catch (error) {
				if (isMissing(error) && !error.isUnknownDocType) return undefined;
				throw error;
			}
		},
		async list<T>(doctype: string, query: ErpListQuery) {
			return await readPages<T>(query, async (start, rows) => await fetchPage<T>(doctype, query, start, rows));
		},
		async insert(doctype, fields, options) {
			return await ask('POST', ['resource', doctype], { safe: options?.safe ?? false, doctype, body: fields });
		},
		async update(doctype, name, fields, options) {
			const safe = options?.safe ?? false;
			if (!LOST_IN_ADDRESS.test(name)) return await ask('PUT', ['resource', doctype, name], { safe, doctype, body: fields });
			return await ask('POST', ['method', 'frappe.client.set_value'], { safe, doctype, body: { doctype, name, fieldname: fields } });
		},
		async remove(doctype, name) {
			try {
				if (!LOST_IN_ADDRESS.test(name)) await ask('DELETE', ['resource', doctype, name], { safe: true, doctype });
				else await ask('POST', ['method', 'frappe.client.delete'], { safe: true, doctype, body: { doctype, name } });
				return true;
			} catch (error) {
				if (isMissing(error)) return false;
				throw error;
			}
		},
		async insertMany(docs) {
			if (docs.length === 0) return [];
			if (docs.length > MOST_INSERTS) throw new RangeError(`'docs' holds ${docs.length} documents; ERPNext takes ${MOST_INSERTS} at once`);
			const body = { docs };
			return stringsOf(await ask('POST', ['method', 'frappe.client.insert_many'], { safe: false, doctype: docs[0]?.doctype, body }));
		},
		async submitMany(doctype, names) {
			if (names.length === 0) return [];
			if (names.length > MOST_SUBMITS) throw new RangeError(`'names' holds ${names.length} names; ERPNext submits ${MOST_SUBMITS} at once`);
			const method = 'frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs';
			const body = { doctype, docnames: names, action: 'submit' };
			return stringsOf(await ask('POST', ['method', method], { safe: false, doctype, body }));
		},
		async bulkUpdate(doctype, docs) {
			if (docs.length === 0) return [];
			const sent = docs.map(({ name, ...fields }) => ({ doctype, docname: name, ...fields }));
			// Setting fields to the same values again changes nothing.
			const answer = await ask<unknown>('POST', ['method', 'frappe.client.bulk_update'], {
				safe: true,
				doctype,
				body: { docs: JSON.stringify(sent) },
			});
			return failedDocs(answer);
		},
		async call(method, args, options) {
			const verb = options?.verb ?? 'POST';
			const safe = options?.safe ?? verb === 'GET';
			if (verb === 'POST') return await ask('POST', ['method', method], { safe, body: args });
			return await ask('GET', ['method', method], { safe, query: toQuery(args) });
		},
	};
	return client;
};

/** bulk_update gives a traceback per document; its last line names the cause (recorded: amending/bulk_update with one that fails). */
function failedDocs(answer: unknown): Array<{ name: string; reason: string }> {
	return recordsOf(isRecord(answer) ? answer.failed_docs : undefined).map(({ doc, exc }) => {
		const lines = typeof exc === 'string' ? exc.trim().split('\n') : [];
		return {
			name: isRecord(doc) && typeof doc.docname === 'string' ? doc.docname : '',
			reason: (lines.at(-1) ?? '').replace(/^[\w.]+:\s*/, ''),
		};
	});
}
