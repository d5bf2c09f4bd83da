/** Orders: a first import and, with the position forgotten, another one in which nothing changed. */
import { cursorKey } from '../../lib/erpnext/cursor';
import { CURSOR_DOCTYPE } from '../../lib/erpnext/schema';
import type { SettingsInput } from '../../lib/settings';
import { BEGINS_AT, type Ends, type Latency, openEnds, SELLER } from './ends';
import { type Import, importAll } from './import';
import { erpClientOf, lineTo } from './line';
import { runUntilDone } from './schedule';

export interface OrdersBench {
	orders: number;
	latency: Latency;
	settings?: Partial<SettingsInput>;
}
export interface OrdersResult {
	first: Import;
	again: Import;
	/** Sales Orders in the books. */
	written: number;
}

const DAY_MS = 86_400_000;
const SPAN_DAYS = 60;
/** By then the youngest order of the stand-in's seller has been delivered: nothing changes while it is imported. */
const QUIET_DAYS = 20;

export async function benchOrders({ orders, latency, settings }: OrdersBench): Promise<OrdersResult> {
	const endsAt = BEGINS_AT - QUIET_DAYS * DAY_MS;
	const ends = await openEnds({ skuCount: 500, orderCount: orders, endsAt, spanDays: SPAN_DAYS }, latency);
	try {
		const line = lineTo(ends, new Date(endsAt - (SPAN_DAYS + 1) * DAY_MS).toISOString(), settings);
		await runUntilDone(line, 'products', 'products');
		const first = await importAll(ends, line, 'orders', 'first', ['created', 'notImported']);
		const written = await checkBooks(ends);
		await erpClientOf(line).remove(CURSOR_DOCTYPE, cursorKey(SELLER, 'orders'));
		const again = await importAll(ends, line, 'orders', 'again', ['unchanged', 'notImported']);
		return { first, again, written };
	} finally {
		await ends.close();
	}
}

/** A benchmark of wrong books would be worth nothing. */
async function checkBooks(ends: Ends): Promise<number> {
	const { orderIds } = await ends.erpnext.books();
	const held = new Set(orderIds);
	const wanted = (await ends.amazon.orders()).flatMap(({ id, isImportable }) => (isImportable ? [id] : []));
	const lost = wanted.filter((id) => !held.has(id));
	if (orderIds.length !== wanted.length || lost.length > 0) {
		throw new Error(`${orderIds.length} Sales Orders stand for ${wanted.length} orders; missing: ${lost.slice(0, 5).join(', ')}`);
	}
	return orderIds.length;
}
