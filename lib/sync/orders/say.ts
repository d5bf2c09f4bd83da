import type { OrderMoney } from '../../mapping/types';
import { isSameTotal, toTotalText } from './totals';
import type { OrderWork } from './work';

/** `outcome` says what became of the Sales Order. */
export function sayDifferentSums(erpnextTotal: number, money: { total: string; currency: string }, outcome = 'Nothing was left submitted'): string {
	return (
		`ERPNext adds it up to ${toTotalText(erpnextTotal, money.total)} ${money.currency} and Amazon says ${money.total} ${money.currency}. ` +
		`${outcome}. Look for a rule in ERPNext that changes prices or charges (Pricing Rules are left out only where the ERPNext user has the role 'Sales Manager'); else report this order's shape`
	);
}

export function sayTouchedDraft(name: string): string {
	return `Its draft ${name} had been changed in ERPNext, then Amazon changed the order: it was written anew.`;
}

export function sayAmended(work: OrderWork, name: string): string | undefined {
	if (!work.amends) return undefined;
	const changes = work.amends.said.length > 0 ? ` ${work.amends.said.join('; ')}.` : '';
	return `Changed at Amazon: Sales Order ${work.amends.name} was cancelled and amended as ${name}.${changes}`;
}

/** Where a tax template has the last word on the tax, its total may differ from Amazon's: undefined when it does not. */
export function sayTemplateTotal(erpnextTotal: number, money: OrderMoney): string | undefined {
	if (money.totalWithoutTax === undefined || isSameTotal(erpnextTotal, money.total)) return undefined;
	return `With ERPNext's tax template it comes to ${toTotalText(erpnextTotal, money.total)} ${money.currency}; Amazon says ${money.total} ${money.currency}.`;
}

/** Amazon's side of the sum, line by line, for the issue. */
export function sayMoney(money: OrderMoney): string {
	const lines = money.lines.map((line) => `${line.sku ?? line.orderItemId}: ${line.quantity} x ${line.rate} = ${line.amount}`);
	const charges = money.charges.map((charge) => `${charge.kind}: ${charge.amount}`);
	return `Rows and charges as written: ${[...lines, ...charges].join('; ')}; total ${money.total} ${money.currency}`;
}
