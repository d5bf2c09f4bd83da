/** The two ends of the line: the local sandbox, or a real Amazon or ERPNext named by environment variables. */
import { DateTime } from 'luxon';

import { type Marketplace, MARKETPLACES, marketplaceByCountry } from '../../lib/amazon/marketplaces';
import type { AmazonCredentials } from '../../lib/amazon/types';
import { systemClock } from '../../lib/clock';
import { cleanSiteUrl, isSiteUrl } from '../../lib/erpnext/http';
import type { ErpCredentials } from '../../lib/erpnext/types';
import { startAmazonSandbox } from '../../sandbox/amazon/server';
import { makeSellerWorld } from '../../sandbox/amazon/world/sellerWorld';
import { startErpNextSandbox } from '../../sandbox/erpnext/server';

const DEMO_SKUS = 60;
const DEMO_ORDERS = 250;
const DEMO_DAYS = 14;
/** A real account: few enough orders for one run's share of Amazon's quota, at most shops. */
const REAL_DAYS = 30;
/** A server of one's own costs nobody anything. */
const LOCAL_DAYS = 365;
/** Amazon lists nothing that changed in the last minutes; a world that rests by then is listed whole. */
const RESTS_BEFORE_NOW_MS = 15 * 60_000;
/** The demo's seller does not change until long after its day, so that every start on that day shows the same. */
const REST_MS = 48 * 3_600_000;
const DAY_MS = 86_400_000;

export interface AmazonEnd {
	credentials: AmazonCredentials;
	marketplace: Marketplace;
	label: string;
	/** First instant that the demo imports, ISO 8601. */
	afterDate: string;
	/** Whether nothing changes there by itself between two runs. */
	isAtRest: boolean;
	close(): Promise<void>;
}

export interface ErpNextEnd {
	credentials: ErpCredentials;
	label: string;
	/** Where a person looks at what was written. */
	booksUrl: string;
	isStandIn: boolean;
	close(): Promise<void>;
}

/** Their values; undefined when none is set. `others`: what says nothing without them. */
function requireAll(names: string[], what: string, others: string[] = []): string[] | undefined {
	const values = names.map((name) => process.env[name] ?? '');
	if ([...names, ...others].every((name) => !process.env[name])) return undefined;
	const missing = names.filter((name) => !process.env[name]);
	if (missing.length > 0) throw new Error(`To use ${what}, set ${missing.join(', ')} too`);
	return values;
}

const AMAZON_VARIABLES = [
	'AMAZON_SELLER_ID',
	'AMAZON_COUNTRY',
	'AMAZON_CLIENT_ID',
	'AMAZON_CLIENT_SECRET',
	'AMAZON_REFRESH_TOKEN',
];

function fetchMarketplace(country: string, variable: string): Marketplace {
	const marketplace = marketplaceByCountry(country);
	if (!marketplace) throw new Error(`${variable} '${country}' has no Amazon marketplace: give its two letters, e.g. US or DE`);
	return marketplace;
}

/** How far back a run goes: AMAZON_AFTER (a date), AMAZON_DAYS, or `defaultDays`. */
function readAfterDate(defaultDays: number): string {
	const { AMAZON_AFTER: after, AMAZON_DAYS: days } = process.env;
	if (after) {
		const instant = DateTime.fromISO(after, { zone: 'utc' });
		if (!instant.isValid) throw new Error(`AMAZON_AFTER '${after}' is no date: write it like 2026-11-01`);
		return instant.toISO();
	}
	if (days !== undefined && !/^[1-9]\d{0,3}$/.test(days)) throw new Error(`AMAZON_DAYS '${days}' is no number of days: write it like 30`);
	return new Date(systemClock.now() - Number(days ?? defaultDays) * DAY_MS).toISOString();
}

