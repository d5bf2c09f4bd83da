import type { ErpNextSandbox } from '../../../sandbox/erpnext/server';
import { furnish, order, withErpNext } from './people';

async function page(sandbox: ErpNextSandbox, path: string): Promise<string> {
	const response = await fetch(sandbox.url + path);
	expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
	return await response.text();
}

describe('pages for people', () => {
	it('shows where to look, also before anything was made', async () => {
		await withErpNext(async (sandbox) => {
			const start = await page(sandbox, '/');
			for (const slug of ['items', 'sales-orders', 'issues', 'runs']) {
				expect(start).toContain(`href="/books/${slug}"`);
				await page(sandbox, `/books/${slug}`);
			}
			expect(await page(sandbox, '/books/issues')).toContain('does not exist here yet');
		});
	});

	it('lists orders newest first, by pages of 50, with totals by currency', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			for (let number = 0; number < 51; number += 1) sandbox.site.insert('Sales Order', order());
			const first = await page(sandbox, '/books/sales-orders');
			expect(first.indexOf('SAL-ORD-2026-00051')).toBeLessThan(first.indexOf('SAL-ORD-2026-00002'));
			expect(first).not.toContain('SAL-ORD-2026-00001');
			expect(first).toContain('<td>USD</td><td>Draft</td><td class="number">51</td><td class="number">1,020.00</td>');
			expect(await page(sandbox, '/books/sales-orders?page=2')).toContain('SAL-ORD-2026-00001');
			expect(await page(sandbox, '/books/sales-orders?q=00007')).toContain('1 in all');
		});
	});

	it('shows one document with its rows, where the desk would have it', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			sandbox.site.insert('Sales Order', order());
			const shown = await page(sandbox, '/app/sales-order/SAL-ORD-2026-00001');
			expect(shown).toContain('href="/app/item/KETTLE"');
			expect(shown).toContain('20.00');
		});
	});

	it('escapes what came from outside', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			sandbox.site.poke('Item', 'KETTLE', { item_name: '<script>alert("x")</script>' });
			const shown = await page(sandbox, `/books/items?q=${encodeURIComponent('<script>')}`);
			expect(shown).not.toContain('<script>');
			expect(shown).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
		});
	});

	it('answers any other address with a page that is not there', async () => {
		await withErpNext(async (sandbox) => {
			expect((await fetch(`${sandbox.url}/books/nothing`)).status).toBe(404);
			expect((await fetch(`${sandbox.url}/app/item/NONE`)).status).toBe(404);
		});
	});
});
