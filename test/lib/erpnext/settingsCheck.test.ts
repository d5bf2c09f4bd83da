import { createErpClient } from '../../../lib/erpnext/http';
import { checkSettings } from '../../../lib/erpnext/settingsCheck';
import { decimalsOf } from '../../../lib/erpnext/settingsCheckPrecision';
import type { SettingsInput } from '../../../lib/settings';
import { settingsForMarketplace } from '../../../lib/settings';
import { type Books, goodSettings, US, withBooks } from '../sync/books';
import { thrownBy, withSite } from './site';

const DE = 'A1PA6795UKMFR9';
const facts = { sellerId: 'A2TESTSELLER', marketplaceCurrencies: { [US]: 'USD' } };

const stocked = 'ERPNext has: Finished Goods - ACME, Goods In Transit - ACME, Stores - ACME, Work In Progress - ACME.';

interface WrongSetting {
	what: string;
	settings: Partial<SettingsInput>;
	sentence: string;
	prepare?: (books: Books) => void;
}

const wrongSettings: WrongSetting[] = [
	{ what: 'no company', settings: { company: '' }, sentence: "'Company' is empty: choose one; ERPNext has: Acme Inc (USD)." },
	{ what: 'an unknown company', settings: { company: 'Acme Ltd' }, sentence: "'Company' 'Acme Ltd' is not in ERPNext; ERPNext has: Acme Inc (USD)." },
	{ what: 'an unknown warehouse', settings: { warehouse: 'Attic - ACME' }, sentence: `'Warehouse' 'Attic - ACME' is not in ERPNext; ${stocked}` },
	{ what: 'a group warehouse', settings: { warehouse: 'All Warehouses - ACME' }, sentence: `'Warehouse' 'All Warehouses - ACME' is a group: choose one below it; ${stocked}` },
	{
		what: "another company's warehouse",
		settings: { warehouseAmazon: 'Stores - OC' },
		sentence: `'Amazon-Fulfilled Warehouse' 'Stores - OC' belongs to company 'Other Co', not to 'Acme Inc'; ${stocked}`,
		prepare: ({ sandbox }) => sandbox.site.addCompany({ name: 'Other Co', abbr: 'OC', currency: 'EUR', country: 'Germany' }),
	},
	{
		what: 'a price list in another currency',
		settings: { priceList: 'Euro Prices' },
		sentence: `'Price List' 'Euro Prices' is in EUR, and marketplace '${US}' sells in USD: choose a price list in USD, or give that marketplace one under 'Marketplace Overrides'; ERPNext has: Euro Prices (EUR), Standard Selling (USD).`,
		prepare: ({ sandbox }) => sandbox.site.insert('Price List', { price_list_name: 'Euro Prices', currency: 'EUR', selling: 1, enabled: 1 }),
	},
	{ what: 'a price list for buying', settings: { priceList: 'Standard Buying' }, sentence: "'Price List' 'Standard Buying' is not for selling: choose one that is; ERPNext has: Standard Selling (USD)." },
	{
		what: 'a disabled price list',
		settings: {},
		sentence: "'Price List' 'Standard Selling' is disabled in ERPNext: enable it or choose another; ERPNext has none that fits: make one first.",
		prepare: ({ sandbox }) => sandbox.site.update('Price List', 'Standard Selling', { enabled: 0 }),
	},
	{
		what: 'an unknown item group',
		settings: { parentItemGroup: 'Toys' },
		sentence: "'Parent Item Group' 'Toys' is not in ERPNext; ERPNext has: All Item Groups, Consumable, Products, Raw Material, Services, Sub Assemblies.",
	},
	{
		what: 'an unknown customer group',
		settings: { customerGroup: 'Friends' },
		sentence: "'Customer Group' 'Friends' is not in ERPNext; ERPNext has: Commercial, Government, Individual, Non Profit.",
	},
	{
		what: 'a customer group with groups below it',
		settings: { customerGroup: 'All Customer Groups' },
		sentence: "'Customer Group' 'All Customer Groups' is a group: choose one below it; ERPNext has: Commercial, Government, Individual, Non Profit.",
	},
	{ what: 'no territory', settings: { territory: '' }, sentence: "'Territory' is empty: choose one; ERPNext has: All Territories, Rest Of The World, United States." },
	{ what: 'an unknown cost centre', settings: { costCenter: 'Web - ACME' }, sentence: "'Cost Center' 'Web - ACME' is not in ERPNext; ERPNext has: Main - ACME." },
	{ what: 'an unknown tax template', settings: { taxHandling: 'taxTemplate', taxTemplate: 'VAT' }, sentence: "'Tax Template' 'VAT' is not in ERPNext; ERPNext has none that fits: make one first." },
	{ what: 'no name for the single customer', settings: { customerPolicy: 'single' }, sentence: "'Single Customer' is empty: name the one Customer that all orders go to." },
	{
		what: 'an unknown company of a marketplace',
		settings: { marketplaceOverrides: [{ marketplaceId: DE, company: 'Acme GmbH' }] },
		sentence: `'Marketplace Overrides > Company of ${DE}' 'Acme GmbH' is not in ERPNext; ERPNext has: Acme Inc (USD).`,
	},
];

