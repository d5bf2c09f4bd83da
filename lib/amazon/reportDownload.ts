/** Downloads a report document as a stream of text: unpacked, decoded by the charset that Amazon announces. */
import { isAscii, isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import axios from 'axios';
import { type DecoderStream, encodingExists, getDecoder } from 'iconv-lite';
import type { AmazonClient } from './client';
import type { ReportDocument } from './reports';
import { faultKindOf } from './retry';
import { codeOf, NetworkFault } from './send';

export interface DownloadOptions {
	document: ReportDocument;
	/** For documents that announce no charset and are no UTF-8. */
	fallbackCharset: string;
	/** Between two pieces. */
	idleMs?: number;
}

/** The signed address is no longer good: ask for it anew. */
export class DocumentExpired extends Error {}

const IDLE_MS = 30_000;
/** Enough to see whether text is UTF-8; a character may be cut at its end. */
const SNIFF_BYTES = 65_536;
/** Bytes of UTF-8's longest. */
const LONGEST_CHARACTER = 4;

/**
 * Pieces of text; never the whole document in memory. Throws DocumentExpired, or NetworkFault for anything that breaks
 * off, a gzip cut short included: the caller may download again.
 */
export async function* downloadText(client: AmazonClient, options: DownloadOptions): AsyncGenerator<string, void> {
	const { document, fallbackCharset, idleMs = IDLE_MS } = options;
	const { body, contentType } = await open(client, document.url, idleMs);
	const unpacked = document.isGzip ? pipeline(body, createGunzip(), () => undefined) : body;
	try {
		let decoder = announcedDecoder(contentType, fallbackCharset);
		let held = Buffer.alloc(0);
		for await (const piece of pieces(unpacked, idleMs)) {
			const bytes = Buffer.concat([held, piece]);
			// ASCII reads the same in every code page: which one it is shows with the first other byte.
			const told = Math.max(0, bytes.length - LONGEST_CHARACTER);
			if (!decoder && isAscii(bytes.subarray(0, told))) {
				held = bytes.subarray(told);
				yield bytes.toString('latin1', 0, told);
				continue;
			}
			held = Buffer.alloc(0);
			decoder ??= getDecoder(looksLikeUtf8(bytes.subarray(0, SNIFF_BYTES)) ? 'utf-8' : fallbackCharset);
			yield decoder.write(bytes);
		}
		decoder ??= getDecoder(isUtf8(held) ? 'utf-8' : fallbackCharset);
		yield decoder.write(held) + (decoder.end() ?? '');
	} finally {
		body.destroy();
	}
}

async function open(client: AmazonClient, url: string, idleMs: number): Promise<{ body: Readable; contentType: string }> {
	let status: number;
	let data: Readable;
	let contentType: unknown;
	try {
		const answer = await axios.get<Readable>(url, {
			responseType: 'stream',
			decompress: false,
			timeout: idleMs,
			validateStatus: () => true,
			...(client.credentials.environment === 'local' ? { proxy: false as const } : {}),
		});
		({ status, data } = answer);
		contentType = answer.headers['content-type'];
	} catch (cause) {
		// axios's own error holds the signed address: only its code goes on.
		const code = axios.isAxiosError(cause) && cause.code ? cause.code : 'UNKNOWN';
		throw new NetworkFault(faultKindOf(code), code);
	}
	if (status === 200) return { body: data, contentType: typeof contentType === 'string' ? contentType : '' };
	data.destroy();
	if (status === 403 || status === 404 || status === 410) throw new DocumentExpired();
	throw new NetworkFault('reset', `HTTP ${status}`);
}

async function* pieces(source: Readable, idleMs: number): AsyncGenerator<Buffer, void> {
	const iterator = source[Symbol.asyncIterator]();
	try {
		for (;;) {
			const step = await withinIdle(iterator.next(), source, idleMs);
			if (step.done) return;
			yield Buffer.from(step.value);
		}
	} catch (cause) {
		if (cause instanceof NetworkFault) throw cause;
		const code = codeOf(cause);
		// Z_BUF_ERROR and its kin: the gzip ends too early or is damaged.
		throw new NetworkFault(code.startsWith('Z_') ? 'garbled' : 'reset', code);
	}
}

/** Only the time in which we wait for Amazon counts, not that in which the rows are worked on. */
async function withinIdle<T>(next: Promise<T>, source: Readable, idleMs: number): Promise<T> {
	const patience = AbortSignal.timeout(idleMs);
	let giveUp = (): void => undefined;
	const idle = new Promise<never>((_resolve, reject) => {
		giveUp = () => {
			reject(new NetworkFault('timeout', 'IDLE'));
			source.destroy();
		};
		patience.addEventListener('abort', giveUp);
	});
	try {
		return await Promise.race([next, idle]);
	} finally {
		patience.removeEventListener('abort', giveUp);
	}
}

/** iconv-lite knows every charset that Amazon sends: Cp1252, ISO-8859-1, Shift_JIS, Windows-31J, UTF-8, GBK. */
function announcedDecoder(contentType: string, fallbackCharset: string): DecoderStream | undefined {
	const announced = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1];
	if (announced === undefined) return undefined;
	return getDecoder(encodingExists(announced) ? announced : fallbackCharset);
}

function looksLikeUtf8(bytes: Buffer): boolean {
	for (let cut = 0; cut < LONGEST_CHARACTER && cut < bytes.length; cut++) {
		if (isUtf8(bytes.subarray(0, bytes.length - cut))) return true;
	}
	return bytes.length === 0;
}
