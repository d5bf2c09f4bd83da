import { CURSOR_DOCTYPE } from '../../../lib/erpnext/schema';
import type { SyncStream } from '../../../lib/sync/types';
import { startAmazonSandbox } from '../../../sandbox/amazon/server';
import { makeSellerWorld, type SellerWorld } from '../../../sandbox/amazon/world/sellerWorld';
import { type ErpNextSandbox, startErpNextSandbox } from '../../../sandbox/erpnext/server';
import { FaultPlan } from '../../../sandbox/faults';
import { type Run, runOnce } from '../../../scripts/bench/line';
import { sleepToNextQuarter } from '../../../scripts/bench/schedule';
import { ONE_CUSTOMER, SETTINGS } from '../../../scripts/bench/settings';
import { FakeClock } from '../../support/fakeClock';

// Some thousand orders through both servers; a busy machine takes its time.
jest.setTimeout(180_000);

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 60;
const BEGINS_AT = Date.parse('2026-11-24T12:00:00Z');
const UNTIL_MS = BEGINS_AT - HISTORY_DAYS * DAY_MS;

interface Shop {
	world: SellerWorld;
	erp: ErpNextSandbox;
	clock: FakeClock;
	erpFaults: FaultPlan;
	run(stream: SyncStream): Promise<Run>;
	/** Requests of searchOrders by their status, of all runs. */
	searches(): { answered: number; refused: number };
}

/** A shop that sells on while its history is read; both servers and the sync on one clock. */
async function withShop(seed: number, orders: number, test: (shop: Shop) => Promise<void>): Promise<void> {
	const clock = new FakeClock(BEGINS_AT);
	const daysToCome = 30;
	const world = makeSellerWorld({
		seed,
		sellerId: `A1BACKFILL${seed}`,
		country: 'US',
		skuCount: 30,
		orderCount: Math.round((orders * (HISTORY_DAYS + daysToCome)) / HISTORY_DAYS),
		endsAt: BEGINS_AT + daysToCome * DAY_MS,
		spanDays: HISTORY_DAYS + daysToCome,
	});
	const erpFaults = new FaultPlan();
	const amazon = await startAmazonSandbox({ clock, sellers: [world] });
	const erp = await startErpNextSandbox({ clock, faults: erpFaults });
	try {
		const [account] = amazon.sellers;
		if (!account) throw new Error('The sandbox has no seller');
		const line = {
			amazon: account.credentials,
			erpnext: { url: erp.url, ...erp.users.manager, ignoreSslIssues: false },
			clock,
			input: {
				sellerId: world.sellerId,
				marketplaceIds: world.marketplaces.map(({ id }) => id),
				settings: { ...SETTINGS, ...ONE_CUSTOMER },
				afterDate: new Date(BEGINS_AT).toISOString(),
				backfillUntil: new Date(UNTIL_MS).toISOString(),
				leaseMinutes: 30,
				overlapMinutes: 10,
			},
		};
		let runs = 0;
		const searches = () => amazon.requests.filter(({ operation }) => operation === 'searchOrders');
		await test({
			world,
			erp,
			clock,
			erpFaults,
			run: async (stream) => await runOnce(line, stream, `${(runs += 1)}`),
			searches: () => {
				const refused = searches().filter(({ status }) => status !== 200).length;
				return { answered: searches().length - refused, refused };
			},
		});
	} finally {
		await amazon.close();
		await erp.close();
	}
}

interface Walked {
	backfill: Run[];
	normal: Run[];
}

/** Every quarter of an hour a backfill and then a normal run, until the history is read; `happen` comes before each. */
async function walk(shop: Shop, happen: (quarter: number) => void = () => {}): Promise<Walked> {
	const walked: Walked = { backfill: [], normal: [] };
	for (let quarter = 1; ; quarter += 1) {
		await sleepToNextQuarter(shop.clock);
		happen(quarter);
		const back = await shop.run('ordersBackfill').catch(() => undefined);
		if (back) walked.backfill.push(back);
		shop.erpFaults.clear();
		walked.normal.push(await shop.run('orders'));
		if (back && /The backfill is complete/.test(back.message)) return walked;
	}
}

