import { gunzipSync } from 'node:zlib';

import * as iconv from 'iconv-lite';

import type { Called, Caller } from './caller';

export const REPORTS = '/reports/2021-06-30/reports';
export const LISTINGS = 'GET_MERCHANT_LISTINGS_ALL_DATA';
export const ORDERS = 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL';
export const field = (called: Called, name: string) => (called.body as Record<string, string | undefined>)[name];

export async function create({ call, token }: Caller, body: unknown): Promise<Called> {
	return await call(REPORTS, {}, { method: 'POST', headers: { 'x-amz-access-token': token, 'Content-Type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) });
}

/** Creates a report, waits until it is done, and gives its download address. */
export async function finish(caller: Caller, body: unknown): Promise<{ document: Called; url: string }> {
	const { reportId } = (await create(caller, body)).body as Record<string, string>;
	caller.clock.advance(15_000);
	const report = await caller.call(`${REPORTS}/${reportId}`);
	const document = await caller.call(`/reports/2021-06-30/documents/${field(report, 'reportDocumentId')}`);
	return { document, url: field(document, 'url') ?? '' };
}

export async function download(url: string): Promise<{ text: string; type: string; bytes: Buffer }> {
	const response = await fetch(url);
	const type = response.headers.get('content-type') ?? '';
	const bytes = Buffer.from(await response.arrayBuffer());
	const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
	return { type, bytes, text: iconv.decode(content, type.split('charset=')[1] ?? 'utf8') };
}

export function toRows(text: string): Array<Record<string, string>> {
	const [header = '', ...lines] = text.trimEnd().split('\r\n');
	const names = header.split('\t');
	return lines.map((line) => Object.fromEntries(line.split('\t').map((value, index) => [names[index] ?? `extra ${index}`, value])));
}
