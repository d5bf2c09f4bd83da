import type { AuditInput } from '../../../../lib/sync/audit/types';
import { anOrder } from '../orders/anOrder';
import { auditNovember, kindsOf, listOf, sketch, withAudit, US } from './auditing';

const DE = 'A1PA6795UKMFR9';

/** 23:30 of November 30 in New York, and December 1 by UTC. */
const LATE = { created: '2026-12-01T04:30:00Z' };
/** 20:00 of October 31 in New York, and November 1 by UTC. */
const EARLY = { created: '2026-11-01T00:00:00Z' };

describe('the edges of an audit', () => {
	it('are days of ERPNext, whatever time zone a Sales Order was dated in', async () => {
		await withAudit(async ({ write, reader, site, nameOf }) => {
			const sketches = [sketch('EARLY', EARLY), sketch('LATE', LATE)];
			await write(sketches);
			// As the previous connector dates them: by UTC.
			site.poke('Sales Order', nameOf('EARLY'), { transaction_date: '2026-11-01' });
			site.poke('Sales Order', nameOf('LATE'), { transaction_date: '2026-12-01' });
			const outcome = await auditNovember(reader, sketches.map(anOrder));
			expect(outcome).toMatchObject({ rows: [], summary: { orders: 1, equal: 1, complete: true } });
			const october: Partial<AuditInput> = { firstDay: '2026-10-01', lastDay: '2026-10-31', progress: [listOf(2, { windowEnd: '2026-11-02T00:00:00Z' }, { after: '2026-09-30T00:00:00Z' })] };
			expect(await auditNovember(reader, sketches.map(anOrder), october)).toMatchObject({ rows: [], summary: { orders: 1, equal: 1 } });
		});
	});

	it('count an order of the day after as missing only in its own month', async () => {
		await withAudit(async ({ reader }) => {
			const outcome = await auditNovember(reader, [anOrder(sketch('EARLY', EARLY)), anOrder(sketch('LATE', LATE))]);
			expect(kindsOf(outcome)).toEqual(['missing LATE']);
		});
	});

	it('are not judged where Amazon was not asked for a day more, which is said', async () => {
		await withAudit(async ({ write, reader, site, nameOf }) => {
			const ids = ['FIRST', 'MIDDLE', 'LAST'];
			await write(ids.map((id) => sketch(id)));
			const dates = ['2026-11-01', '2026-11-15', '2026-11-30'];
			ids.forEach((id, index) => site.poke('Sales Order', nameOf(id), { transaction_date: dates[index] }));
			// November in New York, to the millisecond: by UTC its first day began before.
			const progress = [listOf(0, { windowEnd: '2026-12-01T05:00:00Z' }, { after: '2026-11-01T04:00:00Z' })];
			const { rows, summary } = await auditNovember(reader, [], { progress });
			expect(rows.map(({ amazonOrderId }) => amazonOrderId)).toEqual(['MIDDLE', 'LAST']);
			expect(summary).toMatchObject({
				complete: false,
				notices: ['Sales Orders of 2026-11-01 were not checked for numbers that Amazon does not know. Let List Orders begin a day before the period and end a day after it.'],
			});
		});
	});

	it('say which days Amazon was not asked for at all', async () => {
		await withAudit(async ({ reader }) => {
			const progress = [listOf(0, { windowEnd: '2026-11-24T12:00:00Z' })];
			const { summary } = await auditNovember(reader, [], { progress });
			expect(summary.message).toBe('Not the whole period, see the notices. 0 orders from 2026-11-01 to 2026-11-30, nothing to compare.');
			expect(summary.notices).toEqual([
				"Amazon's list does not hold every order of 2026-11-24 to 2026-11-30 (days in ERPNext's time zone America/New_York). Let List Orders begin a day before the period and end a day after it.",
			]);
		});
	});
});

