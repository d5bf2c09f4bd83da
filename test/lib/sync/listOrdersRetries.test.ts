import { listOrders } from '../../../lib/sync/listOrders';
import { drained, type Handler, STOP, withAmazon } from '../amazon/amazonServer';
import { order, page, refused, windowOf } from './orderPages';

describe('listOrders, with orders of open issues', () => {
	const world: Handler = ({ path, query }) => {
		if (path.endsWith('/orders')) return page(query.has('paginationToken') ? [] : [order('O-1'), order('O-9')]);
		const id = decodeURIComponent(path.split('/').at(-1) ?? '');
		if (id === 'GONE') return { status: 404, json: { errors: [{ code: 'NotFound', message: 'no' }] } };
		if (id === 'a b') return refused('Invalid orderId');
		return { json: { order: order(id) } };
	};
	it('fetches those first, once each, and names those that Amazon no longer knows', async () => {
		await withAmazon(world, async ({ client, clock }) => {
			const window = windowOf({ retryIds: ['O-9', 'GONE', 'a b', 'O-8', 'O-9'] });
			const { pages, end } = await drained(listOrders(client, window, { maxOrders: 1000, quota: STOP, clock }));
			expect(pages.map((each) => each.map(({ orderId }) => orderId))).toEqual([['O-9', 'O-8'], ['O-1']]);
			expect(end).toMatchObject({ count: 3, goneIds: ['GONE', 'a b'], complete: true });
		});
	});
	it('leaves to the next run what its quota does not reach, and lists the window', async () => {
		await withAmazon(
			(asked, response) => (asked.path.endsWith('/orders') ? world(asked, response) : asked.nth < 30 ? world(asked, response) : { status: 429, headers: { 'retry-after': '60' } }),
			async ({ client, clock }) => {
				const retryIds = Array.from({ length: 40 }, (_, index) => `R-${index}`);
				const { end } = await drained(listOrders(client, windowOf({ retryIds }), { maxOrders: 1000, quota: STOP, clock }));
				expect(end).toMatchObject({ count: 32, complete: true });
			},
		);
	});
	it('counts them among the most orders wanted', async () => {
		await withAmazon(world, async ({ client, clock, asked }) => {
			const window = windowOf({ retryIds: ['R-1', 'R-2', 'R-3'] });
			const { end } = await drained(listOrders(client, window, { maxOrders: 2, quota: STOP, clock }));
			expect(end).toMatchObject({ count: 2, complete: false, nextPageToken: null });
			expect(asked).toHaveLength(2);
		});
	});
});
