import { FaultPlan } from '../../../sandbox/faults';
import { type ErpNextSandbox, startErpNextSandbox } from '../../../sandbox/erpnext/server';
import type { ErpClient } from '../../../lib/erpnext/client';
import { createErpClient } from '../../../lib/erpnext/http';
import { DEFAULT_SETTINGS, type SettingsInput } from '../../../lib/settings';
import { finishRun } from '../../../lib/sync/finishRun';
import { startRun, type StartRunInput } from '../../../lib/sync/startRun';
import type { OrderResult, SyncProgress, SyncResult, SyncSummary, SyncWindow } from '../../../lib/sync/types';
import { FakeClock } from '../../support/fakeClock';

export const SELLER = 'A2TESTSELLER';
export const US = 'ATVPDKIKX0DER';

export const goodSettings: SettingsInput = {
	...DEFAULT_SETTINGS,
	company: 'Acme Inc',
	warehouse: 'Stores - ACME',
	priceList: 'Standard Selling',
	parentItemGroup: 'Products',
	customerGroup: 'Individual',
	territory: 'United States',
	accountGroup: 'Indirect Expenses - ACME',
};

export interface Books {
	sandbox: ErpNextSandbox;
	clock: FakeClock;
	faults: FaultPlan;
	/** A fresh client, as every node has one. */
	erp(user?: keyof Pick<ErpNextSandbox['users'], 'manager' | 'dayToDay' | 'sales'>): ErpClient;
	/** Writing requests so far. */
	writes(): number;
}

/** An ERPNext stand-in of one's own, closed whatever happens in the test. */
export async function withBooks(test: (books: Books) => Promise<void>): Promise<void> {
	const clock = new FakeClock();
	const faults = new FaultPlan();
	const sandbox = await startErpNextSandbox({ clock, faults });
	try {
		await test({
			sandbox,
			clock,
			faults,
			erp: (user = 'manager') => {
				const { apiKey, apiSecret } = sandbox.users[user];
				return createErpClient({ url: sandbox.url, apiKey, apiSecret, ignoreSslIssues: false }, { clock, random: () => 1 });
			},
			writes: () => sandbox.requests.filter(({ isWrite }) => isWrite).length,
		});
	} finally {
		await sandbox.close();
	}
}

export function startInput(more: Partial<StartRunInput> = {}): StartRunInput {
	return {
		stream: 'orders',
		sellerId: SELLER,
		marketplaceIds: [US],
		settings: goodSettings,
		afterDate: '2026-11-01',
		leaseMinutes: 30,
		overlapMinutes: 10,
		...more,
	};
}

export function progressOf(window: SyncWindow, more: Partial<SyncProgress> = {}): SyncProgress {
	return {
		runId: window.runId,
		stream: window.stream,
		count: 0,
		complete: true,
		nextPageToken: null,
		windowEnd: window.before,
		skipped: window.skipped,
		...(window.reason ? { reason: window.reason } : {}),
		amazonCalls: 1,
		quotaWaitMs: 0,
		erpnextCalls: 0,
		goneIds: [],
		notices: [],
		...more,
	};
}

let orders = 0;
export function orderResult(more: Partial<OrderResult> = {}): OrderResult {
	orders += 1;
	return { amazonOrderId: `902-0000000-${String(orders).padStart(7, '0')}`, action: 'created', ...more };
}

export function failedOrder(amazonOrderId: string, reason = `Order ${amazonOrderId}: no exchange rate from SEK to EUR.`): OrderResult {
	return orderResult({ amazonOrderId, action: 'failed', reason, detail: 'Exchange Rate is mandatory' });
}

/** Finish as a user of every day, with as many results as were listed unless `more` says otherwise. */
export async function finishWith(
	{ erp, clock }: Books,
	window: SyncWindow,
	results: SyncResult[],
	more: Partial<SyncProgress> = {},
	allowMissing = false,
): Promise<SyncSummary> {
	const progress = progressOf(window, { count: results.length, ...more });
	return await finishRun({ erp: erp('dayToDay'), clock, executionUrl: 'https://n8n.example.com/e/1' }, { results, progress, allowMissing });
}

/** Books in which a run has just started. */
export async function withWindow(test: (books: Books, window: SyncWindow) => Promise<void>, more: Partial<StartRunInput> = {}): Promise<void> {
	await withBooks(async (books) => {
		const window = await startRun({ erp: books.erp(), clock: books.clock, runId: '1' }, startInput(more));
		await test(books, window);
	});
}
