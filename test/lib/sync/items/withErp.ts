import { startErpNextSandbox, type ErpNextSandbox } from '../../../../sandbox/erpnext/server';
import { FaultPlan } from '../../../../sandbox/faults';
import type { ErpClient } from '../../../../lib/erpnext/client';
import { createErpClient } from '../../../../lib/erpnext/http';
import { ensureSchema } from '../../../../lib/erpnext/setup';
import { FakeClock } from '../../../support/fakeClock';

export interface ErpForItems {
	/** A new connection: it remembers nothing of what others learned. */
	connect(user?: { apiKey: string; apiSecret: string }): ErpClient;
	erp: ErpClient;
	clock: FakeClock;
	faults: FaultPlan;
	sandbox: ErpNextSandbox;
	site: ErpNextSandbox['site'];
	/** Requests of a kind since the last call, e.g. `Item`. */
	countWrites(): number;
}

/** An ERPNext that the set-up has prepared, and a user with the day-to-day roles. */
export async function withErp(test: (erp: ErpForItems) => Promise<void>, prepared = true): Promise<void> {
	const clock = new FakeClock();
	const faults = new FaultPlan();
	const sandbox = await startErpNextSandbox({ clock, faults });
	const connect = (user = sandbox.users.dayToDay) =>
		createErpClient(
			{ url: sandbox.url, apiKey: user.apiKey, apiSecret: user.apiSecret, ignoreSslIssues: false },
			{ clock, random: () => 0 },
		);
	try {
		if (prepared) await ensureSchema(connect(sandbox.users.manager));
		sandbox.requests.length = 0;
		let seen = 0;
		const countWrites = () => {
			const writes = sandbox.requests.slice(seen).filter(({ isWrite }) => isWrite).length;
			seen = sandbox.requests.length;
			return writes;
		};
		await test({ connect, erp: connect(), clock, faults, sandbox, site: sandbox.site, countWrites });
	} finally {
		await sandbox.close();
	}
}
