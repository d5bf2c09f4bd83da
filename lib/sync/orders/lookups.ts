import type { AmazonOrder, AmazonOrderItem } from '../../amazon/types';
import { fetchCountryNames } from '../../erpnext/countries';
import { fetchGivenUp, fetchSalesOrders, type FoundSalesOrder } from '../../erpnext/salesOrders';
import { findTaxTemplateRows } from '../../erpnext/taxTemplates';
import { MappingError, REPORT_SHAPE } from '../../mapping/errors';
import { toSalesOrder } from '../../mapping/toSalesOrder';
import type { OrderContext } from '../../mapping/types';
import { settingsForMarketplace } from '../../settings';
import { orderLineKey } from '../items/ensureItemsForOrderLines';
import type { OrderLineRef } from '../items/orderLines';
import type { OrderRun } from './run';
import type { OrderWork } from './work';

/** What ERPNext holds of one order. */
export interface HeldOrders {
	found: readonly FoundSalesOrder[];
	givenUp: readonly FoundSalesOrder[];
}

/** One look-up for the page, and one more when some order is not there by its id. */
export async function fetchHeldOrders(run: OrderRun, works: readonly OrderWork[]): Promise<Map<OrderWork, HeldOrders>> {
	const found = await fetchSalesOrders(run.erp, works.map((work) => work.amazonOrderId));
	const missing = works.filter((work) => !found.has(work.amazonOrderId) && work.fate !== 'waits');
	const givenUp = await fetchGivenUp(run.erp, missing.map((work) => work.amazonOrderId));
	for (const work of works) work.isHeld = found.get(work.amazonOrderId)?.some((row) => row.docstatus === 1) ?? false;
	return new Map(
		works.map((work) => [
			work,
			{ found: found.get(work.amazonOrderId) ?? [], givenUp: givenUp.get(work.amazonOrderId) ?? [] },
		]),
	);
}

/** A SKU of digits may come as a number: it is a text all the same. */
function toText(value: unknown): string | undefined {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function toLine(order: AmazonOrder, item: AmazonOrderItem): OrderLineRef {
	return {
		sku: toText(item.product?.sellerSku),
		asin: toText(item.product?.asin),
		title: toText(item.product?.title),
		marketplaceId: toText(order.salesChannel?.marketplaceId),
	};
}

/** Lines of no unit become no row, so they need no Item. */
const wantedLines = ({ order }: OrderWork): AmazonOrderItem[] => order.orderItems.filter((item) => !(item.quantityOrdered <= 0));

const skuOf = ({ sku, asin }: OrderLineRef): string => sku || asin || '';

/** Only new orders bring their address along. */
async function ensureCountries(run: OrderRun, works: readonly OrderWork[]): Promise<Record<string, string>> {
	const isWanted = ({ isHeld, order }: OrderWork): boolean => !isHeld && Boolean(order.recipient?.deliveryAddress?.countryCode);
	if (!run.countries && run.settings.createAddresses && works.some(isWanted)) run.countries = await fetchCountryNames(run.erp);
	return run.countries ?? {};
}

/** The template's rows, once per run; undefined unless settings choose one. */
async function ensureTaxTemplate(run: OrderRun): Promise<void> {
	if (run.taxTemplateRows || run.settings.taxHandling !== 'taxTemplate' || !run.settings.taxTemplate) return;
	run.taxTemplateRows = (await findTaxTemplateRows(run.erp, run.settings.taxTemplate)) ?? [];
}

/** Maps the orders of a page; those that cannot be mapped are settled as failed. Makes missing Items where settings say so. */
export async function mapOrders(run: OrderRun, works: readonly OrderWork[]): Promise<void> {
	if (works.length === 0) return;
	const countries = await ensureCountries(run, works);
	await ensureTaxTemplate(run);
	await ensureItems(run, works);
	for (const work of works) {
		const items = itemsOf(run, work);
		if (items) mapOne(run, work, { ...items, countries });
	}
}

/** Asks for the Items of all lines at once. A SKU that an earlier page asked for is known. */
async function ensureItems(run: OrderRun, works: readonly OrderWork[]): Promise<void> {
	const lines = new Map<string, OrderLineRef>();
	for (const work of works) {
		for (const item of wantedLines(work)) {
			const line = toLine(work.order, item);
			if (skuOf(line)) lines.set(orderLineKey(line), line);
		}
	}
	const asked = [...lines].filter(([key]) => !run.items.get(key)?.itemCode).map(([, line]) => line);
	if (asked.length === 0) return;
	const items = await run.itemsForOrderLines(run.erp, run.settings, asked);
	for (const [key, line] of lines) {
		const answer = items.get(key) ?? items.get(skuOf(line));
		if (answer) run.items.set(key, answer);
	}
}

/** The Items of an order's lines; undefined where one has none, and then the order is settled as failed. */
function itemsOf(run: OrderRun, work: OrderWork): Pick<OrderContext, 'itemCodes' | 'itemUoms'> | undefined {
	const itemCodes: Record<string, string> = {};
	const itemUoms: Record<string, string> = {};
	const missing = new Set<string>();
	const details = new Set<string>();
	for (const item of wantedLines(work)) {
		const line = toLine(work.order, item);
		const answer = run.items.get(orderLineKey(line));
		if (answer?.itemCode) {
			itemCodes[item.orderItemId] = answer.itemCode;
			if (answer.stockUom) itemUoms[item.orderItemId] = answer.stockUom;
			continue;
		}
		missing.add(sayMissing(skuOf(line), answer?.reason));
		if (answer?.detail) details.add(answer.detail);
	}
	if (missing.size === 0) return { itemCodes, itemUoms };
	work.fail([...missing].join('. '), [...details].join(' ') || undefined);
	return undefined;
}

function sayMissing(sku: string, reason: string | undefined): string {
	if (reason) return reason;
	if (!sku) return "a line of it names neither SKU nor ASIN, so no Item can be found for it. Enter it by hand and set this to Ignored";
	return `SKU '${sku}' has no Item in ERPNext. Make the Item, or point the SKU to one in Amazon Listing; the order is tried again by itself`;
}

function mapOne(run: OrderRun, work: OrderWork, known: Pick<OrderContext, 'itemCodes' | 'itemUoms' | 'countries'>): void {
	try {
		const marketplace = settingsForMarketplace(run.settings, work.order.salesChannel?.marketplaceId);
		work.mapped = toSalesOrder(work.order, {
			settings: run.settings,
			marketplace,
			...known,
			...(run.taxTemplateRows ? { taxTemplateRows: run.taxTemplateRows } : {}),
		});
	} catch (error) {
		// The message names the order already.
		if (error instanceof MappingError) work.fail(`${error.message.replace(`Order ${work.amazonOrderId}: `, '')} ${error.advice}`.trimEnd(), error.detail);
		// Whatever Amazon may send one day: one order that nobody foresaw must not hold up the others.
		else work.fail(`it has a shape that this version does not know. Nothing was written. ${REPORT_SHAPE}`, String(error));
	}
}
