/** Decimals of a money field on this site (number format #,###.##), whatever the currency. */
const MONEY_DECIMALS = 2;

/** Banker's rounding, the site's method: a half goes to the even neighbour, seen through binary noise. */
export function roundTo(value: number, decimals = MONEY_DECIMALS): number {
	const factor = 10 ** decimals;
	const scaled = Number((value * factor).toFixed(10));
	if (scaled === 0) return 0;
	const floor = Math.floor(scaled);
	const rest = scaled - floor;
	const tolerance = Math.abs(scaled) * 2 ** -52;
	if (Math.abs(rest - 0.5) <= tolerance) return (floor % 2 === 0 ? floor : floor + 1) / factor;
	return (rest < 0.5 ? floor : floor + 1) / factor;
}
