import { CURSOR_DOCTYPE, ISSUE_DOCTYPE } from '../../lib/erpnext/schema';
import { parseInstant } from '../../lib/erpnext/cursor';
import { createErpClient } from '../../lib/erpnext/http';
import { ensureSchema } from '../../lib/erpnext/setup';
import type { SyncStream, SyncSummary } from '../../lib/sync/types';
import { Random } from '../../sandbox/amazon/world/random';
import type { SiteSnapshot } from '../../sandbox/erpnext/site';
import { actBegins, ACTS, HAPPENS_WITHIN_MS, type Happening, happeningsOf } from './acts';
import { differences, type Ledger, ledgerOf } from './ledger';
import type { Schedule } from './schedule';
import { type Seller, STARTS_MS } from './sellers';
import { type Stage, withStage } from './stage';
import { LINE_STEPS, type LineStep } from '../support/lineByLib';
import { Died, runByLib, runOnEngine, type RunOrder } from './workers';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ALL_IS_TOLD_MS = HAPPENS_WITHIN_MS + HOUR_MS;
/** When the last run of an act starts: its window ends at the same instant whatever went before. */
const CLOSES_MS = 15 * 24 * HOUR_MS;
/** Longer than the longest delay of an issue. */
const A_DAY_MS = 25 * HOUR_MS;
const MOST_CALM_RUNS = 12;
/** Real milliseconds that a worker waits for an answer where some never come. */
const PATIENCE_MS = 250;
/** Share of the ticks that a stream lets pass: each has a schedule of its own. */
const SKIPPED = 0.2;

/** What a calm site holds after each act; the books of schedules are held against it. */
export interface CalmBooks {
	/** Before the first act, with the package's document types and fields. */
	prepared: SiteSnapshot;
	acts: Array<{ ledger: Ledger; snapshot: SiteSnapshot }>;
}

/** The acts of one seller, told in time. */
class Story {
	private told = 0;
	private readonly happenings: Happening[];

	constructor(
		private readonly stage: Stage,
		acts: readonly number[],
	) {
		this.happenings = acts.flatMap((act) => happeningsOf(stage.seller, act));
	}

	/** All that happened until now. */
	tell(): void {
		for (let next = this.happenings[this.told]; next && next.atMs <= this.stage.clock.now(); next = this.happenings[this.told]) {
			next.happen(this.stage.world);
			this.told += 1;
		}
	}
}

function goTo({ clock }: Stage, ms: number): void {
	if (clock.now() > ms) throw new Error(`It is ${new Date(clock.now()).toISOString()} already, later than ${new Date(ms).toISOString()}`);
	clock.advance(ms - clock.now());
}

const CALM: Omit<RunOrder, 'stream' | 'runId'> = { mostPerRun: 1000, leaseMinutes: 30, skewMs: 0 };

async function runCalmly(stage: Stage, stream: SyncStream): Promise<SyncSummary> {
	return await runByLib(stage, { ...CALM, stream, runId: stage.nextRunId() });
}

/** A window up to now, read to its end, in which nothing was to do; or the backfill, once it is complete. */
function isDone({ stream, status, message, counts, more, windowEnd }: SyncSummary, nowMs: number): boolean {
	if (stream === 'ordersBackfill') return message.startsWith('Skipped: The backfill is complete');
	if (Date.parse(windowEnd) < nowMs - HOUR_MS) return false;
	return status === 'Completed' && !more && counts.created + counts.updated + counts.amended + counts.cancelled === 0;
}

/** Runs without trouble until nothing is left to do, then once more as the act closes; says what was not quiet then. */
async function runUntilQuiet(stage: Stage, act: number): Promise<string[]> {
	const { streams } = stage.seller;
	for (const stream of streams) {
		for (let count = 1; ; count += 1) {
			if (count > MOST_CALM_RUNS) throw new Error(`${stream} is not quiet after ${MOST_CALM_RUNS} runs without trouble`);
			const summary = await runCalmly(stage, stream);
			if (isDone(summary, stage.clock.now())) break;
			stage.clock.advance(summary.status === 'Partial' ? 15 * MINUTE_MS : A_DAY_MS);
		}
	}
	const noisy: string[] = [];
	for (const [nth, stream] of streams.entries()) {
		goTo(stage, actBegins(act) + CLOSES_MS + nth * HOUR_MS);
		const summary = await runCalmly(stage, stream);
		if (!isDone(summary, stage.clock.now())) noisy.push(`${stream} found more to do as the act closed: ${summary.message}`);
	}
	return noisy;
}

/** Plays all acts without trouble. */
export async function playCalm(seller: Seller): Promise<CalmBooks> {
	return await withStage(seller, {}, async (stage) => {
		seller.setUp(stage.erp.site);
		await ensureSchema(createErpClient(stage.erpCredentials, { clock: stage.clock }));
		const prepared = stage.erp.site.snapshot();
		const acts: CalmBooks['acts'] = [];
		const story = new Story(stage, Array.from({ length: ACTS }, (_none, act) => act));
		for (let act = 0; act < ACTS; act += 1) {
			if (act > 0) seller.meanwhile(stage.erp.site);
			goTo(stage, actBegins(act) + ALL_IS_TOLD_MS);
			story.tell();
			const noisy = await runUntilQuiet(stage, act);
			if (noisy.length > 0) throw new Error(noisy.join('\n'));
			acts.push({ ledger: ledgerOf(stage.erp.site), snapshot: stage.erp.site.snapshot() });
		}
		return { prepared, acts };
	});
}

