import type { Clock } from '../clock';
import type { ErpCredentials } from './types';

/** Frappe's list filters: `[field, operator, value]` or `[child doctype, field, operator, value]`. */
export type ErpFilter = [string, string, unknown] | [string, string, string, unknown];

export interface ErpListQuery {
	fields: string[];
	filters?: ErpFilter[];
	/** Must be stable; default `name asc`. */
	orderBy?: string;
	/** Most rows wanted; without it every row is read, page by page. */
	limit?: number;
	start?: number;
}

/** Any document that goes to ERPNext in bulk carries its doctype. */
export type ErpDocument = { doctype: string } & Record<string, unknown>;

/** One ERPNext site. Every method throws ErpApiError (see errors.ts) and counts its requests in `usage`. */
export interface ErpClient {
	/** Site address, without a trailing slash. */
	readonly url: string;
	readonly usage: { calls: number };
	/** Undefined when ERPNext answers 404. Safe to repeat. */
	findDoc<T>(doctype: string, name: string): Promise<T | undefined>;
	/** Safe to repeat. Long filters go by POST. */
	list<T>(doctype: string, query: ErpListQuery): Promise<T[]>;
	/** Repeated only where the caller knows that a unique key makes that harmless (`safe`). */
	insert<T>(doctype: string, fields: object, options?: { safe?: boolean }): Promise<T>;
	/** Not repeated after a cut connection unless `safe`. */
	update<T>(doctype: string, name: string, fields: object, options?: { safe?: boolean }): Promise<T>;
	/** True when deleted, false when it was not there. */
	remove(doctype: string, name: string): Promise<boolean>;
	/** All or nothing; 200 at most (recorded: items/more than 200 at once). Returns the names in order. */
	insertMany(docs: ErpDocument[]): Promise<string[]>;
	/** 19 at most, each committed by itself. Returns the names that failed, without reasons. */
	submitMany(doctype: string, names: string[]): Promise<string[]>;
	/** Status fields of submitted documents. Returns the documents that failed, with ERPNext's reason. */
	bulkUpdate(doctype: string, docs: Array<{ name: string } & Record<string, unknown>>): Promise<Array<{ name: string; reason: string }>>;
	/** A whitelisted method; `safe` ones are repeated after a network failure. */
	call<T>(method: string, args: Record<string, unknown>, options?: { verb?: 'GET' | 'POST'; safe?: boolean }): Promise<T>;
}

export interface ErpClientDeps {
	clock: Clock;
	/** Called before each request, e.g. for a log line; never given secrets. */
	onRequest?: (line: string) => void;
	/** Random numbers in [0, 1) for jitter. */
	random?: () => number;
	/** Time for a whole answer; see httpSend.ts for what holds without it. */
	timeoutMs?: number;
}

export type CreateErpClient = (credentials: ErpCredentials, deps: ErpClientDeps) => ErpClient;
