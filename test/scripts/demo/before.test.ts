import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openAmazon, openErpNext } from '../../../scripts/demo/ends';
import { claimFolder } from '../../../scripts/demo/oneAtATime';
import { forgetOtherN8n } from '../../../scripts/demo/ownEnvironment';
import { choosePorts } from '../../../scripts/demo/ports';

const ours = { ...process.env };
afterEach(() => {
	process.env = { ...ours };
});

describe('what npm start refuses before it installs anything', () => {
	it('a folder in which another one is at work, but not one that was killed there', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'before-'));
		try {
			const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
			await once(other, 'spawn');
			writeFileSync(join(folder, 'npm-start.pid'), String(other.pid));
			expect(() => claimFolder(folder)).toThrow(`Another \`npm start\` (process ${other.pid}) is at work in this folder`);
			other.kill('SIGKILL');
			await once(other, 'exit');
			claimFolder(folder);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});

	it('a port that is none, is taken, or is wanted twice', async () => {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		const taken = String(typeof address === 'object' ? address?.port : '');
		process.env.N8N_PORT = 'many';
		await expect(choosePorts(true)).rejects.toThrow("N8N_PORT 'many' is no port: give a number such as 5678");
		process.env.N8N_PORT = taken;
		await expect(choosePorts(true)).rejects.toThrow(`Port ${taken}, wanted for n8n, is in use. Stop what uses it, or choose another: N8N_PORT=`);
		process.env.DEMO_LINK_PORT = taken;
		await expect(choosePorts(true)).rejects.toThrow(`DEMO_LINK_PORT and N8N_PORT are both ${taken}: each needs a port of its own`);
		server.close();
	});

	it.each(['nonsense words', 'ftp://erp.example.com'])("ERPNEXT_URL '%s'", async (url) => {
		Object.assign(process.env, { ERPNEXT_URL: url, ERPNEXT_API_KEY: 'key', ERPNEXT_API_SECRET: 'secret' });
		await expect(openErpNext(0)).rejects.toThrow(`ERPNEXT_URL '${url}' is no address: write it like https://erp.example.com`);
	});

	it('half of an account', async () => {
		process.env.ERPNEXT_URL = 'https://erp.example.com';
		await expect(openErpNext(0)).rejects.toThrow('To use an ERPNext site of your own, set ERPNEXT_API_KEY, ERPNEXT_API_SECRET too');
		process.env.AMAZON_URL = 'http://127.0.0.1:9080';
		await expect(openAmazon(0, 'USD')).rejects.toThrow('To use an Amazon account of your own, set AMAZON_SELLER_ID, AMAZON_COUNTRY');
	});

	it("an AMAZON_URL that is no web address", async () => {
		const account = { AMAZON_SELLER_ID: 'A1', AMAZON_COUNTRY: 'US', AMAZON_CLIENT_ID: 'id', AMAZON_CLIENT_SECRET: 'secret', AMAZON_REFRESH_TOKEN: 'token' };
		Object.assign(process.env, account, { AMAZON_URL: 'localhost:9080' });
		await expect(openAmazon(0, 'USD')).rejects.toThrow("AMAZON_URL 'localhost:9080' is no address: write it like http://127.0.0.1:9080");
	});
});

describe('forgetOtherN8n', () => {
	it('forgets how another n8n is set up, and keeps the port of the demo', () => {
		const env = { PATH: '/bin', N8N_PORT: '5678', N8N_ENCRYPTION_KEY: 'k', DB_TYPE: 'postgresdb', EXECUTIONS_MODE: 'queue', WEBHOOK_URL: 'https://n8n.example.com' };
		forgetOtherN8n(env);
		expect(env).toEqual({ PATH: '/bin', N8N_PORT: '5678' });
	});
});
