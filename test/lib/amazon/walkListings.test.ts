import { walkListings } from '../../../lib/amazon/walkListings';
import type { ListingPosition, ListingWalk } from '../../../lib/amazon/walkListings';
import type { AmazonClient } from '../../../lib/amazon/client';
import { type Handler, thrownBy, withAmazon } from './amazonServer';
import { withSandboxSeller } from './sandboxSeller';

const WAIT = { kind: 'wait', maxWaitMs: 10_000 } as const;
const DE = 'A1PA6795UKMFR9';
const INSTANT = Date.parse('2026-11-20T10:00:00Z');

async function skusOf(client: AmazonClient, walk: Partial<ListingWalk>): Promise<{ skus: string[]; positions: ListingPosition[] }> {
	const skus: string[] = [];
	const positions: ListingPosition[] = [];
	for await (const { listings, next } of walkListings(client, { marketplaceId: DE, date: 'createdDate', ...walk }, WAIT)) {
		skus.push(...listings.map(({ sku }) => sku));
		if (next) positions.push(next);
	}
	return { skus, positions };
}

interface Shelved {
	sku: string;
	createdAt: number;
	updatedAt: number;
	status: string[];
}

const shelfOf = (count: number, of: (index: number) => Partial<Shelved>): Shelved[] =>
	Array.from({ length: count }, (_, index) => ({ sku: `SKU-${String(index).padStart(5, '0')}`, createdAt: INSTANT, updatedAt: INSTANT, status: ['BUYABLE'], ...of(index) }));

const toSeconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** What a search reaches, made small. */
const REACH = 60;

/** searchListingsItems over plain SKUs. */
function searching(shelf: Shelved[]): Handler {
	return ({ query }) => {
		const at = (name: string, otherwise: number) => (query.has(name) ? Date.parse(query.get(name) ?? '') : otherwise);
		const without = query.get('withoutStatus')?.split(',') ?? [];
		const wanted = query.get('withStatus')?.split(',');
		const found = shelf.filter(
			({ createdAt, updatedAt, status }) =>
				createdAt >= at('createdAfter', 0) && createdAt <= at('createdBefore', Infinity) &&
				updatedAt >= at('lastUpdatedAfter', 0) && updatedAt <= at('lastUpdatedBefore', Infinity) &&
				(!wanted || status.some((each) => wanted.includes(each))) && !status.some((each) => without.includes(each)),
		);
		const sortBy = query.get('sortBy');
		found.sort((one, other) => (sortBy === 'createdDate' ? one.createdAt - other.createdAt : sortBy === 'lastUpdatedDate' ? one.updatedAt - other.updatedAt : 0) || (one.sku < other.sku ? -1 : 1));
		if (query.get('sortOrder') === 'DESC') found.reverse();
		const start = Number(query.get('pageToken') ?? 0);
		const items = found.slice(start, Math.min(start + 20, REACH)).map(({ sku, createdAt, updatedAt, status }) => ({
			sku,
			summaries: [{ marketplaceId: DE, status, createdDate: toSeconds(createdAt), lastUpdatedDate: toSeconds(updatedAt) }],
		}));
		const next = start + 20 < Math.min(found.length, REACH) ? { nextToken: String(start + 20) } : undefined;
		return { headers: { 'x-amzn-RateLimit-Limit': '1000' }, json: { numberOfResults: found.length, pagination: next, items } };
	};
}

const onlyIn = { withParents: false, marketplaces: ['DE'] };

