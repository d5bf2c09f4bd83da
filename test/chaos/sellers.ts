import type { Order } from '@sp-api-sdk/orders-api-2026-01-01';
import type { IDataObject } from 'n8n-workflow';
import type { SettingsInput } from '../../lib/settings';
import { DEFAULT_SETTINGS } from '../../lib/settings';
import type { SyncStream } from '../../lib/sync/types';
import type { WorldOptions } from '../../sandbox/amazon/world/sellerWorld';
import type { SiteHandle } from '../../sandbox/erpnext/siteHandle';
import { START_SETTINGS } from '../support/runWorkflowLine';

const DAY_MS = 86_400_000;
/** When the first act begins; ERPNext's stand-in has the fiscal years 2025 to 2027. */
export const STARTS_MS = Date.parse('2026-11-03T12:00:00Z');

/** A shop and how its owner set the package up: what the books must come to hangs on this alone. */
export interface Seller {
	name: string;
	world: Partial<WorldOptions> & Pick<WorldOptions, 'country'>;
	settings: SettingsInput;
	/** The same settings as fields of Start, where the line also runs on n8n's engine. */
	start?: IDataObject;
	streams: SyncStream[];
	/** Days before the first act from which the orders stream begins; older ones come by the backfill. */
	afterDays: number;
	/** What people made in ERPNext beforehand. */
	setUp(site: SiteHandle): void;
	/** What they do between the acts. */
	meanwhile(site: SiteHandle): void;
	/** Orders that do not change at Amazon in the second act, because people change them in ERPNext. */
	isStill?(order: Order): boolean;
}

const inCompany = (abbr: string, more: Partial<SettingsInput> & Pick<SettingsInput, 'company'>): SettingsInput => ({
	...DEFAULT_SETTINGS,
	warehouse: `Stores - ${abbr}`,
	priceList: 'Standard Selling',
	parentItemGroup: 'Products',
	customerGroup: 'Individual',
	territory: 'Rest Of The World',
	accountGroup: `Indirect Income - ${abbr}`,
	...more,
});

function liveOrders(site: SiteHandle): string[] {
	const live = site.docs('Sales Order').filter(({ docstatus }) => docstatus === 1);
	return live.sort((one, other) => (String(one.amazon_order_id) < String(other.amazon_order_id) ? -1 : 1)).map(({ name }) => String(name));
}

const nothing = (): void => undefined;

export const SELLERS: readonly [Seller, ...Seller[]] = [
	{
		name: 'a customer for each order',
		world: { country: 'US', skuCount: 6, orderCount: 9 },
		settings: inCompany('ACME', { company: 'Acme Inc' }),
		start: {},
		streams: ['products', 'orders'],
		afterDays: 40,
		setUp: nothing,
		meanwhile: (site) => {
			const [delivered] = liveOrders(site);
			if (delivered) site.deliver(delivered);
		},
	},
	{
		name: 'templates and variants, a customer for each email, history behind',
		world: { country: 'US', skuCount: 10, orderCount: 12 },
		settings: inCompany('ACME', {
			company: 'Acme Inc',
			customerPolicy: 'perEmail',
			variations: 'templateAndVariants',
			itemGroupFrom: 'amazonClassification',
			overwriteItemFields: ['item_name', 'brand', 'image'],
			disableClosedListings: true,
			unknownSku: 'reportIssue',
		}),
		start: {
			options: {
				customerPolicy: 'perEmail',
				variations: 'templateAndVariants',
				itemGroupFrom: 'amazonClassification',
				overwriteItemFields: ['item_name', 'brand', 'image'],
				disableClosedListings: true,
				unknownSku: 'reportIssue',
			},
		},
		streams: ['products', 'orders', 'ordersBackfill'],
		afterDays: 4,
		setUp: nothing,
		meanwhile: (site) => {
			for (const { name } of site.docs('Item').filter(({ has_variants }) => has_variants !== 1).slice(0, 1)) site.update('Item', String(name), { disabled: 1 });
		},
	},
	{
		name: 'two currencies, one without an exchange rate at first',
		world: { country: 'DE', marketplaces: ['DE', 'SE'], skuCount: 5, orderCount: 10 },
		settings: inCompany('AG', {
			company: 'Acme GmbH',
			priceList: 'Euro',
			marketplaceOverrides: [{ marketplaceId: 'A2NODRKZP88ZB9', priceList: 'Krona' }],
		}),
		streams: ['products', 'orders'],
		afterDays: 40,
		setUp: (site) => {
			site.addCompany({ name: 'Acme GmbH', abbr: 'AG', currency: 'EUR', country: 'Germany' });
			site.insert('Price List', { price_list_name: 'Euro', currency: 'EUR', selling: 1, enabled: 1 });
			site.insert('Price List', { price_list_name: 'Krona', currency: 'SEK', selling: 1, enabled: 1 });
		},
		meanwhile: (site) => {
			site.insert('Currency Exchange', { date: '2026-01-01', from_currency: 'SEK', to_currency: 'EUR', exchange_rate: 0.09, for_selling: 1 });
		},
		isStill: ({ salesChannel }) => salesChannel.marketplaceName === 'Amazon.se',
	},
	{
		name: 'one customer, drafts, names withheld, one request at a time',
		world: { country: 'GB', skuCount: 5, orderCount: 9, hasPersonalData: false },
		settings: inCompany('AL', {
			company: 'Acme Ltd',
			priceList: 'Pound',
			customerPolicy: 'single',
			singleCustomer: 'Amazon UK',
			submitOrders: false,
			requestsInFlight: 1,
			facilitatorTax: 'showAndOffset',
		}),
		streams: ['products', 'orders'],
		afterDays: 40,
		setUp: (site) => {
			site.addCompany({ name: 'Acme Ltd', abbr: 'AL', currency: 'GBP', country: 'United Kingdom' });
			site.insert('Price List', { price_list_name: 'Pound', currency: 'GBP', selling: 1, enabled: 1 });
		},
		meanwhile: nothing,
	},
	{
		name: 'more than two batches of orders',
		world: { country: 'US', skuCount: 8, orderCount: 46 },
		settings: inCompany('ACME', { company: 'Acme Inc', createAddresses: false }),
		start: { options: { createAddresses: false } },
		streams: ['products', 'orders'],
		afterDays: 40,
		setUp: nothing,
		meanwhile: (site) => {
			const [delivered, , cancelled] = liveOrders(site);
			if (delivered) site.deliver(delivered);
			if (cancelled) site.update('Sales Order', cancelled, { docstatus: 2 });
		},
	},
];

export function worldOptions({ world }: Seller): WorldOptions {
	return { seed: 7, sellerId: 'A2CHAOSSELLER', skuCount: 5, orderCount: 8, endsAt: STARTS_MS - DAY_MS, spanDays: 10, ...world };
}

/** Fields of Start for n8n's engine. */
export function startParameters(seller: Seller): IDataObject {
	return { ...START_SETTINGS, ...seller.start };
}
