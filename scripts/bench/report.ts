/** The tables of `npm run bench`, with what each figure may be at most (issues "The whole catalogue" and "Nothing lost"). */
import type { BackfillResult } from './backfill';
import type { Import } from './import';
import type { OrdersResult } from './orders';
import type { ProductsResult } from './products';
import { type Column, duration, fixed, toTable, whole, within } from './table';

const PER_ORDER = { first: 0.3, again: 0.05 };
const PER_SKU = { first: 0.05, again: 0.01 };
/** Below, the look-ups of a page weigh more than what they are for. */
const FEWEST = 100;
const AMAZON_PER_1000 = 12;
const SKUS_PER_CATALOGUE_CALL = 20;
/**
 * The previous connector inside the same server: 360 to 385 ms per fresh order with customer, address and contact
 * (test/fixtures/erpnext-contract/README.md).
 */
const YARDSTICK_MS = 360;

const share = (cost: Import): string => `${whole((100 * cost.ownSeconds) / cost.seconds)} %`;
const time: Array<Column<Import>> = [
	{ title: 'seconds', show: (cost) => fixed(cost.seconds, 1) },
	{ title: "neither end's", show: share },
	{ title: 'own CPU s', show: (cost) => fixed(cost.cpuSeconds, 1) },
	{ title: 'quota and schedule', show: (cost) => (cost.simulatedSeconds < 1 ? '-' : duration(cost.simulatedSeconds)) },
];
const memory: Record<'first' | 'again', Column<Import>> = {
	first: { title: 'memory MB', show: ({ peakMb }) => whole(peakMb ?? 0) },
	again: { title: 'of it in use MB', show: ({ liveMb }) => whole(liveMb ?? 0) },
};

/** Start and Finish cost the same for one order as for thousands; the limits are about what grows. */
function erpnextCalls(word: string, most: number): Array<Column<Import>> {
	return [
		{ title: 'ERPNext calls: Start, Finish', show: (cost) => whole(cost.erpnextCalls - cost.writingCalls) },
		{ title: 'writing', show: ({ writingCalls }) => whole(writingCalls) },
		{ title: `writing, per ${word}`, show: ({ writingCalls, listed }) => within(writingCalls / listed, listed < FEWEST ? Infinity : most, 3) },
		{ title: `all, per ${word}`, show: (cost) => fixed(cost.erpnextCalls / cost.listed, 3) },
	];
}

export interface Sized<Result> {
	size: number;
	result: Result;
}

export function ordersTables(rows: Array<Sized<OrdersResult>>): string {
	const of = (phase: 'first' | 'again') => {
		const columns: Array<Column<Import>> = [
			{ title: 'orders', show: ({ listed }) => whole(listed) },
			{ title: 'runs', show: ({ runs }) => whole(runs) },
			{ title: 'Amazon calls', show: ({ amazonCalls, listed }) => within(amazonCalls, Math.max(2, (AMAZON_PER_1000 * listed) / 1000)) },
			...erpnextCalls('order', PER_ORDER[phase]),
			...time,
			memory[phase],
		];
		return toTable(columns, rows.map(({ result }) => result[phase]));
	};
	return `Orders, first import (a Customer, Address and Contact each)\n\n${of('first')}\n\nOrders, read again, nothing changed\n\n${of('again')}`;
}

export function productsTables(rows: Array<Sized<ProductsResult>>): string {
	const of = (phase: 'first' | 'again') => {
		const call = (name: string) => (cost: Import) => cost.amazon[name] ?? 0;
		const [reports, catalogue] = [call('createReport'), call('searchCatalogItems')];
		const columns: Array<Column<Import>> = [
			{ title: 'SKUs', show: ({ listed }) => whole(listed) },
			{ title: 'runs', show: ({ runs }) => whole(runs) },
			{ title: 'Amazon: reports', show: (cost) => within(reports(cost), 1) },
			{ title: 'catalogue calls', show: (cost) => within(catalogue(cost), cost.listed / SKUS_PER_CATALOGUE_CALL) },
			{ title: 'other calls', show: (cost) => whole(cost.amazonCalls - reports(cost) - catalogue(cost)) },
			...erpnextCalls('SKU', PER_SKU[phase]),
			...time,
			memory[phase],
		];
		return toTable(columns, rows.map(({ result }) => result[phase]));
	};
	return `Products, first load\n\n${of('first')}\n\nProducts, loaded again, nothing changed\n\n${of('again')}`;
}

export interface Paced {
	customers: string;
	/** How many times faster than the yardstick it is to be. */
	timesFaster: number;
	result: OrdersResult;
}

export function pacedTable(rows: Paced[]): string {
	const msPerOrder = ({ result }: Paced) => (1000 * result.first.seconds) / result.written;
	const columns: Array<Column<Paced>> = [
		{ title: 'customers', show: ({ customers }) => customers },
		{ title: 'orders written', show: ({ result }) => whole(result.written) },
		{ title: 'seconds', show: ({ result }) => fixed(result.first.seconds, 1) },
		{ title: 'ms per order', show: (row) => within(msPerOrder(row), YARDSTICK_MS / row.timesFaster) },
		{ title: 'of the yardstick', show: (row) => `${whole((100 * msPerOrder(row)) / YARDSTICK_MS)} %` },
		{ title: "neither end's", show: ({ result }) => share(result.first) },
		{ title: 'longest bulk insert s', show: ({ result }) => fixed(result.first.longestInsertMs / 1000, 1) },
	];
	return `Orders, first import, ERPNext paced as measured on a 2-core server (the previous connector: 360 to 385 ms)\n\n${toTable(columns, rows)}`;
}

export function backfillTable({ size, result }: Sized<BackfillResult>): string {
	const { backfill, normal } = result;
	const figures: Array<[string, string]> = [
		['orders of history read', whole(backfill.orders)],
		['Sales Orders in the books, each order once', whole(result.written)],
		['runs, a quarter of an hour apart', whole(backfill.runs)],
		['simulated duration', duration(result.simulatedSeconds)],
		['calls at Amazon', whole(backfill.amazonCalls)],
		['calls at Amazon per 1,000 orders', within((1000 * backfill.amazonCalls) / backfill.orders, AMAZON_PER_1000, 2)],
		['calls at ERPNext per order', within(backfill.erpnextCalls / backfill.orders, PER_ORDER.first, 3)],
		['normal runs beside it: calls at Amazon', whole(normal.amazonCalls)],
		['normal runs beside it: orders read', whole(normal.orders)],
		['normal runs that found no quota', within(result.starved, 0)],
		['requests that Amazon refused (429)', whole(result.throttled)],
		['real seconds', whole(result.seconds)],
		['memory at most MB', whole(result.peakMb ?? 0)],
	];
	const columns: Array<Column<[string, string]>> = [
		{ title: `backfill of ${whole(size)} orders`, show: ([name]) => name },
		{ title: '', show: ([, figure]) => figure },
	];
	return toTable(columns, figures);
}
