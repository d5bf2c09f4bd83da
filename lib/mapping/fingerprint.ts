import { createHash } from 'node:crypto';
import type { OrderMoney } from './types';

/**
 * Hash of what must be equal in ERPNext: company, currency, total, each line's id, SKU, quantity, rate and amount, each
 * charge. Left out on purpose: status and update times (they change with every shipment); delivery dates and the buyer (Amazon
 * moves the first and withdraws the second after a while, and neither is worth a cancelled and amended order); Item codes,
 * accounts and warehouses (people may repoint those in ERPNext without touching orders already written).
 * Lines and charges count in any order. Pure; equal across runs and machines.
 */
export function toFingerprint(money: OrderMoney, companyName: string): string {
	const lines = money.lines.map((line) => [line.orderItemId, line.sku ?? '', line.quantity, line.rate, line.amount]);
	const charges = money.charges.map((charge) => [charge.kind, charge.amount]);
	const byText = (one: unknown[], other: unknown[]): number => {
		const [first, second] = [JSON.stringify(one), JSON.stringify(other)];
		return first < second ? -1 : first > second ? 1 : 0;
	};
	const facts = [companyName, money.currency, money.total, lines.sort(byText), charges.sort(byText)];
	return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
