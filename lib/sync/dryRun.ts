/**
 * ERPNext as a dry run sees it: read and never written, also where this package has prepared nothing yet. What is not
 * there reads as empty, so that everybody can look before the first set-up.
 */
import type { ErpClient, ErpListQuery } from '../erpnext/client';
import { isPermission, isUnknownDocType, isUnknownField } from '../erpnext/errors';
import { CURSOR_DOCTYPE, ISSUE_DOCTYPE, LISTING_DOCTYPE, RUN_DOCTYPE } from '../erpnext/schema';
import { SyncRunError } from './runErrors';

const OURS = new Set([CURSOR_DOCTYPE, ISSUE_DOCTYPE, LISTING_DOCTYPE, RUN_DOCTYPE]);

function refuse(what: string): never {
	throw new SyncRunError(`A dry run was about to ${what}, which it must not: nothing was written. Please report this.`);
}

/** To a user without System Manager ERPNext answers 403 for a document type that is not there. */
function mayBeMissing(doctype: string, error: unknown): boolean {
	return OURS.has(doctype) && (isUnknownDocType(error) || isPermission(error));
}

/** Reads through `erp`; every writing method throws. Fields that are not there come back undefined. */
export function readOnlyClient(erp: ErpClient): ErpClient {
	const missing: MissingFields = new Map();
	return {
		url: erp.url,
		usage: erp.usage,
		async findDoc<T>(doctype: string, name: string) {
			try {
				return await erp.findDoc<T>(doctype, name);
			} catch (error) {
				if (mayBeMissing(doctype, error)) return undefined;
				throw error;
			}
		},
		list: async <T>(doctype: string, query: ErpListQuery) => await listWhatIsThere<T>(erp, doctype, query, missing),
		insert: async (doctype) => await Promise.resolve(refuse(`write ${doctype}`)),
		update: async (doctype, name) => await Promise.resolve(refuse(`change ${doctype} '${name}'`)),
		remove: async (doctype, name) => await Promise.resolve(refuse(`delete ${doctype} '${name}'`)),
		insertMany: async (docs) => (docs.length === 0 ? [] : await Promise.resolve(refuse(`write ${docs[0]?.doctype ?? ''}`))),
		submitMany: async (doctype, names) => (names.length === 0 ? [] : await Promise.resolve(refuse(`submit ${doctype}`))),
		bulkUpdate: async (doctype, docs) => (docs.length === 0 ? [] : await Promise.resolve(refuse(`change ${doctype}`))),
		call: async (method, args, options) => {
			if (options?.verb !== 'GET') return await Promise.resolve(refuse(`call ${method}`));
			return await erp.call(method, args, options);
		},
	};
}

/** Fields of ours that are not there, by document type: asked for once. */
type MissingFields = Map<string, Set<string>>;

const isNamed = (part: unknown, field: string) => part === field || (typeof part === 'string' && part.endsWith(`.${field}`));

/** ERPNext names one unknown field at a time (recorded: items/list an unknown field). */
async function listWhatIsThere<T>(erp: ErpClient, doctype: string, query: ErpListQuery, missing: MissingFields): Promise<T[]> {
	const known = missing.get(doctype) ?? new Set<string>();
	for (;;) {
		const isMissing = (part: unknown) => [...known].some((field) => isNamed(part, field));
		// Filtered by a field that is not there, no document can have it.
		if (query.filters?.some((filter) => filter.slice(0, -2).some(isMissing))) return [];
		try {
			return await erp.list<T>(doctype, { ...query, fields: query.fields.filter((field) => !isMissing(field)) });
		} catch (error) {
			if (mayBeMissing(doctype, error)) return [];
			const unknown = isUnknownField(error) ? /amazon_\w+/.exec(error.reason)?.[0] : undefined;
			if (unknown === undefined || known.has(unknown)) throw error;
			missing.set(doctype, known.add(unknown));
		}
	}
}
