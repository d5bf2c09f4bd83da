import { inspect } from 'node:util';

import { type CalmBooks, playSchedule } from './play';
import { describeSchedule, drawSchedule } from './schedule';

const MOST_CHARACTERS = 6000;

/** Empty when the schedule of this seed left the right books; else how to repeat it, and what is wrong. */
export async function checkSchedule(seed: number, calm: ReadonlyMap<string, CalmBooks>): Promise<string[]> {
	const schedule = drawSchedule(seed);
	const books = calm.get(schedule.seller.name);
	if (!books) throw new Error(`'${schedule.seller.name}' was not played without trouble`);
	const wrong = await playSchedule(schedule, books).catch((cause: unknown) => [inspect(cause)]);
	if (wrong.length === 0) return [];
	const said = [`Repeat with: npm run chaos -- --seed ${seed} --schedules 1`, describeSchedule(schedule), ...wrong].join('\n');
	return [said.slice(0, MOST_CHARACTERS)];
}
