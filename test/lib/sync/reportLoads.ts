import type { QuotaPolicy } from '../../../lib/amazon/client';
import { listCatalogItems } from '../../../lib/sync/listCatalogItems';
import type { ListWindow } from '../../../lib/sync/listProgress';
import type { ListedSku } from '../../../lib/amazon/types';
import type { SyncProgress } from '../../../lib/sync/types';
import { drained } from '../amazon/amazonServer';
import type { SandboxSellerTools } from '../amazon/sandboxSeller';

const STOP = { kind: 'stop' } as const;
export const SIZE = 140;
/** What a search reaches at Amazon, made small. */
const REPORT_ABOVE = 100;

const IDS: Record<string, string> = { DE: 'A1PA6795UKMFR9', US: 'ATVPDKIKX0DER', JP: 'A1VC38T7YXB528', FR: 'A13V1IB3VIYZZH' };

export function windowOf(country: string, pageToken: string | null = null): ListWindow {
	return {
		runId: 'RUN-1',
		stream: 'products',
		skipped: false,
		marketplaceIds: [IDS[country] ?? ''],
		by: 'updated',
		after: '',
		before: '2026-11-24T11:50:00.000Z',
		pageToken,
		retryIds: [],
		firstLoad: true,
	};
}

export interface Loaded {
	items: ListedSku[];
	runs: SyncProgress[];
}

/** Runs, a quarter of an hour apart, until the load is complete. */
export async function load({ newClient, clock }: SandboxSellerTools, country: string, maxSkus: number, quota: QuotaPolicy = STOP): Promise<Loaded> {
	const loaded: Loaded = { items: [], runs: [] };
	for (let pageToken: string | null = null; ; clock.advance(900_000)) {
		const { items, end }: { items: ListedSku[]; end: SyncProgress } = await drained(listCatalogItems(newClient(), windowOf(country, pageToken), { maxSkus, quota, clock, reportAbove: REPORT_ABOVE }));
		loaded.items.push(...items);
		loaded.runs.push(end);
		if (end.complete) return loaded;
		pageToken = end.nextPageToken;
		if (loaded.runs.length > 50) throw new Error(`No end in sight: ${JSON.stringify(end)}`);
	}
}

export const seller = (country: string) => ({ country, marketplaces: [country], skuCount: SIZE, withParents: false });
export const skusOf = ({ world }: SandboxSellerTools) => [...world.eachListing()].map(({ sku }) => sku).sort();