const sum = (runs: Run[], pick: (run: Run) => number): number => runs.reduce((total, run) => total + pick(run), 0);

/** Orders that stand in the books otherwise than once, or that should not stand there; `readUntil`: end of the last window. */
function wrongBooks({ world, erp }: Shop, readUntil: string): string[] {
	const held = new Map<string, number>();
	for (const { docstatus, amazon_order_id } of erp.site.docs('Sales Order')) {
		if (docstatus !== 2) held.set(String(amazon_order_id), (held.get(String(amazon_order_id)) ?? 0) + 1);
	}
	const wrong: string[] = [];
	for (const { orderId, createdTime, lastUpdatedTime, fulfillment } of world.eachOrder()) {
		if (Date.parse(createdTime) < UNTIL_MS || Date.parse(lastUpdatedTime) > Date.parse(readUntil)) continue;
		const isSold = /^(UNSHIPPED|PARTIALLY_SHIPPED|SHIPPED)$/.test(fulfillment?.fulfillmentStatus ?? '');
		if ((held.get(orderId) ?? 0) !== (isSold ? 1 : 0)) wrong.push(`${orderId} ${held.get(orderId) ?? 0} times`);
	}
	return wrong;
}

describe('a backfill beside the normal runs', () => {
	it('reads 3 000 orders in at most 12 calls for 1 000, each order once, and leaves the others their quota', async () => {
		await withShop(1, 3000, async (shop) => {
			const { backfill, normal } = await walk(shop);
			const listed = sum(backfill, (run) => run.listed);
			expect(listed).toBeGreaterThan(2900);
			expect(sum(backfill, (run) => run.amazonCalls)).toBeLessThanOrEqual((12 * listed) / 1000);
			expect(normal.map(({ more, amazonCalls }) => [more, amazonCalls])).toEqual(normal.map(() => [false, 1]));
			expect(shop.searches().refused).toBe(0);
			expect(sum([...backfill, ...normal], (run) => run.counts.failed)).toBe(0);
			expect(wrongBooks(shop, normal.at(-1)?.windowEnd ?? '')).toEqual([]);
		});
	});

	it('keeps ten requests for a normal run that suddenly has 950 changed orders to read', async () => {
		await withShop(2, 1500, async (shop) => {
			let changed = 0;
			const { backfill, normal } = await walk(shop, (quarter) => {
				if (quarter !== 3) return;
				for (const { orderId } of [...shop.world.eachOrder()].slice(0, 950)) {
					shop.world.changeOrder(orderId, () => {});
					changed += 1;
				}
				// What changes is listed three minutes later (see window.ts).
				shop.clock.advance(4 * 60_000);
			});
			const [most] = [...normal].sort((one, other) => other.listed - one.listed);
			expect(changed).toBe(950);
			expect(most).toMatchObject({ more: false, amazonCalls: 10 });
			expect(most?.listed).toBeGreaterThanOrEqual(950);
			expect(backfill.some(({ more }) => more)).toBe(true);
			expect(shop.searches().refused).toBe(0);
			expect(wrongBooks(shop, normal.at(-1)?.windowEnd ?? '')).toEqual([]);
		});
	});

	it.each([5, 30, 55])('goes on after a run that died at its request %i to ERPNext', async (atCall) => {
		await withShop(2 + atCall, 1500, async (shop) => {
			const { backfill, normal } = await walk(shop, (quarter) => {
				if (quarter !== 3) return;
				let calls = 0;
				shop.erpFaults.add({ match: () => (calls += 1) >= atCall, fault: { kind: 'cut', when: 'afterProcessing' } });
			});
			// The lease of the dead run keeps the next one away; the one after it takes over and reads its 8 pages again.
			expect(backfill.filter(({ status, message }) => status === 'Skipped' && /is under way/.test(message))).toHaveLength(1);
			expect(shop.searches()).toEqual({ answered: 16 + 8 + normal.length, refused: 0 });
			expect(normal.every(({ more }) => !more)).toBe(true);
			expect(wrongBooks(shop, normal.at(-1)?.windowEnd ?? '')).toEqual([]);
			expect(shop.erp.site.docs(CURSOR_DOCTYPE).map(({ lease_run }) => lease_run ?? '')).toEqual(['', '']);
		});
	});
});
