import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import type { ErpTaxRow } from '../../../lib/erpnext/types';
import { MappingError } from '../../../lib/mapping/errors';
import { toSalesOrder } from '../../../lib/mapping/toSalesOrder';
import type { MappedOrder } from '../../../lib/mapping/types';
import { type RoundingMethod, erpTotals } from './erpArithmetic';
import { toContext } from './orderContext';
import { type Line, type Plan, type Shape, plan } from './randomOrders';
import { hasUnitPrice, toAmazonOrder } from './randomOrderJson';
import { coinText, coinsOf, grandTotal, keptTax, wantedTotal } from './randomOrderSums';
import { SHAPE_NAMES, shapesOf } from './randomShapes';

const RUNS = Number(process.env.RUNS ?? 5000);

/** Shapes that say how much tax Amazon keeps. */
const TELLING: readonly Shape[] = ['complete', 'noUnitPrices', 'noLineTotals', 'chargesAtOrderOnly'];
const METHODS: readonly RoundingMethod[] = ["Banker's Rounding", 'Commercial Rounding'];
const VAT: ErpTaxRow = { charge_type: 'On Net Total', account_head: 'VAT - ACME', description: 'VAT', rate: 19 };

/**
 * Orders that two readings explain equally well: amounts that happen to be equal, or kept tax that is on top and withheld, which
 * only the lines' totals tell from tax inside. Both readings add up; what they leave out differs.
 */
function isAmbiguous(of: Plan): boolean {
	if (of.isWithheld && (of.shape === 'noLineTotals' || of.shape === 'chargesAtOrderOnly')) return true;
	const total = (kind: 'tax' | 'discount'): number => coinsOf(of.lines.map((line) => line[kind]));
	const kept = keptTax(of);
	const amounts = [total('tax'), total('discount'), of.tip, kept === total('tax') ? 0 : kept].filter((amount) => amount > 0);
	const tooFine = of.extraDigits > 0 ? of.lines.length * 14 : 0;
	return amounts.some((one, index) => amounts.some((other, at) => at > index && Math.abs(one - other) <= tooFine)) || (tooFine > 0 && amounts.some((amount) => amount <= 2 * tooFine));
}

/** Whether so much is missing that nobody could prove the sum; all other orders must be written. */
function mayBeRefused({ shape, lines, isWithheld, extraDigits }: Plan): boolean {
	const hasKeptTax = lines.some((line) => line.isFacilitator && line.tax > 0);
	if (shape === 'noBreakdowns' || shape === 'orderBreakdownsOnly' || shape === 'breakdownsOfOneLineOnly') return isWithheld && hasKeptTax;
	if (shape === 'unitPricesOnly') return extraDigits > 0 || lines.some((line) => line.item % line.quantity !== 0);
	return shape === 'onePartMissing';
}

type Choices = Partial<Pick<Plan, 'taxHandling' | 'isFacilitatorShown'>>;

/** What becomes of it; of one that is refused, the reason. */
function map(of: Plan, choices: Choices = {}): MappedOrder | string {
	const order = toAmazonOrder(of);
	const { taxHandling, isFacilitatorShown } = { ...of, ...choices };
	const byTemplate = taxHandling === 'templateOnTop' || taxHandling === 'templateInside';
	const context = toContext(order, {
		settings: {
			currencyPrecision: Math.max(2, of.currency.decimals),
			facilitatorTax: isFacilitatorShown ? 'showAndOffset' : 'leaveOut',
			taxHandling: byTemplate ? 'taxTemplate' : taxHandling,
			...(byTemplate ? { taxTemplate: 'VAT - ACME' } : {}),
		},
		...(byTemplate ? { taxTemplateRows: [{ ...VAT, included_in_print_rate: taxHandling === 'templateInside' ? 1 : 0 }] } : {}),
	});
	try {
		return toSalesOrder(order, context);
	} catch (error) {
		expect(error).toBeInstanceOf(MappingError);
		return String(error);
	}
}

/** The order in ERPNext's arithmetic; less the template's rows, its sum. */
function expectToAddUp(mapped: MappedOrder, of: Plan): string {
	const precision = Math.max(2, of.currency.decimals);
	const sent: MappedOrder['salesOrder'] = JSON.parse(JSON.stringify(mapped.salesOrder));
	const ours = { ...sent, taxes: sent.taxes.filter((tax) => tax.account_head !== VAT.account_head) };
	let withoutTemplate = 0;
	for (const method of METHODS) {
		const totals = erpTotals(ours, precision, method);
		expect(totals.rates).toEqual(sent.items.map((row) => row.rate));
		if (ours.taxes.length === sent.taxes.length) expect(totals.grandTotal).toBe(Number(mapped.money.total));
		else if (mapped.money.totalWithoutTax !== undefined) expect(totals.grandTotal).toBe(Number(mapped.money.totalWithoutTax));
		withoutTemplate = totals.grandTotal;
	}
	return new Decimal(withoutTemplate).toFixed(of.currency.decimals);
}