describe('a list that is not whole', () => {
	const cases: Array<[string, Partial<AuditInput>, RegExp]> = [
		['because the quota ran out', { progress: [listOf(1, { complete: false, nextPageToken: 'x' })] }, /^Amazon's list stops after 1 order of its window: raise 'Wait for Quota'/],
		['because its end is unknown', { progress: [] }, /switch on 'Include Progress Item'/],
		['because it went by last update', { progress: [listOf(1, {}, { by: 'updated' })] }, /set 'Date Field' to 'Created'/],
		['because it continued another one', { progress: [listOf(1, {}, { fromStart: false })] }, /leave 'Continue From' empty/],
		['because nothing was read', { progress: [listOf(0, { skipped: true })] }, /another run was under way/],
		['because its parts are of other marketplaces', { progress: [listOf(1), listOf(0, {}, { marketplaceIds: [DE] })] }, /list the same marketplaces/],
	];
	it.each(cases)('makes no order unknown: %s', async (_why, more, notice) => {
		await withAudit(async ({ write, reader }) => {
			await write([sketch('A'), sketch('B')]);
			const wrong = anOrder(sketch('A', { shippingCents: 1 }));
			const outcome = await auditNovember(reader, [wrong], more);
			expect(kindsOf(outcome)).toEqual(['differentTotal A']);
			expect(outcome.summary.complete).toBe(false);
			expect(outcome.summary.message).toMatch(/^Not the whole period, see the notices\. 1 order from/);
			expect(outcome.summary.notices).toEqual([expect.stringMatching(notice)]);
		});
	});

	it('is whole again when its parts follow one another', async () => {
		await withAudit(async ({ write, reader }) => {
			await write([sketch('A'), sketch('B')]);
			const progress = [
				listOf(1, {}, { after: '2026-11-15T00:00:00.000Z' }),
				listOf(0, { windowEnd: '2026-11-15T00:00:00.000Z' }),
			];
			const outcome = await auditNovember(reader, [anOrder(sketch('A'))], { progress });
			expect(kindsOf(outcome)).toEqual(['unknownAtAmazon B']);
			expect(outcome.summary.complete).toBe(true);
		});
	});
});

describe('what Amazon did not list', () => {
	it('is not judged when it is of another marketplace, currency or company', async () => {
		await withAudit(async ({ write, reader, site, nameOf }) => {
			const ids = ['OTHER-SHOP', 'OTHER-MONEY', 'OLD', 'OURS', 'BY-ID'];
			await write(ids.map((id) => sketch(id)));
			site.poke('Sales Order', nameOf('OTHER-SHOP'), { amazon_marketplace: 'Amazon.de' });
			site.poke('Sales Order', nameOf('OTHER-MONEY'), { amazon_marketplace: null, currency: 'EUR' });
			site.poke('Sales Order', nameOf('OLD'), { amazon_marketplace: null });
			site.poke('Sales Order', nameOf('BY-ID'), { amazon_marketplace: US });
			const all = ['unknownAtAmazon BY-ID', 'unknownAtAmazon OLD', 'unknownAtAmazon OURS'];
			expect(kindsOf(await auditNovember(reader, []))).toEqual(all);
			expect(kindsOf(await auditNovember(reader, [], { company: 'Acme Inc' }))).toEqual(all);
			expect(kindsOf(await auditNovember(reader, [], { company: 'Other Inc' }))).toEqual([]);
		});
	});

	it('is one row for each number, and no row once it is cancelled', async () => {
		await withAudit(async ({ write, reader, site, nameOf }) => {
			await write([sketch('A'), sketch('B')]);
			site.update('Custom Field', 'Sales Order-amazon_order_id', { unique: 0 });
			site.poke('Sales Order', nameOf('B'), { amazon_order_id: 'A' });
			const { rows } = await auditNovember(reader, []);
			expect(rows).toMatchObject([{ kind: 'unknownAtAmazon', salesOrders: `${nameOf('A')}, ${nameOf('B')}`, erpnextTotal: 39.98, difference: -39.98 }]);
			for (const id of ['A', 'B']) site.update('Sales Order', nameOf(id), { docstatus: 2 });
			expect((await auditNovember(reader, [])).rows).toEqual([]);
		});
	});
});
