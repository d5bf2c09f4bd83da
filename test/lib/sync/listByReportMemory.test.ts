import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as realTime } from 'node:timers/promises';
import { listCatalogItems } from '../../../lib/sync/listCatalogItems';
import { type Handler, withAmazon } from '../amazon/amazonServer';
import { windowOf } from './reportLoads';

const ROWS = 400_000;
const ROWS_A_PIECE = 500;
/** About 200 bytes a row, 80 MB in all; what both ends of a connection buffer is a few MB. */
const FILLER = 'x'.repeat(170);

/** A report that is written only as fast as it is read. */
class EndlessReport {
	rowsSent = 0;
	isBroken = false;

	async write(response: ServerResponse): Promise<void> {
		response.writeHead(200, { 'content-type': 'text/plain; charset=UTF-8' });
		try {
			await pipeline(Readable.from(this.rows()), response);
		} catch {
			this.isBroken = true;
		}
	}

	private *rows(): Iterable<string> {
		yield 'seller-sku\titem-name\tstatus\n';
		while (this.rowsSent < ROWS) {
			const rows = Array.from({ length: ROWS_A_PIECE }, (_, index) => `SKU-${this.rowsSent + index}\t${FILLER}\tActive\n`);
			this.rowsSent += ROWS_A_PIECE;
			yield rows.join('');
		}
	}
}

describe('the memory of a first load', () => {
	it('holds a page of the report, however long the report is', async () => {
		const report = new EndlessReport();
		const writing: Array<Promise<void>> = [];
		let origin = '';
		const answer: Handler = ({ method, path }, response) => {
			if (path === '/download') {
				writing.push(report.write(response));
				return undefined;
			}
			if (path.includes('/listings/')) return { json: { numberOfResults: ROWS, items: [] } };
			if (path.includes('/catalog/')) return { json: { numberOfResults: 0, items: [] } };
			if (path.includes('/documents/')) return { json: { reportDocumentId: 'D', url: `${origin}/download` } };
			return method === 'POST' ? { status: 202, json: { reportId: '1' } } : { json: { reportId: '1', processingStatus: 'DONE', reportDocumentId: 'D', reportType: 'x', createdTime: '2026-11-24T12:00:00Z' } };
		};
		await withAmazon(answer, async ({ client, clock, credentials }) => {
			origin = credentials.localUrl ?? '';
			const pages = listCatalogItems(client, windowOf('DE'), { maxSkus: 5000, quota: { kind: 'stop' }, clock });
			const sizes: number[] = [];
			for (let page = await pages.next(); !page.done && sizes.length < 50; page = await pages.next()) sizes.push(page.value.length);
			expect(new Set(sizes)).toEqual(new Set([100]));
			// Time enough for Amazon to send all of it, were it read ahead.
			await realTime(300);
			expect(report.rowsSent).toBeGreaterThan(5000);
			expect(report.rowsSent).toBeLessThan(ROWS / 4);
			await pages.return({ runId: '', stream: 'products', count: 0, complete: false, nextPageToken: null, windowEnd: '', skipped: false, amazonCalls: 0, quotaWaitMs: 0, erpnextCalls: 0, goneIds: [], notices: [] });
			await Promise.all(writing);
			expect(report.isBroken).toBe(true);
		});
	});
});