/** A line of which units were cancelled: the price tells for how many the money is; without one Amazon's own count stands. */
function wantedQuantity(line: Line, of: Plan): number {
	const isTold = hasUnitPrice(line, of) && line.item > 0 && ['complete', 'noLineTotals', 'onePartMissing', 'noGrandTotal', 'chargesAtOrderOnly'].includes(of.shape);
	return isTold || line.cancelledUnits === 0 ? line.quantity : line.quantity + line.cancelledUnits;
}

jest.setTimeout(300_000);

describe('toSalesOrder for any order', () => {
	it('comes to Amazon\'s grand total in ERPNext\'s own arithmetic, or refuses by name', () => {
		let refused = 0;
		const seen = new Map<string, number>(SHAPE_NAMES.map((name) => [name, 0]));
		fc.assert(
			fc.property(plan, (of) => {
				for (const name of shapesOf(of)) seen.set(name, (seen.get(name) ?? 0) + 1);
				const mapped = map(of);
				if (typeof mapped === 'string') {
					refused += 1;
					expect(mapped).toContain('Order 902-0000000-0000001: ');
					expect(mayBeRefused(of)).toBe(true);
					return;
				}
				const total = expectToAddUp(mapped, of);
				const quantities = mapped.salesOrder.items.map((row) => row.qty);
				of.lines.forEach((line, index) => expect([line.quantity, wantedQuantity(line, of)]).toContain(quantities[index]));
				if (TELLING.includes(of.shape)) expect(quantities).toEqual(of.lines.map((line) => wantedQuantity(line, of)));
				if (of.shape !== 'noGrandTotal') expect(mapped.money.amazonGrandTotal).toBe(coinText(grandTotal(of), of));
				const hasTax = of.lines.some((line) => line.tax > 0);
				if (!hasTax || (keptTax(of) === 0 && of.taxHandling === 'amazonAmounts')) expect(total).toBe(coinText(grandTotal(of), of));
				else if (TELLING.includes(of.shape) && !isAmbiguous(of)) {
					// Tax of too many digits is taken off exactly and the sum rounded once.
					const slack = of.extraDigits > 0 ? new Decimal(of.lines.length).div(2).ceil().toNumber() : 0;
					const found = new Decimal(total).times(10 ** of.currency.decimals).toNumber();
					expect(Math.abs(found - wantedTotal(of))).toBeLessThanOrEqual(slack);
				}
			}),
			{ numRuns: RUNS },
		);
		expect(refused).toBeLessThan(RUNS * 0.1);
		expect([...seen].filter(([, count]) => count < RUNS / 1000)).toEqual([]);
	});

	const plain = plan.filter((of) => of.shape === 'complete' && of.extraDigits === 0 && !isAmbiguous(of));

	it('holds each kind of charge as Amazon lists it when tax is on top', () => {
		fc.assert(
			fc.property(plain.filter((of) => of.isTaxOnTop), (of) => {
				const mapped = map(of, { taxHandling: 'amazonAmounts', isFacilitatorShown: false });
				if (typeof mapped === 'string') throw new Error(mapped);
				const found = Object.fromEntries(mapped.money.charges.map(({ kind, amount }) => [kind, Number(amount)]));
				const total = (kind: keyof Line): number => coinsOf(of.lines.map((line) => Number(line[kind])));
				const wanted = {
					shipping: total('shipping'),
					giftWrap: total('giftWrap'),
					codFee: total('codFee'),
					other: total('other'),
					discount: of.discount === 'inside' ? 0 : 0 - total('discount'),
					tax: total('tax') - keptTax(of),
					deliveryTip: of.isTipIn ? of.tip : 0,
				};
				for (const [kind, amount] of Object.entries(wanted)) expect([kind, found[kind] ?? 0]).toEqual([kind, Number(coinText(amount, of))]);
			}),
			{ numRuns: RUNS / 10 },
		);
	});

	it('comes to the same total whether tax that Amazon keeps is shown or not', () => {
		fc.assert(
			fc.property(plain, (of) => {
				const [shown, leftOut] = [map(of, { isFacilitatorShown: true }), map(of, { isFacilitatorShown: false })];
				if (typeof shown === 'string' || typeof leftOut === 'string') throw new Error('refused');
				expect(expectToAddUp(shown, of)).toBe(expectToAddUp(leftOut, of));
			}),
			{ numRuns: RUNS / 10 },
		);
	});

	it('leaves out no more than tax on top when the books hold no tax', () => {
		fc.assert(
			fc.property(plain, (of) => {
				const [without, exact] = [map(of, { taxHandling: 'none' }), map(of, { taxHandling: 'amazonAmounts' })];
				if (typeof without === 'string' || typeof exact === 'string') throw new Error('refused');
				const ownTax = coinsOf(of.lines.map((line) => line.tax)) - keptTax(of);
				const leftOut = new Decimal(exact.money.total).minus(without.money.total).toFixed(of.currency.decimals);
				expect(leftOut).toBe(coinText(of.isTaxOnTop ? ownTax : 0, of));
				expect(without.money.charges.map(({ kind }) => kind)).not.toContain('tax');
			}),
			{ numRuns: RUNS / 10 },
		);
	});
});
