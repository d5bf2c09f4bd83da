/** Both ends, each in a process of its own, on the clock of the sync. */
import { join } from 'node:path';
import type { AmazonCredentials } from '../../lib/amazon/types';
import { systemClock } from '../../lib/clock';
import type { ErpCredentials } from '../../lib/erpnext/types';
import type { WorldOptions } from '../../sandbox/amazon/world/sellerWorld';
import { startChild } from './childCalls';
import { ShiftedClock } from './shiftedClock';

/** Every bench begins at the same instant, so that it meets the same seller. */
export const BEGINS_AT = Date.parse('2026-11-24T12:00:00Z');
export const SELLER = 'A1BENCHSELLER';
export const MARKETPLACE = 'ATVPDKIKX0DER';

export type Latency = 'none' | 'measured';

export type EndQuestion =
	| { ask: 'openAmazon'; offsetMs: number; world: WorldOptions }
	| { ask: 'openErpNext'; offsetMs: number; latency: Latency }
	| { ask: 'follow'; offsetMs: number }
	| { ask: 'tally' | 'orders' | 'books' };

export interface AmazonTally {
	/** By operation; `token` and `download` are no operations of the Selling Partner API. */
	calls: Record<string, number>;
	throttled: number;
	busyMs: number;
}
export interface OrderAtAmazon {
	id: string;
	createdMs: number;
	updatedMs: number;
	/** Paid for, and not cancelled. */
	isImportable: boolean;
}
export interface ErpNextTally {
	calls: number;
	busyMs: number;
	longestInsertMs: number;
}
export interface Books {
	/** Of Sales Orders that are not cancelled. */
	orderIds: string[];
	drafts: number;
	items: number;
	itemPrices: number;
	listings: number;
	openIssues: number;
}

export interface Ends {
	clock: ShiftedClock;
	amazon: { credentials: AmazonCredentials; tally(): Promise<AmazonTally>; orders(): Promise<OrderAtAmazon[]> };
	erpnext: { credentials: ErpCredentials; tally(): Promise<ErpNextTally>; books(): Promise<Books> };
	close(): Promise<void>;
}

/** Holds a hundred thousand Sales Orders with all that belongs to them. */
const HEAP = ['--max-old-space-size=12288'];

export async function openEnds(world: Omit<WorldOptions, 'seed' | 'sellerId' | 'country'>, latency: Latency): Promise<Ends> {
	const file = join(__dirname, 'endProcess.ts');
	const [amazon, erpnext] = [startChild(file), startChild(file, HEAP)];
	const clock = new ShiftedClock(BEGINS_AT - systemClock.now(), async (offsetMs) => {
		await Promise.all([amazon.ask({ ask: 'follow', offsetMs } satisfies EndQuestion), erpnext.ask({ ask: 'follow', offsetMs } satisfies EndQuestion)]);
	});
	const seller = { seed: 20_261_124, sellerId: SELLER, country: 'US', ...world };
	const { offsetMs } = clock;
	const about = async <Answer>(end: typeof amazon, question: EndQuestion) => await end.ask<Answer>(question);
	return {
		clock,
		amazon: {
			credentials: await about(amazon, { ask: 'openAmazon', offsetMs, world: seller }),
			tally: async () => await about(amazon, { ask: 'tally' }),
			orders: async () => await about(amazon, { ask: 'orders' }),
		},
		erpnext: {
			credentials: await about(erpnext, { ask: 'openErpNext', offsetMs, latency }),
			tally: async () => await about(erpnext, { ask: 'tally' }),
			books: async () => await about(erpnext, { ask: 'books' }),
		},
		close: async () => {
			await Promise.all([amazon.close(), erpnext.close()]);
		},
	};
}
