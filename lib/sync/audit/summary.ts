/** What an audit comes to, in one item. Pure. */
import { Decimal, ZERO, minorUnits, toText } from '../../mapping/money';
import type { AuditedSalesOrder } from '../../erpnext/auditedOrders';
import type { Difference } from './judge';
import { exact } from '../orders/totals';
import { grouped } from '../../grouped';
import { inWords } from '../../inWords';
import { amazonAmount } from './table';
import { AUDIT_KINDS, type AuditKind, type AuditSummary } from './types';

/** Sums of both sides by currency. */
export class AuditTotals {
	private readonly sums = new Map<string, { amazon: Decimal; erpnext: Decimal }>();

	addAmazon(currency: string, amount: Decimal): void {
		this.of(currency).amazon = this.of(currency).amazon.plus(amount);
	}

	addHeld(held: readonly AuditedSalesOrder[]): void {
		for (const { currency, grand_total } of held) this.of(currency).erpnext = this.of(currency).erpnext.plus(exact(grand_total));
	}

	/** Of orders that cannot be compared neither side counts. */
	addDifference(difference: Difference): void {
		const amazon = amazonAmount(difference);
		if (!amazon) return;
		if (difference.expected && !amazon.isZero()) this.addAmazon(difference.expected.currency, amazon);
		this.addHeld(difference.live);
	}

	get list(): AuditSummary['totals'] {
		const currencies = [...this.sums].sort(([one], [other]) => (one < other ? -1 : 1));
		return currencies.map(([currency, { amazon, erpnext }]) => {
			const text = (amount: Decimal) => toText(amount, minorUnits(currency));
			return { currency, amazon: text(amazon), erpnext: text(erpnext), difference: text(amazon.minus(erpnext)) };
		});
	}

	private of(currency: string): { amazon: Decimal; erpnext: Decimal } {
		const sum = this.sums.get(currency) ?? { amazon: ZERO, erpnext: ZERO };
		this.sums.set(currency, sum);
		return sum;
	}
}

export function countKinds(differences: readonly Difference[]): Record<AuditKind, number> {
	const counts: Record<AuditKind, number> = {
		missing: 0,
		doubled: 0,
		cancelledAtAmazon: 0,
		wrongCurrency: 0,
		differentTotal: 0,
		unknownAtAmazon: 0,
		notCompared: 0,
	};
	for (const { kind } of differences) counts[kind] += 1;
	return counts;
}

const WORDS: Readonly<Record<AuditKind, [one: string, many: string]>> = {
	missing: ['missing order', 'missing orders'],
	doubled: ['doubled order', 'doubled orders'],
	cancelledAtAmazon: ['order that Amazon cancelled', 'orders that Amazon cancelled'],
	wrongCurrency: ['wrong currency', 'wrong currencies'],
	differentTotal: ['wrong total', 'wrong totals'],
	unknownAtAmazon: ['order unknown at Amazon', 'orders unknown at Amazon'],
	notCompared: ['order that cannot be compared', 'orders that cannot be compared'],
};

function inFigures(count: number, [one, many]: [one: string, many: string]): string {
	return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** E.g. "3,112 orders from 2026-10-01 to 2026-10-31, all equal. Amazon and ERPNext: 41,207.13 USD." */
export function toMessage(facts: Omit<AuditSummary, 'message' | 'kind'>): string {
	const { orders, pending, notSold, counts, totals, complete, differences, firstDay, lastDay } = facts;
	const found = AUDIT_KINDS.filter((kind) => counts[kind] > 0).map((kind) => inFigures(counts[kind], WORDS[kind]));
	const period = firstDay === lastDay ? `of ${firstDay}` : `from ${firstDay} to ${lastDay}`;
	const nothingFound = orders > 0 ? 'all equal' : 'nothing to compare';
	const what = differences > 0 ? inWords(found) : nothingFound;
	const sums = totals.map(({ currency, amazon, erpnext, difference }) =>
		new Decimal(difference).isZero()
			? `Amazon and ERPNext: ${grouped(amazon)} ${currency}.`
			: `Amazon ${grouped(amazon)} ${currency}, ERPNext ${grouped(erpnext)} ${currency}, difference ${grouped(difference)}.`,
	);
	const nothing = [
		...(pending > 0 ? [inFigures(pending, ['pending', 'pending'])] : []),
		...(notSold > 0 ? [inFigures(notSold, ['cancelled or sold elsewhere', 'cancelled or sold elsewhere'])] : []),
	];
	return [
		...(complete ? [] : ['Not the whole period, see the notices.']),
		`${inFigures(orders, ['order', 'orders'])} ${period}${differences > 0 ? ': ' : ', '}${what}.`,
		...sums,
		...(nothing.length > 0 ? [`Nothing to book: ${inWords(nothing)}.`] : []),
	].join(' ');
}
