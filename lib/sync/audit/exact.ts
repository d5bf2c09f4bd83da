import { Decimal } from '../../mapping/money';

/** ERPNext sends sums as JSON numbers; more digits than a currency has are float noise. */
const NOISE_DECIMALS = 6;

export function exact(amount: number): Decimal {
	return new Decimal(amount).toDecimalPlaces(NOISE_DECIMALS);
}
