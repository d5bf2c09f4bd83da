/** Page tokens that the lists hand out: our own, opaque, JSON in base64url, so that they fit a text field of ERPNext. */
import { isRecord } from '../isRecord';
import { parseJson } from '../parseJson';

const VERSION = 1;

/** Pure. */
export function toPageToken(position: object): string {
	return Buffer.from(JSON.stringify({ v: VERSION, ...position })).toString('base64url');
}

/** Pure. Undefined for anything that `toPageToken` of this version did not make. */
export function readPageToken(token: string): Record<string, unknown> | undefined {
	const value = parseJson(Buffer.from(token, 'base64url').toString('utf8'));
	return isRecord(value) && value.v === VERSION ? value : undefined;
}
