/** One run as the five nodes do it: Start, List, write, Finish, each with a client of its own. */
import { createAmazonClient } from '../../lib/amazon/client';
import type { AmazonCredentials } from '../../lib/amazon/types';
import type { Clock } from '../../lib/clock';
import type { ErpClient } from '../../lib/erpnext/client';
import { createErpClient } from '../../lib/erpnext/http';
import type { ErpCredentials } from '../../lib/erpnext/types';
import type { SettingsInput } from '../../lib/settings';
import { finishRun } from '../../lib/sync/finishRun';
import { listCatalogItems } from '../../lib/sync/listCatalogItems';
import { listOrders } from '../../lib/sync/listOrders';
import { startRun, type StartRunInput } from '../../lib/sync/startRun';
import type { SyncProgress, SyncResult, SyncStream, SyncSummary, SyncWindow } from '../../lib/sync/types';
import { writeListings } from '../../lib/sync/writeListings';
import { writeOrders } from '../../lib/sync/writeOrders';
import { type Ends, MARKETPLACE, SELLER } from './ends';
import { SETTINGS } from './settings';

export interface Line {
	amazon: AmazonCredentials;
	erpnext: ErpCredentials;
	clock: Clock;
	input: Omit<StartRunInput, 'stream'>;
	/** Called when a run holds the most: between listing and writing, and after writing. */
	onHeld?: () => void;
}

/** What the List nodes read in one run unless told otherwise. */
const ORDERS_PER_RUN = 2000;
const SKUS_PER_RUN = 5000;

/** `afterDate` as in Start: where the orders begin. */
export function lineTo({ amazon, erpnext, clock }: Ends, afterDate: string, settings: Partial<SettingsInput> = {}): Line {
	return {
		amazon: amazon.credentials,
		erpnext: erpnext.credentials,
		clock,
		input: { sellerId: SELLER, marketplaceIds: [MARKETPLACE], settings: { ...SETTINGS, ...settings }, afterDate, leaseMinutes: 30, overlapMinutes: 10 },
	};
}

export function erpClientOf({ erpnext, clock }: Line): ErpClient {
	return createErpClient(erpnext, { clock });
}

export interface Run extends SyncSummary {
	/** Of `erpnextCalls`, those of the writing node; the others are Start's and Finish's. */
	writingCalls: number;
}

export async function runOnce(line: Line, stream: SyncStream, runId: string): Promise<Run> {
	const { clock } = line;
	const window = await startRun({ erp: erpClientOf(line), clock, runId }, { ...line.input, stream });
	const { results, progress } = stream === 'products' ? await carryProducts(line, window) : await carryOrders(line, window);
	const summary = await finishRun({ erp: erpClientOf(line), clock }, { results, progress, allowMissing: false });
	return { ...summary, writingCalls: progress.erpnextCalls };
}

interface Carried {
	results: SyncResult[];
	progress: SyncProgress;
}

async function carryOrders(line: Line, window: SyncWindow): Promise<Carried> {
	const { clock } = line;
	const quota = { kind: 'stop', reserve: window.keepCalls } as const;
	const pages = listOrders(createAmazonClient(line.amazon, { clock }), window, { maxOrders: ORDERS_PER_RUN, quota, clock });
	const { items, progress } = await allOf(pages);
	const erp = erpClientOf(line);
	line.onHeld?.();
	const results = await writeOrders({ erp, clock }, items, window.settings);
	line.onHeld?.();
	return { results, progress: { ...progress, erpnextCalls: erp.usage.calls } };
}

async function carryProducts(line: Line, window: SyncWindow): Promise<Carried> {
	const { clock } = line;
	const pages = listCatalogItems(createAmazonClient(line.amazon, { clock }), window, { maxSkus: SKUS_PER_RUN, quota: { kind: 'stop' }, clock });
	const { items, progress } = await allOf(pages);
	const erp = erpClientOf(line);
	line.onHeld?.();
	const results = await writeListings({ erp, clock }, items, window.settings);
	line.onHeld?.();
	return { results, progress: { ...progress, erpnextCalls: erp.usage.calls } };
}

/** n8n hands a node's items on when the node is done: a run's items are in memory at once. */
async function allOf<T>(pages: AsyncGenerator<T[], SyncProgress>): Promise<{ items: T[]; progress: SyncProgress }> {
	const items: T[] = [];
	let step = await pages.next();
	while (!step.done) {
		for (const item of step.value) items.push(item);
		step = await pages.next();
	}
	return { items, progress: step.value };
}
