/** `npm run chaos -- --schedules 5000 --seed 1`: as many schedules of faults, deaths and overlapping runs as wanted. */
import { parseArgs } from 'node:util';

import { checkSchedule } from '../test/chaos/checkSchedule';
import { playCalm, type CalmBooks } from '../test/chaos/play';
import { SELLERS } from '../test/chaos/sellers';

const SAY_EVERY = 100;

function readNumber(name: string, text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1) throw new Error(`'--${name}' is '${text}': give a whole number from 1`);
	return value;
}

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { schedules: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } } });
	const [schedules, first] = [readNumber('schedules', values.schedules), readNumber('seed', values.seed)];
	const calm = new Map<string, CalmBooks>();
	for (const seller of SELLERS) calm.set(seller.name, await playCalm(seller));
	let failed = 0;
	const startedMs = Date.now();
	for (let done = 1; done <= schedules; done += 1) {
		for (const text of await checkSchedule(first + done - 1, calm)) {
			failed += 1;
			process.stderr.write(`\n${text}\n\n`);
		}
		if (done % SAY_EVERY > 0 && done < schedules) continue;
		const seconds = Math.round((Date.now() - startedMs) / 1000);
		process.stdout.write(`${done} of ${schedules} schedules from seed ${first}: ${failed} with wrong books (${seconds} s)\n`);
	}
	process.exitCode = failed > 0 ? 1 : 0;
}

main().catch((cause: unknown) => {
	process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
	process.exitCode = 1;
});
