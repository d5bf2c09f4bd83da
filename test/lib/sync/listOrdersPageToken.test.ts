import { listOrders } from '../../../lib/sync/listOrders';
import type { ListWindow } from '../../../lib/sync/listProgress';
import { drained, STOP, withAmazon } from '../amazon/amazonServer';
import { paged, refused, windowOf } from './orderPages';

describe('listOrders, with a page token', () => {
	const tokenAfter = async (hours: number, changes: Partial<ListWindow> = {}) => {
		let outcome: { notices: string[]; first: string | null } = { notices: [], first: '' };
		await withAmazon(paged(150), async ({ newClient, clock, asked }) => {
			const { end } = await drained(listOrders(newClient(), windowOf(), { maxOrders: 100, quota: STOP, clock }));
			clock.advance(hours * 3_600_000);
			const again = windowOf({ pageToken: end.nextPageToken, ...changes });
			const next = await drained(listOrders(newClient(), again, { maxOrders: 1000, quota: STOP, clock }));
			outcome = { notices: next.end.notices, first: asked[1]?.query.get('paginationToken') ?? null };
		});
		return outcome;
	};
	const STARTED_AGAIN = 'The place where the last run stopped is no longer known to Amazon; its window was started again.';

	it('goes on within the 24 hours that it lives', async () => {
		expect(await tokenAfter(23)).toEqual({ notices: [], first: '100' });
	});
	it('starts the window again after them', async () => {
		expect(await tokenAfter(24)).toEqual({ notices: [STARTED_AGAIN], first: null });
	});
	it('starts the window again where a person moved its beginning', async () => {
		expect(await tokenAfter(1, { after: '2026-11-22T00:00:00.000Z' })).toEqual({ notices: [STARTED_AGAIN], first: null });
	});
	it('starts the window again where the marketplaces changed', async () => {
		expect(await tokenAfter(1, { marketplaceIds: ['A13V1IB3VIYZZH'] })).toEqual({ notices: [STARTED_AGAIN], first: null });
	});
	it('starts the window again where the token is nonsense', async () => {
		expect(await tokenAfter(1, { pageToken: 'bm9uc2Vuc2U' })).toEqual({ notices: [STARTED_AGAIN], first: null });
	});
	it('starts the window again, once, where Amazon refuses it', async () => {
		await withAmazon(
			(asked, response) => (asked.nth === 1 ? refused('The token is not known.') : paged(150)(asked, response)),
			async ({ client, clock, asked }) => {
				const { end } = await drained(listOrders(client, windowOf(), { maxOrders: 100, quota: STOP, clock }));
				const next = await drained(listOrders(client, windowOf({ pageToken: end.nextPageToken }), { maxOrders: 1000, quota: STOP, clock }));
				expect(next.end).toMatchObject({ count: 150, complete: true, notices: [STARTED_AGAIN] });
				expect(asked.map(({ query }) => query.get('paginationToken'))).toEqual([null, '100', null, '100']);
			},
		);
	});
});
