import { createAmazonClient } from '../../../lib/amazon/client';
import type { AmazonCredentials, ListedSku } from '../../../lib/amazon/types';
import { createErpClient } from '../../../lib/erpnext/http';
import { finishRun } from '../../../lib/sync/finishRun';
import { listCatalogItems } from '../../../lib/sync/listCatalogItems';
import { startRun } from '../../../lib/sync/startRun';
import type { ListingResult, SyncSummary } from '../../../lib/sync/types';
import { writeListings } from '../../../lib/sync/writeListings';
import type { Sandbox } from '../../support/withSandbox';
import { drained } from '../amazon/amazonServer';
import { goodSettings, startInput, US } from './books';

export interface ProductRun {
	listed: ListedSku[];
	results: ListingResult[];
	summary: SyncSummary;
	/** How often each operation of Amazon's was called, without the login. */
	amazon: Record<string, number>;
	erpCalls: number;
}

export interface ProductRunOptions {
	settings?: Partial<typeof goodSettings>;
	marketplaceIds?: string[];
	maxSkus?: number;
	reportAbove?: number;
}

/** As the List node has it by default. */
const SKUS_PER_RUN = 5000;

/** Start, list, write and finish, as the four nodes of a line do it; each with a client of its own. */
export async function runProducts(sandbox: Sandbox, options: ProductRunOptions = {}): Promise<ProductRun> {
	const { amazon, erp: site, clock } = sandbox;
	const [account] = amazon.sellers;
	if (!account) throw new Error('The sandbox has no seller');
	const credentials: AmazonCredentials = account.credentials;
	const { apiKey, apiSecret } = site.users.manager;
	const connect = () => createErpClient({ url: site.url, apiKey, apiSecret, ignoreSslIssues: false }, { clock, random: () => 0 });
	const [amazonBefore, erpBefore] = [amazon.requests.length, site.requests.length];
	const { marketplaceIds = [US], maxSkus = SKUS_PER_RUN, reportAbove } = options;
	const input = startInput({ stream: 'products', sellerId: credentials.sellerId, marketplaceIds, settings: { ...goodSettings, ...options.settings }, afterDate: '' });
	const window = await startRun({ erp: connect(), clock, runId: String(clock.now()) }, input);
	const client = createAmazonClient(credentials, { clock, random: () => 0 });
	const { items: listed, end: progress } = await drained(listCatalogItems(client, window, { maxSkus, reportAbove, quota: { kind: 'stop' }, clock }));
	const results = await writeListings({ erp: connect(), clock }, listed, window.settings);
	const summary = await finishRun({ erp: connect(), clock }, { results, progress, allowMissing: false });
	const counts: Record<string, number> = {};
	for (const { operation } of amazon.requests.slice(amazonBefore)) if (operation !== 'token') counts[operation] = (counts[operation] ?? 0) + 1;
	return { listed, results, summary, amazon: counts, erpCalls: site.requests.length - erpBefore };
}

/** Runs, a quarter of an hour apart, until nothing more waits at Amazon. */
export async function loadProducts(sandbox: Sandbox, options: ProductRunOptions = {}): Promise<ProductRun[]> {
	const runs: ProductRun[] = [];
	for (;;) {
		runs.push(await runProducts(sandbox, options));
		sandbox.clock.advance(900_000);
		if (!runs.at(-1)?.summary.more) return runs;
		if (runs.length > 50) throw new Error('No end in sight');
	}
}

export function totalOf(runs: readonly ProductRun[], operation: string): number {
	return runs.reduce((sum, { amazon }) => sum + (amazon[operation] ?? 0), 0);
}

const DOCTYPES = ['Item', 'Item Price', 'Amazon Listing', 'Brand', 'Item Group'] as const;
type Snapshot = Record<(typeof DOCTYPES)[number], Map<unknown, unknown>>;

/** When each document of the catalogue was last saved. */
export function snapshotOf({ erp: { site } }: Sandbox): Snapshot {
	const of = (doctype: string) => new Map<unknown, unknown>(site.docs(doctype).map(({ name, modified }) => [name, modified]));
	return { Item: of('Item'), 'Item Price': of('Item Price'), 'Amazon Listing': of('Amazon Listing'), Brand: of('Brand'), 'Item Group': of('Item Group') };
}

/** How many documents of each type were made or saved since. */
export function touchedSince(before: Snapshot, sandbox: Sandbox): Record<string, number> {
	const now = snapshotOf(sandbox);
	return Object.fromEntries(DOCTYPES.map((doctype) => [doctype, [...now[doctype]].filter(([name, modified]) => before[doctype].get(name) !== modified).length]));
}
