import type { ErpDocument } from '../../erpnext/client';
import { inParts } from '../../inParts';
import {
	fetchItemPrices,
	ITEM_PRICE,
	itemPriceDocument,
	pickRegularPrice,
	type FoundItemPrice,
	type PriceKey,
} from '../../erpnext/itemPrices';
import { insertInBulk, runInFlight } from '../../erpnext/itemsInserts';
import { Decimal } from '../../mapping/money';
import type { ItemRun } from './run';
import { PRICES_PER_CALL } from './sizes';
import type { SkuRow } from './skuRow';

/** One Item's price in one list, and the row it comes from. */
interface WantedPrice {
	row: SkuRow;
	key: PriceKey;
	amount: string;
	standing?: FoundItemPrice;
}

/** Later than any first day of a price. */
const ANY_DAY = '9999-12-31';

/**
 * Writes the Item Prices that differ from Amazon's: looks first, since ERPNext refuses a second price of the same kind
 * (recorded: item prices/again). One look-up for Items that stood already; bulk writes. Safe to repeat.
 */
export async function writePrices(run: ItemRun, rows: readonly SkuRow[]): Promise<void> {
	const wanted = await toWantedPrices(run, rows);
	const standing = await fetchItemPrices(
		run.erp,
		wanted.filter(({ row }) => row.item !== undefined).map(({ key }) => key.itemCode),
		wanted.map(({ key }) => key.priceList),
	);
	for (const price of wanted) price.standing = pickRegularPrice(standing, price.key, run.today());
	const missing = wanted.filter((price) => !price.standing);
	const changed = wanted.filter(isChanged);
	for (const { row, key, amount } of missing) row.sent.itemPrice = itemPriceDocument(key, amount);
	for (const { row, standing: old, amount } of changed) row.sent.itemPrice = { name: old?.name, price_list_rate: Number(amount) };
	if (run.settings.dryRun) return;
	const met = await insertPrices(run, missing);
	await updatePrices(run, [...changed, ...met.filter(isChanged)]);
}

function isChanged({ standing, amount }: WantedPrice): boolean {
	return standing !== undefined && !new Decimal(standing.price_list_rate ?? 0).eq(amount);
}

/** Of several SKUs that share an Item and a list, the one that the Item is named after gives the price. */
async function toWantedPrices(run: ItemRun, rows: readonly SkuRow[]): Promise<WantedPrice[]> {
	const byKey = new Map<string, WantedPrice>();
	const priced = rows.filter((row) => row.mapped.price && row.itemCode !== undefined && !row.isTemplate && !row.isSettled);
	const ownFirst = [...priced].sort((a, b) => Number(isNamedAfter(b)) - Number(isNamedAfter(a)));
	for (const row of ownFirst) {
		const { price } = row.mapped;
		if (!price || row.itemCode === undefined) continue;
		const uom = row.item?.stock_uom ?? (await run.stockUom()) ?? '';
		const key: PriceKey = { itemCode: row.itemCode, priceList: price.priceList, currency: price.currency, uom };
		const id = JSON.stringify([key.itemCode, key.priceList, key.currency]);
		const other = byKey.get(id);
		if (!other) byKey.set(id, { row, key, amount: price.amount });
		else if (!new Decimal(other.amount).eq(price.amount)) {
			row.notes.push(
				`Price ${price.amount} ${price.currency} was not written: Item '${row.itemCode}' takes ${other.amount} in price list '${price.priceList}' from SKU '${other.row.mapped.sku}'`,
			);
		}
	}
	return [...byKey.values()];
}

function isNamedAfter({ mapped, itemCode }: SkuRow): boolean {
	return mapped.itemCode === itemCode;
}

/** Returns those that turned out to stand already, with what stands. */
async function insertPrices(run: ItemRun, missing: readonly WantedPrice[]): Promise<WantedPrice[]> {
	if (missing.length === 0) return [];
	const docs = missing.map(({ key, amount }) => itemPriceDocument(key, amount));
	const byDoc = new Map<ErpDocument, WantedPrice>(docs.flatMap((doc, index) => {
		const price = missing[index];
		return price ? [[doc, price] as const] : [];
	}));
	const lookAgain = async (asked: ErpDocument[]): Promise<Array<string | undefined>> => {
		const prices = asked.flatMap((doc) => byDoc.get(doc) ?? []);
		await findAgain(run, prices);
		return asked.map((doc) => byDoc.get(doc)?.standing?.name);
	};
	const how = { perCall: PRICES_PER_CALL, inFlight: run.settings.requestsInFlight, lookAgain };
	const outcomes = await insertInBulk(run.erp, docs, how);
	const refused = missing.filter((_, index) => 'refused' in (outcomes[index] ?? {}));
	if (refused.length > 0) await findAgain(run, refused);
	missing.forEach((price, index) => {
		const outcome = outcomes[index];
		if (outcome && 'refused' in outcome && !price.standing) {
			price.row.fail(
				`ERPNext did not take the Item Price ${price.amount} ${price.key.currency} of Item '${price.key.itemCode}' in price list '${price.key.priceList}'. Its own words stand below`,
				outcome.refused.reason,
			);
		}
	});
	return missing.filter((price) => price.standing !== undefined);
}

async function findAgain(run: ItemRun, prices: readonly WantedPrice[]): Promise<void> {
	const found = await fetchItemPrices(run.erp, prices.map(({ key }) => key.itemCode), prices.map(({ key }) => key.priceList));
	for (const price of prices) price.standing = pickRegularPrice(found, price.key, ANY_DAY);
}

async function updatePrices(run: ItemRun, changed: readonly WantedPrice[]): Promise<void> {
	const tasks = inParts(changed, PRICES_PER_CALL).map((part) => async () => {
		const docs = part.map(({ standing, amount }) => ({ name: standing?.name ?? '', price_list_rate: Number(amount) }));
		const failed = new Map((await run.erp.bulkUpdate(ITEM_PRICE, docs)).map(({ name, reason }) => [name, reason]));
		for (const { row, standing, key } of part) {
			const reason = failed.get(standing?.name ?? '');
			if (reason !== undefined) {
				row.fail(`ERPNext did not take the new price of Item '${key.itemCode}' in price list '${key.priceList}'. Its own words stand below`, reason);
			}
		}
	});
	await runInFlight(run.settings.requestsInFlight, tasks);
}
