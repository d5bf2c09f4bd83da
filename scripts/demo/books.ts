/**
 * The books, checked without the nodes: every order that Amazon lists against the Sales Orders that ERPNext holds.
 * The expected total is worked out here once more, on purpose: a check that asked the mapping would agree with its faults.
 */
import Decimal from 'decimal.js';

import type { AmazonClient } from '../../lib/amazon/client';
import type { AmazonOrder, AmazonOrderItem } from '../../lib/amazon/types';
import type { ErpClient } from '../../lib/erpnext/client';
import { inParts } from '../../lib/inParts';

const WAIT_FOR_QUOTA_MS = 5 * 60_000;
const NAMES_PER_LOOK_UP = 200;

export interface BooksByCurrency {
	currency: string;
	amazon: Decimal;
	erpnext: Decimal;
}

export interface Books {
	orders: number;
	pending: number;
	cancelled: number;
	/** Of other shops, that Amazon only ships or could not ship: no sale of this seller. */
	elsewhere: number;
	salesOrders: number;
	/** One sentence for each order that does not agree. */
	differences: string[];
	totals: BooksByCurrency[];
}

interface SalesOrderRow {
	name: string;
	amazon_order_id: string;
	docstatus: number;
	currency: string;
	grand_total: number;
}

/** Every order of the period, as Amazon tells it now. */
export async function fetchAllOrders(amazon: AmazonClient, marketplaceIds: string[], window: { after: string; before: string }): Promise<AmazonOrder[]> {
	const orders: AmazonOrder[] = [];
	let paginationToken: string | undefined;
	do {
		const page = await amazon.call<{ orders: AmazonOrder[]; pagination?: { nextToken?: string } }>(
			'searchOrders',
			{
				query: {
					lastUpdatedAfter: window.after,
					lastUpdatedBefore: window.before,
					marketplaceIds,
					maxResultsPerPage: 100,
					includedData: ['PROCEEDS', 'FULFILLMENT', 'TAX'],
					paginationToken,
				},
			},
			{ kind: 'wait', maxWaitMs: WAIT_FOR_QUOTA_MS },
		);
		orders.push(...page.orders);
		paginationToken = page.pagination?.nextToken;
	} while (paginationToken);
	return orders;
}

type Breakdowns = ReadonlyArray<{ type: string; subtotal: { amount: string } }> | undefined;

function taxIn(breakdowns: Breakdowns): Decimal {
	return (breakdowns ?? []).filter(({ type }) => type === 'TAX').reduce((sum, { subtotal }) => sum.plus(subtotal.amount), new Decimal(0));
}

/** All but tax; discounts lower it, whatever their sign. */
function othersIn(breakdowns: Breakdowns): Decimal {
	const others = (breakdowns ?? []).filter(({ type }) => type !== 'TAX');
	return others.reduce((sum, { type, subtotal }) => (type === 'DISCOUNT' ? sum.minus(new Decimal(subtotal.amount).abs()) : sum.plus(subtotal.amount)), new Decimal(0));
}

/** United States and Canada. */
const PRICES_WITHOUT_TAX = ['ATVPDKIKX0DER', 'A2EUQ1WTGCTBG2'];

/** What the buyer paid the seller: the grand total, less the tax that a marketplace facilitator keeps. */
function expectedTotal({ proceeds, orderItems, salesChannel }: AmazonOrder): Decimal {
	const sold = orderItems.filter((item) => item.quantityOrdered > 0);
	const itemTotals = () => sold.reduce((sum, item) => sum.plus(item.proceeds?.proceedsTotal?.amount ?? 0), new Decimal(0));
	const total = proceeds?.grandTotal ? new Decimal(proceeds.grandTotal.amount) : itemTotals();
	const isKept = (item: AmazonOrderItem) => item.tax?.taxCollections?.some(({ model }) => model === 'MARKETPLACE_FACILITATOR') ?? false;
	const taxOf = (items: AmazonOrderItem[]) => items.reduce((sum, item) => sum.plus(taxIn(item.proceeds?.breakdowns)), new Decimal(0));
	// Tax that only the order lists belongs to the lines that list nothing, or to all.
	const ofOrderOnly = Decimal.max(0, taxIn(proceeds?.breakdowns).minus(taxOf(sold)));
	const silent = sold.filter((item) => !item.proceeds?.breakdowns?.length && !isNothing(item.proceeds?.proceedsTotal));
	const isOrdersKept = (silent.length > 0 ? silent : sold).every(isKept);
	const kept = taxOf(sold.filter(isKept)).plus(isOrdersKept ? ofOrderOnly : 0);
	const own = taxOf(sold).plus(ofOrderOnly).minus(kept);
	// Amazon may have left the kept tax out of the grand total already: the other amounts tell.
	const ofLines = sold.reduce((sum, item) => sum.plus(othersIn(item.proceeds?.breakdowns)), new Decimal(0));
	const others = proceeds?.breakdowns?.some(({ type }) => type === 'ITEM') ? othersIn(proceeds.breakdowns) : ofLines.plus(othersIn(proceeds?.breakdowns));
	const withoutKept = PRICES_WITHOUT_TAX.includes(salesChannel.marketplaceId ?? '') ? others.plus(own) : others.minus(kept);
	return withoutKept.equals(total) ? total : total.minus(kept);
}

