import type { ErpClient, ErpDocument } from './client';
import type { ErpItemPrice } from './types';

export const ITEM_PRICE = 'Item Price';

export interface FoundItemPrice {
	name: string;
	item_code: string;
	price_list: string;
	price_list_rate: number;
	currency: string | null;
	uom: string | null;
	valid_from: string | null;
	valid_upto: string | null;
	customer: string | null;
	batch_no: string | null;
	packing_unit: number | null;
}

const FOUND_FIELDS: Array<keyof FoundItemPrice> = [
	'name',
	'item_code',
	'price_list',
	'price_list_rate',
	'currency',
	'uom',
	'valid_from',
	'valid_upto',
	'customer',
	'batch_no',
	'packing_unit',
];

/** One Item's regular price in one list. */
export interface PriceKey {
	itemCode: string;
	priceList: string;
	currency: string;
	/** Empty: the Item's own. */
	uom: string;
}

/** All prices of these Items in these lists; one call. Recorded: item prices/find. */
export async function fetchItemPrices(
	erp: ErpClient,
	itemCodes: readonly string[],
	priceLists: readonly string[],
): Promise<FoundItemPrice[]> {
	if (itemCodes.length === 0) return [];
	return await erp.list<FoundItemPrice>(ITEM_PRICE, {
		fields: FOUND_FIELDS,
		filters: [
			['item_code', 'in', [...new Set(itemCodes)]],
			['price_list', 'in', [...new Set(priceLists)]],
		],
	});
}

/**
 * The price that holds for everybody, today, without an end. ERPNext gives every price a first day (recorded: item
 * prices/make), so of several the last that has begun. Prices with an end, for one customer, one batch or a packing unit
 * are people's and stay. `today` is a date of the site. Pure.
 */
export function pickRegularPrice(rows: readonly FoundItemPrice[], key: PriceKey, today: string): FoundItemPrice | undefined {
	return rows
		.filter(
			(row) =>
				row.item_code === key.itemCode &&
				row.price_list === key.priceList &&
				(row.currency || key.currency) === key.currency &&
				(key.uom === '' || (row.uom || key.uom) === key.uom) &&
				!row.valid_upto &&
				(row.valid_from ?? '') <= today &&
				!row.customer &&
				!row.batch_no &&
				!row.packing_unit,
		)
		.sort((a, b) => (a.valid_from ?? '').localeCompare(b.valid_from ?? ''))
		.at(-1);
}

/** The document as `insert_many` takes it; ERPNext sets its first day to today. */
export function itemPriceDocument(key: PriceKey, amount: string): ErpDocument & ErpItemPrice {
	return {
		doctype: ITEM_PRICE,
		item_code: key.itemCode,
		price_list: key.priceList,
		price_list_rate: Number(amount),
		currency: key.currency,
		...(key.uom === '' ? {} : { uom: key.uom }),
	};
}
