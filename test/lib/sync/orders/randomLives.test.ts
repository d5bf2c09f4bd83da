import fc from 'fast-check';
import { ErpApiError } from '../../../../lib/erpnext/errors';
import type { ItemsForOrderLines } from '../../../../lib/sync/orders/run';
import type { SyncAction } from '../../../../lib/sync/types';
import { writeOrders } from '../../../../lib/sync/writeOrders';
import { FakeClock } from '../../../support/fakeClock';
import { anOrder, someSettings } from './anOrder';
import { withErpSite, type ErpSite } from './erpSite';
import { MemoryErp } from './memoryErp';
import { DEEDS, ORDERS, SKUS, step, World, type Desk, type HeldDoc, type PersonDoes, type Step } from './world';

const RUNS = Number(process.env.LIVES ?? 600);
const STAND_IN_RUNS = Number(process.env.STAND_IN_LIVES ?? 40);

const ACTIONS: readonly SyncAction[] = ['created', 'updated', 'amended', 'cancelled', 'unchanged', 'notImported', 'failed'];

const itemsForOrderLines: ItemsForOrderLines = async (_erp, _settings, lines) =>
	await Promise.resolve(new Map(lines.map((line) => [line.sku ?? '', { itemCode: line.sku }])));

const otherSum = (doc: HeldDoc) => ({ grand_total: Number(doc.grand_total) + 1, net_total: Number(doc.net_total) + 1 });

function memoryDesk(): Desk {
	const erp = new MemoryErp();
	for (const sku of SKUS) erp.put('Item', { name: sku });
	return {
		docs: (doctype) => erp.docs(doctype),
		setDisabled: (name, disabled) => erp.put('Item', { name, disabled }),
		run: async (sketches, submitOrders, death) => {
			erp.begin(death);
			try {
				return await writeOrders({ erp, clock: new FakeClock(), itemsForOrderLines }, sketches.map(anOrder), someSettings({ submitOrders }));
			} catch (error) {
				if (!death || !(error instanceof ErpApiError)) throw error;
				return undefined;
			}
		},
		touch: (doc, does) => {
			const isSubmitted = doc.docstatus === 1;
			if (does === 'delete' && !isSubmitted) erp.docsDelete('Sales Order', doc.name);
			else if (does === 'editDraft' && doc.docstatus === 0) Object.assign(doc, { ...otherSum(doc), modified_by: 'person@example.com' });
			else if (!isSubmitted) return;
			else if (does === 'cancel' && !doc.linked && doc.status !== 'Closed') Object.assign(doc, { docstatus: 2, status: 'Cancelled' });
			else if (does === 'deliver' || does === 'deliverPart') Object.assign(doc, { linked: 'Delivery Note MAT-DN-1', per_delivered: does === 'deliver' ? 100 : 50 });
			else if (does === 'invoice') Object.assign(doc, { linked: 'Sales Invoice ACC-SINV-1', per_billed: 100 });
			else if (does === 'hold') doc.status = 'On Hold';
			else if (does === 'close') doc.status = 'Closed';
			else if (does === 'reopen') doc.status = 'To Deliver and Bill';
			else if (does === 'changeRows') Object.assign(doc, otherSum(doc));
		},
	};
}

/** The same life at the stand-in over HTTP; its deaths are cut connections. */
function standInDesk({ sandbox, write, faults }: ErpSite): Desk {
	const { site } = sandbox;
	const act = (doc: HeldDoc, does: PersonDoes): void => {
		const isLive = doc.docstatus === 1 && doc.status !== 'Closed';
		const isFree = isLive && !doc.per_delivered && !doc.per_billed;
		if (does === 'delete' && doc.docstatus !== 1) site.remove('Sales Order', doc.name);
		else if (does === 'editDraft' && doc.docstatus === 0) site.poke('Sales Order', doc.name, { ...otherSum(doc), modified_by: 'person@example.com' });
		else if (doc.docstatus !== 1) return;
		else if (does === 'cancel' && isFree) site.update('Sales Order', doc.name, { docstatus: 2 });
		else if (does === 'deliver' && isLive && !doc.per_delivered) site.deliver(doc.name);
		else if (does === 'deliverPart' && isFree) site.poke('Sales Order', doc.name, { per_delivered: 50 });
		else if (does === 'invoice' && isLive && !doc.per_billed) site.invoice(doc.name);
		else if (does === 'hold') site.poke('Sales Order', doc.name, { status: 'On Hold' });
		else if (does === 'close') site.poke('Sales Order', doc.name, { status: 'Closed' });
		else if (does === 'reopen') site.poke('Sales Order', doc.name, { status: 'To Deliver and Bill' });
		else if (does === 'changeRows') site.poke('Sales Order', doc.name, otherSum(doc));
	};
	return {
		docs: (doctype) => site.docs(doctype).map((doc) => ({ ...doc, name: String(doc.name) })),
		setDisabled: (sku, disabled) => void site.update('Item', sku, { disabled }),
		touch: act,
		run: async (sketches, submitOrders, death) => {
			let calls = 0;
			faults.clear();
			if (death) {
				const isDead = () => (death.once ? (calls += 1) === death.atCall : (calls += 1) >= death.atCall);
				faults.add({ match: isDead, fault: { kind: 'cut', when: death.done ? 'afterProcessing' : 'beforeProcessing' } });
			}
			try {
				return await write(sketches, { submitOrders });
			} catch (error) {
				if (!death || !(error instanceof ErpApiError)) throw error;
				return undefined;
			}
		},
	};
}

async function live(world: World, steps: Step[]): Promise<void> {
	for (const one of steps) await world.live(one);
	expect(await world.verdicts()).toEqual([]);
	expect(world.doubled()).toEqual([]);
}

describe('random lives of orders', () => {
	it.each([2, 4])('leave the same books when %i runs start at once', async (runs) => {
		const books = async (count: number) => {
			const desk = memoryDesk();
			const world = new World(desk, true);
			const steps = ORDERS.map((_id, order): Step => ({ kind: 'amazon', order, status: 'UNSHIPPED', quantities: [2], unitCents: 333, shippingCents: 499 }));
			for (const one of steps) await world.live(one);
			await Promise.all(Array.from({ length: count }, async () => await world.run()));
			const orders = desk.docs('Sales Order').filter((doc) => doc.docstatus !== 2);
			return { doubled: world.doubled(), orders: orders.map((doc) => [doc.amazon_order_id, doc.docstatus, doc.grand_total]).sort() };
		};
		expect(await books(runs)).toEqual(await books(1));
	});

	const steps = fc.array(step, { minLength: 3, maxLength: 25 });

	it(`end with one live Sales Order, equal to Amazon's last word, or with a reason (${RUNS} lives)`, async () => {
		const met = new Set<string>();
		await fc.assert(
			fc.asyncProperty(steps, fc.boolean(), async (all, submitOrders) => await live(new World(memoryDesk(), submitOrders, met), all)),
			{ numRuns: RUNS },
		);
		expect([...ACTIONS, ...DEEDS, 'death'].filter((what) => !met.has(what))).toEqual([]);
	}, 120_000);

	it(`do so at the ERPNext stand-in as well (${STAND_IN_RUNS} lives)`, async () => {
		await withErpSite(async (site) => {
			const empty = site.sandbox.site.snapshot();
			await fc.assert(
				fc.asyncProperty(steps, fc.boolean(), async (all, submitOrders) => {
					site.sandbox.site.restore(empty);
					await live(new World(standInDesk(site), submitOrders), all);
				}),
				{ numRuns: STAND_IN_RUNS },
			);
		});
	}, 120_000);
});
