import type { QuotaPolicy } from '../../../lib/amazon/client';
import { listCatalogItems } from '../../../lib/sync/listCatalogItems';
import type { ListWindow } from '../../../lib/sync/listProgress';
import type { ListedSku, SyncProgress } from '../../../lib/sync/types';
import { drained, thrownBy } from '../amazon/amazonServer';
import { type SandboxSellerTools, withSandboxSeller } from '../amazon/sandboxSeller';

const STOP = { kind: 'stop' } as const;
const SIZE = 140;
/** What a search reaches at Amazon, made small. */
const REPORT_ABOVE = 100;

const IDS: Record<string, string> = { DE: 'A1PA6795UKMFR9', US: 'ATVPDKIKX0DER', JP: 'A1VC38T7YXB528', FR: 'A13V1IB3VIYZZH' };

function windowOf(country: string, pageToken: string | null = null): ListWindow {
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

interface Loaded {
	items: ListedSku[];
	runs: SyncProgress[];
}

/** Runs, a quarter of an hour apart, until the load is complete. */
async function load({ newClient, clock }: SandboxSellerTools, country: string, maxSkus: number, quota: QuotaPolicy = STOP): Promise<Loaded> {
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

const seller = (country: string) => ({ country, marketplaces: [country], skuCount: SIZE, withParents: false });
const skusOf = ({ world }: SandboxSellerTools) => [...world.eachListing()].map(({ sku }) => sku).sort();

describe('a first load by report', () => {
	it('costs one report and a catalogue call for twenty SKUs', async () => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			const { items, runs } = await load(tools, 'DE', 5000);
			expect(items.map(({ sku }) => sku).sort()).toEqual(skusOf(tools));
			expect(items.every(({ catalogItem, asin }) => catalogItem?.asin === asin)).toBe(true);
			expect(runs).toHaveLength(1);
			expect(tools.calls()).toEqual({ token: 1, searchListingsItems: 1, createReport: 1, getReport: 2, getReportDocument: 1, download: 1, searchCatalogItems: SIZE / 20 });
		});
	});

	it.each(['DE', 'FR', 'JP', 'US'])('gives in %s the same SKUs as the search', async (country) => {
		await withSandboxSeller(seller(country), async (tools) => {
			const { items } = await load(tools, country, 5000);
			tools.amazon.reports.fatal = true;
			const searched = await load(tools, country, 5000);
			expect(searched.runs[0]?.notices).toHaveLength(1);
			const told = (listed: ListedSku[]) =>
				listed
					.map(({ sku, asin, isOpen, listing, catalogItem }) => ({
						sku,
						asin,
						isOpen,
						title: listing.summaries?.[0]?.itemName,
						status: listing.summaries?.[0]?.status,
						price: listing.offers?.[0]?.price,
						quantity: listing.fulfillmentAvailability?.[0]?.quantity,
						isByAmazon: listing.fulfillmentAvailability?.[0]?.fulfillmentChannelCode !== 'DEFAULT',
						catalogItem,
					}))
					.sort((one, other) => (one.sku < other.sku ? -1 : 1));
			expect(told(items)).toEqual(told(searched.items));
		});
	});

	it.each([
		['windows-1252', 'DE', Buffer.from('H\u00e4ndler-SKU\tArtikelbezeichnung\nA\tB\u00fcgelbrett \u00d8\n', 'latin1'), 'text/plain; charset=Cp1252', 'Bügelbrett Ø'],
		['windows-1252, not announced', 'DE', Buffer.from('H\u00e4ndler-SKU\tArtikelbezeichnung\nA\tB\u00fcgelbrett\n', 'latin1'), 'text/plain', 'Bügelbrett'],
		['UTF-8, not announced', 'DE', Buffer.from('Händler-SKU\tArtikelbezeichnung\nA\tŽofie 茶\n'), 'text/plain', 'Žofie 茶'],
		['UTF-8 with a byte order mark', 'DE', Buffer.from('\uFEFFsku\titem-name\nA\tBügel\n'), 'text/plain; charset="UTF-8"', 'Bügel'],
		['Shift_JIS', 'JP', Buffer.from('8f6f95698ed2534b55098fa4956996bc0a410997ce92830a', 'hex'), 'text/plain; charset=Shift_JIS', '緑茶'],
		['Shift_JIS, not announced', 'JP', Buffer.from('8f6f95698ed2534b55098fa4956996bc0a410997ce92830a', 'hex'), 'text/plain', '緑茶'],
		['a charset nobody knows', 'DE', Buffer.from('sku\titem-name\nA\tB\u00fcgel\n', 'latin1'), 'text/plain; charset=x-odd', 'Bügel'],
	])('reads a document in %s', async (_charset, country, content, contentType, title) => {
		await withSandboxSeller(seller(country), async (tools) => {
			tools.amazon.reports.document = { content, contentType };
			const { items } = await load(tools, country, 5000);
			expect(items.map(({ sku }) => sku)).toEqual(['A']);
			expect(items[0]?.listing.summaries?.[0]?.itemName).toBe(title);
		});
	});

	it('is taken up by the next run where Amazon is still preparing the report', async () => {
		await withSandboxSeller(
			seller('DE'),
			async (tools) => {
				const { items, runs } = await load(tools, 'DE', 5000);
				expect(runs.map(({ count, complete }) => [count, complete])).toEqual([
					[0, false],
					[SIZE, true],
				]);
				expect(runs[0]?.notices).toEqual(['Amazon is still preparing the list of all products; the next run takes it up.']);
				expect(items.map(({ sku }) => sku).sort()).toEqual(skusOf(tools));
				expect(tools.calls()).toMatchObject({ createReport: 1, getReport: 6, getReportDocument: 1 });
			},
			{ reports: { inQueueMs: 100_000, inProgressMs: 600_000 } },
		);
	});

	it('is read in several runs, no SKU lost or twice', async () => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			const { items, runs } = await load(tools, 'DE', 40);
			expect(runs.map(({ count }) => count)).toEqual([40, 40, 40, 20]);
			expect(new Set(runs.map(({ windowEnd }) => windowEnd))).toEqual(new Set(['2026-11-24T11:50:00.000Z']));
			expect(items.map(({ sku }) => sku).sort()).toEqual(skusOf(tools));
			expect(tools.calls()).toMatchObject({ createReport: 1, download: 4 });
		});
	});

	it.each([
		['breaks off half-way', { kind: 'cut', when: 'midAnswer' } as const],
		['breaks off before it begins', { kind: 'cut', when: 'beforeProcessing' } as const],
		['is a gzip cut short', { kind: 'truncate' } as const],
		['is refused because its address is too old', { kind: 'answer', status: 403, body: '<Error><Code>AccessDenied</Code></Error>' } as const],
		['is answered with 503', { kind: 'answer', status: 503, body: 'down' } as const],
	])('goes on where a download %s', async (_how, fault) => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			tools.faults.add({ match: ({ path }) => path.startsWith('/report-documents/'), fault, times: 2 });
			const { items, runs } = await load(tools, 'DE', 5000);
			expect(items.map(({ sku }) => sku).sort()).toEqual(skusOf(tools));
			expect(runs).toHaveLength(1);
			expect(tools.calls()).toMatchObject({ createReport: 1, getReportDocument: 3 });
		});
	});

	it('gives a download up that never succeeds, in a sentence without its signed address', async () => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			tools.faults.add({ match: ({ path }) => path.startsWith('/report-documents/'), fault: { kind: 'truncate', keepBytes: 40 } });
			const error = await thrownBy(load(tools, 'DE', 5000));
			expect(error.message).toBe("Amazon's listings report could not be downloaded (Z_BUF_ERROR, tried 5 times).");
			expect(JSON.stringify([error.stack, Object.entries(error)])).not.toContain('signature');
		});
	});

	it.each([['FATAL'], ['CANCELLED']])('goes by search where the report ends %s, and says so', async (end) => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			if (end === 'FATAL') tools.amazon.reports.fatal = true;
			else tools.faults.add({ match: ({ path }) => /\/reports\/\d+$/.test(path), fault: { kind: 'answer', status: 200, body: { reportId: '1', processingStatus: 'CANCELLED', reportType: 'x', createdTime: '2026-11-24T12:00:00Z' } } });
			const { items, runs } = await load(tools, 'DE', 60);
			expect(runs.length).toBeGreaterThan(2);
			expect(runs[0]?.notices[0]).toMatch(new RegExp(`^Amazon did not make the listings report '\\d+' \\(${end}\\)\\. The products are listed by search instead, which takes more calls\\.$`));
			// A run that goes on at an instant lists what shares it again.
			expect([...new Set(items.map(({ sku }) => sku))].sort()).toEqual(skusOf(tools));
			expect(tools.calls().createReport).toBe(1);
		});
	});

	it('finds by ASIN the SKUs whose characters an old code page could not hold', async () => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			const [first, second] = [...tools.world.eachListing()];
			if (!first || !second) throw new Error('The seller has no listings');
			for (const sku of ['茶-1', '茶-2', 'WHAT?', 'Ü-9']) tools.world.putListing({ ...first, sku });
			tools.world.putListing({ ...second, sku: '湯-1' });
			const { items, runs } = await load(tools, 'DE', 5000);
			expect(items.map(({ sku }) => sku).sort()).toEqual(skusOf(tools));
			expect(runs[0]?.notices).toEqual([]);
			expect(tools.calls().searchListingsItems).toBe(2);
		});
	});

	it('names a damaged SKU that it cannot find', async () => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			tools.amazon.reports.document = { content: Buffer.from('seller-sku\tasin1\nA\tB1\n???\tB2\n'), contentType: 'text/plain; charset=Cp1252' };
			const { items, runs } = await load(tools, 'DE', 5000);
			expect(items.map(({ sku }) => sku)).toEqual(['A']);
			expect(runs[0]?.notices).toEqual(["SKU '???' came damaged from Amazon's report and was left out."]);
		});
	});

	it('leaves out rows that have more fields than the header, and says so', async () => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			tools.amazon.reports.document = { content: Buffer.from('sku\titem-name\nA\t1\nB\t1\tX\nC\t1\n'), contentType: 'text/plain; charset=UTF-8' };
			const { items, runs } = await load(tools, 'DE', 5000);
			expect(items.map(({ sku }) => sku)).toEqual(['A', 'C']);
			expect(runs[0]?.notices).toEqual(["1 rows of Amazon's listings report cannot be read and were left out (rows 2)."]);
		});
	});
});