function isNothing(money: { amount: string } | undefined): boolean {
	return money !== undefined && Number(money.amount) === 0;
}

/** Amazon ships for other shops, too; such an order carries no money. */
function isSoldElsewhere(order: AmazonOrder): boolean {
	if (order.fulfillment?.fulfillmentStatus === 'UNFULFILLABLE') return true;
	return order.salesChannel?.channelName === 'NON_AMAZON' && expectedTotal(order).isZero();
}

async function fetchSalesOrders(erp: Pick<ErpClient, 'list'>, orderIds: string[]): Promise<SalesOrderRow[]> {
	const rows: SalesOrderRow[] = [];
	for (const ids of inParts(orderIds, NAMES_PER_LOOK_UP)) {
		rows.push(
			...(await erp.list<SalesOrderRow>('Sales Order', {
				fields: ['name', 'amazon_order_id', 'docstatus', 'currency', 'grand_total'],
				filters: [['amazon_order_id', 'in', ids]],
			})),
		);
	}
	return rows;
}

/** `waiting`: why an order is not there, where ERPNext says so. */
export async function compareBooks(erp: Pick<ErpClient, 'list'>, orders: AmazonOrder[], waiting: ReadonlyMap<string, string>): Promise<Books> {
	const rows = await fetchSalesOrders(erp, orders.map((order) => order.orderId));
	const live = new Map<string, SalesOrderRow[]>();
	for (const row of rows.filter(({ docstatus }) => docstatus < 2)) {
		live.set(row.amazon_order_id, [...(live.get(row.amazon_order_id) ?? []), row]);
	}
	const books: Books = { orders: orders.length, pending: 0, cancelled: 0, elsewhere: 0, salesOrders: 0, differences: [], totals: [] };
	for (const order of orders) {
		const status = order.fulfillment?.fulfillmentStatus ?? 'PENDING';
		const found = live.get(order.orderId) ?? [];
		const isPending = status === 'PENDING' || status === 'PENDING_AVAILABILITY';
		const isCancelled = status === 'CANCELLED';
		const isElsewhere = !isPending && !isCancelled && isSoldElsewhere(order);
		if (isPending) books.pending += 1;
		if (isCancelled) books.cancelled += 1;
		if (isElsewhere) books.elsewhere += 1;
		if (isPending || isCancelled || isElsewhere) {
			const what = isElsewhere ? 'no sale of this seller' : `${status} at Amazon`;
			if (found.length > 0) books.differences.push(`${order.orderId} is ${what}, yet ${found[0]?.name} is live in ERPNext`);
			continue;
		}
		if (found.length === 0) books.differences.push(waiting.get(order.orderId) ?? `${order.orderId} has no Sales Order`);
		else compareOne(order, found, books);
	}
	return books;
}

function compareOne(order: AmazonOrder, found: SalesOrderRow[], books: Books): void {
	const [row] = found;
	if (!row) return;
	if (found.length > 1) books.differences.push(`${order.orderId} has ${found.length} Sales Orders: ${found.map((one) => one.name).join(', ')}`);
	books.salesOrders += 1;
	const expected = expectedTotal(order);
	const currency = order.proceeds?.grandTotal?.currencyCode ?? row.currency;
	if (!expected.equals(row.grand_total) || currency !== row.currency) {
		books.differences.push(`${order.orderId}: Amazon ${currency} ${expected.toFixed(2)}, ${row.name} ${row.currency} ${row.grand_total}`);
	}
	let sums = books.totals.find((candidate) => candidate.currency === currency);
	if (!sums) books.totals.push((sums = { currency, amazon: new Decimal(0), erpnext: new Decimal(0) }));
	sums.amazon = sums.amazon.plus(expected);
	sums.erpnext = sums.erpnext.plus(row.grand_total);
}
