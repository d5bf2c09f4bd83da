import type { AmazonSandboxOptions } from '../../sandbox/amazon/server';
import { Random } from '../../sandbox/amazon/world/random';
import { ACTS } from './acts';
import { type Seller, SELLERS } from './sellers';

/** What goes wrong, and how often: all of it hangs on the seed. */
export interface Schedule {
	seed: number;
	seller: Seller;
	/** Runs go through the nodes on n8n's engine, else through lib alone. */
	onEngine: boolean;
	/** The acts that are played; those before are taken over from a calm site. */
	acts: number[];
	/** Whether ERPNext has the package's document types and fields before the first act. */
	isPrepared: boolean;
	/** How often the schedule fires in an act before all is calm. */
	ticks: number;
	/** Share of requests that go wrong. */
	amazonFaults: number;
	erpFaults: number;
	/** Whether some requests are never answered, whether done or not. */
	hasSilence: boolean;
	/** Share of runs that die. */
	deaths: number;
	/** Share of runs that start while another one of the same stream does. */
	overlaps: number;
	/** Minutes; 0 lets runs that overlap work side by side, as after a lease ran out. */
	leaseMinutes: number;
	/** Share of requests before which all access tokens are revoked. */
	revocations: number;
	/** Minutes by which a worker's clock may be wrong. */
	skewMinutes: number;
	/** Most orders or SKUs of one run, so that windows stay unfinished. */
	mostPerRun: number;
	quotas: NonNullable<AmazonSandboxOptions['quotas']>;
	/** Share of ticks that come a day late, when page tokens have run out. */
	longPauses: number;
}

/** The burst is nearly used up, as when another application or process of the same seller is at work. */
const DROUGHT: Schedule['quotas'] = { searchOrders: { ratePerSecond: 0.0056, burst: 1 }, searchListingsItems: { ratePerSecond: 1, burst: 1 }, getOrder: { ratePerSecond: 0.5, burst: 1 } };
/** The large seller takes its time: one schedule in so many. */
const LARGE_ONE_IN = 16;

function pickSeller(random: Random): Seller {
	const small = SELLERS.slice(0, -1);
	const large = SELLERS.at(-1);
	return large && random.integer(1, LARGE_ONE_IN) === 1 ? large : random.pick(small);
}

/** Every third schedule is without one kind of trouble, so that what is left is seen clearly. */
function share(random: Random, most: number): number {
	return random.chance(1 / 3) ? 0 : random.between(most / 5, most);
}

export function drawSchedule(seed: number): Schedule {
	const random = new Random(seed, 'schedule');
	const seller = pickSeller(random);
	const first = random.integer(0, ACTS - 1);
	return {
		seed,
		seller,
		onEngine: seller.start !== undefined && random.chance(0.4),
		acts: random.chance(0.06) ? Array.from({ length: ACTS }, (_none, act) => act) : [first],
		isPrepared: random.chance(0.7),
		ticks: random.integer(1, 3),
		amazonFaults: share(random, 0.4),
		erpFaults: share(random, 0.25),
		hasSilence: random.chance(0.1),
		deaths: share(random, 0.6),
		overlaps: share(random, 0.4),
		leaseMinutes: random.pick([30, 30, 5, 0]),
		revocations: share(random, 0.2),
		skewMinutes: random.pick([0, 0, 1, 2, 6, 20]),
		mostPerRun: random.pick([2, 5, 20, 1000]),
		quotas: random.pick<Schedule['quotas']>(['amazon', 'amazon', 'off', DROUGHT]),
		longPauses: random.pick([0, 0, 0.2]),
	};
}

/** For the message of a failed schedule. */
export function describeSchedule({ seller, quotas, ...plain }: Schedule): string {
	return JSON.stringify({ ...plain, seller: seller.name, quotas: typeof quotas === 'string' ? quotas : 'drought' });
}