describe('walkListings', () => {
	it('lists a small catalogue in one search', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 41 }, async ({ client, world, calls }) => {
			const { skus } = await skusOf(client, {});
			expect(skus).toEqual([...world.eachListing()].map(({ sku }) => sku));
			expect(calls()).toEqual({ token: 1, searchListingsItems: 3 });
		});
	});

	it('goes on past the thousand that one search reaches, no SKU lost or twice', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 1060 }, async ({ client, world, calls }) => {
			const { skus } = await skusOf(client, {});
			expect(skus).toHaveLength(1060);
			expect(new Set(skus)).toEqual(new Set([...world.eachListing()].map(({ sku }) => sku)));
			expect(calls().searchListingsItems).toBe(Math.ceil(1060 / 20) + 1);
		});
	});

	it('takes apart by the other date an instant that more SKUs share than a search reaches', async () => {
		const shelf = shelfOf(90, (index) => ({ createdAt: INSTANT - index * 1000, updatedAt: INSTANT }));
		await withAmazon(searching(shelf), async ({ client }) => {
			const { skus } = await skusOf(client, { date: 'lastUpdatedDate', after: '2026-11-19T00:00:00Z', before: '2026-11-24T00:00:00Z', reach: REACH });
			expect(skus).toHaveLength(90);
			expect(new Set(skus)).toEqual(new Set(shelf.map(({ sku }) => sku)));
		});
	});

	it('takes apart by SKU and status an instant of creation and change that many SKUs share', async () => {
		const shelf = shelfOf(145, (index) =>
			// Told in whole seconds, so that the instants look the same.
			index < 10 || index >= 140 ? { createdAt: INSTANT + (index - 100) * 60_000 } : { createdAt: INSTANT + 500, updatedAt: INSTANT + 999, status: index < 40 ? [] : ['BUYABLE'] },
		);
		await withAmazon(searching(shelf), async ({ client }) => {
			const { skus } = await skusOf(client, { reach: REACH });
			expect(skus).toHaveLength(145);
			expect(new Set(skus)).toEqual(new Set(shelf.map(({ sku }) => sku)));
		});
	});

	it('says so rather than lose any where even that is not enough', async () => {
		await withAmazon(searching(shelfOf(121, () => ({}))), async ({ client }) => {
			const error = await thrownBy(skusOf(client, { reach: REACH }));
			expect(error).toMatchObject({ code: 'TooManyResults' });
			expect(error.message).toMatch(/^121 SKUs of marketplace 'A1PA6795UKMFR9' were made and changed in the same instant/);
		});
	});

	it('lists only what changed between two instants, both included', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 60 }, async ({ client, world }) => {
			const [first, second, third] = [...world.eachListing()].map(({ sku }) => sku);
			world.changeListing(first ?? '', (listing) => void (listing.updatedAt = INSTANT));
			world.changeListing(second ?? '', (listing) => void (listing.updatedAt = INSTANT + 60_000));
			world.changeListing(third ?? '', (listing) => void (listing.updatedAt = INSTANT + 61_000));
			const { skus } = await skusOf(client, { date: 'lastUpdatedDate', after: '2026-11-20T10:00:00Z', before: '2026-11-20T10:01:00Z' });
			expect(skus.filter((sku) => sku === first || sku === second || sku === third)).toEqual([first, second]);
		});
	});

	it('goes on from every position that it handed out', async () => {
		const shelf = shelfOf(145, (index) => ({ createdAt: INSTANT + Math.floor(index / 7) * 1000 }));
		await withAmazon(searching(shelf), async ({ client }) => {
			const seen: string[] = [];
			for await (const { listings, next } of walkListings(client, { marketplaceId: DE, date: 'createdDate', reach: REACH }, WAIT)) {
				seen.push(...listings.map(({ sku }) => sku));
				if (!next) continue;
				const rest = await skusOf(client, { reach: REACH, start: next });
				expect([...seen, ...rest.skus].sort()).toEqual(shelf.map(({ sku }) => sku));
			}
			expect(seen).toHaveLength(145);
		});
	});

	it.each([
		['an earlier instant', (index: number) => ({ createdAt: INSTANT + Math.floor(index / 7) * 1000 })],
		['one instant', () => ({})],
	])('loses no SKU when one leaves the list of %s between two pages, in this run or the next', async (_which, of) => {
		const shelf = shelfOf(55, of);
		const leaves = [0, 15].flatMap((at) => shelf[at] ?? []);
		const left = new Set<string>();
		const answer: Handler = (asked, response) => searching(shelf.filter(({ sku }) => !left.has(sku)))(asked, response);
		const walk = { marketplaceId: DE, date: 'createdDate' as const, reach: REACH };
		await withAmazon(answer, async ({ client }) => {
			const seen: string[] = [];
			const positions: ListingPosition[] = [];
			for await (const { listings, next } of walkListings(client, walk, WAIT)) {
				seen.push(...listings.map(({ sku }) => sku));
				if (next) positions.push(next);
				const gone = leaves[positions.length - 1];
				if (gone) left.add(gone.sku);
			}
			expect(seen.sort()).toEqual(shelf.map(({ sku }) => sku));
			if (positions[0]?.pageToken !== undefined) return;
			const rest = await skusOf(client, { reach: REACH, start: positions[0] });
			expect(rest.skus).toHaveLength(55 - 20);
		});
	});

	it('stops when Amazon repeats a page token', async () => {
		const items = [{ sku: 'A', summaries: [{ marketplaceId: DE, status: ['BUYABLE'], createdDate: '2026-01-01T00:00:00Z', lastUpdatedDate: '2026-01-01T00:00:00Z' }] }];
		await withAmazon(
			() => ({ json: { numberOfResults: 40, items, pagination: { nextToken: 'again' } } }),
			async ({ client, asked }) => {
				const error = await thrownBy(skusOf(client, {}));
				expect(error).toMatchObject({ code: 'RepeatedPageToken', message: "Amazon repeats a page of 'searchListingsItems' without end; the listing was stopped." });
				expect(asked).toHaveLength(2);
			},
		);
	});

	it('stops when Amazon leads from page to page in a circle', async () => {
		await withAmazon(
			({ nth }) => ({ json: { numberOfResults: 40, items: [], pagination: nth < 20 ? { nextToken: `page ${nth % 3}` } : {} } }),
			async ({ client, asked }) => {
				expect(await thrownBy(skusOf(client, {}))).toMatchObject({ code: 'RepeatedPageToken' });
				expect(asked).toHaveLength(4);
			},
		);
	});

	it('begins its search again where Amazon no longer knows the page', async () => {
		await withSandboxSeller({ ...onlyIn, skuCount: 50 }, async ({ client }) => {
			let restarts = 0;
			const { skus } = await skusOf(client, { start: { fetched: 20, pageToken: 'unknown.token' }, onRestart: () => void (restarts += 1) });
			expect([skus.length, restarts]).toEqual([50, 1]);
		});
	});
});
