import type { ErpNextSandbox } from '../../../sandbox/erpnext/server';
import type { Recording } from '../../support/recordings';

export interface Replayed {
	status: number;
	contentType: string;
	body: unknown;
}

/** Names that the server draws for the rows of child tables. */
const CHILD_NAME = /\.(items|taxes|payment_schedule|item_defaults|uoms|barcodes|links|email_ids|permissions|fields|accounts)\[\d+\]\.name$/;
export const isRandomName = (path: string): boolean => CHILD_NAME.test(path);

function authorization(sandbox: ErpNextSandbox, as: string): Record<string, string> {
	if (as === 'nobody') return {};
	if (as.startsWith('token ')) return { Authorization: as };
	const user = as === 'sales' ? sandbox.users.sales : sandbox.users.manager;
	return { Authorization: `token ${user.apiKey}:${user.apiSecret}` };
}

function filled(value: string, variables: Map<string, string>): string {
	return value.replace(/\$\{(\w+)\}/g, (_, name: string) => variables.get(name) ?? `unsaved variable ${name}`);
}

function valueAt(body: unknown, path: string): unknown {
	let value: unknown = body;
	for (const part of path.split('.')) value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
	return value;
}

/** Sends one recorded request and keeps what later ones need of the answer; `known` pairs recorded values with ours. */
export async function replay(sandbox: ErpNextSandbox, recording: Recording, variables: Map<string, string>): Promise<Replayed> {
	const { request } = recording;
	const path = filled(request.path, variables);
	const encoded = path.includes('%') ? path.replaceAll(' ', '%20') : encodeURI(path);
	const query = new URLSearchParams(Object.entries(request.query ?? {}).map(([name, value]): [string, string] => [name, filled(String(value), variables)]));
	const search = [...query].length > 0 ? `?${query.toString()}` : '';
	const hasBody = request.body !== undefined && request.body !== null;
	const response = await fetch(`${sandbox.url}${encoded}${search}`, {
		method: request.method,
		headers: { ...authorization(sandbox, request.as_), ...(hasBody ? { 'Content-Type': 'application/json' } : {}) },
		body: hasBody ? filled(JSON.stringify(request.body), variables) : undefined,
	});
	const text = await response.text();
	const contentType = response.headers.get('content-type') ?? '';
	const body: unknown = contentType.includes('json') ? JSON.parse(text) : { _text: text };
	for (const [name, from] of Object.entries(recording.save ?? {})) {
		const value = valueAt(body, from);
		if (typeof value === 'string') variables.set(name, value);
	}
	return { status: response.status, contentType, body };
}
