import { inParts } from '../../../lib/inParts';
import { insertHalving, type InsertOutcome, type InsertRules, isSiteRefusal, isUnsure } from '../../../lib/erpnext/batches';
import { ErpApiError } from '../../../lib/erpnext/errors';
import { withErpSite } from '../sync/orders/erpSite';

const item = (code: string, group = 'Products') => ({ doctype: 'Item', item_code: code, item_name: code, item_group: group, stock_uom: 'Nos', is_stock_item: 1 });
const said = (outcomes: InsertOutcome[]) =>
	outcomes.map((outcome) => ('name' in outcome ? outcome.name : 'refused' in outcome ? outcome.refused.excType : 'unsure'));
const answer = (status: number, excType: string) => new ErpApiError('no', { status, excType, reason: 'no', method: 'POST', path: '/api' });

describe('insertHalving', () => {
	it('inserts a good batch in one call', async () => {
		await withErpSite(async ({ erp, callsOf }) => {
			expect(await callsOf(async () => await insertHalving(erp, ['A', 'B', 'C'].map((code) => item(code))))).toBe(1);
		});
	});

	it('writes all but the bad ones, and says which and why', async () => {
		await withErpSite(async ({ erp, sandbox }) => {
			const docs = ['A', 'B', 'C', 'D', 'E'].map((code) => item(code, code === 'B' || code === 'E' ? 'Nope' : 'Products'));
			expect(said(await insertHalving(erp, docs))).toEqual(['A', 'LinkValidationError', 'C', 'D', 'LinkValidationError']);
			expect(sandbox.site.doc('Item', 'D')).toBeDefined();
			expect(sandbox.site.doc('Item', 'E')).toBeUndefined();
		});
	});

	it('does not send what shares a refusal that is known', async () => {
		await withErpSite(async ({ erp, callsOf }) => {
			const rules: InsertRules = {
				known: [],
				toShared: (error, refused) => ({ error, isSharedBy: (other) => other.item_group === refused.item_group }),
			};
			const docs = Array.from({ length: 16 }, (_none, index) => item(`N${index}`, 'Nope'));
			const calls = await callsOf(async () => expect(new Set(said(await insertHalving(erp, docs, rules)))).toEqual(new Set(['LinkValidationError'])));
			expect(calls).toBe(5);
			expect(await callsOf(async () => await insertHalving(erp, docs, rules))).toBe(0);
		});
	});

	it('calls a batch unsure when the answer is lost, and repeats nothing', async () => {
		await withErpSite(async ({ erp, faults, sandbox, callsOf }) => {
			faults.add({ match: ({ path }) => path.endsWith('insert_many'), fault: { kind: 'cut', when: 'afterProcessing' } });
			const calls = await callsOf(async () => expect(said(await insertHalving(erp, [item('A'), item('B')]))).toEqual(['unsure', 'unsure']));
			expect(calls).toBe(1);
			expect(sandbox.site.doc('Item', 'B')).toBeDefined();
		});
	});

	it('throws when this user may not insert at all', async () => {
		await withErpSite(async ({ erp, sandbox }) => {
			expect(sandbox.site.count('Item')).toBe(3);
			await expect(insertHalving(erp, [{ doctype: 'Custom Field', dt: 'Item', fieldname: 'x', fieldtype: 'Data' }])).rejects.toMatchObject({ status: 403 });
		});
	});
});

describe('what a refusal is', () => {
	it('is one of the whole site for keys and rights, and not for a 403 that is not ERPNext\'s', () => {
		expect([answer(401, 'AuthenticationError'), answer(403, 'PermissionError'), answer(403, ''), answer(417, 'ValidationError')].map(isSiteRefusal)).toEqual([true, true, false, false]);
		expect([answer(0, ''), answer(502, ''), answer(403, ''), answer(417, 'ValidationError')].map(isUnsure)).toEqual([true, true, true, false]);
	});
});

describe('inParts', () => {
	it('splits in order', () => {
		expect(inParts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
		expect(inParts([], 2)).toEqual([]);
	});
});
