import { CURSOR_DOCTYPE } from '../../../lib/erpnext/schema';
import { toListingKey } from '../../../lib/mapping/toItemCode';
import { type Sandbox, withSandbox } from '../../support/withSandbox';
import { loadProducts, runProducts } from './catalogRuns';

const US = 'ATVPDKIKX0DER';
const MINUTE = 60_000;
const settings = { disableClosedListings: true };

/** A seller whose SKUs are all open, loaded into the books. */
async function withSeller(skuCount: number, test: (sandbox: Sandbox, skus: string[]) => Promise<void>): Promise<void> {
	await withSandbox({ country: 'US', marketplaces: ['US'], skuCount, orderCount: 0, withParents: false }, async (sandbox) => {
		const { seller } = sandbox;
		for (const { sku } of [...seller.eachListing()]) {
			seller.changeListing(sku, (listing) => {
				listing.offers.forEach((offer) => void (offer.buyable = true));
				listing.updatedAt = listing.createdAt + 1000;
			});
		}
		await loadProducts(sandbox, { settings });
		await test(sandbox, [...seller.eachListing()].map(({ sku }) => sku));
	});
}

const statusOf = ({ erp: { site } }: Sandbox, sku: string) => [site.doc('Amazon Listing', toListingKey(sku, US))?.status, site.doc('Item', sku)?.disabled];
const next = async (sandbox: Sandbox, changes: Parameters<typeof runProducts>[1] = { settings }) => {
	sandbox.clock.advance(15 * MINUTE);
	return await runProducts(sandbox, changes);
};

describe('listings that are deleted at Amazon', () => {
	it('are closed and their Items disabled, though no search tells of them', async () => {
		await withSeller(60, async (sandbox, [gone = '', kept = '']) => {
			sandbox.seller.deleteListing(gone);
			const { listed, results, amazon } = await next(sandbox);
			expect(listed.map(({ sku, isOpen }) => [sku, isOpen])).toEqual([[gone, false]]);
			expect(results).toMatchObject([{ sku: gone, action: 'updated', itemCode: gone }]);
			expect([statusOf(sandbox, gone), statusOf(sandbox, kept)]).toEqual([['Closed', 1], ['Active', 0]]);
			// One search for changes, three for 60 SKUs, and the missing one by its own name.
			expect(amazon).toEqual({ searchListingsItems: 1 + 3, getListingsItem: 1 });
			expect((await next(sandbox)).listed).toEqual([]);
		});
	});

	it('open again, and enable their Items, when they are made anew', async () => {
		await withSeller(20, async (sandbox, [gone = '']) => {
			const listing = sandbox.seller.findListing(gone);
			sandbox.seller.deleteListing(gone);
			await next(sandbox);
			expect(statusOf(sandbox, gone)).toEqual(['Closed', 1]);
			if (listing) sandbox.seller.putListing({ ...listing, createdAt: sandbox.clock.now(), updatedAt: sandbox.clock.now() });
			await next(sandbox);
			expect(statusOf(sandbox, gone)).toEqual(['Active', 0]);
		});
	});

	it.each([
		['listed', undefined],
		['refused', { kind: 'answer', status: 400, body: { errors: [{ code: 'InvalidInput', message: 'no' }] } } as const],
	])('are believed only where Amazon says so of the very SKU (%s)', async (_how, fault) => {
		await withSeller(40, async (sandbox) => {
			sandbox.amazonFaults.add({ match: ({ path, query }) => path.includes('/listings/') && query.has('identifiers'), fault: { kind: 'answer', status: 200, body: { numberOfResults: 0, items: [] } } });
			if (fault) sandbox.amazonFaults.add({ match: ({ path }) => /\/items\/[^/]+\/.+/.test(path), fault });
			const { listed, summary } = await next(sandbox);
			expect(listed).toEqual([]);
			expect(summary).toMatchObject({ status: 'Completed', listed: 0 });
		});
	});

	it('are not believed where Amazon seems to know half of them no more', async () => {
		await withSeller(40, async (sandbox, skus) => {
			const notFound = { kind: 'answer', status: 404, body: { errors: [{ code: 'NOT_FOUND', message: 'no' }] } } as const;
			sandbox.amazonFaults.add({ match: ({ path, query }) => path.includes('/listings/') && (query.has('identifiers') || /\/items\/[^/]+\/.+/.test(path)), fault: notFound });
			const { listed, summary } = await next(sandbox);
			expect(listed).toEqual([]);
			expect(summary.notices).toEqual([expect.stringMatching(/^Amazon no longer knows 40 of 40 listings that were looked for; so many at once are not closed/)]);
			expect(statusOf(sandbox, skus[0] ?? '')).toEqual(['Active', 0]);
		});
	});

	it('are looked for a hundred a run, until each had its turn', async () => {
		await withSeller(250, async (sandbox, skus) => {
			const cursor = () => String(sandbox.erp.site.docs(CURSOR_DOCTYPE)[0]?.swept_to ?? '');
			const gone = [...skus].sort().filter((_, index) => index % 60 === 0);
			for (const sku of gone) sandbox.seller.deleteListing(sku);
			const found: string[][] = [];
			const positions: string[] = [];
			for (let run = 0; run < 3; run += 1) {
				found.push((await next(sandbox)).listed.map(({ sku }) => sku));
				positions.push(cursor());
			}
			expect(found.map(({ length }) => length)).toEqual([2, 2, 1]);
			expect(found.flat().sort()).toEqual(gone);
			expect([positions[0] !== '', positions[1] !== positions[0], positions[2]]).toEqual([true, true, '']);
		});
	});

	it('are not looked for where closed listings are to be left alone, nor in a dry run', async () => {
		await withSeller(20, async (sandbox, [gone = '']) => {
			sandbox.seller.deleteListing(gone);
			expect(await next(sandbox, {})).toMatchObject({ listed: [], amazon: { searchListingsItems: 1 } });
			expect(await next(sandbox, { settings: { ...settings, dryRun: true } })).toMatchObject({ listed: [], amazon: { searchListingsItems: 1 } });
			expect(statusOf(sandbox, gone)).toEqual(['Active', 0]);
		});
	});
});
