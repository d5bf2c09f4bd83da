import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MARKETPLACES, marketplaceByCountry, marketplaceById } from '../../../lib/amazon/marketplaces';
import { OPERATION_NAMES, operationOf } from '../../../lib/amazon/operations';

const MODELS = join(__dirname, '../../../../shared/amazon-models');
const MODEL_FILES = ['orders_2026-01-01', 'listingsItems_2021-08-01', 'catalogItems_2022-04-01', 'reports_2021-06-30', 'sellers'];
const whereModelsAre = existsSync(MODELS) ? it : it.skip;

describe('the table of marketplaces', () => {
	it('holds 23, each once', () => {
		expect(MARKETPLACES).toHaveLength(23);
		for (const key of ['country', 'marketplaceId', 'domain'] as const) {
			expect(new Set(MARKETPLACES.map((each) => each[key])).size).toBe(23);
		}
	});
	it('names currencies that exist', () => {
		const currencies = new Set(Intl.supportedValuesOf('currency'));
		expect(MARKETPLACES.filter(({ currency }) => !currencies.has(currency))).toEqual([]);
	});
	it('finds by country in any case, by Amazon’s UK, and by id', () => {
		expect(marketplaceByCountry(' de ')?.marketplaceId).toBe('A1PA6795UKMFR9');
		expect(marketplaceByCountry('UK')).toBe(marketplaceByCountry('GB'));
		expect(marketplaceById('A1F83G8C2ARO7P')?.country).toBe('GB');
		expect(marketplaceByCountry('XX')).toBeUndefined();
	});
});

describe('the table of operations', () => {
	whereModelsAre('agrees with the rates of Amazon’s models', () => {
		const rates = new Map<string, string>();
		for (const file of MODEL_FILES) {
			const model = JSON.parse(readFileSync(join(MODELS, `${file}.json`), 'utf8'));
			for (const methods of Object.values<Record<string, { operationId?: string; description?: string }>>(model.paths)) {
				for (const { operationId, description } of Object.values(methods)) {
					const row = /\| ([\d.]+) \| (\d+) \|/.exec(description ?? '');
					if (operationId && row) rates.set(operationId, `${Number(row[1])}/${Number(row[2])}`);
				}
			}
		}
		for (const name of OPERATION_NAMES) {
			const { ratePerSecond, burst } = operationOf(name);
			expect([name, `${ratePerSecond}/${burst}`]).toEqual([name, rates.get(name)]);
		}
	});
	it('refuses a name that it does not hold', () => {
		expect(() => operationOf('getOrders')).toThrow("Operation 'getOrders' is not in the table of operations; add its line there");
	});
});
