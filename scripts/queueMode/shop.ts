/** The seller and the site of the queue-mode test, and the books that one calm process makes of them. */
import { marketplaceByCountry } from '../../lib/amazon/marketplaces';
import { systemClock } from '../../lib/clock';
import { createErpClient } from '../../lib/erpnext/http';
import { CURSOR_DOCTYPE } from '../../lib/erpnext/schema';
import { DEFAULT_SETTINGS } from '../../lib/settings';
import { startAmazonSandbox } from '../../sandbox/amazon/server';
import { makeSellerWorld, type SellerWorld } from '../../sandbox/amazon/world/sellerWorld';
import { type ErpNextSandbox, startErpNextSandbox } from '../../sandbox/erpnext/server';
import { type Ledger, ledgerOf } from '../../test/chaos/ledger';
import { runLineByLib } from '../../test/support/lineByLib';
import { chooseCompany, chooseSettings, type ChosenSettings } from '../demo/chooseSettings';
import type { AmazonEnd, ErpNextEnd } from '../demo/ends';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SELLER = { seed: 20_261_126, sellerId: 'A1QUEUEMODE001', country: 'US', skuCount: 40, spanDays: 10, restMs: 100 * HOUR_MS };
const ORDERS = 60;
const NEW_ORDERS = 40;
/** Amazon's own rates would let a schedule of seconds run dry at once. */
const QUICK = { ratePerSecond: 20, burst: 100 };
const QUOTAS = { searchOrders: QUICK, getOrder: QUICK, searchListingsItems: QUICK, searchCatalogItems: QUICK };

export interface Shop {
	world: SellerWorld;
	amazon: AmazonEnd;
	erpnext: ErpNextEnd;
	erp: ErpNextSandbox;
	settings: ChosenSettings;
	/** More orders are placed, all at once. */
	sellMore(): void;
	/** Orders that ought to be in ERPNext by now. */
	countWanted(): number;
	/** What one process alone makes of the same seller. */
	calmLedger(): Promise<Ledger>;
	close(): Promise<void>;
}

const isWanted = (status: string | undefined): boolean => !['PENDING', 'CANCELLED', 'UNFULFILLABLE'].includes(status ?? '');

/** Both ends on this machine; ERPNext takes as long as a real one, so that runs overlap. */
export async function openShop(): Promise<Shop> {
	const endsAt = systemClock.now() - 3 * HOUR_MS;
	const world = makeSellerWorld({ ...SELLER, orderCount: ORDERS, endsAt });
	const amazon = await startAmazonSandbox({ sellers: [world], quotas: QUOTAS });
	const erp = await startErpNextSandbox({ latency: 'measured' });
	const [account] = amazon.sellers;
	const marketplace = marketplaceByCountry(SELLER.country);
	if (!account || !marketplace) throw new Error('The sandbox has no seller');
	const client = createErpClient({ url: erp.url, ...erp.users.manager, ignoreSslIssues: false }, { clock: systemClock });
	const settings = await chooseSettings(client, await chooseCompany(client, marketplace.currency), marketplace.currency);
	const afterDate = new Date(endsAt - (SELLER.spanDays + 1) * 24 * HOUR_MS).toISOString();
	return {
		world,
		amazon: { credentials: account.credentials, marketplace, label: amazon.url, afterDate, isAtRest: true, close: async () => await amazon.close() },
		erpnext: { credentials: { url: erp.url, ...erp.users.manager, ignoreSslIssues: false }, label: erp.url, booksUrl: erp.url, isStandIn: true, close: async () => await erp.close() },
		erp,
		settings,
		sellMore: () => {
			const others = makeSellerWorld({ ...SELLER, seed: SELLER.seed + 1, orderCount: NEW_ORDERS, endsAt });
			// Inside the overlap of the next window, so that nobody waits for Amazon's two minutes.
			const updated = new Date(systemClock.now() - 4 * MINUTE_MS).toISOString().replace(/\.\d{3}Z$/, 'Z');
			for (const order of others.eachOrder()) {
				world.putOrder({ ...order, orderItems: order.orderItems.map((item) => ({ ...item, product: skuOf(world) })), lastUpdatedTime: updated });
			}
		},
		countWanted: () => [...world.eachOrder()].filter(({ fulfillment }) => isWanted(fulfillment?.fulfillmentStatus)).length,
		calmLedger: async () => {
			const calm = await startErpNextSandbox({});
			try {
				for (const stream of ['products', 'orders'] as const) {
					await runLineByLib(
						{ amazon: account.credentials, erp: { url: calm.url, ...calm.users.manager, ignoreSslIssues: false }, clock: systemClock },
						{ stream, sellerId: world.sellerId, marketplaceIds: [marketplace.marketplaceId], settings: { ...DEFAULT_SETTINGS, ...settings }, afterDate, leaseMinutes: 30, overlapMinutes: 5 },
						{ runId: stream, mostPerRun: 5000 },
					);
				}
				return withoutCursors(ledgerOf(calm.site));
			} finally {
				await calm.close();
			}
		},
		close: async () => {
			await amazon.close();
			await erp.close();
		},
	};
}

/** A product that the seller has: the other world's SKUs are not listed in this one. */
function skuOf(world: SellerWorld): { sellerSku: string; asin: string; title: string } {
	const listing = [...world.eachListing()].find(({ children }) => !children);
	if (!listing) throw new Error('The seller has no SKU');
	return { sellerSku: listing.sku, asin: listing.asin, title: listing.title };
}

/** Positions go by the clock. */
export function withoutCursors(ledger: Ledger): Ledger {
	return Object.fromEntries(Object.entries(ledger).filter(([doctype]) => doctype !== CURSOR_DOCTYPE));
}
