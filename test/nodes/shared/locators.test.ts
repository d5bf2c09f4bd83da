import { erpLocator, locatorValue } from '../../../nodes/shared/locators';

describe('locatorValue', () => {
	it('takes what was chosen from the list', () => {
		expect(locatorValue({ __rl: true, mode: 'list', value: 'Stores - ACME' })).toBe('Stores - ACME');
	});

	it('takes a name without the blanks around it', () => {
		expect(locatorValue({ __rl: true, mode: 'name', value: '  Acme Inc ' })).toBe('Acme Inc');
	});

	it('takes plain text, which is what an expression over the whole field gives', () => {
		expect(locatorValue('Acme Inc')).toBe('Acme Inc');
	});

	it.each([
		['https://erp.example.com/app/warehouse/Stores%20-%20ACME', 'Stores - ACME'],
		['https://erp.example.com/app/warehouse/Stores%20-%20ACME?view=tree#top', 'Stores - ACME'],
		['https://erp.example.com/desk/warehouse/L%C3%A4ger%2FNord', 'Läger/Nord'],
		['http://127.0.0.1:8000/app/company/Acme%20Inc/', 'Acme Inc'],
	])('finds the decoded name in %s', (value, name) => {
		expect(locatorValue({ __rl: true, mode: 'url', value })).toBe(name);
	});

	it('leaves an address that leads elsewhere as it is, for the check to name it', () => {
		expect(locatorValue({ __rl: true, mode: 'url', value: 'https://erp.example.com/app' })).toBe('https://erp.example.com/app');
	});

	it.each([undefined, null, {}, { mode: 'list' }, { mode: 'list', value: null }, 42])('is empty for %j', (raw) => {
		expect(locatorValue(raw)).toBe('');
	});
});

describe('erpLocator', () => {
	const locator = erpLocator({
		displayName: 'Price List',
		name: 'priceList',
		kind: 'priceList',
		example: 'Standard Selling',
		description: 'x',
	});
	const patternOf = (mode: string): RegExp => {
		const validation = locator.modes?.find(({ name }) => name === mode)?.validation?.[0];
		const properties: object = validation && 'properties' in validation ? validation.properties : {};
		return 'regex' in properties ? new RegExp(String(properties.regex)) : /nothing/;
	};

	it('offers the list first, then the name, then the address', () => {
		expect(locator.modes?.map(({ displayName }) => displayName)).toEqual(['From List', 'By Name', 'By URL']);
	});

	it('refuses a name that ERPNext cannot hold', () => {
		expect(patternOf('name').test('Standard Selling')).toBe(true);
		expect(patternOf('name').test('Standard <Selling>')).toBe(false);
		expect(patternOf('name').test('x'.repeat(141))).toBe(false);
	});

	it('refuses an address of another document type', () => {
		expect(patternOf('url').test('https://erp.example.com/app/price-list/Standard%20Selling')).toBe(true);
		expect(patternOf('url').test('https://erp.example.com/app/item/X')).toBe(false);
	});
});
