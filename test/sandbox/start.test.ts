import { join } from 'node:path';

import { runQuietly } from '../../scripts/demo/process';

const ROOT = join(__dirname, '../..');

describe('npm run sandbox', () => {
	it.each([
		['SANDBOX_ORDERS', 'many', "SANDBOX_ORDERS 'many' is no whole number: give one such as 500"],
		['SANDBOX_COUNTRY', 'XX', "There is no Amazon marketplace 'XX'"],
	])('refuses %s=%s in one sentence', async (name, value, sentence) => {
		const started = runQuietly(process.execPath, ['--import', 'tsx', join(ROOT, 'sandbox', 'start.ts')], { cwd: ROOT, env: { ...process.env, [name]: value } });
		await expect(started).rejects.toThrow(new RegExp(`ended with 1:\n${sentence}$`));
	});
});
