import { CURRENCIES, SHAPES, type Line, type Plan } from './randomOrders';

const some = (of: Plan, is: (line: Line) => boolean): boolean => of.lines.some(is);
const charges = (line: Line): number => line.shipping + line.giftWrap + line.codFee + line.other;

/** Every shape of issue 4's "Amounts", by its own words; a random run must have met each. */
const NAMED: Readonly<Record<string, (of: Plan) => boolean>> = {
	'one unit': (of) => some(of, ({ quantity }) => quantity === 1),
	'several units': (of) => some(of, ({ quantity }) => quantity > 1),
	'hundreds of units': (of) => some(of, ({ quantity }) => quantity > 100),
	'a line total that does not divide evenly': (of) => some(of, ({ item, quantity }) => item % quantity !== 0),
	'several lines': (of) => of.lines.length > 1,
	'the same SKU on two lines': (of) => of.lines.length > 3,
	'tax on top': (of) => of.isTaxOnTop && some(of, ({ tax }) => tax > 0),
	'tax inside': (of) => !of.isTaxOnTop && some(of, ({ tax }) => tax > 0),
	'no tax': (of) => !some(of, ({ tax }) => tax > 0),
	'tax on top outside the United States': (of) => of.isTaxOnTop && of.currency.code !== 'USD' && some(of, ({ tax }) => tax > 0),
	'tax inside in the United States': (of) => !of.isTaxOnTop && of.currency.code === 'USD' && some(of, ({ tax }) => tax > 0),
	'a discount': (of) => some(of, ({ discount }) => discount > 0),
	'shipping': (of) => some(of, ({ shipping }) => shipping > 0),
	'gift wrap': (of) => some(of, ({ giftWrap }) => giftWrap > 0),
	'cash on delivery fee': (of) => some(of, ({ codFee }) => codFee > 0),
	'other': (of) => some(of, ({ other }) => other > 0),
	'a delivery tip': (of) => of.tip > 0 && of.isTipIn,
	'a pending delivery tip': (of) => of.tip > 0 && !of.isTipIn,
	'tax that Amazon keeps': (of) => some(of, (line) => line.isFacilitator && line.tax > 0),
	'tax that Amazon keeps of some lines only': (of) => some(of, (line) => line.isFacilitator && line.tax > 0) && some(of, (line) => !line.isFacilitator && line.tax > 0),
	'tax that Amazon withheld already': (of) => of.isWithheld && some(of, (line) => line.isFacilitator && line.tax > 0),
	'a free line': (of) => some(of, ({ item }) => item === 0) && some(of, ({ item }) => item > 0),
	'a line made free by its discount': (of) => some(of, ({ item, discount }) => item > 0 && discount === item),
	'free goods with charges': (of) => !some(of, ({ item }) => item > 0) && some(of, (line) => charges(line) > 0),
	'a whole free order': (of) => !some(of, (line) => line.item + charges(line) + line.tax > 0) && of.tip === 0,
	'more digits than the currency has': (of) => of.extraDigits > 0 && of.extraShare !== 0,
	'a currency without decimals': (of) => of.currency.decimals === 0,
	'a currency of three decimals': (of) => of.currency.decimals === 3,
	'a line of no unit': (of) => of.cancelled === 'quantity0',
	'a cancelled line': (of) => of.cancelled === 'executed',
	'a line cancelled in part': (of) => some(of, ({ cancelledUnits }) => cancelledUnits > 0),
	'a kind that the model does not name': (of) => of.otherKind !== 'OTHER' && some(of, ({ other }) => other > 0),
	'words in lower case': (of) => of.isLowerCase,
	'tax that is kept and shown': (of) => of.isFacilitatorShown && some(of, (line) => line.isFacilitator && line.tax > 0),
};

const CHOICES: ReadonlyArray<readonly [keyof Plan, readonly string[]]> = [
	['shape', SHAPES],
	['discount', ['positive', 'negative', 'mixed', 'inside']],
	['written', ['plain', 'bare', 'long']],
	['taxHandling', ['amazonAmounts', 'none', 'templateOnTop', 'templateInside']],
];

export const SHAPE_NAMES: readonly string[] = [
	...Object.keys(NAMED),
	...CHOICES.flatMap(([field, values]) => values.map((value) => `${field} ${value}`)),
	...CURRENCIES.map(({ code }) => `currency ${code}`),
];

export function shapesOf(of: Plan): string[] {
	const named = Object.entries(NAMED).filter(([, is]) => is(of)).map(([name]) => name);
	return [...named, ...CHOICES.map(([field]) => `${field} ${String(of[field])}`), `currency ${of.currency.code}`];
}
