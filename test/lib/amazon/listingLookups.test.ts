import { fetchListing, findListings, findListingsByAsin } from '../../../lib/amazon/listingLookups';
import { type Handler, refusal, thrownBy, withAmazon } from './amazonServer';
import { withSandboxSeller } from './sandboxSeller';

const WAIT = { kind: 'wait', maxWaitMs: 10_000 } as const;
const DE = 'A1PA6795UKMFR9';

const listed = (sku: string, asin = `ASIN-${sku}`) => ({ sku, summaries: [{ marketplaceId: DE, asin, status: ['BUYABLE'], createdDate: '2026-01-01T00:00:00Z', lastUpdatedDate: '2026-01-01T00:00:00Z' }] });

/** Gives at most `perPage` at once, whatever page size is asked for; refuses a search that names `bad`. */
function searching(perPage: number, bad?: string): Handler {
	return ({ query }) => {
		const asked = query.get('identifiers')?.split(',') ?? [];
		if (bad !== undefined && asked.includes(bad)) return refusal(400, 'InvalidInput', `${bad} is no identifier`);
		const start = Number(query.get('pageToken') ?? 0);
		const next = start + perPage < asked.length ? { nextToken: String(start + perPage) } : undefined;
		const items = asked.slice(start, start + perPage).map((identifier) => (query.get('identifiersType') === 'ASIN' ? listed(`SKU-${identifier}`, identifier) : listed(identifier)));
		return { headers: { 'x-amzn-RateLimit-Limit': '1000' }, json: { numberOfResults: asked.length, items, ...(next ? { pagination: next } : {}) } };
	};
}

async function skusOf(pages: ReturnType<typeof findListings>): Promise<{ found: string[]; asked: string[] }> {
	const all = { found: new Array<string>(), asked: new Array<string>() };
	for await (const { found, asked } of pages) {
		all.found.push(...found.map(({ sku }) => sku));
		all.asked.push(...asked);
	}
	return all;
}

const SKUS = Array.from({ length: 45 }, (_, index) => `S-${index}`);

describe('look-ups of listings', () => {
	it.each([20, 7, 1])('find 45 SKUs where Amazon gives pages of %d', async (perPage) => {
		await withAmazon(searching(perPage), async ({ client }) => {
			expect(await skusOf(findListings(client, DE, SKUS, WAIT))).toEqual({ found: SKUS, asked: SKUS });
			const byAsin: string[] = [];
			for await (const page of findListingsByAsin(client, DE, SKUS, WAIT)) byAsin.push(...page.map(({ sku }) => sku));
			expect(byAsin).toEqual(SKUS.map((asin) => `SKU-${asin}`));
		});
	});

	it('lose one SKU only where Amazon takes it for none', async () => {
		await withAmazon(searching(20, 'S-13'), async ({ client }) => {
			const { found, asked } = await skusOf(findListings(client, DE, SKUS, WAIT));
			expect(found).toEqual(SKUS.filter((sku) => sku !== 'S-13'));
			expect(asked).toEqual(SKUS);
		});
	});

	it('find nothing where Amazon answers a search that matches nothing with 404', async () => {
		await withAmazon(
			() => refusal(404, 'NOT_FOUND', 'none of these'),
			async ({ client, asked }) => {
				expect(await skusOf(findListings(client, DE, ['A', 'B'], WAIT))).toEqual({ found: [], asked: ['A', 'B'] });
				expect(asked).toHaveLength(1);
			},
		);
	});

	it('throw what is no matter of one SKU', async () => {
		await withAmazon(
			() => refusal(403, 'Unauthorized', 'Access to requested resource is denied.'),
			async ({ client }) => {
				expect(await thrownBy(skusOf(findListings(client, DE, SKUS, WAIT)))).toMatchObject({ status: 403 });
				expect(await thrownBy(skusOf(findListings(client, DE, ['A,B'], WAIT)))).toMatchObject({ status: 403 });
			},
		);
	});

	it.each([
		['is unknown or deleted', refusal(404, 'NOT_FOUND', 'SKU not found')],
		['has a shape that Amazon refuses', refusal(400, 'BAD_REQUEST', 'Invalid input')],
		['is listed elsewhere only', { json: { sku: 'A,B', summaries: [] } }],
		['has no summaries', { json: { sku: 'A,B' } }],
	])('find nothing under a SKU that %s', async (_how, reply) => {
		await withAmazon(
			() => reply,
			async ({ client }) => {
				expect(await skusOf(findListings(client, DE, ['A,B'], WAIT))).toEqual({ found: [], asked: ['A,B'] });
				expect(await thrownBy(fetchListing(client, DE, 'A,B'))).toMatchObject({ message: `Amazon lists no SKU 'A,B' of this seller in marketplace '${DE}'.` });
			},
		);
	});

	it.each(['A/B', ' BLANKS ', 'ÄÖ 茶', '100%', 'a+b&c=d?e#f', 'X'.repeat(40), 'comma, too'])('reach the SKU %j by its path', async (sku) => {
		await withSandboxSeller({ withParents: false, marketplaces: ['DE'], skuCount: 3 }, async ({ client, world }) => {
			const [first] = [...world.eachListing()];
			if (!first) throw new Error('The seller has no listings');
			world.putListing({ ...first, sku });
			expect(await fetchListing(client, DE, sku)).toMatchObject({ sku, asin: first.asin, catalogItem: { asin: first.asin } });
		});
	});
});
