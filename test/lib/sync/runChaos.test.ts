import { parseInstant } from '../../../lib/erpnext/cursor';
import { CURSOR_DOCTYPE, ISSUE_DOCTYPE } from '../../../lib/erpnext/schema';
import { finishRun } from '../../../lib/sync/finishRun';
import { startRun } from '../../../lib/sync/startRun';
import type { SyncResult, SyncWindow } from '../../../lib/sync/types';
import { type FaultRequest, FaultPlan } from '../../../sandbox/faults';
import { type Books, orderResult, progressOf, SELLER, startInput, withBooks } from './books';

// Many runs over many seeds; a busy machine takes its time.
jest.setTimeout(120_000);

const SEEDS = Number(process.env.RUN_CHAOS_SEEDS ?? 20);
const CYCLES = 20;
const MINUTE = 60_000;
const KEY = `${SELLER}:orders`;

/** Small numbers that hang on the seed alone. */
function drawer(seed: number): (below: number) => number {
	let state = seed * 2_654_435_761 + 12_345;
	return (below) => {
		state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 3_266_489_909) >>> 0;
		return state % below;
	};
}

interface Order {
	id: string;
	updatedMs: number;
	/** Fails until then. */
	brokenUntilMs: number;
}

/** A seller at whose shop something happens every few minutes, and whom one run in five tells only half. */
class World {
	readonly orders: Order[] = [];
	readonly written = new Set<string>();

	constructor(
		private readonly books: Books,
		private readonly draw: (below: number) => number,
	) {}

	happen(): void {
		for (let count = this.draw(4); count > 0; count -= 1) {
			const updatedMs = this.books.clock.now() - this.draw(10) * MINUTE;
			const brokenUntilMs = this.draw(3) === 0 ? updatedMs + this.draw(400) * MINUTE : 0;
			this.orders.push({ id: `902-${this.orders.length}`, updatedMs, brokenUntilMs });
		}
	}

	/** List and write, which have their own tests for faults. */
	write(window: SyncWindow): { results: SyncResult[]; isHalf: boolean } {
		const [after, before] = [parseInstant(window.after) ?? 0, parseInstant(window.before) ?? 0];
		const isHalf = this.draw(5) === 0;
		const listed = this.orders.filter(({ updatedMs }) => updatedMs >= after && updatedMs <= before);
		const retried = this.orders.filter(({ id }) => window.retryIds.includes(id));
		const part = isHalf ? listed.slice(0, Math.ceil(listed.length / 2)) : listed;
		const results = [...new Set([...retried, ...part])].map(({ id, brokenUntilMs }) => {
			if (this.books.clock.now() < brokenUntilMs) return orderResult({ amazonOrderId: id, action: 'failed', reason: `Order ${id}: broken` });
			this.written.add(id);
			return orderResult({ amazonOrderId: id });
		});
		return { results, isHalf };
	}

	/** Orders that the cursor has passed and that stand nowhere. */
	lost(): string[] {
		const cursor = this.books.sandbox.site.doc(CURSOR_DOCTYPE, KEY);
		const position = parseInstant(String(cursor?.position ?? '')) ?? 0;
		const passed = this.orders.filter(({ updatedMs }) => updatedMs <= position && updatedMs >= Date.parse('2026-11-01T04:00:00Z'));
		return passed.filter(({ id }) => !this.written.has(id) && this.books.sandbox.site.doc(ISSUE_DOCTYPE, id)?.status !== 'Open').map(({ id }) => id);
	}
}

async function runOnce(books: Books, world: World, runId: string): Promise<void> {
	const window = await startRun({ erp: books.erp(), clock: books.clock, runId }, startInput());
	const { results, isHalf } = window.skipped ? { results: [], isHalf: false } : world.write(window);
	const progress = progressOf(window, { count: results.length, complete: !isHalf && !window.skipped, nextPageToken: null });
	await finishRun({ erp: books.erp(), clock: books.clock }, { results, progress, allowMissing: false });
}

describe('runs under random faults', () => {
	it.each(Array.from({ length: SEEDS }, (_, seed) => seed))('lose no order and end where a calm site ends (seed %i)', async (seed) => {
		await withBooks(async (books) => {
			const draw = drawer(seed + 1);
			const world = new World(books, draw);
			const random = FaultPlan.random(seed, { rate: 0.2 });
			let isCalm = false;
			let left = 0;
			books.faults.nextFault = (method: string, path: string, query: FaultRequest['query']) => {
				if (isCalm) return undefined;
				left -= 1;
				return left < 0 ? { kind: 'cut', when: 'beforeProcessing' } : random.nextFault(method, path, query);
			};
			for (let cycle = 0; cycle < CYCLES; cycle += 1) {
				books.clock.advance((10 + draw(30)) * MINUTE);
				world.happen();
				// Every second run dies somewhere on their way.
				left = draw(2) === 0 ? draw(32) : Number.POSITIVE_INFINITY;
				await runOnce(books, world, `${cycle}`).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
				expect(world.lost()).toEqual([]);
			}
			isCalm = true;
			for (let cycle = 0; cycle < 12; cycle += 1) {
				books.clock.advance(2 * 60 * MINUTE);
				await runOnce(books, world, `calm ${cycle}`);
			}
			expect(world.orders.filter(({ id }) => !world.written.has(id))).toEqual([]);
			expect(books.sandbox.site.docs(ISSUE_DOCTYPE).filter(({ status }) => status === 'Open')).toEqual([]);
			expect(books.sandbox.site.doc(CURSOR_DOCTYPE, KEY)?.lease_run ?? '').toBe('');
		});
	});
});
