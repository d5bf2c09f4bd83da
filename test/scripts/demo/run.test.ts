import { executeWhole } from '../../../scripts/demo/run';

describe('executeWhole', () => {
	const COUNTS = { created: 0, updated: 0, amended: 0, cancelled: 0, unchanged: 0, notImported: 0, failed: 0 };
	/** An n8n whose executions list these numbers of orders; after each but the last more waits at Amazon. */
	const listing = (...numbers: number[]) => ({
		execute: async () => {
			const listed = numbers.shift() ?? 0;
			const summary = { counts: COUNTS, notices: [], amazonCalls: 1, erpnextCalls: 1, message: '' };
			const json = { products: { ...summary, listed: 0, more: false }, orders: { ...summary, listed, more: numbers.length > 0 } };
			const output = (node: string) => [{ json: node === 'Finish orders' ? json.orders : json.products }];
			return { id: '1', status: 'success', output };
		},
	});

	it('waits out a request that Amazon refused, and goes on', async () => {
		const slept: number[] = [];
		const said: string[] = [];
		const whole = await executeWhole(listing(100, 0, 20), (line) => said.push(line), { sleep: async (ms) => void slept.push(ms) });
		expect(whole).toMatchObject({ runs: 3, orders: { listed: 120, more: false } });
		expect(slept).toEqual([185_000]);
		expect(said).toEqual(['Amazon has more, but not yet (its quota is used up, or it prepares a report): waiting 3 minutes ...']);
	});

	it('ends where Amazon gives nothing for long', async () => {
		const slept: number[] = [];
		const whole = await executeWhole(listing(100, 0, 0, 0, 0, 0, 0), () => {}, { sleep: async (ms) => void slept.push(ms) });
		expect(whole).toMatchObject({ runs: 5, orders: { listed: 100, more: true } });
		expect(slept).toHaveLength(3);
	});
});
