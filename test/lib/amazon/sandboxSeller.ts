import { createAmazonClient } from '../../../lib/amazon/client';
import type { AmazonClient } from '../../../lib/amazon/client';
import { FaultPlan } from '../../../sandbox/faults';
import { type AmazonSandbox, type AmazonSandboxOptions, startAmazonSandbox } from '../../../sandbox/amazon/server';
import { makeSellerWorld, type SellerWorld, type WorldOptions } from '../../../sandbox/amazon/world/sellerWorld';
import { FakeClock } from '../../support/fakeClock';

export interface SandboxSellerTools {
	client: AmazonClient;
	newClient(): AmazonClient;
	world: SellerWorld;
	clock: FakeClock;
	amazon: AmazonSandbox;
	faults: FaultPlan;
	/** How often each operation was called. */
	calls(): Record<string, number>;
}

let sellers = 0;

/** One seller at a sandbox of its own, on a fake clock. */
export async function withSandboxSeller(
	world: Partial<WorldOptions>,
	use: (tools: SandboxSellerTools) => Promise<void>,
	options: Partial<AmazonSandboxOptions> = {},
): Promise<void> {
	sellers += 1;
	const clock = new FakeClock();
	const seller = makeSellerWorld({
		seed: 11,
		sellerId: `SANDBOX${sellers}`,
		country: 'DE',
		skuCount: 10,
		orderCount: 0,
		endsAt: clock.now() - 3_600_000,
		spanDays: 30,
		...world,
	});
	const faults = new FaultPlan();
	const amazon = await startAmazonSandbox({ clock, sellers: [seller], faults, ...options });
	try {
		const credentials = amazon.sellers[0]?.credentials;
		if (!credentials) throw new Error('The sandbox has no seller');
		const newClient = () => createAmazonClient(credentials, { clock, random: () => 0 });
		const calls = () => {
			const counts: Record<string, number> = {};
			for (const { operation } of amazon.requests) counts[operation] = (counts[operation] ?? 0) + 1;
			return counts;
		};
		await use({ client: newClient(), newClient, world: seller, clock, amazon, faults, calls });
	} finally {
		await amazon.close();
	}
}
