/**
 * ERPNext as a dry run sees it: read and never written, also where this package has prepared nothing yet. What is not
 * there reads as empty, so that everybody can look before the first set-up (issue "Moving over").
 */
import type { ErpClient, ErpListQuery } from '../erpnext/client';
import { isPermission, isUnknownDocType, isUnknownField } from '../erpnext/errors';
import { CURSOR_DOCTYPE, ISSUE_DOCTYPE, LISTING_DOCTYPE, RUN_DOCTYPE } from '../erpnext/schema';
import { SyncRunError } from './runErrors';

const OURS = new Set([CURSOR_DOCTYPE, ISSUE_DOCTYPE, LISTING_DOCTYPE, RUN_DOCTYPE]);
/** What the previous connector leaves; unknown to a site that never had it. */
const PREVIOUS = new Set(['Ecommerce Item']);

function refuse(what: string): never {
	throw new SyncRunError(`A dry run was about to ${what}, which it must not: nothing was written. Please report this.`);
}

/** To a user without System Manager ERPNext answers 403 for a document type that is not there. */
function mayBeMissing(doctype: string, error: unknown): boolean {
	return (OURS.has(doctype) || PREVIOUS.has(doctype)) && (isUnknownDocType(error) || isPermission(error));
}

/** Reads through `erp`; every writing method throws. Fields that are not there come back undefined. */
export function readOnlyClient(erp: ErpClient): ErpClient {
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
		list: async <T>(doctype: string, query: ErpListQuery) => await listWhatIsThere<T>(erp, doctype, query),
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

/** ERPNext names one unknown field at a time (recorded: items/list an unknown field). */
async function listWhatIsThere<T>(erp: ErpClient, doctype: string, query: ErpListQuery): Promise<T[]> {
	try {
		return await erp.list<T>(doctype, query);
	} catch (error) {
		if (mayBeMissing(doctype, error)) return [];
		const unknown = isUnknownField(error) ? /amazon_\w+/.exec(error.reason)?.[0] : undefined;
		if (unknown === undefined) throw error;
		const isNamed = (part: unknown) => part === unknown || (typeof part === 'string' && part.endsWith(`.${unknown}`));
		const fields = query.fields.filter((field) => !isNamed(field));
		// Filtered by a field that is not there, no document can have it.
		if (fields.length === query.fields.length || query.filters?.some((filter) => filter.some(isNamed))) return [];
		return await listWhatIsThere(erp, doctype, { ...query, fields });
	}
}
