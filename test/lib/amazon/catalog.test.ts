import { fetchCatalogItems, isCatalogWithheld } from '../../../lib/amazon/catalog';
import { type Handler, refusal, thrownBy, withAmazon } from './amazonServer';

const WAIT = { kind: 'wait', maxWaitMs: 10_000 } as const;
const DE = 'A1PA6795UKMFR9';
const ASINS = Array.from({ length: 45 }, (_, index) => `B${index}`);

/** Gives at most `perPage` items at once, and knows only those ASINs for which `isKnown` holds. */
function catalogue(perPage: number, isKnown: (asin: string) => boolean = () => true): Handler {
	return ({ query }) => {
		const known = (query.get('identifiers')?.split(',') ?? []).filter(isKnown);
		const start = Number(query.get('pageToken') ?? 0);
		const next = start + perPage < known.length ? { pagination: { nextToken: String(start + perPage) } } : {};
		const items = known.slice(start, start + perPage).map((asin) => ({ asin }));
		return { headers: { 'x-amzn-RateLimit-Limit': '1000' }, json: { numberOfResults: known.length, items, ...next } };
	};
}

describe('fetchCatalogItems', () => {
	it('asks for each ASIN once, twenty a call', async () => {
		await withAmazon(catalogue(20), async ({ client, asked }) => {
			const found = await fetchCatalogItems(client, DE, [...ASINS, ...ASINS], WAIT);
			expect([...found.keys()]).toEqual(ASINS);
			expect(asked.map(({ query }) => query.get('identifiers')?.split(',').length)).toEqual([20, 20, 5]);
		});
	});

	it.each([10, 3])('reads every page where Amazon gives pages of %d', async (perPage) => {
		await withAmazon(catalogue(perPage), async ({ client }) => {
			expect([...(await fetchCatalogItems(client, DE, ASINS, WAIT)).keys()]).toEqual(ASINS);
		});
	});

	it('leaves out what the catalogue does not know', async () => {
		await withAmazon(catalogue(20, (asin) => asin !== 'B7' && asin < 'B4'), async ({ client, asked }) => {
			const found = await fetchCatalogItems(client, DE, ASINS, WAIT);
			expect(found.size).toBe(ASINS.filter((asin) => asin < 'B4').length);
			expect(asked).toHaveLength(3);
		});
	});

	it.each([
		['answers 404', refusal(404, 'NOT_FOUND', 'none of these')],
		['repeats its last page', { json: { numberOfResults: 1, items: [{ asin: 'B0' }], pagination: { nextToken: 'again' } } }],
	])('ends where the catalogue %s', async (_how, reply) => {
		await withAmazon(
			() => reply,
			async ({ client, asked }) => {
				const found = await fetchCatalogItems(client, DE, ['B0', 'B1'], WAIT);
				expect(found.has('B1')).toBe(false);
				expect(asked.length).toBeLessThanOrEqual(2);
			},
		);
	});

	it('asks no more once the account may not see the catalogue', async () => {
		await withAmazon(
			() => refusal(403, 'Unauthorized', 'Access to requested resource is denied.'),
			async ({ client, asked }) => {
				expect((await fetchCatalogItems(client, DE, ASINS, WAIT)).size).toBe(0);
				expect((await fetchCatalogItems(client, DE, ASINS, WAIT)).size).toBe(0);
				expect([isCatalogWithheld(client), asked.length]).toEqual([true, 1]);
			},
		);
	});

	it('refuses an answer without a list of items', async () => {
		await withAmazon(
			() => ({ json: { numberOfResults: 3 } }),
			async ({ client }) => {
				expect(await thrownBy(fetchCatalogItems(client, DE, ASINS, WAIT))).toMatchObject({ code: 'GarbledAnswer' });
			},
		);
	});
});