/** Plays a schedule; what is wrong with the books afterwards, one sentence each. */
export async function playSchedule(schedule: Schedule, calm: CalmBooks): Promise<string[]> {
	const { seller, quotas, acts } = schedule;
	const [first = 0] = acts;
	const snapshot = first > 0 ? calm.acts[first - 1]?.snapshot : schedule.isPrepared ? calm.prepared : undefined;
	return await withStage(seller, { quotas, snapshot }, async (stage) => {
		if (!snapshot) seller.setUp(stage.erp.site);
		const story = new Story(stage, Array.from({ length: ACTS }, (_none, act) => act));
		const wrong: string[] = [];
		for (const act of acts) {
			if (act > 0) seller.meanwhile(stage.erp.site);
			goTo(stage, actBegins(act));
			stage.trouble(schedule, act);
			wrong.push(...(await runInTrouble(stage, schedule, act, story)));
			stage.calm();
			if (stage.clock.now() < actBegins(act) + ALL_IS_TOLD_MS) goTo(stage, actBegins(act) + ALL_IS_TOLD_MS);
			story.tell();
			wrong.push(...(await runUntilQuiet(stage, act)), ...differences(ledgerOf(stage.erp.site), calm.acts[act]?.ledger ?? {}));
		}
		return wrong;
	});
}

async function runInTrouble(stage: Stage, schedule: Schedule, act: number, story: Story): Promise<string[]> {
	const random = new Random(schedule.seed, 'ticks', act);
	const wrong: string[] = [];
	for (let tick = 0; tick < schedule.ticks; tick += 1) {
		stage.clock.advance(random.chance(schedule.longPauses) ? A_DAY_MS : random.integer(5, 40) * MINUTE_MS);
		story.tell();
		for (const stream of stage.seller.streams) {
			// Orders before their products would make Items of their own, which are not those of the catalogue.
			if (random.chance(SKIPPED) || (stream !== 'products' && !isLoaded(stage))) continue;
			await Promise.all(drawRuns(stage, random, schedule, stream).map(async (order) => await runToItsEnd(stage, schedule, order)));
			stage.revive();
			wrong.push(...lostOrders(stage));
		}
	}
	return wrong;
}

function drawRuns(stage: Stage, random: Random, schedule: Schedule, stream: SyncStream): RunOrder[] {
	const count = random.chance(schedule.overlaps) ? random.integer(2, 4) : 1;
	return Array.from({ length: count }, () => ({
		stream,
		runId: stage.nextRunId(),
		mostPerRun: schedule.mostPerRun,
		leaseMinutes: schedule.leaseMinutes,
		...(schedule.hasSilence ? { timeoutMs: PATIENCE_MS } : {}),
		skewMs: random.integer(-schedule.skewMinutes, schedule.skewMinutes) * MINUTE_MS,
		...(random.chance(schedule.deaths) ? { dies: drawDeath(random) } : {}),
	}));
}

/** About as many requests as a step has: most deaths come between two of its calls, some between two nodes. */
const REQUESTS: Record<LineStep, number> = { Start: 12, List: 4, Write: 16, Finish: 6 };

function drawDeath(random: Random): RunOrder['dies'] {
	const step = random.pick(LINE_STEPS);
	return { step, after: random.integer(0, REQUESTS[step]) };
}

/** A run that throws leaves what it did; n8n starts the next one by the clock. */
async function runToItsEnd(stage: Stage, { onEngine }: Schedule, order: RunOrder): Promise<void> {
	try {
		await (onEngine ? runOnEngine(stage, order) : runByLib(stage, order));
	} catch (cause) {
		if (!isExpected(cause)) throw cause;
	}
}

/** What a person would read in n8n; anything else is a defect of ours and not a trouble of theirs. */
function isExpected(cause: unknown): boolean {
	const name = typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : '';
	return EXPECTED.includes(name) || cause instanceof Died || String(cause).includes(N8N_IS_SLOW);
}

/** n8n gives the patterns of a node's fields a moment each; on a busy machine it may refuse to start a run for that. */
const N8N_IS_SLOW = 'Regular expression execution timed out';
const EXPECTED = ['ErpApiError', 'AmazonApiError', 'AmazonAuthError', 'QuotaExhaustedError', 'SyncRunError', 'ErpSettingsError', 'NodeApiError', 'NodeOperationError'];

/** The whole catalogue was written once. */
function isLoaded({ erp, world }: Stage): boolean {
	return Boolean(erp.site.doc(CURSOR_DOCTYPE, `${world.sellerId}:products`)?.last_completed);
}

/** Orders that the cursor has passed and that stand nowhere. */
function lostOrders({ erp, world, seller }: Stage): string[] {
	const { site } = erp;
	const cursor = site.doc(CURSOR_DOCTYPE, `${world.sellerId}:orders`);
	if (!cursor) return [];
	const position = parseInstant(String(cursor.position)) ?? 0;
	const start = STARTS_MS - seller.afterDays * 24 * HOUR_MS;
	const held = new Set(site.docs('Sales Order').map(({ po_no }) => String(po_no)));
	return [...world.eachOrder()].flatMap(({ orderId, lastUpdatedTime, fulfillment }) => {
		const updatedMs = Date.parse(lastUpdatedTime);
		const isPassed = updatedMs >= start + 12 * HOUR_MS && updatedMs < position;
		const isAsked = !['PENDING', 'CANCELLED', 'UNFULFILLABLE'].includes(fulfillment?.fulfillmentStatus ?? '');
		if (!isPassed || !isAsked || held.has(orderId) || site.doc(ISSUE_DOCTYPE, orderId)?.status === 'Open') return [];
		return [`order ${orderId}, updated ${lastUpdatedTime}, is lost: the position is ${String(cursor.position)}`];
	});
}
