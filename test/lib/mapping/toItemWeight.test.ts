import { toItemWeight, toWeightInKnownUom } from '../../../lib/mapping/toItemWeight';
import { US } from '../sync/items/sampleSku';

describe('weight', () => {
	const weightOf = (unit: string, value: number) =>
		toItemWeight(
			{ sku: 'S' },
			{ asin: 'B1', dimensions: [{ marketplaceId: US, item: { weight: { unit, value } } }] },
			US,
		);

	it.each([
		['pounds', 107.6, 'Pound', 107.6],
		['Ounces', 3.5, 'Ounce', 3.5],
		['kilograms', 62.142, 'Kg', 62.142],
		['grams', 10.49999998929, 'Gram', 10.5],
		['milligrams', 250, 'Gram', 0.25],
		['hundredths-pounds', 40, 'Pound', 0.4],
	])('turns %s %d into %s', (unit, value, uom, weight) => {
		expect(weightOf(unit, value)).toEqual({ weight_per_unit: weight, weight_uom: uom });
	});

	it('leaves out zero, and units that it does not know', () => {
		expect(weightOf('pounds', 0)).toBeUndefined();
		expect(weightOf('stones', 3)).toBeUndefined();
	});

	it('takes the package where the item itself has none, and another UOM where the site lacks one', () => {
		const dimensions = [{ marketplaceId: US, package: { weight: { unit: 'pounds', value: 2 } } }];
		const weight = toItemWeight({ sku: 'S' }, { asin: 'B1', dimensions }, US);
		expect(weight).toEqual({ weight_per_unit: 2, weight_uom: 'Pound' });
		expect(weight && toWeightInKnownUom(weight, (uom) => uom === 'Kg')).toEqual({ weight_per_unit: 0.907185, weight_uom: 'Kg' });
		expect(weight && toWeightInKnownUom(weight, () => false)).toBeUndefined();
	});
});
