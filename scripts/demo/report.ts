/** What a person reads at the end of `npm start`. */
import { grouped } from '../../lib/grouped';
import { minorUnits } from '../../lib/mapping/money';
import type { SyncSummary } from '../../lib/sync/types';
import type { AuditSaid } from './audit';
import type { Books } from './books';
import type { DemoRun } from './run';

const inMoney = (amount: { toFixed(decimals: number): string }, currency: string) => grouped(amount.toFixed(minorUnits(currency)));

const line = (label: string, text: string) => `${label.padEnd(10)}  ${text}`;

function written({ counts }: SyncSummary): number {
	return counts.created + counts.updated + counts.amended + counts.unchanged;
}

export function tableOf(run: DemoRun, books: Books): string[] {
	const { products, orders } = run;
	const unsold = products.counts.notImported > 0 ? `   (${grouped(products.counts.notImported)} not imported: variation parents and closed listings)` : '';
	const notImported = books.pending + books.cancelled + books.elsewhere;
	const elsewhere = books.elsewhere > 0 ? `, ${grouped(books.elsewhere)} sold elsewhere` : '';
	return [
		line('Products', `${grouped(products.listed)} listed   ${grouped(written(products))} items written   ${grouped(products.openIssues)} waiting${unsold}`),
		line(
			'Orders',
			`${grouped(orders.listed)} listed   ${grouped(books.salesOrders)} sales orders   ` +
				`${grouped(notImported)} not imported (${grouped(books.pending)} pending, ${grouped(books.cancelled)} cancelled${elsewhere})   ` +
				`${grouped(orders.openIssues)} waiting`,
		),
		...books.totals.map(({ currency, amazon, erpnext }, index) =>
			line(
				index === 0 ? 'Totals' : '',
				`Amazon ${currency} ${inMoney(amazon, currency)}   ERPNext ${currency} ${inMoney(erpnext, currency)}   difference ${inMoney(amazon.minus(erpnext), currency)}`,
			),
		),
		line('Calls', `${callsOf(run)}   in ${Math.round(run.seconds)} s${run.runs > 1 ? `, ${run.runs} runs` : ''}`),
	];
}

function callsOf({ products, orders }: DemoRun): string {
	return `Amazon ${grouped(products.amazonCalls + orders.amazonCalls)}   ERPNext ${grouped(products.erpnextCalls + orders.erpnextCalls)}`;
}

/** The second run: nothing changed, and what it cost. */
export function againLine(run: DemoRun): string {
	return line('Again', `${run.products.message}; ${run.orders.message}   (${callsOf(run)})`);
}

/** What the audit template says of the same books. */
export function auditLine({ message }: AuditSaid): string {
	return line('Audit', message);
}
