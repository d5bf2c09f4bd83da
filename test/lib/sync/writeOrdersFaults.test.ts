import { type Fault, FaultPlan, NAMED_FAULTS } from '../../../sandbox/faults';
import { ErpApiError } from '../../../lib/erpnext/errors';
import { withErpSite } from './orders/erpSite';
import type { OrderSketch } from './orders/anOrder';

const SEEDS = Number(process.env.FAULT_SEEDS ?? 8);
const MOST_RUNS = 30;

const before = Array.from({ length: 24 }, (_none, index): OrderSketch => ({
	id: `902-${String(index).padStart(2, '0')}`,
	lines: [{ sku: `SKU-${(index % 3) + 1}`, quantity: 2, unitCents: 333 }],
	shippingCents: 499,
	...(index % 2 ? { buyer: `Buyer ${index}`, address: { line1: `${index} Main St` } } : {}),
}));
const after = before.map((sketch, index): OrderSketch => {
	const changes: Array<Partial<OrderSketch>> = [{}, { status: 'SHIPPED' }, { status: 'CANCELLED' }, { shippingCents: 100 }, { lines: [{ sku: 'SKU-1', quantity: 1, unitCents: 333 }] }];
	return { ...sketch, ...changes[index % changes.length], updated: '2026-11-21T10:00:00Z' };
});

/** The stand-in has its plan already: a rule of it draws from a random one. */
function addRandomFaults(faults: FaultPlan, seed: number): void {
	const random = FaultPlan.random(seed, { rate: 0.15, limit: 40 });
	const next: { fault: Fault } = { fault: NAMED_FAULTS.unavailable };
	faults.add({
		match: ({ method, path, query }) => {
			const drawn = random.nextFault(method, path, query);
			next.fault = drawn ?? next.fault;
			return drawn !== undefined;
		},
		get fault() {
			return next.fault;
		},
	});
}

describe('the books after random faults', () => {
	it.each(Array.from({ length: SEEDS }, (_none, seed) => seed))('are those of a run without faults (seed %i)', async (seed) => {
		const books = async (faulty: boolean) => {
			let held: unknown;
			await withErpSite(async ({ write, faults, sandbox, orders }) => {
				if (faulty) addRandomFaults(faults, seed);
				for (const sketches of [before, after]) {
					for (let runs = 0; ; runs += 1) {
						if (runs === MOST_RUNS) throw new Error(`Not quiet after ${MOST_RUNS} runs`);
						const results = await write(sketches).catch((error: unknown) => {
							if (error instanceof ErpApiError) return [];
							throw error;
						});
						if (results.length > 0 && results.every(({ action }) => action === 'unchanged' || action === 'notImported')) break;
					}
				}
				const live = orders('amazon_order_id', 'docstatus', 'grand_total', 'amazon_order_status', 'customer', 'shipping_address_name');
				held = {
					live: live.filter((order) => order[0]).sort(),
					names: ['Customer', 'Address', 'Contact'].map((doctype) => sandbox.site.docs(doctype).map((doc) => doc.name).sort()),
				};
			});
			return held;
		};
		expect(await books(true)).toEqual(await books(false));
	}, 60_000);
});
