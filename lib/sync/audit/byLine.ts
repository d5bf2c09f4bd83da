/** By which rows and charges a Sales Order misses Amazon's total. Pure. */
import type { AmazonOrder } from '../../amazon/types';
import type { HeldCharge, HeldLines, HeldRow } from '../../erpnext/auditedOrders';
import { type Decimal, minorUnits, toDecimal, toText } from '../../mapping/money';
import type { OrderMoney } from '../../mapping/types';
import type { ChargeKind } from '../../settings';
import { exact } from '../orders/totals';

/** One row as Amazon's amounts make it. */
interface WantedRow {
	names: string[];
	sku: string;
	quantity: number;
	rate: string;
	amount: string;
	/** What Amazon charges for all units of it, tax and all. */
	listed: Decimal | undefined;
}

const CHARGE_WORDS: Readonly<Record<ChargeKind, string>> = {
	shipping: 'shipping',
	giftWrap: 'gift wrap',
	codFee: 'cash on delivery fee',
	discount: 'discount',
	other: 'other amounts',
	deliveryTip: 'delivery tip',
	tax: 'tax',
	facilitatorTax: 'tax collected by Amazon',
	rounding: 'rounding',
};

/** Accounts in which ERPNext's own connector keeps what Amazon takes from the seller, e.g. "Commission for SKU-1". */
const FEE = /commission|fee|fulfil|closing|charge ?back/i;

export interface ByLineFacts {
	order: AmazonOrder;
	/** Ways in which the same total may stand in an order, e.g. with tax in the rates and beside them. */
	readings: readonly OrderMoney[];
	held: HeldLines;
	/** Discount on the whole Sales Order. */
	discount: number;
}

/** One statement for each row and charge that differs, by the reading that leaves the fewest. */
export function sayByLine({ order, readings, held, discount }: ByLineFacts): string[] {
	const said = readings.map((money) => [...sayRows(order, money, held.rows), ...sayCharges(money, held.charges)]);
	const [fewest = []] = said.sort((one, other) => one.length - other.length);
	const currency = readings[0]?.currency ?? '';
	return discount === 0 ? fewest : [...fewest, `a discount of ${inMoney(discount, currency)} on the whole order stands only in ERPNext`];
}

const inMoney = (amount: number, currency: string) => toText(exact(amount), minorUnits(currency));
const isSame = (held: number, amount: Decimal | string) => exact(held).equals(amount);

function sayRows(order: AmazonOrder, money: OrderMoney, rows: readonly HeldRow[]): string[] {
	const wanted = money.lines.map((line) => toWanted(order, line));
	const { pairs, left } = pairRows(wanted, rows);
	const { currency } = money;
	const said = pairs.flatMap(([want, row]) => {
		if (!row) return [`SKU '${want.sku}' (${want.amount}) stands only at Amazon`];
		if (isSame(row.amount, want.amount)) return [];
		const isLineTotal = want.quantity > 1 && row.qty === want.quantity && want.listed && isSame(row.rate, want.listed);
		const cause = isLineTotal ? ', since the total of the line stands as the price of one unit' : '';
		return [
			`SKU '${want.sku}' is ${want.quantity} x ${want.rate} = ${want.amount} at Amazon and ${row.qty} x ${inMoney(row.rate, currency)} = ${inMoney(row.amount, currency)} in ERPNext${cause}`,
		];
	});
	return [...said, ...left.map((row) => `Item '${row.item_code}' (${inMoney(row.amount, currency)}) stands only in ERPNext`)];
}

function toWanted(order: AmazonOrder, line: OrderMoney['lines'][number]): WantedRow {
	const item = order.orderItems.find(({ orderItemId }) => orderItemId === line.orderItemId);
	const unitPrice = toDecimal(item?.product?.price?.unitPrice?.amount);
	const sku = line.sku ?? item?.product?.asin ?? line.orderItemId;
	return {
		names: [line.sku, item?.product?.asin].flatMap((name) => (name ? [name] : [])),
		sku,
		quantity: line.quantity,
		rate: line.rate,
		amount: line.amount,
		listed: unitPrice?.times(line.quantity),
	};
}

/** By SKU or ASIN, as Item code or name; else by amount; what is left in the order in which it stands. */
function pairRows(wanted: readonly WantedRow[], rows: readonly HeldRow[]) {
	const left = [...rows];
	const found = new Map<WantedRow, HeldRow>();
	const take = (matches: (want: WantedRow, row: HeldRow) => boolean): void => {
		for (const want of wanted) {
			const index = found.has(want) ? -1 : left.findIndex((row) => matches(want, row));
			const [row] = index < 0 ? [] : left.splice(index, 1);
			if (row) found.set(want, row);
		}
	};
	take((want, row) => want.names.some((name) => name === row.item_code || name === row.item_name));
	take((want, row) => isSame(row.amount, want.amount));
	take(() => true);
	return { pairs: wanted.map((want) => [want, found.get(want)] as const), left };
}

/** Charges of the same amount are taken for the same, whatever their accounts. */
function sayCharges(money: OrderMoney, charges: readonly HeldCharge[]): string[] {
	const left = charges.filter(({ tax_amount }) => tax_amount !== 0);
	const missing = money.charges.filter(({ amount }) => {
		const index = left.findIndex(({ tax_amount }) => isSame(tax_amount, amount));
		if (index >= 0) left.splice(index, 1);
		return index < 0;
	});
	return [
		...missing.map(({ kind, amount }) => `${CHARGE_WORDS[kind]} (${amount}) stands only at Amazon`),
		...left.map((charge) => sayHeldCharge(charge, money.currency)),
	];
}

function sayHeldCharge({ description, account_head, tax_amount }: HeldCharge, currency: string): string {
	const name = description || account_head;
	const isFee = tax_amount < 0 && FEE.test(`${name} ${account_head}`);
	const more = isFee ? ': a fee that Amazon takes from the seller, no part of what the buyer pays' : '';
	return `charge '${name}' (${inMoney(tax_amount, currency)}) stands only in ERPNext${more}`;
}
