import { SubmitLane } from '../../../../lib/sync/orders/lanes';

/** A task that a test ends by hand. */
function aTask() {
	let end: (error?: Error) => void = () => undefined;
	const ended = new Promise<void>((resolve, reject) => {
		end = (error) => (error ? reject(error) : resolve());
	});
	const started = { count: 0 };
	const task = async () => {
		started.count += 1;
		await ended;
	};
	return { task, started, end: (error?: Error) => end(error) };
}

const turns = async () => await new Promise((resolve) => setImmediate(resolve));

describe('SubmitLane', () => {
	it('lets its caller go on while a task runs, and never runs two at once', async () => {
		const lane = new SubmitLane(2);
		const [one, two] = [aTask(), aTask()];
		await lane.start(one.task);
		const second = lane.start(two.task);
		await turns();
		expect([one.started.count, two.started.count]).toEqual([1, 0]);
		one.end();
		await second;
		await turns();
		expect(two.started.count).toBe(1);
		two.end();
		await lane.idle();
	});

	it('waits for each task where one request may be in flight', async () => {
		const lane = new SubmitLane(1);
		const one = aTask();
		let isBack = false;
		const start = lane.start(one.task).then(() => (isBack = true));
		await turns();
		expect(isBack).toBe(false);
		one.end();
		await start;
		expect(isBack).toBe(true);
	});

	it('throws what a task threw at the next step, and starts nothing more', async () => {
		const lane = new SubmitLane(2);
		const [one, two] = [aTask(), aTask()];
		await lane.start(one.task);
		await lane.follow(two.task);
		one.end(new Error('down'));
		await expect(lane.idle()).rejects.toThrow('down');
		await lane.drain();
		expect(two.started.count).toBe(0);
	});
});