describe('checkSettings', () => {
	it('gives every fact that mapping and writers need', async () => {
		await withBooks(async ({ erp }) => {
			expect(await checkSettings(erp(), { ...goodSettings, company: 'acme inc', warehouse: 'stores - acme ' }, facts)).toMatchObject({
				company: 'Acme Inc',
				warehouse: 'Stores - ACME',
				sellerId: 'A2TESTSELLER',
				timeZone: 'America/New_York',
				currencyPrecision: 2,
				companies: { 'Acme Inc': { name: 'Acme Inc', currency: 'USD', costCenter: 'Main - ACME', accounts: { tax: 'Amazon Tax - ACME', rounding: 'Amazon Rounding - ACME' } } },
				priceListCurrencies: { 'Standard Selling': 'USD' },
			});
		});
	});

	it.each(wrongSettings)('tells of $what in one sentence, and makes nothing', async ({ settings, sentence, prepare }) => {
		await withBooks(async (books) => {
			prepare?.(books);
			const before = books.writes();
			const error = await thrownBy(checkSettings(books.erp(), { ...goodSettings, ...settings }, facts));
			expect(error.message).toBe(sentence);
			expect(books.writes()).toBe(before);
		});
	});

	it.each([
		['a ledger', 'Sales - ACME', "'Account Group' 'Sales - ACME' is not a group: choose the group that is to hold Amazon's accounts; ERPNext has: "],
		['unknown', 'Amazon - ACME', "'Account Group' 'Amazon - ACME' is not in ERPNext; ERPNext has: "],
		['empty', '', "'Account Group' is empty: choose one; ERPNext has: "],
	])('tells of an account group that is %s', async (_, accountGroup, beginning) => {
		await withBooks(async ({ erp }) => {
			expect((await thrownBy(checkSettings(erp(), { ...goodSettings, accountGroup }, facts))).message).toContain(beginning);
		});
	});

	it('tells all that is wrong at once, a sentence a line', async () => {
		await withBooks(async ({ erp }) => {
			const error = await thrownBy(checkSettings(erp(), { ...goodSettings, warehouse: '', territory: 'Mars' }, facts));
			expect(error.message.split('\n')).toHaveLength(2);
		});
	});

	it('makes the charge accounts once', async () => {
		await withBooks(async ({ erp, sandbox, writes }) => {
			await checkSettings(erp(), { ...goodSettings, chargeAccounts: { shipping: 'Sales - ACME' } }, facts);
			const made = sandbox.site.docs('Account').filter(({ name }) => String(name).startsWith('Amazon '));
			expect(made.map(({ name, parent_account }) => [name, parent_account])).toContainEqual(['Amazon Gift Wrap - ACME', 'Indirect Expenses - ACME']);
			expect(made).toHaveLength(8);
			const before = writes();
			await checkSettings(erp('dayToDay'), { ...goodSettings, chargeAccounts: { shipping: 'Sales - ACME' } }, facts);
			expect(writes()).toBe(before);
		});
	});

	it('names Accounts Manager when the accounts may not be made', async () => {
		await withBooks(async ({ erp }) => {
			const error = await thrownBy(checkSettings(erp('dayToDay'), goodSettings, facts));
			expect(error.message).toContain("'Account Group' 'Indirect Expenses - ACME' lacks the accounts 'Amazon Tax', 'Amazon Shipping'");
			expect(error.message).toContain("the role 'Accounts Manager'");
		});
	});

	it('makes no account in a dry run and gives their future names', async () => {
		await withBooks(async ({ erp, writes }) => {
			const settings = await checkSettings(erp('dayToDay'), { ...goodSettings, dryRun: true }, facts);
			expect(settings.companies['Acme Inc']?.accounts.tax).toBe('Amazon Tax - ACME');
			expect(writes()).toBe(0);
		});
	});

	it('checks another company of a marketplace with its own warehouse, price list and accounts', async () => {
		await withBooks(async ({ erp, sandbox }) => {
			const { site } = sandbox;
			site.addCompany({ name: 'Acme GmbH', abbr: 'AG', currency: 'EUR', country: 'Germany' });
			site.insert('Price List', { price_list_name: 'Euro Prices', currency: 'EUR', selling: 1, enabled: 1 });
			const override = { marketplaceId: DE, company: 'Acme GmbH', warehouse: 'Stores - AG', priceList: 'Euro Prices' };
			const currencies = { [US]: 'USD', [DE]: 'EUR' };
			const settings = await checkSettings(erp(), { ...goodSettings, marketplaceOverrides: [override] }, { ...facts, marketplaceCurrencies: currencies });
			expect(settingsForMarketplace(settings, DE)).toMatchObject({
				company: { name: 'Acme GmbH', currency: 'EUR', accounts: { tax: 'Amazon Tax - AG' } },
				warehouse: 'Stores - AG',
				priceList: 'Euro Prices',
			});
			expect(site.doc('Account', 'Amazon Tax - AG')).toMatchObject({ parent_account: 'Indirect Expenses - AG', company: 'Acme GmbH' });
			const without = { marketplaceId: DE, company: 'Acme GmbH', priceList: 'Euro Prices' };
			const error = await thrownBy(checkSettings(erp(), { ...goodSettings, marketplaceOverrides: [without] }, facts));
			expect(error.message).toContain(`'Marketplace Overrides > Warehouse of ${DE}' is empty: choose one; ERPNext has: `);
			expect(error.message).toContain('Stores - AG');
		});
	});

	it('asks six times for products and eight for orders, and once makes the accounts', async () => {
		await withBooks(async ({ erp }) => {
			const [products, orders] = [erp(), erp()];
			await checkSettings(products, { ...goodSettings, customerGroup: '', territory: '', accountGroup: '' }, { ...facts, stream: 'products' });
			await checkSettings(orders, goodSettings, { ...facts, currencyPrecision: 2 });
			expect([products.usage.calls, orders.usage.calls]).toEqual([6, 9]);
		});
	});

	it('says that a Frappe site has no ERPNext', async () => {
		await withSite(
			() => ({ status: 404, json: { exc_type: 'DoesNotExistError', _server_messages: JSON.stringify([JSON.stringify({ message: 'DocType Company not found' })]) } }),
			async ({ erp, url }) => {
				expect((await thrownBy(checkSettings(erp, goodSettings, facts))).message).toBe(
					`'Site URL' '${url}' is a Frappe site without ERPNext: choose the address of a site on which ERPNext is installed.`,
				);
			},
		);
	});

	it('names the role when a user may not even read', async () => {
		await withBooks(async ({ sandbox, clock }) => {
			const { apiKey, apiSecret } = sandbox.users.addUser([]);
			const erp = createErpClient({ url: sandbox.url, apiKey, apiSecret, ignoreSslIssues: false }, { clock });
			expect((await thrownBy(checkSettings(erp, goodSettings, facts))).message).toMatch(/may not read 'Company': give that user the role 'Sales User' in ERPNext/);
		});
	});
});

describe('the decimals of money', () => {
	it.each([
		['', '#,###.##', 2],
		// Frappe takes 0 as not set.
		['0', '#,###.##', 2],
		['0', '#,###', 0],
		['3', '#,###.##', 3],
	])("are, with Currency Precision '%s' and number format %s, %i", async (currency_precision, number_format, decimals) => {
		await withBooks(async ({ erp, sandbox }) => {
			sandbox.site.poke('System Settings', 'System Settings', { currency_precision, number_format });
			expect((await checkSettings(erp(), goodSettings, facts)).currencyPrecision).toBe(decimals);
		});
	});
});

describe('decimalsOf', () => {
	it.each([['#,###.##', 2], ['#.###,##', 2], ['#,###.###', 3], ['#,###', 0], ['#.###', 0], ['# ###.##', 2], ['#', 0], ['#.########', 8]])('reads %s as %i', (format, decimals) => {
		expect(decimalsOf(format)).toBe(decimals);
	});
});
