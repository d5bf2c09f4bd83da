import { Decimal, ZERO, roundTo, sumOf } from './money';

/** Shares of `amount` in proportion to `weights`, each rounded, together exactly `amount`; the heaviest takes the rest. */
export function splitBy(amount: Decimal, weights: readonly Decimal[], decimals: number): Decimal[] {
	const whole = sumOf(weights);
	const heaviest = weights.reduce((best, weight, index) => (weight.greaterThan(weights[best] ?? ZERO) ? index : best), 0);
	const shares = weights.map((weight) => (whole.isZero() ? ZERO : roundTo(amount.times(weight).dividedBy(whole), decimals)));
	return shares.map((share, index) => (index === heaviest ? share.plus(amount).minus(sumOf(shares)) : share));
}
