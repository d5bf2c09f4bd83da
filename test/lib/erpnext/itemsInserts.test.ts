import { runInFlight } from '../../../lib/erpnext/itemsInserts';

describe('runInFlight', () => {
	it.each([1, 2])('has at most %d tasks under way and keeps their order', async (limit) => {
		let underWay = 0;
		let most = 0;
		const tasks = Array.from({ length: 7 }, (_, index) => async () => {
			most = Math.max(most, ++underWay);
			await new Promise((resolve) => setImmediate(resolve));
			underWay -= 1;
			return index;
		});
		expect(await runInFlight(limit, tasks)).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect(most).toBe(limit);
	});

	it('starts nothing after a task threw, and waits for what is under way', async () => {
		const done: number[] = [];
		const task = (index: number) => async () => {
			await new Promise((resolve) => setImmediate(resolve));
			if (index === 1) throw new Error('no');
			done.push(index);
		};
		await expect(runInFlight(2, [0, 1, 2, 3, 4, 5].map(task))).rejects.toThrow('no');
		expect(done.length).toBeLessThanOrEqual(2);
	});
});
