import type { ErpClient } from '../../../../lib/erpnext/client';
import { ErpApiError } from '../../../../lib/erpnext/errors';

export type BreakKind =
	/** Call n is never sent, nor is any later one: the process died. */
	| 'diesBefore'
	/** Call n is carried out, and nobody is there to hear the answer. */
	| 'diesAfter'
	/** Call n is carried out, its answer is lost; later calls work. */
	| 'losesAnswer'
	/** Call n does not arrive; later calls work. */
	| 'losesRequest';

export class Died extends Error {}

const lost = () =>
	new ErpApiError('ERPNext did not answer.', { status: 0, excType: '', reason: '', method: 'POST', path: '/api', code: 'ECONNRESET' });

/** A connection that breaks at its n-th call (from 1). Reads are repeated by the real client, so only writes lose answers. */
export function breakAt(erp: ErpClient, n: number, kind: BreakKind): ErpClient & { calls: () => number } {
	let calls = 0;
	const wrap = <A extends unknown[], R>(isWrite: boolean, method: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
		calls += 1;
		const dies = kind === 'diesBefore' || kind === 'diesAfter';
		if (dies && calls > n) throw new Died();
		if (calls !== n) return await method(...args);
		if (kind === 'diesBefore') throw new Died();
		if (kind === 'losesRequest' && isWrite) throw lost();
		const answer = await method(...args);
		if (kind === 'diesAfter') throw new Died();
		if (kind === 'losesAnswer' && isWrite) throw lost();
		return answer;
	};
	return {
		url: erp.url,
		usage: erp.usage,
		calls: () => calls,
		findDoc: wrap(false, erp.findDoc.bind(erp)) as ErpClient['findDoc'],
		list: wrap(false, erp.list.bind(erp)) as ErpClient['list'],
		insert: wrap(true, erp.insert.bind(erp)) as ErpClient['insert'],
		insertMany: wrap(true, erp.insertMany.bind(erp)),
		// The real client repeats these: they are safe.
		update: wrap(false, erp.update.bind(erp)) as ErpClient['update'],
		bulkUpdate: wrap(false, erp.bulkUpdate.bind(erp)),
		remove: wrap(false, erp.remove.bind(erp)),
		submitMany: wrap(true, erp.submitMany.bind(erp)),
		call: wrap(true, erp.call.bind(erp)) as ErpClient['call'],
	};
}
