import type { ListedSku } from '../../../lib/amazon/types';
import { thrownBy } from '../amazon/amazonServer';
import { withSandboxSeller } from '../amazon/sandboxSeller';
import { load, seller, SIZE, skusOf } from './reportLoads';

describe('a first load by report', () => {
	it('costs one report and a catalogue call for twenty SKUs', async () => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			const { items, runs } = await load(tools, 'DE', 5000);
			expect(items.map(({ sku }) => sku).sort()).toEqual(skusOf(tools));
			expect(items.every(({ catalogItem, asin }) => catalogItem?.asin === asin)).toBe(true);
			expect(runs).toHaveLength(1);
			// One search for the count, one for all that the report calls inactive.
			expect(tools.calls()).toEqual({ token: 1, searchListingsItems: 2, createReport: 1, getReport: 2, getReportDocument: 1, download: 1, searchCatalogItems: SIZE / 20 });
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

	it.each(['latin1', 'utf8'] as const)('tells an unannounced %s by the first letter that is no ASCII, wherever the pieces are cut', async (charset) => {
		const content = Buffer.from(`sku\titem-name\nA\t${'x'.repeat(200)}\nB\tBügel\n`, charset);
		await withSandboxSeller(seller('DE'), async (tools) => {
			tools.amazon.reports.document = { content, contentType: 'text/plain' };
			tools.amazon.reports.compression = 'none';
			let chunkBytes = 1;
			const fault = { kind: 'split' as const, get chunkBytes() { return chunkBytes; } };
			tools.faults.add({ match: ({ path }) => path.startsWith('/report-documents/'), fault });
			for (chunkBytes of [1, 2, 3, 7, 50, content.length - 6, content.length - 5, content.length]) {
				const { items } = await load(tools, 'DE', 5000);
				expect(items.map(({ sku, listing }) => [sku, listing.summaries?.[0]?.itemName])).toEqual([['A', 'x'.repeat(200)], ['B', 'Bügel']]);
			}
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
			// Amazon may hand out a report that is six hours old: what changed since then is read again.
			expect(new Set(runs.map(({ windowEnd }) => windowEnd))).toEqual(new Set(['2026-11-24T05:50:00.000Z']));
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

	it('finds by ASIN the SKUs whose characters an old code page could not hold', async () => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			const [first, second] = [...tools.world.eachListing()];
			if (!first || !second) throw new Error('The seller has no listings');
			for (const sku of ['茶-1', '茶-2', 'WHAT?', 'Ü-9']) tools.world.putListing({ ...first, sku });
			tools.world.putListing({ ...second, sku: '湯-1' });
			const { items, runs } = await load(tools, 'DE', 5000);
			expect(items.map(({ sku }) => sku).sort()).toEqual(skusOf(tools));
			expect(runs[0]?.notices).toEqual([]);
			// The count, the ASINs, and what the report calls inactive.
			expect(tools.calls().searchListingsItems).toBe(3);
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

	it('asks the search which of the listings that the report calls inactive are merely sold out', async () => {
		await withSandboxSeller(seller('DE'), async (tools) => {
			const buyable = [...tools.world.eachListing()].filter(({ offers }) => offers[0]?.buyable);
			for (const { sku } of buyable.slice(0, 50)) tools.world.changeListing(sku, (listing) => listing.offers.forEach((offer) => void (offer.quantity = 0)));
			for (const { sku } of buyable.slice(50, 60)) tools.world.closeListing(sku);
			const { items, runs } = await load(tools, 'DE', 30);
			expect(items.map(({ sku }) => sku).sort()).toEqual(skusOf(tools));
			expect(runs.slice(0, -1).map(({ count }) => count)).toEqual([30, 30, 30, 30]);
			const openOf = (some: typeof buyable) => new Set(items.filter(({ sku }) => some.some((each) => each.sku === sku)).map(({ isOpen }) => isOpen));
			expect([openOf(buyable.slice(0, 50)), openOf(buyable.slice(50, 60)), openOf(buyable.slice(60))]).toEqual([new Set([true]), new Set([false]), new Set([true])]);
			expect(tools.calls()).toMatchObject({ createReport: 1, searchCatalogItems: 2 * 4 + 1 });
		});
	});
});
