import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { type AmazonSandbox, type AmazonSandboxOptions, startAmazonSandbox } from '../../sandbox/amazon/server';
import { makeSellerWorld, type SellerWorld, type WorldOptions } from '../../sandbox/amazon/world/sellerWorld';
import { type ErpNextSandbox, startErpNextSandbox } from '../../sandbox/erpnext/server';
import { FaultPlan } from '../../sandbox/faults';
import { FakeClock } from './fakeClock';

export interface SandboxOptions extends Partial<WorldOptions> {
	quotas?: AmazonSandboxOptions['quotas'];
	/** Roles of the ERPNext user; default: all that set-up and daily work need. */
	erpRoles?: string[];
}

export interface Sandbox {
	amazon: AmazonSandbox;
	erp: ErpNextSandbox;
	seller: SellerWorld;
	/** Shared by both servers and, where a test passes it on, by the nodes. */
	clock: FakeClock;
	amazonFaults: FaultPlan;
	erpFaults: FaultPlan;
	/** As n8n stores them, by credential type. */
	credentials: {
		amazonSellingPartnerLwaApi: ICredentialDataDecryptedObject;
		erpNextSiteApi: ICredentialDataDecryptedObject;
	};
}

/** Both servers on free ports for one test, closed whatever happens in it. */
export async function withSandbox(options: SandboxOptions, test: (sandbox: Sandbox) => Promise<void>): Promise<void> {
	const clock = new FakeClock();
	const { quotas, erpRoles, ...world } = options;
	const seller = makeSellerWorld({
		seed: 1,
		sellerId: 'A2TESTSELLER',
		country: 'US',
		skuCount: 10,
		orderCount: 10,
		endsAt: clock.now() - 3_600_000,
		spanDays: 10,
		...world,
	});
	const amazonFaults = new FaultPlan();
	const erpFaults = new FaultPlan();
	const amazon = await startAmazonSandbox({ clock, sellers: [seller], quotas, faults: amazonFaults });
	const erp = await startErpNextSandbox({ clock, faults: erpFaults });
	try {
		const [account] = amazon.sellers;
		if (!account) throw new Error('The sandbox has no seller');
		const { apiKey, apiSecret } = erpRoles ? erp.users.addUser(erpRoles) : erp.users.manager;
		await test({
			amazon,
			erp,
			seller,
			clock,
			amazonFaults,
			erpFaults,
			credentials: {
				amazonSellingPartnerLwaApi: { ...account.credentials },
				erpNextSiteApi: { url: erp.url, apiKey, apiSecret, allowUnauthorizedCerts: false },
			},
		});
	} finally {
		await amazon.close();
		await erp.close();
	}
}
