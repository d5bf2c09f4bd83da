import fc from 'fast-check';

import type { ErpNextSandbox } from '../../../../sandbox/erpnext/server';
import type { AuditKind } from '../../../../lib/sync/audit/types';
import { anOrder, type OrderSketch } from '../orders/anOrder';
import { addedUp, auditNovember, copyOrder, kindsOf, sketch, withAudit } from './auditing';

type Site = ErpNextSandbox['site'];

/** What somebody did to a Sales Order, and what the audit has to call it. */
interface Harm {
	does(site: Site, name: string): void;
	kind: AuditKind | undefined;
	/** Where Amazon's word changed instead. */
	amazon?: Partial<OrderSketch>;
	isUnlisted?: true;
}

const HARMS: Record<string, Harm> = {
	none: { does: () => undefined, kind: undefined },
	cancelled: { does: (site, name) => site.update('Sales Order', name, { docstatus: 2 }), kind: 'missing' },
	nameless: { does: (site, name) => site.poke('Sales Order', name, { amazon_order_id: null, po_no: null }), kind: 'missing' },
	doubled: { does: (site, name) => copyOrder(site, name), kind: 'doubled' },
	changed: { does: (site, name) => site.poke('Sales Order', name, { grand_total: 7777.01 }), kind: 'differentTotal' },
	exchanged: { does: (site, name) => site.poke('Sales Order', name, { currency: 'EUR' }), kind: 'wrongCurrency' },
	withdrawn: { does: () => undefined, kind: 'cancelledAtAmazon', amazon: { status: 'CANCELLED' } },
	dearer: { does: () => undefined, kind: 'differentTotal', amazon: { shippingCents: 12345 } },
	unlisted: { does: () => undefined, kind: 'unknownAtAmazon', isUnlisted: true },
};

const order = fc.record({
	quantities: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
	unitCents: fc.integer({ min: 1, max: 99_999 }),
	shippingCents: fc.constantFrom(0, 499),
	hour: fc.integer({ min: 0, max: 700 }),
	harm: fc.constantFrom(...Object.keys(HARMS)),
});

describe('any books', () => {
	it('show just what was done to them, and their rows add up to the difference of the sums', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 12 }), async (drawn) => {
				await withAudit(async ({ write, reader, site, nameOf, writes }) => {
					const cases = drawn.map(({ quantities, unitCents, shippingCents, hour, harm }, index) => ({
						harm: HARMS[harm],
						sold: sketch(`O-${index}`, {
							created: new Date(Date.parse('2026-11-01T05:00:00Z') + hour * 3_600_000).toISOString(),
							lines: quantities.map((quantity, line) => ({ sku: `SKU-${line + 1}`, quantity, unitCents })),
							shippingCents,
						}),
					}));
					await write(cases.map(({ sold }) => sold));
					for (const { sold, harm } of cases) harm?.does(site, nameOf(sold.id));
					const listed = cases.filter(({ harm }) => !harm?.isUnlisted).map(({ sold, harm }) => anOrder({ ...sold, ...harm?.amazon }));
					const before = writes();
					const outcome = await auditNovember(reader, listed);
					expect(writes()).toBe(before);
					const expected = cases.flatMap(({ sold, harm }) => (harm?.kind ? [`${harm.kind} ${sold.id}`] : []));
					expect(kindsOf(outcome).sort()).toEqual(expected.sort());
					expect(outcome.summary.equal).toBe(cases.length - expected.length);
					const sums = Object.fromEntries(outcome.summary.totals.map(({ currency, difference }) => [currency, Math.round(Number(difference) * 100)]));
					const rows = addedUp(outcome.rows);
					for (const currency of Object.keys(sums)) expect([currency, rows[currency] ?? 0]).toEqual([currency, sums[currency]]);
				});
			}),
			{ numRuns: 25 },
		);
	}, 120_000);
});
