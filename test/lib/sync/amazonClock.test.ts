import { createAmazonClient } from '../../../lib/amazon/client';
import type { AmazonClient } from '../../../lib/amazon/client';
import { listCatalogItems } from '../../../lib/sync/listCatalogItems';
import { listOrders } from '../../../lib/sync/listOrders';
import type { ListWindow } from '../../../lib/sync/listProgress';
import { latestBeforeMs } from '../../../lib/sync/window';
import type { FakeClock } from '../../support/fakeClock';
import { drained } from '../amazon/amazonServer';
import { type SandboxSellerTools, withSandboxSeller } from '../amazon/sandboxSeller';

const MINUTE = 60_000;
const DE = 'A1PA6795UKMFR9';

interface Worker {
	client: AmazonClient;
	clock: Pick<FakeClock, 'now' | 'sleep'>;
	window: ListWindow;
}

/** A worker whose clock is wrong by so many minutes, and the window that Start would plan by it. */
function workerOf({ amazon, clock }: SandboxSellerTools, minutes: number, changes: Partial<ListWindow> = {}): Worker {
	const own = { now: () => clock.now() + minutes * MINUTE, sleep: async (ms: number) => await clock.sleep(ms) };
	const credentials = amazon.sellers[0]?.credentials;
	if (!credentials) throw new Error('The sandbox has no seller');
	const window: ListWindow = {
		runId: 'RUN',
		stream: 'orders',
		skipped: false,
		marketplaceIds: [DE],
		by: 'updated',
		after: '2026-10-01T00:00:00.000Z',
		before: new Date(latestBeforeMs(own.now())).toISOString(),
		pageToken: null,
		retryIds: [],
		firstLoad: false,
		...changes,
	};
	return { client: createAmazonClient(credentials, { clock: own, random: () => 0 }), clock: own, window };
}

const STOP = { kind: 'stop' } as const;
const products = async ({ client, clock, window }: Worker) => await drained(listCatalogItems(client, { ...window, stream: 'products' }, { maxSkus: 1000, quota: STOP, clock }));
const orders = async ({ client, clock, window }: Worker) => await drained(listOrders(client, window, { maxOrders: 1000, quota: STOP, clock }));
const AHEAD = /^This machine's clock is (\d+) minutes ahead of Amazon's, so the last minutes were left to the next run\. Set the clock right\.$/;

describe('a worker whose clock is wrong', () => {
	it.each([
		['orders', 90],
		['orders', 20],
		['products', 90],
		['products', 20],
	] as const)('ends its window of %s by Amazon’s clock when its own is %i minutes ahead', async (stream, minutes) => {
		await withSandboxSeller({ orderCount: 12, withParents: false, marketplaces: ['DE'] }, async (tools) => {
			const { items, end } = await (stream === 'orders' ? orders : products)(workerOf(tools, minutes));
			const wanted = stream === 'orders' ? [...tools.world.eachOrder()] : [...tools.world.eachListing()].filter(({ updatedAt }) => updatedAt >= Date.parse('2026-10-01'));
			expect(items).toHaveLength(wanted.length);
			// To the second: that is how exactly Amazon tells its time.
			expect(end).toMatchObject({ complete: true, windowEnd: '2026-11-24T11:57:00.000Z' });
			expect(end.notices.map((notice) => AHEAD.exec(notice)?.[1])).toEqual([String(minutes)]);
		});
	});

	it('leaves a SKU that changes just after to the next window', async () => {
		await withSandboxSeller({ withParents: false, marketplaces: ['DE'] }, async (tools) => {
			const { end } = await products(workerOf(tools, 20, { firstLoad: true, after: '' }));
			tools.clock.advance(10 * MINUTE);
			const [listing] = tools.world.eachListing();
			tools.world.changeListing(listing?.sku ?? '', (changed) => {
				changed.title = 'New';
			});
			tools.clock.advance(10 * MINUTE);
			const next = await products(workerOf(tools, 0, { after: end.windowEnd }));
			expect(next.items.map(({ sku }) => sku)).toEqual([listing?.sku]);
		});
	});

	it('takes over a window that such a worker began and did not come to read', async () => {
		await withSandboxSeller({ withParents: false, marketplaces: ['DE'] }, async (tools) => {
			const begun = workerOf(tools, 20).window.before;
			const { end } = await products(workerOf(tools, 0, { before: begun }));
			expect(end).toMatchObject({ complete: true, windowEnd: '2026-11-24T11:57:00.000Z' });
		});
	});

	it.each([0, -1, -30])('ends its window by its own clock when that is %i minutes off', async (minutes) => {
		await withSandboxSeller({ orderCount: 3, marketplaces: ['DE'] }, async (tools) => {
			for (const list of [orders, products]) {
				const worker = workerOf(tools, minutes);
				const { end } = await list(worker);
				expect(end).toMatchObject({ complete: true, windowEnd: worker.window.before, notices: [] });
			}
		});
	});
});
