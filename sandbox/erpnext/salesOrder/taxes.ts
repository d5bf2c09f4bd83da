import { num, pythonFloat, text, type Doc } from '../values';
import { roundTo } from './rounding';

/** Part of a row's net amount that a tax adds, for taxes that the price already holds. */
function includedFractions(taxes: Doc[]): number {
	const fractions: number[] = [];
	const totals: number[] = [];
	let included = 0;
	taxes.forEach((tax, index) => {
		const previous = (Number(text(tax, 'row_id')) || index) - 1;
		const share = num(tax, 'rate') / 100;
		let fraction = 0;
		if (num(tax, 'included_in_print_rate') === 1) {
			if (text(tax, 'charge_type') === 'On Net Total') fraction = share;
			else if (text(tax, 'charge_type') === 'On Previous Row Amount') fraction = share * (fractions[previous] ?? 0);
			else if (text(tax, 'charge_type') === 'On Previous Row Total') fraction = share * (totals[previous] ?? 1);
			included += fraction;
		}
		fractions.push(fraction);
		totals.push((totals[index - 1] ?? 1) + fraction);
	});
	return included;
}

/** Net amounts of the rows where taxes stand inside the price. */
export function takeIncludedTaxesOut(items: Doc[], taxes: Doc[]): boolean {
	const included = includedFractions(taxes);
	for (const item of items) item.net_amount = included === 0 ? num(item, 'amount') : roundTo(num(item, 'amount') / (1 + included));
	return included !== 0;
}

/** Works out every tax row over every item row; returns nothing, writes the tax rows. Amounts stay in the order's currency. */
export function chargeTaxes(items: Doc[], taxes: Doc[], conversionRate: number): void {
	const netTotal = roundTo(items.reduce((total, item) => total + num(item, 'net_amount'), 0));
	const sums = taxes.map(() => 0);
	const details = taxes.map(() => new Map<string, number>());
	for (const item of items) {
		const amounts: number[] = [];
		const totals: number[] = [];
		taxes.forEach((tax, index) => {
			const previous = (Number(text(tax, 'row_id')) || index) - 1;
			const amount = amountOn(item, tax, netTotal, amounts[previous] ?? 0, totals[previous] ?? num(item, 'net_amount'));
			amounts.push(amount);
			totals.push((totals[index - 1] ?? num(item, 'net_amount')) + amount);
			sums[index] = (sums[index] ?? 0) + amount;
			const code = text(item, 'item_code');
			const detail = details[index];
			detail?.set(code, (detail.get(code) ?? 0) + amount * conversionRate);
		});
	}
	let running = netTotal;
	taxes.forEach((tax, index) => {
		const amount = text(tax, 'charge_type') === 'Actual' ? roundTo(num(tax, 'tax_amount')) : roundTo(sums[index] ?? 0);
		running = roundTo(running + amount);
		tax.tax_amount = amount;
		tax.tax_amount_after_discount_amount = amount;
		tax.total = running;
		tax.base_tax_amount = roundTo(amount * conversionRate);
		tax.base_tax_amount_after_discount_amount = tax.base_tax_amount;
		tax.base_total = roundTo(running * conversionRate);
		const parts = [...(details[index] ?? [])].map(([code, value]) => `${JSON.stringify(code)}:[${pythonFloat(num(tax, 'rate'))},${pythonFloat(value)}]`);
		tax.item_wise_tax_detail = `{${parts.join(',')}}`;
	});
}

function amountOn(item: Doc, tax: Doc, netTotal: number, previousAmount: number, previousTotal: number): number {
	const share = num(tax, 'rate') / 100;
	switch (text(tax, 'charge_type')) {
		case 'Actual':
			return netTotal === 0 ? 0 : (num(item, 'net_amount') * num(tax, 'tax_amount')) / netTotal;
		case 'On Net Total':
			return share * num(item, 'net_amount');
		case 'On Previous Row Amount':
			return share * previousAmount;
		case 'On Previous Row Total':
			return share * previousTotal;
		default:
			return num(tax, 'rate') * num(item, 'qty');
	}
}
