import { Decimal, keptDecimals, minorUnits, roundTo, sumOf, toDecimal, toJsonNumber, toText } from '../../../lib/mapping/money';
import { splitBy } from '../../../lib/mapping/splitBy';

describe('amounts', () => {
	it.each([
		['19.99', '19.99'],
		[' 5 ', '5'],
		['-0.10', '-0.1'],
		['1E+2', '100'],
		[7.5, '7.5'],
	])('are read exactly: %s', (sent, read) => {
		expect(toDecimal(sent)?.toFixed()).toBe(read);
	});

	it.each(['', 'ten', '1,000.00', '0x10', 'NaN', 'Infinity', '1e999', '--1', null, undefined, {}])('are none: %s', (sent) => {
		expect(toDecimal(sent)).toBeUndefined();
	});

	it.each([
		['USD', 2],
		['JPY', 0],
		['krw', 0],
		['KWD', 3],
		['CLF', 4],
		['XYZ', 2],
	])('of %s have %d decimals', (currency, decimals) => {
		expect(minorUnits(currency)).toBe(decimals);
	});

	it('keep the decimals of the currency or of the site, whichever are fewer', () => {
		expect([keptDecimals('USD', 3), keptDecimals('KWD', 2), keptDecimals('JPY', 2), keptDecimals('USD', 0)]).toEqual([2, 2, 0, 0]);
	});

	it('round half away from zero, and never to minus nothing', () => {
		expect([roundTo(new Decimal('2.675'), 2), roundTo(new Decimal('-2.675'), 2)].map(Number)).toEqual([2.68, -2.68]);
		expect(Object.is(toJsonNumber(roundTo(new Decimal('-0.001'), 2)), 0)).toBe(true);
	});

	it('are written with the decimals of the currency, and more where there are more', () => {
		expect([toText(new Decimal('9.9'), 2), toText(new Decimal('1000'), 0), toText(new Decimal('9.995'), 2)]).toEqual(['9.90', '1000', '9.995']);
	});

	it.each(['0.07', '1.005', '999999999999.99', '86419746.01'])('survive JSON: %s', (amount) => {
		const sent: unknown = JSON.parse(JSON.stringify(toJsonNumber(new Decimal(amount))));
		expect(toDecimal(sent)?.toFixed()).toBe(amount);
	});

	it('are shared out whole', () => {
		const shares = splitBy(new Decimal('0.10'), [new Decimal(1), new Decimal(1), new Decimal(1)], 2);
		expect(shares.map((share) => share.toFixed(2))).toEqual(['0.04', '0.03', '0.03']);
		expect(sumOf(shares).toFixed(2)).toBe('0.10');
	});
});
