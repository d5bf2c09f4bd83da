import { checkSchedule } from './checkSchedule';
import { playCalm, type CalmBooks } from './play';
import { SELLERS } from './sellers';

// Every schedule is a life of its own at two servers; a busy machine takes its time.
jest.setTimeout(600_000);

const FIRST_SEED = 1;
const SCHEDULES = 200;

describe('the books after faults, deaths and overlapping runs', () => {
	const calm = new Map<string, CalmBooks>();

	beforeAll(async () => {
		for (const seller of SELLERS) calm.set(seller.name, await playCalm(seller));
	});

	it(`are those of a run without them, document by document (${SCHEDULES} schedules)`, async () => {
		const failed: string[] = [];
		for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed += 1) failed.push(...(await checkSchedule(seed, calm)));
		expect(failed).toEqual([]);
	});
});