/** The sandbox's seller sells in the currency of the books, so that no exchange rate is needed. */
function sandboxMarketplace(currency: string): Marketplace {
	const country = currency === 'EUR' ? 'DE' : (MARKETPLACES.find((one) => one.currency === currency)?.country ?? 'US');
	return fetchMarketplace(country, 'Country');
}

/** `booksCurrency`: that of the company that is written to. */
export async function openAmazon(port: number, booksCurrency: string): Promise<AmazonEnd> {
	const given = requireAll(AMAZON_VARIABLES, 'an Amazon account of your own', ['AMAZON_URL']);
	if (!given) return await openAmazonSandbox(port, sandboxMarketplace(booksCurrency));
	const [sellerId = '', country = '', clientId = '', clientSecret = '', refreshToken = ''] = given;
	const marketplace = fetchMarketplace(country, 'AMAZON_COUNTRY');
	const localUrl = process.env.AMAZON_URL?.replace(/\/+$/, '');
	if (localUrl && !isSiteUrl(localUrl)) throw new Error(`AMAZON_URL '${localUrl}' is no address: write it like http://127.0.0.1:9080`);
	return {
		credentials: {
			sellerId,
			country: marketplace.country,
			clientId,
			clientSecret,
			refreshToken,
			environment: localUrl ? 'local' : 'production',
			...(localUrl ? { localUrl } : {}),
		},
		marketplace,
		label: `seller ${sellerId} at ${localUrl ?? marketplace.domain}`,
		afterDate: readAfterDate(localUrl ? LOCAL_DAYS : REAL_DAYS),
		isAtRest: false,
		close: async () => {},
	};
}

/** A seller of today: the same at each start of a day, a fresh one the next, also in a test site that keeps both. */
async function openAmazonSandbox(port: number, marketplace: Marketplace): Promise<AmazonEnd> {
	const day = DateTime.fromMillis(systemClock.now() - RESTS_BEFORE_NOW_MS, { zone: 'utc' }).startOf('day');
	const stamp = day.toFormat('yyyyMMdd');
	const world = makeSellerWorld({
		seed: Number(stamp),
		sellerId: `A1DEMO${stamp}`,
		country: marketplace.country,
		skuCount: DEMO_SKUS,
		orderCount: DEMO_ORDERS,
		endsAt: day.toMillis(),
		restMs: REST_MS,
		spanDays: DEMO_DAYS,
	});
	const sandbox = await startAmazonSandbox({ port, sellers: [world] });
	const [seller] = sandbox.sellers;
	if (!seller) throw new Error('The Amazon sandbox started without a seller');
	return {
		credentials: seller.credentials,
		marketplace,
		label: `the local Amazon ${sandbox.url}`,
		afterDate: day.minus({ days: DEMO_DAYS + 1 }).toISO() ?? '',
		isAtRest: true,
		close: async () => await sandbox.close(),
	};
}

export async function openErpNext(port: number): Promise<ErpNextEnd> {
	const given = requireAll(['ERPNEXT_URL', 'ERPNEXT_API_KEY', 'ERPNEXT_API_SECRET'], 'an ERPNext site of your own');
	if (given) {
		const [pasted = '', apiKey = '', apiSecret = ''] = given;
		const url = cleanSiteUrl(pasted);
		if (!isSiteUrl(url)) throw new Error(`ERPNEXT_URL '${pasted}' is no address: write it like https://erp.example.com`);
		return {
			credentials: { url, apiKey, apiSecret, ignoreSslIssues: process.env.ERPNEXT_IGNORE_SSL === 'true' },
			label: `the ERPNext at ${url}`,
			booksUrl: `${url}/app/sales-order`,
			isStandIn: false,
			close: async () => {},
		};
	}
	const sandbox = await startErpNextSandbox({ port });
	return {
		credentials: { url: sandbox.url, ...sandbox.users.manager, ignoreSslIssues: false },
		label: `the local ERPNext ${sandbox.url}`,
		booksUrl: `${sandbox.url}/`,
		isStandIn: true,
		close: async () => await sandbox.close(),
	};
}
