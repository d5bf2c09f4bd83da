import { join } from 'node:path';
import { runQuietly } from '../../scripts/demo/process';

// Four processes start, each compiling what it needs.
jest.setTimeout(180_000);

const ROOT = join(__dirname, '../..');
/** Throws unless every figure kept its limit. */
const bench = async (...words: string[]) => await runQuietly(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts', 'bench.ts'), ...words], { cwd: ROOT });
const cellsOf = (line: string) => line.split('|').map((cell) => cell.trim());

describe('npm run bench', () => {
	it('measures a small import within all limits, in tables for the README', async () => {
		const printed = await bench('orders', '100');
		expect(printed).toMatch(/^.+, \d+ cores, \d+ GB, \w+, Node v\d+/);
		const rows = printed.split('\n').filter((line) => line.startsWith('| 100 ')).map(cellsOf);
		expect(rows.map((cells) => cells.slice(1, 4))).toEqual([
			['100', '1', '1 (≤ 2)'],
			['100', '1', '1 (≤ 2)'],
		]);
	});

	it('says what it knows where a part is misspelt', async () => {
		await expect(bench('order', '100')).rejects.toThrow(
			"'order' is no part of the bench and no size: name orders, products, paced, backfill, each with sizes if you like",
		);
	});
});
