import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { AmazonCredentials } from '../../lib/amazon/types';
import type { ErpCredentials } from '../../lib/erpnext/types';
import { type AmazonSandbox, startAmazonSandbox } from '../../sandbox/amazon/server';
import type { SellerWorld } from '../../sandbox/amazon/world/sellerWorld';
import { ERPNEXT_FAULTS } from '../../sandbox/erpnext/faultKinds';
import { type ErpNextSandbox, startErpNextSandbox } from '../../sandbox/erpnext/server';
import type { SiteSnapshot } from '../../sandbox/erpnext/site';
import { type Fault, FaultPlan, type FaultRequest, NAMED_FAULTS } from '../../sandbox/faults';
import { Random } from '../../sandbox/amazon/world/random';
import { FakeClock } from '../support/fakeClock';
import { actBegins, emptyWorld } from './acts';
import type { Schedule } from './schedule';
import type { Seller } from './sellers';

/** Slow, but not so slow that anybody gives up. */
const SLOW: Fault = { kind: 'delay', ms: 5 };
const AMAZON_KINDS: Fault[] = [...Object.values(NAMED_FAULTS), SLOW];
/** What Frappe itself says weighs as much as what the network does. */
const ERP_KINDS: Fault[] = [...Object.values(NAMED_FAULTS), SLOW, ...Object.values(ERPNEXT_FAULTS), ...Object.values(ERPNEXT_FAULTS)];

/** A worker has to give up waiting; the nodes wait for minutes, so that it is drawn for lib alone. */
const SILENCE: Fault[] = [{ kind: 'silence' }, { kind: 'silence', processed: false }];

/** Both ends of one schedule, on one clock. */
export interface Stage {
	seller: Seller;
	world: SellerWorld;
	clock: FakeClock;
	amazon: AmazonSandbox;
	erp: ErpNextSandbox;
	amazonCredentials: AmazonCredentials;
	erpCredentials: ErpCredentials;
	/** As n8n keeps them. */
	credentials: Record<string, ICredentialDataDecryptedObject>;
	/** As n8n numbers its executions. */
	nextRunId(): string;
	/** Lets the schedule's trouble begin; `act` and seed decide which. */
	trouble(schedule: Schedule, act: number): void;
	/** From here on all goes well. */
	calm(): void;
	/** The process that speaks to both ends dies after so many requests, until `revive`. */
	dieAfter(requests: number): void;
	revive(): void;
}

interface StageOptions {
	quotas?: Schedule['quotas'];
	/** Books to go on from. */
	snapshot?: SiteSnapshot;
}

let stages = 0;

export async function withStage<T>(seller: Seller, { quotas = 'amazon', snapshot }: StageOptions, play: (stage: Stage) => Promise<T>): Promise<T> {
	const clock = new FakeClock(actBegins(0));
	const world = emptyWorld(seller);
	// The package shares quotas and tokens of one application in a process, and a port may come again.
	stages += 1;
	world.secrets.clientId += `.${stages}`;
	const faults = { amazon: new FaultPlan(), erp: new FaultPlan() };
	const amazon = await startAmazonSandbox({ clock, sellers: [world], quotas, faults: faults.amazon });
	const erp = await startErpNextSandbox({ clock, faults: faults.erp });
	try {
		if (snapshot) erp.site.restore(snapshot);
		const [account] = amazon.sellers;
		if (!account) throw new Error('The sandbox has no seller');
		const { apiKey, apiSecret } = erp.users.manager;
		let runs = 0;
		let requestsLeft = Number.POSITIVE_INFINITY;
		const addDeath = (plan: FaultPlan): void =>
			plan.add({ match: () => (requestsLeft -= 1) < 0, fault: { kind: 'cut', when: 'beforeProcessing' } });
		const calm = (): void => {
			requestsLeft = Number.POSITIVE_INFINITY;
			for (const plan of [faults.amazon, faults.erp]) {
				plan.clear();
				addDeath(plan);
			}
		};
		calm();
		return await play({
			seller,
			world,
			clock,
			amazon,
			erp,
			amazonCredentials: account.credentials,
			erpCredentials: { url: erp.url, apiKey, apiSecret, ignoreSslIssues: false },
			credentials: {
				amazonSellingPartnerLwaApi: { ...account.credentials },
				erpNextSiteApi: { url: erp.url, apiKey, apiSecret, allowUnauthorizedCerts: false },
			},
			nextRunId: () => String((runs += 1)),
			trouble: (schedule, act) => {
				calm();
				addRevocations(faults.amazon, amazon, new Random(schedule.seed, 'revocations', act), schedule.revocations);
				const silence = schedule.hasSilence && !schedule.onEngine ? SILENCE : [];
				faults.amazon.addRandom(schedule.seed * 4 + act, { rate: schedule.amazonFaults, kinds: [...AMAZON_KINDS, ...silence] });
				faults.erp.addRandom(schedule.seed * 4 + 2 + act, { rate: schedule.erpFaults, kinds: [...ERP_KINDS, ...silence] });
			},
			calm,
			dieAfter: (requests) => {
				requestsLeft = requests;
			},
			revive: () => {
				requestsLeft = Number.POSITIVE_INFINITY;
			},
		});
	} finally {
		await amazon.close();
		await erp.close();
	}
}

/** Never matches: it only sees every request go by. */
function addRevocations(plan: FaultPlan, amazon: AmazonSandbox, random: Random, rate: number): void {
	plan.add({
		match: ({ path }: FaultRequest) => {
			if (!path.startsWith('/auth/') && random.chance(rate)) amazon.revokeAccessTokens();
			return false;
		},
		fault: SLOW,
	});
}
